package lint_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stillpoint-bot/stillpoint/internal/lint"
)

// folder is a small prompts folder: the shipped words of both languages, and the
// given files.
func folder(t *testing.T, files map[string]string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	for _, name := range []string{"lang/en/words.yaml", "lang/en/ui.yaml", "lang/es/words.yaml", "lang/es/ui.yaml"} {
		data, err := os.ReadFile("../../prompts/" + name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: data}
	}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// problemsOf is what is found, without the missing translations of such a folder.
func problemsOf(t *testing.T, files map[string]string) string {
	t.Helper()
	_, problems := lint.Check(folder(t, files))
	var shown []string
	for _, p := range problems {
		if !strings.Contains(p.What, "no translation into") {
			shown = append(shown, p.String())
		}
	}
	return strings.Join(shown, "\n")
}

const head = "script: try\ntitle: Try\ncommand: try\nvalues:\n  mood: 0..10\n  word: text\nsteps:\n"

func TestEachKindOfMistakeIsFoundWhereItIs(t *testing.T) {
	long := strings.Repeat("many words ", 30)
	cases := map[string]struct{ steps, want string }{
		"nothing is wrong": {
			"  - ask: mood\n    say: How are you?\n  - ask: word\n    say: A word, {mood}?\n  - say: Thank you for {word}.\n", "",
		},
		"a text that is too long": {
			"  - ask: mood\n    say: How are you?\n  - ask: word\n    say: A word?\n  - say: " + long + "\n",
			"scripts/try.yaml:12:10: this text has 329 characters, a message holds 300 → split it into two steps",
		},
		"a word that is not used here, in whatever case": {
			"  - ask: mood\n    say: How are you?\n  - ask: word\n    say: A word?\n  - say: This will HEAL you.\n",
			`scripts/try.yaml:12:10: "HEAL" is a word we do not use (no promises) → write instead: rest`,
		},
		"part of another word is fine": {
			"  - ask: mood\n    say: How are you?\n  - ask: word\n    say: A word?\n  - say: Good for your health.\n", "",
		},
		"a label that does not fit on a button": {
			"  - ask: mood\n    say: How are you?\n  - ask: word\n    say: A word?\n  - offer: {a: This label is much too long to fit on any button of a phone, b: Fine}\n  - say: Goodbye.\n",
			"there is room for 38",
		},
		"a label that is the word for stop": {
			"  - ask: mood\n    say: How are you?\n  - ask: word\n    say: A word?\n  - offer: {a: Stop, b: Fine}\n  - say: Goodbye.\n",
			`the label "Stop" is a word that always works`,
		},
		"a step nobody comes to": {
			"  - ask: mood\n    say: How are you?\n  - ask: word\n    say: A word?\n  - say: Goodbye.\n  - end: done\n  - say: Too late.\n",
			"scripts/try.yaml:14:5: nobody ever comes to this step → remove it, or lead a path here with go:",
		},
		"an answer that is met with silence": {
			"  - ask: word\n    say: A word?\n  - ask: mood\n    say: How are you?\n",
			"scripts/try.yaml:10:5: after this question the script can end without a word → say something at the end, or show something back",
		},
		"silence on one way only": {
			"  - ask: word\n    say: A word?\n  - ask: mood\n    say: How are you?\n  - if: mood > 5\n    then:\n      - say: Good.\n",
			"after this question the script can end without a word",
		},
		"a value that is looked at and never set": {
			"  - ask: mood\n    say: How are you?\n  - say: Thank you for {word}.\n",
			`scripts/try.yaml:10:5: "word" is looked at here, but no step ever sets it → ask for it, set it, or give it with call: … with:`,
		},
		"a value that nothing uses": {
			"  - ask: mood\n    say: How are you?\n  - say: Goodbye.\n",
			`the value "word" is declared and never used → remove it from values:`,
		},
		"a question without a way past it": {
			"  - ask: mood\n    say: How are you?\n    skip: no\n  - ask: word\n    say: A word?\n  - say: Goodbye.\n",
			"this question cannot be skipped → remove skip: no",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := problemsOf(t, map[string]string{
				"scripts/try.yaml": head + c.steps,
				"style.yaml":       "banned:\n  - {en: [heal], why: no promises, instead: rest}\n",
			})
			if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestAScriptThatNobodyCanStartIsReported(t *testing.T) {
	got := problemsOf(t, map[string]string{
		"scripts/alone.yaml": "script: alone\ntitle: Alone\nsteps:\n  - say: Hello.\n",
		"scripts/hello.yaml": "script: hello\ntitle: Hello\ncommand: hello\nsteps:\n  - say: Hello.\n",
	})
	if !strings.Contains(got, `nobody can start "alone"`) {
		t.Errorf("got\n%s", got)
	}
}

func TestATranslationIsWatchedFromBothSides(t *testing.T) {
	files := map[string]string{
		"scripts/hello.yaml": "script: hello\ntitle: Hello\ncommand: hello\nsteps:\n  - say: Good day.\n  - id: again\n    say: Good day again.\n",
		"lang/es/hello.yaml": "hello.title: {en: Hello, es: Hola}\n" +
			"hello.again.say: {en: Good day again and again., es: Buenos días otra vez.}\n" +
			"hello.gone.say: {en: Gone., es: Se fue.}\n",
		"style.yaml": "banned:\n  - {en: [heal], es: [hola], why: too short, instead: buenos días}\n",
	}
	lib, problems := lint.Check(folder(t, files))
	if lib == nil {
		t.Fatal("translations keep it from being played")
	}
	all := problems.Error()
	for _, want := range []string{
		`scripts/hello.yaml:5:10: the text "hello.say-good-day.say" has no translation into es → run: stillpoint translate es`,
		`lang/es/hello.yaml:2:1: the English of "hello.again.say" has changed since this was translated`,
		`lang/es/hello.yaml:3:1: "hello.gone.say" is no text of ours any more`,
		`lang/es/hello.yaml:1:30: "Hola" is a word we do not use (too short) (in es) → write instead: buenos días`,
	} {
		if !strings.Contains(all, want) {
			t.Errorf("missing: %s\nin\n%s", want, all)
		}
	}
	if problems.Err() == nil || problems.Blocking() != nil && !strings.Contains(all, "Hola") {
		t.Errorf("a check fails, a trial does not: %v", all)
	}
}

func TestChoicesThatCannotBeToldApartAreNamedWhereTheyStand(t *testing.T) {
	got := problemsOf(t, map[string]string{
		"lists/teas.yaml": "list: teas\nitems:\n  mint: Mint\n  fresh: mint\n  black: Black\n  strong: Strong\n  end: Stop\n",
		"lang/es/teas.yaml": "teas.mint: {en: Mint, es: Menta}\nteas.fresh: {en: mint, es: Hierbabuena}\n" +
			"teas.black: {en: Black, es: Negro}\nteas.strong: {en: Strong, es: negro}\n",
		"scripts/try.yaml": "script: try\ntitle: Try\ncommand: try\nvalues: {tea: {one-of: teas}}\nsteps:\n  - ask: tea\n    say: Which?\n  - say: Thank you.\n",
	})
	want := `lang/es/teas.yaml:4:31: two choices of this list are called "negro" (in es) → give each words of its own
lists/teas.yaml:4:10: two choices of this list are called "mint" → give each words of its own
lists/teas.yaml:7:8: the label "Stop" is a word that always works, so nobody could choose it by typing → choose another word`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWhatIsToBeTranslatedIsToldOnceForEachScriptAndCatalog(t *testing.T) {
	_, problems := lint.Check(folder(t, map[string]string{
		"scripts/hello.yaml": "script: hello\ntitle: Hello\ncommand: hello\nsteps:\n  - say: Good day.\n  - say: Well.\n  - say: Now.\n",
		"lang/es/hello.yaml": "hello.say-well.say: {en: Well., es: \"\"}\nhello.say-now.say: {en: Now., es: \"\"}\n",
	}))
	for _, want := range []string{
		"scripts/hello.yaml:2:8: 2 texts of hello have no translation into es → run: stillpoint translate es",
		"scripts/hello.yaml:6:10: 2 texts of hello have no translation into es → fill in the empty lines of lang/es/hello.yaml",
	} {
		if !strings.Contains(problems.Error(), want) {
			t.Errorf("missing: %s\nin\n%v", want, problems)
		}
	}
}

func TestWhatPeopleAreRemindedOfIsLookedAtLikeEverythingElse(t *testing.T) {
	long := strings.Repeat("many words ", 30)
	steps := "script: try\ntitle: Try\nsteps:\n  - say: Hello.\n"
	const rest = "    title: Tea\n    say: Tea.\n    often: every day 16:00\n    begin: try\n"
	for name, c := range map[string]struct{ reminders, want string }{
		"nothing is wrong, and what begins a script makes it one that can be started": {rest, ""},
		"words to a community that are too long": {
			rest + "    post: " + long + "\n", "reminders.yaml:7:11: this text has 329 characters, a message holds 300",
		},
		"a word that is not used here": {
			rest + "    post: Tea will heal you.\n", `reminders.yaml:7:11: "heal" is a word we do not use`,
		},
		"a button that is too long": {
			rest + "    button: Begin the long ceremony of tea for three\n", "reminders.yaml:7:13: the label \"Begin the long ceremony of tea for three\" has 40",
		},
		"a title that is the word for stop": {
			strings.Replace(rest, "title: Tea", "title: Stop", 1), `reminders.yaml:3:12: the label "Stop" is a word that always works`,
		},
		"a usual time that does not fit on a button": {
			strings.Replace(rest, "every day 16:00", `"every mon, tue, thu and sat 9:00, 13:00 and 17:00"`, 1), "reminders.yaml:5:12: the button ",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := problemsOf(t, map[string]string{
				"scripts/try.yaml": steps, "reminders.yaml": "reminders:\n  tea:\n" + c.reminders,
				"style.yaml": "banned:\n  - {en: [heal], why: no promises, instead: rest}\n",
			})
			if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestWhatARemindStepLooksAtIsUsedAndSaysNothingByItself(t *testing.T) {
	const head = "script: try\ntitle: Try\ncommand: try\nvalues: {what: {one-of: reminders}, when: schedule}\nsteps:\n"
	const ask = "  - ask: what\n    say: What?\n"
	const when = "  - ask: when\n    say: When?\n    suggest: what.often\n"
	const add = "  - remind: add\n    what: what\n    at: when\n"
	for name, c := range map[string]struct{ steps, want string }{
		"nothing is wrong": {ask + when + add + "  - say: Saved.\n", ""},
		"what is added was never asked for": {
			when + add + "  - say: Saved.\n", `scripts/try.yaml:6:5: "what" is looked at here, but no step ever sets it`,
		},
		"after the last answer nothing is said": {
			ask + when + add, "scripts/try.yaml:8:5: after this question the script can end without a word",
		},
		"a suggestion that does not fit on a button": {
			ask + when + add + "  - id: more\n    ask: when\n    say: When?\n    suggest: every mon, tue, thu and sat 9:00, 13:00 and 17:00\n  - say: Saved.\n",
			"scripts/try.yaml:14:5: the button ",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := problemsOf(t, map[string]string{
				"scripts/try.yaml": head + c.steps,
				"reminders.yaml":   "reminders:\n  tea: {title: Tea, say: Tea., often: every day 16:00}\n  walk: {title: Walk, say: A walk., often: every day 17:00}\n",
			})
			if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
