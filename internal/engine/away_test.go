package engine_test

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

const waitsForPeople = `
script: try
title: Try
command: try
patience: {remind: 2h, let-go: 12h}
values: {mood: 0..10}
steps:
  - ask: mood
    say: How are you?
  - pause: 1h
  - say: Welcome back from the pause.
`

func TestNothingIsSaidToSomebodyWhoCannotBeReached(t *testing.T) {
	p := somebody(t, only(t, waitsForPeople)).types("/try")
	p.event(chat.Lifecycle{Change: chat.Blocked})
	if p.said() != "" || len(p.timers) > 0 {
		t.Errorf("timers %v, said %q", p.timers, p.said())
	}
	p.waits(48 * time.Hour).hearsNothing().isAt("try/mood")
	p.types("7").isAt("try/pause-1h")
	if len(p.timers) != 1 {
		t.Errorf("the pause has the timers %v", p.timers)
	}
}

func TestWaitingGoesOnWhenAPersonComesBack(t *testing.T) {
	p := somebody(t, only(t, waitsForPeople)).types("/try")
	p.event(chat.Lifecycle{Change: chat.Blocked}).waits(48 * time.Hour)
	p.event(chat.Lifecycle{Change: chat.Joined}).hears("How are you?")
	p.waits(3 * time.Hour).hears("still open").isAt("try/mood")
}

func TestAPauseWaitsForSomebodyWhoIsAway(t *testing.T) {
	p := somebody(t, only(t, waitsForPeople)).types("/try").types("7")
	p.event(chat.Lifecycle{Change: chat.Blocked}).waits(48 * time.Hour).hearsNothing().isAt("try/pause-1h")
	p.types("hello").waits(time.Second).hears("Welcome back").isAt("")
}

// TestATimerThatIsDueAllTheSameSaysNothing: it was found before the platform said no.
func TestATimerThatIsDueAllTheSameSaysNothing(t *testing.T) {
	p := somebody(t, library(t, map[string]string{
		"scripts/try.yaml":   "script: try\ntitle: Try\ncommand: try\nvalues: {mood: 0..10}\nsteps:\n  - later: after\n    at: 1h\n  - ask: mood\n    say: How are you?\n",
		"scripts/after.yaml": "script: after\ntitle: After\nsteps:\n  - say: How was it?\n",
	})).types("/try")
	p.event(chat.Lifecycle{Change: chat.Blocked}).waits(48 * time.Hour).hearsNothing()
	p.event(chat.Lifecycle{Change: chat.Joined}).hearsNot("How was it?")
}

func (p *person) hearsNothing() *person {
	p.Helper()
	if p.said() != "" {
		p.Errorf("expected to hear nothing, heard:\n%s", p.heard())
	}
	return p
}
