package script_test

import (
	"maps"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// told is what is said of a folder with that one script in it, and whatever else is
// given.
func told(t *testing.T, more map[string]string, text string) string {
	t.Helper()
	files := map[string]string{}
	maps.Copy(files, more)
	if text != "" {
		files["scripts/try.yaml"] = text
	}
	_, problems := script.Load(shippedWith(t, files))
	return problems.Error()
}

func TestOneMistakeIsSaidOnce(t *testing.T) {
	const head = "script: try\ntitle: Try\n"
	for name, c := range map[string]struct {
		more       map[string]string
		text, want string
	}{
		"a value with a mistake in its type is not unknown as well": {
			nil, head + "values: {mood: 0-10, other: 0..10}\nsteps:\n  - ask: mood\n    say: How is it?\n  - if: mood <= 3 or answered(mood)\n    then: [say: \"{mood}\"]\n" +
				"  - set: {mood: 3, other: mood}\n  - record: check-in\n    values: [mood]\n",
			`scripts/try.yaml:3:16: "0-10" is not a type → write it like 0..10, 0..24 by 0.5 hours, yes-no, time, text, schedule, zone, reminder, or {one-of: LIST}`,
		},
		"a misspelt title is not missing as well": {
			nil, "script: try\ntitel: Try\nsteps:\n  - say: Hello.\n",
			`scripts/try.yaml:2:1: "titel" means nothing here → did you mean "title"?`,
		},
		"a missing title is said once": {
			nil, "script: try\nsteps:\n  - say: Hello.\n",
			`scripts/try.yaml:1:9: the script has no title → write: title: What people see in menus`,
		},
		"a name that cannot be is not compared with the file's": {
			nil, "script: Try\ntitle: Try\nsteps:\n  - say: Hello.\n",
			`scripts/try.yaml:1:9: "Try" is no name for a script → use small letters, digits and hyphens, at most 40`,
		},
		"words where a value of a reminder belongs": {
			nil, head + "values: {when: schedule}\nsteps:\n  - ask: when\n    say: When?\n  - remind: add\n    what: Drink some tea\n    at: when\n",
			`scripts/try.yaml:8:11: "Drink some tea" is not declared → this is the name of a value here, no words or time; declare one and ask for it first`,
		},
		"a list where a text belongs": {
			nil, head + "steps:\n  - say: [Hello., Good day.]\n",
			`scripts/try.yaml:4:10: a text is expected here, not a list → write it like: {any: [one, another]}`,
		},
		"an end without a reason": {
			nil, head + "steps:\n  - end:\n",
			`scripts/try.yaml:4:9: there is nothing after the colon → write a value, or remove the line`,
		},
		"a choice whose label is misspelt": {
			nil, head + "values: {a: {one-of: {x: X, y: {labl: Y}}}}\nsteps:\n  - ask: a\n    say: Which?\n",
			`scripts/try.yaml:3:33: "labl" means nothing here → did you mean "label"?`,
		},
		"a choice without a label": {
			nil, head + "values: {a: {one-of: {x: X, y: {also: [why]}}}}\nsteps:\n  - ask: a\n    say: Which?\n",
			`scripts/try.yaml:3:29: the choice "y" has no label → write it like y: What people see`,
		},
		"a misspelt part of a reminder is not missing as well": {
			map[string]string{"reminders.yaml": "reminders:\n  tea:\n    title: Tea\n    say: Tea.\n    oftn: every day 16:00\n"},
			head + "steps:\n  - say: Hello.\n",
			`reminders.yaml:5:5: "oftn" means nothing here → did you mean "often"?`,
		},
		"a misspelt phase is not missing as well": {
			map[string]string{"breathing.yaml": "patterns:\n  slow: {title: Slow, inn: 4, out: 6, minutes: 1}\n"},
			"",
			`breathing.yaml:2:23: "inn" means nothing here → did you mean "in"?`,
		},
		"a button meant for a script": {
			nil, head + "steps:\n  - offer: {one: tryy-it, save: That is enough}\n    say: Which?\n  - call: try-it\n",
			`scripts/try.yaml:4:18: there is no script "tryy-it" → did you mean "try-it"? If it is what the button says, write {label: tryy-it}`,
		},
		"one equals sign": {
			nil, head + "values: {mood: 0..10}\nsteps:\n  - ask: mood\n    say: How is it?\n  - if: mood = 3\n    then: [say: Three.]\n",
			`scripts/try.yaml:7:14: this expression cannot be read: "=" is not expected here → write == to compare`,
		},
		"an arrow instead of at least": {
			nil, head + "values: {mood: 0..10}\nsteps:\n  - ask: mood\n    say: How is it?\n  - if: mood => 3\n    then: [say: Three.]\n",
			`scripts/try.yaml:7:14: this expression cannot be read: "=" is not expected here → at least is written >=`,
		},
		"a fallback for a time": {
			nil, head + "values: {bed: time}\nsteps:\n  - ask: bed\n    say: When?\n    tries: 2\n    fallback: \"22:00\"\n",
			`scripts/try.yaml:8:15: there is no fallback for a time → remove fallback: after the tries the question is left open`,
		},
		"a value that every person has": {
			map[string]string{"person.yaml": "values:\n  consent: text\n"},
			"",
			`person.yaml:2:3: "consent" is always there → remove it from person.yaml`,
		},
		"a colon inside a text": {
			nil, head + "steps:\n  - say: Listen: what is there?\n",
			`scripts/try.yaml:4:3: this line cannot be read: there is one ": " too many, or it begins too far to the right → put a text that holds ": " in "quotes", and begin the line where the lines above it begin`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			more := map[string]string{"scripts/try-it.yaml": "script: try-it\ntitle: It\nsteps:\n  - say: Hello.\n"}
			maps.Copy(more, c.more)
			if got := told(t, more, c.text); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
