package rehearsal_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/rehearsal"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// The scripts that the stories are about.
const (
	mood = `
script: mood
title: Mood
command: mood
patience: {remind: 2h, let-go: 12h}
values: {mood: 0..10, parts: {several-of: {chest: Chest, head: Head}}, bed: time, sure: yes-no, note: text, half: 0..24 by 0.5}
steps:
  - say: {any: [One., Two., Three.]}
  - say: {any: ["First {person.country}.", Second.]}
  - ask: mood
    say: How is your mood?
    scale: {low: low, high: high}
    optional: true
  - ask: parts
    say: Where?
  - ask: bed
    say: When?
  - ask: sure
    say: Sure?
  - ask: half
    say: How long?
  - record: check-in
  - show: week
  - end: enough
`
	timers = `
script: timers
title: Timers
command: timers
steps:
  - later: other
    at: tomorrow 09:00
  - quiet: 21:30
  - pause: 20s
    say: A moment.
  - say: Over.
`
	breath = `
script: breath
title: Breath
command: breath
steps:
  - breathe: box
    rounds: 2
    say: Slowly.
  - breathe: sigh
    rounds: 1
  - say: Well done.
`
	other = `
script: other
title: Other
command: other
steps:
  - say: Good morning.
`
	yours = `
script: yours
title: Yours
command: yours
steps:
  - export: json
  - forget: everything
`
	set = `
script: set
title: Set
command: set
values: {text: text 50, when: schedule, which: reminder}
steps:
  - ask: text
    say: What?
  - ask: when
    say: When?
  - remind: add
    what: text
    at: when
  - ask: which
    say: Which?
  - offer:
      skip: {label: Skip one, go: skip}
      delete: {label: Delete, go: delete}
  - end: done
  - id: skip
    remind: skip
    which: which
  - end: done
  - id: delete
    remind: delete
    which: which
`
)

// library is a folder with these scripts, and the languages and patterns that ship.
func library(t *testing.T, scripts ...string) *script.Library {
	t.Helper()
	fsys, shipped := fstest.MapFS{}, os.DirFS("../../prompts")
	for _, name := range []string{"lang/en/ui.yaml", "lang/en/words.yaml", "lang/es/ui.yaml", "lang/es/words.yaml", "breathing.yaml"} {
		data, err := fs.ReadFile(shipped, name)
		if err != nil {
			t.Fatal(err)
		}
		fsys[name] = &fstest.MapFile{Data: data}
	}
	for _, text := range scripts {
		name, _, _ := strings.Cut(strings.TrimPrefix(text, "\nscript: "), "\n")
		fsys["scripts/"+name+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	lib, problems := script.Load(fsys)
	if lib == nil {
		t.Fatal(problems)
	}
	return lib
}

// danger sees a crisis in one word.
func danger(text string) chat.Signal {
	if strings.Contains(text, "danger") {
		return chat.Crisis
	}
	return chat.NoSignal
}

const untilRecord = "\n> 2\n< Where?...\n> chest, head\n< When?\n> 22:30\n< Sure?\n> yes\n< How long?\n> 7.5\n"

const whenSet = "-- a\n> /set\n< What?\n> Tea\n< When?\n> every day 22:00\n= reminder 1 set\n< Which? ...\n"

func TestStories(t *testing.T) {
	tests := []struct {
		name, text string
		wrong      string // in the problem; empty: all comes out as written
	}{
		{"everything that is kept is written", "consent: yes\n-- a\n> /mood\n< ...\n< ...\n< How is your mood?" + untilRecord +
			"= record check-in: mood 2, parts chest + head, bed 22:30, sure yes, half 7.5\n< Saved.\n= show week\n= end mood enough", ""},
		{"the values may be left out, the end too, and the week is any one message", "consent: yes\n-- a\n> /mood\n< ...\n< ...\n< How is your mood?" + untilRecord +
			"< Saved.\n< ...\n= record check-in", ""},
		{"without consent nothing is kept", "consent: no\n-- a\n> /mood\n< ...\n< ...\n< How is your mood?" + untilRecord +
			"< This was not saved, ...\n< ...\n= record check-in", "this is written, but did not happen: = record check-in"},
		{"a record that nobody wrote", "consent: yes\n-- a\n> /mood\n< ...\n< ...\n< How is your mood?" + untilRecord +
			"< Saved.\n= show week", "this happened and is not written: = record check-in: mood 2"},
		{"another end than the one that is written", "consent: yes\n-- a\n> /other\n< Good morning.\n= end other stopped", "did not happen: = end other stopped"},

		{"any wording will do", "-- a\n> /mood\n< Two.\n< Second.\n< How is your mood?\n-- b\n> /mood\n< One.\n< Second.\n< How is your mood?\n-- c\n> /mood\n< Three.\n< First –.\n< How is your mood?", ""},
		{"values are the same in every wording", "person: country = ES\n-- a\n> /mood\n< Two.\n< First ES.\n< ...", ""},
		{"but not a wording that is none", "-- a\n> /mood\n< Four.\n< ...\n< ...", `expected "Four.", but this came: `},

		{"the ends of a scale may be written", "-- a\n> /mood\n< ...\n< ...\n< How is your mood? (optional)\n< 0 = low · 10 = high", ""},
		{"or on one line", "-- a\n> /mood\n< ...\n< ...\n< How is your mood? (optional) 0 = low · 10 = high", ""},
		{"but not others", "-- a\n> /mood\n< ...\n< ...\n< How is your mood? (optional)\n< 0 = bad · 10 = good", "a.txt:5:1: expected"},
		{"dots stand for anything inside a text", "-- a\n> /mood\n< ...\n< ...\n< How ... mood? ... low ...", ""},
		{"also for nothing", "-- a\n> /other\n< Good ... morning. ...", ""},
		{"dots alone are one message, not two", "-- a\n> /mood\n< ...\n< ...", "nothing more was expected, but this came: \"How is your mood?"},
		{"and not none", "-- a\n> /other\n< Good morning.\n< ...", `expected "...", but nothing more came`},
		{"silence has to be expected too", "-- a\n> /other", `a.txt:2:1: nothing more was expected, but this came: "Good morning."`},

		{"a button by its label, a control by its own", "-- a\n> /mood\n< ...\n< ...\n< ...\n> [3]\n< Where?...\n> [Skip]\n< When?\n> [Stop]\n< ...\n= end mood stopped", ""},
		{"a button of an earlier question changes nothing", "-- a\n> /mood\n< ...\n< ...\n< ...\n> [3]\n< Where?...\n> [3]\n< That button belongs to an earlier question. ...", ""},
		{"a button that is not there", "-- a\n> /mood\n< ...\n< ...\n< ...\n> [Eleven]", "a.txt:6:1: there is no button [Eleven]; there are [0] [1]"},
		{"a button before there is any", "-- a\n> [3]", "no message had buttons yet"},

		{"what safety says takes the place of all else", "-- a\n> /mood\n< ...\n< ...\n< ...\n> I am in danger\n= safety crisis\n= end mood safety\n> still danger\n= safety crisis again", ""},
		{"it may be shown as any one message", "-- a\n> danger\n< ...", ""},
		{"but has to be written", "-- a\n> danger", "nothing more was expected, but this came: \"= safety crisis\""},
		{"a command is looked at as well", "-- a\n> /mood danger\n= safety crisis", ""},

		{"a pacer with its line", "-- a\n> /breath\n< Slowly.\n< [pacer] In 4 · Hold 4 · Out 4 · Rest 4, 2 rounds\n~ 1m\n< [pacer] ..., 1 round\n= end breath\n< Well done.", ""},
		{"a pacer by its introduction", "-- a\n> /breath\n< Slowly.\n~ 35s\n< ...", ""},
		{"a pacer with other seconds", "-- a\n> /breath\n< Slowly.\n< [pacer] In 4 · Out 4, 2 rounds", `expected "[pacer] In 4 · Out 4, 2 rounds", but this came: "Slowly. [pacer] In 4 · Hold 4`},

		{"timers come due on the way, in order", "start: 2026-03-02 20:00\n-- a\n> /timers\n= later other 2026-03-03 09:00\n= quiet 2026-03-02 21:30\n< A moment.\n~ 19s\n~ 1s\n< Over.\n~ tomorrow 09:00\n< Good morning.", ""},
		{"their times may be left out", "-- a\n> /timers\n< A moment.\n= quiet\n= later other\n~ 2d\n< Over.\n< Good morning.", ""},
		{"in the person's zone", "start: 2026-03-28 20:00 Europe/Madrid\n-- a\n> /timers\n< A moment.\n= quiet 2026-03-28 21:30\n= later other 2026-03-29 09:00\n~ 09:00\n< Over.\n< Good morning.", ""},
		{"quiet has to be written", "-- a\n> /timers\n< A moment.\n= later other", "this happened and is not written: = quiet 2026-03-02 21:30"},
		{"a question reminds once and is let go", "-- a\n> /mood\n< ...\n< ...\n< ...\n~ 1h\n~ 1h\n< The question below is still open, ...\n< How is your mood?\n~ 10h\n= end mood let-go", ""},

		{"a reminder is set and comes, each time anew", whenSet + "> stop\n< ...\n~ 22:00\n< Tea\n~ 22:00\n< Tea", ""},
		{"when it is set has to be written", "-- a\n> /set\n< What?\n> Tea\n< When?\n> every day 22:00\n< Which? ...", "this happened and is not written: = reminder 1 set 2026-03-02 22:00"},
		{"when it is due it may say when it comes next", whenSet + "> stop\n< ...\n~ 22:00\n< Tea\n= reminder 1 set 2026-03-03 22:00", ""},
		{"skipped it is moved", whenSet + "> 1\n< ...\n> [Skip one]\n= passed skipped 1\n= reminder 1 moved 2026-03-03 22:00\n< All right.\n~ 22:00\n~ 22:00\n< Tea", ""},
		{"deleted it is gone", whenSet + "> 1\n< ...\n> [Delete]\n= reminder 1 gone\n< All right.\n~ 3d", ""},
		{"put off it comes again", whenSet + "> stop\n< ...\n~ 22:00\n< Tea\n> [In 30 minutes]\n= reminder 1 again 2026-03-02 22:30\n< ...\n~ 30m\n< Tea", ""},
		{"passed over for a reason that must be written", "person: quiet_from = 21:00\nperson: quiet_to = 08:00\n" + whenSet + "> stop\n< ...\n~ 22:00", "this happened and is not written: = passed quiet-hours 1"},
		{"and then it is well", "person: quiet_from = 21:00\nperson: quiet_to = 08:00\n" + whenSet + "> stop\n< ...\n~ 22:00\n= passed quiet-hours", ""},
		{"everything can be given and deleted", "consent: yes\n-- a\n> /yours\n= export\n= forget\n< Everything I kept about you is deleted.\n> /mood\n< I ...", "expected \"I ...\""},
		{"the bot's own words are Spanish for a Spanish person", "language: es\n-- a\n> /mood\n< ...\n< ...\n< ...\n> parar\n< ...\n= end mood stopped", ""},
		{"a language that is not there", "language: fr\n-- a\n> hi\n-- b\n> hi", `there is no language "fr"`},
		{"a value that no person has", "person: shoes = 42\n-- a\n> hi", `a.txt:1:1: a person has no value "shoes"`},
		{"a value that does not fit", "person: no_holds = perhaps\n-- a\n> hi", "neither yes nor no"},
	}
	lib := library(t, mood, timers, breath, other, yours, set)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file, problems := rehearsal.Parse("a.txt", test.text)
			if problems != nil {
				t.Fatal(problems)
			}
			report := rehearsal.Run(lib, danger, []*rehearsal.File{file})
			got := report.Problems().Error()
			if test.wrong == "" && (got != "" || report.Failed != 0) || !strings.Contains(got, test.wrong) {
				t.Errorf("got %q, wanted %q", got, test.wrong)
			}
			if test.wrong != "" && report.Failed == 0 || report.Cases != len(file.Cases) {
				t.Errorf("%d of %d cases failed", report.Failed, report.Cases)
			}
		})
	}
}

func TestAFailureShowsTheExchangeAroundIt(t *testing.T) {
	file, _ := rehearsal.Parse("a.txt", "-- what went wrong\n> /breath\n< Slowly.\n~ 35s\n< ...\n~ 1m\n< Bad.")
	report := rehearsal.Run(library(t, breath), nil, []*rehearsal.File{file})
	const want = `a.txt:7:1: expected "Bad.", but this came: "Well done." → in the case "what went wrong" this was said:
    …
    ~ 35s
    < ...
    ~ 1m
    < Well done.
    = end breath done`
	if got := report.Problems().Error(); got != want {
		t.Errorf("got:\n%s", got)
	}
}
