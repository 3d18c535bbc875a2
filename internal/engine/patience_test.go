package engine_test

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
)

const patient = `
script: try
title: Try
command: try
patience: {remind: 2h, let-go: 12h}
values: {a: 0..10, b: 0..10}
steps:
  - ask: a
    say: A?
  - ask: b
    say: B?
    patience: {let-go: 1h}
`

func TestAQuestionRemindsOnceAndThenLetsGo(t *testing.T) {
	p := somebody(t, only(t, patient)).types("/try")
	if p.waits(2*time.Hour-time.Second).said() != "" {
		t.Error("it reminds too early")
	}
	p.waits(time.Second).hears("still open").hears("A?").isAt("try/a")
	if p.waits(10*time.Hour-time.Second).said() != "" {
		t.Error("it reminds twice, or lets go too early")
	}
	p.waits(time.Second).hearsNothing().sees("= end try let-go").isAt("")
	p.waits(100 * time.Hour)
	if len(p.effects) > 0 {
		t.Errorf("after letting go something came:\n%s", p.heard())
	}
}

func TestAReminderIsStillAQuestionThatCanBeAnswered(t *testing.T) {
	p := somebody(t, only(t, patient)).types("/try").waits(2 * time.Hour)
	p.presses("7").isAt("try/b")
	p.waits(time.Hour).hearsNothing().isAt("")
}

func TestATimerOfAnEarlierQuestionDoesNothing(t *testing.T) {
	p := somebody(t, only(t, patient)).types("/try")
	early := p.timers[engine.WaitTimer]
	p.now = p.now.Add(time.Minute)
	p.types("7")
	for _, due := range []chat.Due{
		{Timer: engine.WaitTimer, At: early},
		{Timer: "start:nowhere", At: early},
		{Timer: "nonsense", At: early},
	} {
		p.now = early
		p.event(due).isAt("try/b")
		if len(p.effects) > 0 {
			t.Errorf("%q did something:\n%s", due.Timer, p.heard())
		}
	}
}

func TestWhileItIsQuietNoReminderComes(t *testing.T) {
	p := somebody(t, only(t, `
script: try
title: Try
command: try
patience: {remind: 2h, let-go: 12h}
values: {a: 0..10}
steps:
  - quiet: 6h
  - ask: a
    say: A?
`)).types("/try")
	if p.waits(2*time.Hour).said() != "" {
		t.Error("it reminded while it was quiet")
	}
	p.isAt("try/a").waits(10 * time.Hour).hearsNothing().isAt("")
}

func TestAPauseOutlastsEverythingButTheClock(t *testing.T) {
	p := somebody(t, only(t, `
script: try
title: Try
command: try
values: {a: 0..10}
steps:
  - pause: 4h
    say: See you later.
  - ask: a
    say: A?
`)).types("/try")
	p.waits(time.Hour).types("hello").hears("pause is running").types("repeat").hears("See you later.")
	p.types("help now").isAt("try/pause-4h")
	if end, pausing := p.session.Pausing(); !pausing || !end.Equal(someEvening.Add(4*time.Hour)) {
		t.Errorf("the pause ends at %v", end)
	}
	p.waits(3 * time.Hour).hears("A?").isAt("try/a")
}

func TestAPersonGoesOnWhereTheyWereAfterAnInterruption(t *testing.T) {
	lib := library(t, map[string]string{
		"scripts/try.yaml":   patient,
		"scripts/other.yaml": "script: other\ntitle: Other\ncommand: other\nvalues: {c: 0..10}\nsteps:\n  - ask: c\n    say: C?\n",
	})
	p := somebody(t, lib).types("/try").types("3").isAt("try/b")
	p.types("/other").isAt("other/c").types("/other").hears("C?").isAt("other/c")
	p.types("back").hears("no earlier question").isAt("other/c")
	p.types("4").hears("Back to where we were.").hears("B?").isAt("try/b")
	p.types("/other").types("/try").sees("= end other stopped").hears("B?").isAt("try/b")
	p.types("back").isAt("try/a")
}
