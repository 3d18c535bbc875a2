package boltstore_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/boltstore"
)

const (
	crashPath  = "STILLPOINT_TEST_CRASH_STORE"
	crashPoint = "STILLPOINT_TEST_CRASH_POINT"
	crashCode  = 86
)

// TestWhatAProcessLeavesThatEndsInTheMiddle starts this test binary again, as a
// process that commits twice and ends abruptly during the second commit.
func TestWhatAProcessLeavesThatEndsInTheMiddle(t *testing.T) {
	if path := os.Getenv(crashPath); path != "" {
		crash(t, path, os.Getenv(crashPoint))
		return
	}
	for point, version := range map[string]uint64{"commit/begin": 1, "commit/written": 1, "commit/durable": 2} {
		t.Run(point, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "store")
			child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestWhatAProcessLeavesThatEndsInTheMiddle$")
			child.Env = append(os.Environ(), crashPath+"="+path, crashPoint+"="+point)
			out, err := child.CombinedOutput()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != crashCode {
				t.Fatalf("the child ended with %v:\n%s", err, out)
			}
			s := mustOpen(t, path, quick)
			defer mustClose(t, s)
			snapshot, err := s.Load(t.Context(), someone)
			if err != nil || snapshot.Version != version {
				t.Errorf("version %d, want %d (%v)", snapshot.Version, version, err)
			}
			letters, _, err := s.Heads(t.Context(), store.AllPartitions, noon, 10)
			if err != nil || (len(letters) == 1) != (version == 2) {
				t.Errorf("%d messages with version %d (%v)", len(letters), version, err)
			}
		})
	}
}

func crash(t *testing.T, path, point string) {
	version := uint64(0)
	s := mustOpen(t, path, boltstore.Config{Observe: func(passed string) {
		if version == 1 && passed == point {
			os.Exit(crashCode)
		}
	}})
	for ; version < 2; version++ {
		turn := store.Turn{Actor: someone, Version: version, Session: []byte("x")}
		if version == 1 {
			turn.Messages = []store.Message{{Data: []byte("hello")}}
		}
		if _, err := s.Commit(t.Context(), turn); err != nil {
			t.Fatal(err)
		}
	}
}
