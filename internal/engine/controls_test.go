package engine_test

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

func spanish(lib *script.Library) engine.Session {
	return engine.NewSession(lib, 7, lib.LanguageIndex("es"))
}

// everyWait has every kind of step that waits, and two questions before it.
const everyWait = `
script: try
title: Try
command: try
values:
  number: 0..10
  one: {one-of: {chest: Chest, belly: Belly}}
  many: {several-of: {head: Head, hands: Hands}}
  yes: yes-no
  time: time
  text: text
steps:
  - ask: number
    say: A number?
  - ask: one
    say: One of these?
  - ask: many
    say: Some of these?
  - ask: yes
    say: Yes or no?
  - ask: time
    say: A time?
  - ask: text
    say: A text?
  - id: buttons
    offer: {tea: Tea, water: Water}
    say: What now?
  - id: still
    pause: 20s
    say: A pause.
  - id: breath
    breathe: even
    say: Breathe.
  - say: That was all.
`

func everyWaitLibrary(t *testing.T) *script.Library {
	t.Helper()
	return library(t, map[string]string{
		"scripts/try.yaml": everyWait,
		"breathing.yaml":   "patterns:\n  even: {title: Even, in: 4, out: 4, rounds: 2}\n",
	})
}

func TestTheWordsThatAlwaysWorkDoSoAtEveryStepThatWaits(t *testing.T) {
	lib := everyWaitLibrary(t)
	steps := []struct{ id, again string }{
		{"number", "A number?"},
		{"one", "One of these?"},
		{"many", "Some of these?"},
		{"yes", "Yes or no?"},
		{"time", "A time?"},
		{"text", "A text?"},
		{"buttons", "What now?"},
		{"still", "A pause."},
		{"breath", "Breathe."},
	}
	for i, step := range steps {
		at := func() *person {
			p := somebody(t, lib).types("/try")
			for range i {
				p.types("skip")
			}
			return p.isAt("try/" + step.id)
		}
		t.Run(step.id, func(t *testing.T) {
			for _, word := range []string{"help", "HELP!", "/help"} {
				at().types(word).hears("These words work at any time").hears(step.again).isAt("try/" + step.id)
			}
			at().types("repeat").hears(step.again).isAt("try/" + step.id)
			at().types("I need help now").sees("= safety none").hears(step.again).isAt("try/" + step.id)
			at().types("/stop").hears("Stopped").sees("= end try stopped").sees("= cancel wait").isAt("")
			at().types("Stop!").hears("Stopped").isAt("")
			forward := at().types("skip")
			if i+1 < len(steps) {
				forward.isAt("try/" + steps[i+1].id)
			} else {
				forward.hears("That was all.").isAt("")
			}
			back := at().types("back")
			switch {
			case i == 0:
				back.hears("no earlier question").hears(step.again).isAt("try/number")
			case step.id == "breath": // a pause is no question to go back to
				back.isAt("try/buttons")
			default:
				back.hears(steps[i-1].again).isAt("try/" + steps[i-1].id)
			}
		})
	}
}

func TestTheButtonsThatAlwaysWorkDoSoToo(t *testing.T) {
	at := func() *person { return somebody(t, everyWaitLibrary(t)).types("/try").types("7") }
	at().presses("Skip").isAt("try/many")
	at().presses("Back").isAt("try/number")
	at().presses("Help").hears("These words").hears("One of these?")
	at().presses("Stop").isAt("")
	at().presses("I need help now").sees("= safety none").hears("One of these?")
}

func TestBackForgetsTheAnswersAfterIt(t *testing.T) {
	lib := only(t, `
script: try
title: Try
command: try
values: {first: 0..10, second: 0..10, sum: 0..20}
steps:
  - ask: first
    say: First?
  - set: {sum: first}
  - ask: second
    say: Second, after {sum}?
  - say: "{first} {second} {sum}"
`)
	p := somebody(t, lib).types("/try").types("3").types("back").isAt("try/first").types("back").hears("no earlier").hears("First?")
	p.types("skip").hears("Second, after –?").types("4").hears("– 4 –")
}

func TestWithNothingOpenTheWordsSaySo(t *testing.T) {
	lib := only(t, everyWait[:0]+"script: try\ntitle: Try\ncommand: try\nvalues: {n: 0..10}\nsteps:\n  - ask: n\n    say: A number?\n")
	for _, word := range []string{"stop", "skip", "back", "repeat", "help", "hello", "/nonsense", "/menu", "/start"} {
		if p := somebody(t, lib).types(word); p.said() == "" {
			t.Errorf("%q is met with silence", word)
		}
	}
	somebody(t, lib).types("help now").sees("= safety none")
}

func TestAButtonOfAnEarlierQuestionChangesNothing(t *testing.T) {
	p := somebody(t, everyWaitLibrary(t)).types("/try")
	tap := chat.Press{Question: p.session.Turn, Token: "7000"}
	p.event(tap).isAt("try/one")
	p.event(tap).hears("earlier question").isAt("try/one")
	p.event(chat.Press{Question: tap.Question, Token: "skip"}).hears("earlier question").isAt("try/one")
	p.event(chat.Press{Question: tap.Question, Token: "stop"}).isAt("")
	p.event(tap).hears("earlier question").isAt("")
}

func TestTwoTapsOnOneButtonAnswerOnce(t *testing.T) {
	lib := only(t, `
script: try
title: Try
command: try
values: {a: 0..10, b: 0..10}
steps:
  - ask: a
    say: A?
  - ask: b
    say: B?
  - say: "{a} {b}"
`)
	p := somebody(t, lib).types("/try")
	tap := chat.Press{Question: p.session.Turn, Token: "7000"}
	p.event(tap).event(tap).event(tap).isAt("try/b").types("2").hears("7 2")
}

func TestTheFirstContactIsWelcomedWhateverItIs(t *testing.T) {
	lib := library(t, map[string]string{
		"scripts/hello.yaml": "script: hello\ntitle: Hello\nrole: welcome\nsteps:\n  - say: Welcome.\n",
		"scripts/menu.yaml":  "script: menu\ntitle: Menu\nrole: home\nsteps:\n  - offer: {tea: Tea}\n    say: What now?\n",
	})
	for _, first := range []chat.Event{chat.Text{Text: "hi"}, chat.Lifecycle{Change: chat.Joined}, chat.Command{Name: "start"}} {
		p := somebody(t, lib)
		p.session = engine.NewSession(lib, 7, 0)
		p.event(first).hears("Welcome.")
		p.event(first).hears("What now?").hearsNot("Welcome.")
	}
}

func TestAfterASafetyReplyATextIsNotMetWithAMenu(t *testing.T) {
	lib := library(t, map[string]string{
		"scripts/try.yaml":  "script: try\ntitle: Try\ncommand: try\nvalues: {n: 0..10}\nsteps:\n  - ask: n\n    say: A number?\n  - later: try\n    at: 1h\n",
		"scripts/menu.yaml": "script: menu\ntitle: Menu\nrole: home\nsteps:\n  - offer: {tea: Tea}\n    say: What now?\n",
	})
	p := somebody(t, lib).types("/try").types("3").types("/try")
	p.event(chat.Text{Text: "…", Signal: chat.Crisis}).sees("= safety crisis again=false").sees("= end try safety").isAt("")
	p.waits(20 * time.Minute)
	p.types("thanks").sees("= safety crisis again=true").hearsNot("What now?")
	p.waits(20 * time.Minute)
	p.types("hello").hears("What now?")
	p.types("stop").waits(10 * time.Hour)
	if p.said() != "" {
		t.Errorf("what was put off came while it was quiet:\n%s", p.heard())
	}
	p.waits(14 * time.Hour).hears("A number?")
}
