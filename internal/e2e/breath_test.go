package e2e_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

func TestAPacerRunsToItsEndAndTheNextQuestionComesByItself(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	dir, _ := ownFolder(t, "breath.yaml")
	pattern := "patterns:\n  short: {title: Short breath, in: 2, out: 3, rounds: 2}\n"
	if err := os.WriteFile(filepath.Join(dir, "breathing.yaml"), []byte(pattern), 0o600); err != nil {
		t.Fatal(err)
	}
	first := h.serve("STILLPOINT_PROMPTS=" + dir)
	people := []*person{h.onTelegram(1, "en"), h.onDiscord(1, "en", discordtest.Place{})}
	began := time.Now()
	together(t, people, commands("breath"), hears(same("Two breaths together")), hears(same("As quietly")))
	first.kill() // who breathes does not notice, but for a pacer that stands still
	h.serve("STILLPOINT_PROMPTS=" + dir)
	together(t, people, hears(same("How are you now?")))
	if took := time.Since(began); took < 10*time.Second {
		t.Errorf("ten seconds of breath took %v", took)
	}
	together(t, people, says(same("8")), hearsNext(same("You said 8.")))
}
