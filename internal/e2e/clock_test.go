package e2e_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// movedClock writes the description of a build in which the program's clock is one that
// stories can move, and returns its path. Everything else is as it is.
func movedClock(dir string) (string, error) {
	replaced, err := filepath.Abs("../../cmd/stillpoint/clock.go")
	if err != nil {
		return "", err
	}
	by, err := filepath.Abs("testdata/clock/clock.go")
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(map[string]any{"Replace": map[string]string{replaced: by}})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(dir, "overlay.json")
	return overlay, os.WriteFile(overlay, text, 0o600)
}

// aheadFile is where the processes of this house read how far their clock is moved.
func (h *house) aheadFile() string { return filepath.Join(h.dir, "ahead") }

// at moves the clock of all processes of this house to a moment, such as
// "2026-11-20 08:00:00" in UTC. It goes on from there.
func (h *house) at(moment string) {
	h.t.Helper()
	to := instant(h.t, moment)
	text := time.Until(to).String()
	fresh := h.aheadFile() + ".fresh" // nobody reads half of it
	if err := os.WriteFile(fresh, []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
	if err := os.Rename(fresh, h.aheadFile()); err != nil {
		h.t.Fatal(err)
	}
}

func instant(t *testing.T, moment string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateTime, moment)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
