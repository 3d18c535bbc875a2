package engine

import (
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// own is the person's language, for the bot's own words.
func (t *turn) own() *lang.Language { return t.lib.Language(t.language) }

func (t *turn) do(e Effect) {
	if t.effects == nil {
		t.effects = make([]Effect, 0, 4) // most turns have two or three
	}
	t.effects = append(t.effects, e)
}

// sayOwn says the bot's own words, where the folder has them.
func (t *turn) sayOwn(text string) {
	if text != "" {
		t.do(Say{Message: chat.Say{Text: clip(text)}})
	}
}

// notice is a passing word of the bot's own.
func (t *turn) notice(id lang.UI) {
	if text := t.own().Text(id); text != "" {
		t.do(Notice{Text: text})
	}
}

// sayLine says an author's line.
func (t *turn) sayLine(line *script.Line) {
	variant := t.s.next(line)
	t.do(Say{Message: chat.Say{Text: clip(line.Render(variant, t))}, Line: line, Variant: variant})
}

// clip keeps a text within what every platform takes; the loader's limits make it
// rare.
func clip(text string) string {
	if len(text) <= MaxText || utf8.RuneCountInString(text) <= MaxText {
		return text
	}
	n := 0
	for i := range text {
		if n == MaxText-1 {
			return text[:i] + "…"
		}
		n++
	}
	return text
}
