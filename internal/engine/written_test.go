package engine_test

import (
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

const notes = `
script: try
title: Try
command: try
values: {mood: 0..10, note: text 40}
steps:
  - ask: mood
    say: How are you?
  - ask: note
    say: A note?
  - record: note
    values: [mood, note]
  - offer: {more: More, save: That is enough}
    say: "You wrote {note}. What now?"
  - say: "Goodbye. {note}"
`

// edits changes the text of an earlier turn, counted from 1.
func (p *person) edits(turn, text string) *person {
	p.Helper()
	return p.event(chat.Edit{Of: "event " + turn, Text: text})
}

func TestAnEditCorrectsTheLastAnswerInFreeWords(t *testing.T) {
	const corrected = "Your last answer was changed"
	begin := func(t *testing.T) *person {
		return somebody(t, only(t, notes)).types("/try").types("7").types("a long dya")
	}
	t.Run("in the record too", func(t *testing.T) {
		p := begin(t).edits("3", "a long day").hears(corrected).sees("= correct note.note: a long day").isAt("try/offer-more-save")
		p.event(chat.Text{Text: "repeat"}).hears("You wrote a long day.")
		p.edits("3", "a good day").sees("= correct note.note: a good day")
	})
	t.Run("not any more when another answer was given", func(t *testing.T) {
		p := begin(t).types("2").hears("Goodbye. a long dya")
		p.edits("3", "a long day").hearsNothing()
	})
	t.Run("also when the script is over", func(t *testing.T) {
		p := begin(t).types("stop").edits("3", "a long day").hears(corrected).sees("= correct note.note: a long day")
		p.types("/try").edits("3", "another day").hears(corrected)
		p.types("7").edits("3", "too late").hearsNothing()
	})
	t.Run("not when it is no message of the answer", func(t *testing.T) {
		begin(t).edits("2", "8").hearsNothing()
	})
	t.Run("not when it is too long", func(t *testing.T) {
		p := begin(t).edits("3", strings.Repeat("long ", 20)).hears("Up to 40 characters").sees("<")
		p.types("repeat").hears("You wrote a long dya.")
	})
	t.Run("safety is looked at first", func(t *testing.T) {
		p := begin(t).event(chat.Edit{Of: "event 3", Text: "words of a crisis", Signal: chat.Crisis})
		p.sees("= safety crisis").isAt("")
	})
	t.Run("stop is stop", func(t *testing.T) {
		begin(t).edits("3", "Stop!").hears("Stopped.").isAt("")
	})
}

func TestAnEditBeforeAnythingIsKeptChangesWhatWillBe(t *testing.T) {
	p := somebody(t, only(t, strings.Replace(notes, "  - record", "  - offer: {a: A, b: B}\n    say: Well?\n  - record", 1)))
	p.types("/try").types("7").types("first").edits("3", "second").hears("Your last answer")
	p.types("A").sees("= keep note: mood 7, note second")
}

func TestWhatNobodyCanReadIsMetGentlyAndLeavesTheQuestionOpen(t *testing.T) {
	p := somebody(t, only(t, notes)).types("/try")
	asked := p.session.Question()
	p.event(chat.Unread{Caption: "look"}).hears("I can only read words").isAt("try/mood")
	if p.session.Question() != asked {
		t.Error("the buttons belong to another question now")
	}
	p.event(chat.Unread{Signal: chat.Crisis}).sees("= safety crisis").isAt("")
	p.event(chat.Unread{}).hears("I can only read words").sees("= safety crisis again=true")
}

func TestAQuestionForWordsHasALabelForTyping(t *testing.T) {
	p := somebody(t, only(t, notes))
	for _, c := range []struct{ typed, want string }{{"/try", ""}, {"7", "Write an answer"}, {"a note", ""}} {
		p.types(c.typed)
		for _, e := range p.effects {
			if say, is := messageOf(e); is && say.Question != 0 && say.Write != c.want {
				t.Errorf("after %q: %q is for typing %q, want %q", c.typed, say.Text, say.Write, c.want)
			}
		}
	}
}
