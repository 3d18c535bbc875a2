package engine_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
)

const sorry = "Something went wrong on our side"

func TestTooManyStepsInOneTurnEndKindly(t *testing.T) {
	p := somebody(t, only(t, `
script: try
title: Try
command: try
values: {n: 0..1000}
steps:
  - repeat: 20
    steps:
      - repeat: 20
        steps:
          - set: {n: n + 1}
`)).types("/try")
	p.hears(sorry).sees("= end try " + string(engine.TooLong)).isAt("")
}

func TestTooManyScriptsInsideEachOtherEndKindly(t *testing.T) {
	files := map[string]string{}
	for i := range 12 {
		files[fmt.Sprintf("scripts/s%d.yaml", i)] = fmt.Sprintf("script: s%d\ntitle: S\ncommand: s%d\nvalues: {n: 0..10}\nsteps:\n  - ask: n\n    say: Number %d?\n", i, i, i)
	}
	p := somebody(t, library(t, files))
	for i := range engine.MaxDepth {
		p.types(fmt.Sprintf("/s%d", i)).isAt(fmt.Sprintf("s%d/n", i))
	}
	p.types("/s11").hears(sorry).sees("= end s0 " + string(engine.TooDeep)).isAt("")
	p.types("/s11").isAt("s11/n")
}

func TestALongTextIsCutToWhatCanBeSent(t *testing.T) {
	p := somebody(t, only(t, `
script: try
title: Try
command: try
values: {note: text}
steps:
  - ask: note
    say: Words?
  - say: "{note} {note} {note} {note} {note}"
`)).types("/try").types(strings.Repeat("ü", 1000))
	if n := utf8.RuneCountInString(p.said()); n != engine.MaxText || !strings.HasSuffix(p.said(), "…") {
		t.Errorf("%d characters were sent", n)
	}
}

func TestASessionThatOutgrowsItsBudgetEndsKindly(t *testing.T) {
	p := somebody(t, only(t, `
script: try
title: Try
command: try
values: {a: text, b: text, c: text, d: text}
steps:
  - ask: a
    say: A?
  - ask: b
    say: B?
  - ask: c
    say: C?
  - say: "{a} {b} {c}"
`)).types("/try")
	long := strings.Repeat("🌧", 1000)
	p.types(long).isAt("try/b").types(long).isAt("try/c")
	p.types("short").isAt("")
	p.types("/try").types(long).types(long).types("b").isAt("")
	again := p.types("/try").types(long).types(long).types(long)
	if got := len(again.session.Encode(nil)); got > engine.MaxSession {
		t.Errorf("a session of %d bytes was kept", got)
	}
	again.types("/try").isAt("try/a")
}

func TestAScriptMayAskMoreThanASessionRemembers(t *testing.T) {
	var b strings.Builder
	b.WriteString("script: try\ntitle: Try\ncommand: try\nvalues:\n")
	for i := range 300 {
		fmt.Fprintf(&b, "  v%d: 0..10\n", i)
	}
	b.WriteString("steps:\n")
	for i := range 300 {
		fmt.Fprintf(&b, "  - ask: v%d\n    say: Number %d?\n", i, i)
	}
	b.WriteString("  - say: \"{v0} {v299}\"\n")
	p := somebody(t, only(t, b.String())).types("/try")
	for range 299 {
		p.types("7")
	}
	p.types("8").hears("7 8").isAt("")
}

func TestAQuestionAskedOverAndOverKeepsTheSessionSmall(t *testing.T) {
	p := somebody(t, only(t, "script: try\ntitle: Try\ncommand: try\nvalues: {n: 0..10}\nsteps:\n  - id: top\n    ask: n\n    say: N?\n  - go: top\n")).types("/try")
	for range 500 {
		p.types("7")
	}
	if got := len(p.session.Encode(nil)); got > 600 {
		t.Errorf("the session has grown to %d bytes", got)
	}
	p.types("back").isAt("try/top")
}

func TestAnUnknownEventIsNoReasonToFail(t *testing.T) {
	p := somebody(t, only(t, scales))
	p.event(nil)
	p.event(chat.Lifecycle{Change: chat.Blocked})
	p.event(chat.Press{}).hears("earlier question")
}
