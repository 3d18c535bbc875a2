package script_test

import (
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// many is a script with a mistake on nearly every line.
const many = `script: many
title: Many mistakes
comand: many
values:
  mood: 0..10
  Mood: 0..10
  high: 10..0
  area: {one-of: no-such-list}
  word: text 5000
steps:
  - ask: mod
    say: How is your mood?
  - ask: mood
  - ask: mood
    say: How is your {mod}?
    scale: {low: low, high: high}
    tries: 20
    fallback: 11
  - if: mood <= "three"
    then:
      - say: Low.
  - if: mood + 1
    then:
      - say: Never.
  - say: One brace { alone.
    ask: mood
  - repeat: 30
    steps:
      - say: Again.
  - call: nowhere
  - offer: {tea: Tea, Coffee: Coffee}
    say: What now?
  - breathe: fast
  - pause: tomorow 09:00
  - set: {nothing: 1}
  - record: Check In
  - show: yesterday
  - go: no-such-step
  - later: many
  - lines: later
  - {}
  - id: twice
    say: One.
  - id: twice
    say: Two.
  - say: Hello.
    patience: {remind: 2h}
  - ask: mood
    id: hurried
    say: Quick?
    patience: {remind: 3h, let-go: 2h}
`

func TestAllMistakesAreNamedAtOnceWithTheirPlace(t *testing.T) {
	fsys := shippedWith(t, map[string]string{
		"scripts/many.yaml":    many,
		"scripts/wrong.yaml":   "script: right\ntitle: In a file of another name\nsteps:\n  - end: done\n",
		"scripts/circle.yaml":  "script: circle\ntitle: Circle\nsteps:\n  - call: circled\n",
		"scripts/circled.yaml": "script: circled\ntitle: Circled\nsteps:\n  - call: circle\n",
		"scripts/tab.yaml":     "script: tab\ntitle: Tab\nsteps:\n\t- end: done\n",
		"scripts/empty.yaml":   "",
		"scripts/old.yml":      "script: old\n",
		"lists/colours.yaml":   "list: colours\nitems:\n  red: Red\n  Deep Blue: Blue\n",
	})
	lib, problems := script.Load(fsys)
	if lib != nil {
		t.Error("it loads")
	}
	all := problems.Error()
	for _, want := range []string{
		`scripts/many.yaml:3:1: "comand" means nothing here → did you mean "command"?`,
		`scripts/many.yaml:6:3: "Mood" is no name for a value`,
		`scripts/many.yaml:7:9: 10 is not below 0`,
		`scripts/many.yaml:8:18: there is no list "no-such-list"`,
		`scripts/many.yaml:9:9: a text may be 1 to 1000 characters long`,
		`scripts/many.yaml:11:10: "mod" is not declared → did you mean "mood"?`,
		`scripts/many.yaml:13:5: there is no question here`,
		`scripts/many.yaml:15:10: {mod} is no value of this script; did you mean {mood}?`,
		`scripts/many.yaml:14:5: 20 tries are not between 1 and 10`,
		`scripts/many.yaml:18:15: "11" is no answer to this question`,
		`scripts/many.yaml:19:14: a number cannot be compared with a text by <=`,
		`scripts/many.yaml:22:9: this is a number, not a condition`,
		`scripts/many.yaml:27:5: 30 rounds are not between 1 and 20`,
		`scripts/many.yaml:30:11: there is no script "nowhere"`,
		`scripts/many.yaml:31:23: "Coffee" is no name for a button`,
		`scripts/many.yaml:33:14: there is no breathing pattern "fast"`,
		`scripts/many.yaml:34:12: "tomorow 09:00" is no time`,
		`scripts/many.yaml:35:11: "nothing" is not declared`,
		`scripts/many.yaml:36:13: "Check In" is no name for a kind of record`,
		`scripts/many.yaml:37:11: "yesterday" cannot be shown`,
		`scripts/many.yaml:38:9: there is no step "no-such-step"`,
		`scripts/many.yaml:39:5: it does not say when`,
		`scripts/many.yaml:40:12: "later" means nothing here → write: now`,
		`scripts/many.yaml:41:5: this step does nothing`,
		`scripts/many.yaml:44:9: two steps are called "twice"`,
		`scripts/many.yaml:47:5: "patience" does not go with "say"`,
		`scripts/many.yaml:51:24: the reminder would come after the question was let go`,
		`scripts/wrong.yaml:1:9: the script "right" is in a file of another name → name the file right.yaml`,
		`scripts/circle.yaml:4:5: this script ends up calling itself: circle → circled → circle`,
		`scripts/tab.yaml:4:2: this line is indented with a tab → use spaces`,
		`scripts/empty.yaml:1:1: the file is empty`,
		`scripts/old.yml: this file is not read → name it .yaml`,
		`lists/colours.yaml:4:3: "Deep Blue" is no name for a choice`,
	} {
		if !strings.Contains(all, want) {
			t.Errorf("not named: %s", want)
		}
	}
	if strings.Contains(all, "many.yaml:44:5") || strings.Contains(all, `"many.twice.say"`) {
		t.Error("two steps of one name are named more than once")
	}
	if strings.Contains(all, "tab.yaml:1") || strings.Contains(all, "empty.yaml: the script") {
		t.Error("a file that cannot be read is blamed for more than that")
	}
	if t.Failed() {
		t.Log("named were:\n" + all)
	}
}

func TestAMistakeIsFoundWhereverItIs(t *testing.T) {
	const head = "script: try\ntitle: Try\n"
	for name, c := range map[string]struct{ text, want string }{
		"round and round with nothing but a pause": {
			head + "steps:\n  - id: top\n    pause: 1s\n  - go: top\n",
			"scripts/try.yaml:4:5: from here the script goes round for ever without asking anything",
		},
		"round and round by way of a called script that asks only sometimes": {
			head + "values: {n: 0..10}\nsteps:\n  - id: top\n    call: sometimes\n  - go: top\n",
			"goes round for ever",
		},
		"the last step is wrong and nothing stands after it": {
			head + "steps:\n  - say: Hello.\n  - ask: nothing\n    say: What?\n",
			`scripts/try.yaml:5:10: "nothing" is not declared`,
		},
		"a word that is no value": {
			head + "values: {mood: 0..10}\nsteps:\n  - if: moody\n    then: [say: Hello.]\n",
			`"moody" is not declared → did you mean "mood"?`,
		},
		"a choice of another list": {
			head + "values: {a: {one-of: {x: X, y: Y}}, b: {one-of: {x: X, z: Z}}}\nsteps:\n  - set: {a: b}\n",
			"a has the choices of try.a, this has those of try.b",
		},
		"two texts of the same name": {
			head + "values: {mood: {one-of: {say: Say, other: Other}}}\nsteps:\n  - ask: mood\n    say: Mood?\n",
			`another text is called "try.mood.say" too`,
		},
		"a range that does not lie on its steps": {
			head + "values: {n: 1..9 by 2}\nsteps:\n  - ask: n\n    say: N?\n",
			"numbers by 2 count from 0, and 1 is not among them",
		},
		"an answer that is needed and may run out of tries": {
			head + "values: {n: 1..9}\nsteps:\n  - ask: n\n    say: N?\n    skip: no\n    tries: 2\n",
			"an answer is needed here, and after the tries there is none",
		},
		"a command that belongs to the house": {
			head + "command: menu\nsteps:\n  - end: done\n",
			`the command "menu" belongs to the menu already`,
		},
		"a number beyond all use": {
			head + "values: {n: 0..9}\nsteps:\n  - if: n < 99999999999999999\n    then: [say: Hello.]\n",
			"numbers reach from -1000000 to 1000000",
		},
		"a deed that nobody can do with a reminder": {
			head + "values: {w: reminder}\nsteps:\n  - remind: paus\n    which: w\n",
			`scripts/try.yaml:5:13: "paus" cannot be done with a reminder → did you mean "pause"?`,
		},
		"a reminder without its time": {
			head + "values: {t: text}\nsteps:\n  - remind: add\n    what: t\n",
			"scripts/try.yaml:5:5: it does not say at → remind: add takes: what, at",
		},
		"a part that does not go with the deed": {
			head + "values: {w: reminder, t: text}\nsteps:\n  - remind: skip\n    which: w\n    what: t\n",
			`scripts/try.yaml:7:11: "what" does not go with "remind: skip" → it takes: which`,
		},
		"a time that is none": {
			head + "values: {t: text, n: 0..9}\nsteps:\n  - remind: add\n    what: t\n    at: n\n",
			"scripts/try.yaml:7:9: n is a number and does not go here → declare it as: schedule",
		},
		"choices that nothing can be reminded of": {
			head + "values: {c: {one-of: {x: X, y: Y}}, s: schedule}\nsteps:\n  - remind: add\n    what: c\n    at: s\n",
			"scripts/try.yaml:6:11: c is a choice and does not go here → declare it as: {one-of: reminders}, or text 200",
		},
		"other words that are a choice": {
			head + "values: {c: {one-of: reminders}, w: reminder}\nsteps:\n  - remind: word\n    which: w\n    what: c\n",
			"scripts/try.yaml:7:11: c is a choice and does not go here → declare it as: text 200",
		},
		"a value of a reminder that is not there": {
			head + "values: {witch: reminder}\nsteps:\n  - remind: pause\n    which: which\n",
			`scripts/try.yaml:6:12: "which" is not declared → did you mean "witch"?`,
		},
		"a suggestion where no schedule is asked for": {
			head + "values: {n: 0..9}\nsteps:\n  - ask: n\n    say: N?\n    suggest: every day 9:00\n",
			"scripts/try.yaml:7:14: n is a number, and only a schedule can be suggested",
		},
		"a suggestion that is no schedule": {
			head + "values: {s: schedule}\nsteps:\n  - ask: s\n    say: When?\n    suggest: {any: [every day 9:00, every blue moon]}\n",
			`scripts/try.yaml:7:37: "every blue moon" is no schedule → write it like: every day 9:00`,
		},
		"more suggestions than fit": {
			head + "values: {s: schedule}\nsteps:\n  - ask: s\n    say: When?\n    suggest: {any: [every day 9:00, every day 10:00, every day 11:00, every day 12:00]}\n",
			"scripts/try.yaml:7:21: 4 phrases are more than fit beside each other → keep at most 3",
		},
		"the usual time of something that has none": {
			head + "values: {s: schedule, n: 0..9}\nsteps:\n  - ask: s\n    say: When?\n    suggest: n.often\n",
			"scripts/try.yaml:7:14: n is nothing that has a usual time → declare it as: {one-of: reminders}",
		},
		"a property that such a value does not have": {
			head + "values: {n: 0..9}\nsteps:\n  - say: \"{n.next}\"\n",
			"{n.next}: only a schedule or a reminder has a next",
		},
		"a number that only a choice has": {
			head + "values: {n: 0..9}\nsteps:\n  - say: \"{n.number}\"\n",
			"{n.number}: only a choice has a number",
		},
		"a question about something that is no reminder": {
			head + "values: {n: 0..9}\nsteps:\n  - if: paused(n)\n    then: [say: Hello.]\n",
			"scripts/try.yaml:5:16: paused( ) takes a reminder, not a number → declare the value as: reminder",
		},
		"a schedule that is compared with words": {
			head + "values: {s: schedule}\nsteps:\n  - if: s == \"every day 9:00\"\n    then: [say: Hello.]\n",
			"a schedule cannot be compared with a text",
		},
		"a schedule that is to be kept": {
			head + "values: {s: schedule, n: 0..9}\nsteps:\n  - record: r\n    values: [n, s]\n",
			"scripts/try.yaml:6:17: s is a schedule, which is no answer to keep",
		},
		"more choices behind those that stand there": {
			head + "values: {c: {one-of: {x: X, y: Y}, and: {z: Z}}}\nsteps:\n  - ask: c\n    say: C?\n",
			"scripts/try.yaml:3:42: the choices stand here already → write these among them",
		},
		"a choice behind a list that the list has": {
			head + "values: {c: {one-of: reminders, and: {tea: Tea}}}\nsteps:\n  - ask: c\n    say: C?\n",
			`scripts/try.yaml:3:39: "tea" cannot be told apart from another choice`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := script.Load(shippedWith(t, map[string]string{
				"scripts/try.yaml":       c.text,
				"reminders.yaml":         "reminders:\n  tea: {title: Tea, say: Tea., often: every day 16:00}\n",
				"scripts/sometimes.yaml": "script: sometimes\ntitle: Sometimes\nvalues: {n: 0..10}\nsteps:\n  - if: hour() < 12\n    then:\n      - ask: n\n        say: N?\n",
			}))
			if !strings.Contains(problems.Error(), c.want) {
				t.Errorf("wanted %q, got:\n%v", c.want, problems)
			}
		})
	}
}

func TestAFolderOfManyScriptsThatAllCallEachOtherLoadsAtOnce(t *testing.T) {
	files := map[string]string{}
	names := "abcdefghijklmnopqrstuvwxyz"
	for i := range names {
		var b strings.Builder
		b.WriteString("script: " + names[i:i+1] + "\ntitle: T\nsteps:\n  - say: Hello.\n")
		for j := i + 1; j < len(names); j++ {
			b.WriteString("  - call: " + names[j:j+1] + "\n")
		}
		files["scripts/"+names[i:i+1]+".yaml"] = b.String()
	}
	_, problems := script.Load(shippedWith(t, files))
	if !strings.Contains(problems.Error(), "scripts call each other 26 deep from here") {
		t.Error(problems)
	}
}

func TestBreathingPatternsThatCannotBeAreNamed(t *testing.T) {
	_, problems := script.Load(shippedWith(t, map[string]string{
		"scripts/try.yaml": "script: try\ntitle: Try\nsteps:\n  - end: done\n",
		"person.yaml":      "values:\n  a: text 900\n  b: text 900\n",
		"breathing.yaml": `patterns:
  none: {title: None, in: nan, out: 0.0001, minutes: 1}
  tiny: {title: Tiny, in: 0.0001, out: 0.0001, minutes: 2}
  long: {title: Long, in: 4, out: 6, minutes: 2000}
  held: {title: Held, in: 4, hold: 4, out: 6}
  worse: {title: Worse, in: 4, hold: 4, out: 6, no-holds: held}
`,
	}))
	for _, want := range []string{
		"breathing.yaml:2:3: the pattern \"none\" lacks an in-breath",
		"breathing.yaml:3:3: a breath of 0s is too fast",
		"breathing.yaml:4:3: an exercise has at most 60 rounds or 20 minutes",
		`the pattern "held" holds the breath and has no variant without`,
		`the pattern "held" holds the breath too`,
		"person.yaml: the texts of a person take up to 1842 characters together",
	} {
		if !strings.Contains(problems.Error(), want) {
			t.Errorf("not named: %s\n%v", want, problems)
		}
	}
}

// wrongReminders has a mistake in nearly every template.
const wrongReminders = `reminders:
  fine: {title: Fine, say: Fine., button: Go, begin: try, often: every day 9:00}
  silent: {title: Silent, often: every day 9:00}
  nameless: {say: Hello., often: every day 9:00}
  nowhere: {title: Nowhere, say: Hello., begin: tri, often: every day 9:00}
  unbegun: {title: Unbegun, say: Hello., button: Go, often: every day 9:00}
  never: {title: Never, say: Hello.}
  babble: {title: Babble, say: Hello., often: every blue moon}
  once: {title: Once, say: Hello., often: 2027-01-01 9:00}
  Loud: {title: Loud, say: Hello., often: every day 9:00}
  twin: {title: Twin, say: Hello., often: every day 9:00, was: [fine]}
  braces: {title: Braces, say: "Hello, {person.name}.", often: every day 9:00}
`

func TestMistakesInWhatOneIsRemindedOfAreNamedWithTheirPlace(t *testing.T) {
	_, problems := script.Load(shippedWith(t, map[string]string{
		"scripts/try.yaml":       "script: try\ntitle: Try\ncommand: try\nsteps:\n  - end: done\n",
		"lists/reminders.yaml":   "list: reminders\nitems: {a: A, b: B}\n",
		"reminders.yaml":         wrongReminders,
		"lang/es/reminders.yaml": "reminders.fine.often: {en: every day 9:00, es: cada luna azul}\nreminders.gone.title: {en: Gone, es: Se fue}\n",
	}))
	all := problems.Error()
	for _, want := range []string{
		`reminders.yaml:3:3: the reminder "silent" says nothing → write say: for a person, post: for a community, or both`,
		`reminders.yaml:4:3: the reminder "nameless" has no title`,
		`reminders.yaml:5:49: there is no script "tri" → did you mean "try"?`,
		`reminders.yaml:6:50: this button begins nothing → write begin: SCRIPT, or remove the button`,
		`reminders.yaml:7:3: the reminder "never" has no usual time → write: often: every day 21:00`,
		`reminders.yaml:8:47: "every blue moon" is no schedule → write it like: every day 9:00`,
		`reminders.yaml:9:43: "2027-01-01 9:00" comes only once → a usual time comes again and again`,
		`reminders.yaml:10:3: "Loud" is no name for a reminder`,
		`reminders.yaml:11:65: "fine" cannot be told apart from "fine"`,
		`reminders.yaml:12:32: {person.name} is no value`,
		`lang/es/reminders.yaml:1:48: "cada luna azul" is no schedule (in es) → write it like: cada día a las 9:00`,
		`lang/es/reminders.yaml:2:1: "reminders.gone.title" is no text of ours any more`,
		`lists/reminders.yaml:1:7: the list "reminders" is made from reminders.yaml → give this one another name`,
	} {
		if !strings.Contains(all, want) {
			t.Errorf("not named: %s", want)
		}
	}
	if strings.Contains(all, "\nreminders.yaml:2:") {
		t.Error("a template without a mistake is named")
	}
	if t.Failed() {
		t.Log("named were:\n" + all)
	}
}

func TestAListOfRemindersWithoutTheFileSaysWhatIsMissing(t *testing.T) {
	got := told(t, nil, "script: try\ntitle: Try\nvalues: {c: {one-of: reminders}}\nsteps:\n  - ask: c\n    say: C?\n")
	if want := "scripts/try.yaml:3:22: there is nothing to be reminded of → write it into reminders.yaml"; got != want {
		t.Errorf("it says %s", got)
	}
}
