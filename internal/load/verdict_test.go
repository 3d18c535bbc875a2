package load

import (
	"math/rand/v2"
	"testing"
	"testing/fstest"
)

func TestAReplyIsJudgedByWhatHasToCome(t *testing.T) {
	second, last := wish{text: "2 of 8:"}, wish{text: "Kept: 7 · 8", whole: true}
	for _, c := range []struct {
		name, text string
		want       wish
		before     string
		verdict    verdict
	}{
		{"the next question", "2 of 8: about how many hours?", second, "1 of 8: how is your mood?", right},
		{"the question before, once more", "1 of 8: how is your mood?", second, "1 of 8: how is your mood?", repeated},
		{"the question before, worded otherwise", "1 of 8: and your mood?", second, "1 of 8: how is your mood?", wrong},
		{"the one after the next: an answer counted twice", "3 of 8: where are you?", second, "1 of 8: how is your mood?", wrong},
		{"an excuse", "I read two numbers.", second, "1 of 8: how is your mood?", wrong},
		{"nothing at all", "", second, "", wrong},
		{"the last line, with every answer", "Kept: 7 · 8", last, "8 of 8: anything else?", right},
		{"the last line with somebody else's answer", "Kept: 7 · 9", last, "8 of 8: anything else?", wrong},
		{"the last line with more than there was", "Kept: 7 · 8 · 9", last, "8 of 8: anything else?", wrong},
		{"the last line of the round before, when the next begins", "Kept: 7 · 8", wish{text: "1 of 8:"}, "Kept: 7 · 8", repeated},
		{"space around it", "\n2 of 8: hours?\n", second, "", right},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := judge(c.text, c.want, c.before); got != c.verdict {
				t.Errorf("judged %d, want %d", got, c.verdict)
			}
		})
	}
}

func TestACheckInIsTheSameForTheSameSeedAndNamesThePerson(t *testing.T) {
	draw := func(person, round int) checkin {
		return newCheckin(person, round, rand.New(rand.NewPCG(1, 2)))
	}
	mine, again := draw(3, 1), draw(3, 1)
	if mine != again {
		t.Error("the same seed draws other answers")
	}
	for _, other := range []checkin{draw(4, 1), draw(3, 2)} {
		if other.expected(questions) == mine.expected(questions) {
			t.Error("another person, or another round, ends with the same line")
		}
	}
	if got := mine.expected(2); got != (wish{text: "3 of 8:"}) {
		t.Errorf("after two answers comes %+v", got)
	}
}

func TestTheFolderOfTheLoadHasItsScriptAndTheShippedWords(t *testing.T) {
	shipped := fstest.MapFS{
		"lang/en/ui.yaml":      {Data: []byte("name: English\n")},
		"lang/es/ui.yaml":      {Data: []byte("name: Español\n")},
		"safety/en.yaml":       {Data: []byte("words: []\n")},
		"scripts/evening.yaml": {Data: []byte("script: evening\n")},
	}
	dir := t.TempDir() + "/prompts"
	for range 2 { // a folder that is there already is written anew
		if err := writePrompts(dir, shipped); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]bool{
		"scripts/load.yaml": true, "lang/en/ui.yaml": true, "safety/en.yaml": true, "lang/es/ui.yaml": false, "scripts/evening.yaml": false,
	} {
		if has(dir, name) != want {
			t.Errorf("%s is there: %v, want %v", name, !want, want)
		}
	}
}
