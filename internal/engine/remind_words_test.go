package engine_test

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/engine"
)

func TestWordsTypedRightAfterAPrompt(t *testing.T) {
	for _, c := range []struct{ language, text, hears, timer, at string }{
		{"en", "later", "It comes again at 21:30", "z1", "22 21:30"},
		{"en", "Not yet!", "It comes again at 21:30", "z1", "22 21:30"},
		{"en", "remind me later", "It comes again at 21:30", "z1", "22 21:30"},
		{"en", "in two hours", "It comes again at 23:00", "z1", "22 23:00"},
		{"en", "done", "Noted.", "z1", "never"},
		{"en", "did it", "Noted.", "z1", "never"},
		{"en", "ok", "Noted.", "z1", "never"},
		{"en", "not now", "All right, not now. Next: Mon 23 Nov 2026, 21:00.", "z1", "never"},
		{"en", "no thanks", "All right, not now.", "r1", "23 21:00"},
		{"es", "luego", "21:30", "z1", "22 21:30"},
		{"es", "Más tarde", "21:30", "z1", "22 21:30"},
		{"es", "mas tarde", "21:30", "z1", "22 21:30"},
		{"es", "en dos horas", "23:00", "z1", "22 23:00"},
		{"es", "hecho", "Anotado.", "z1", "never"},
		{"es", "ya la tomé", "Anotado.", "z1", "never"},
		{"es", "ahora no", "De acuerdo, ahora no.", "r1", "23 21:00"},
		{"es", "hoy no", "De acuerdo, ahora no.", "z1", "never"},
	} {
		t.Run(c.text, func(t *testing.T) {
			p := reminded(t)
			p.session = engine.NewSession(p.lib, 7, p.lib.LanguageIndex(c.language)).Agreed()
			p.own("Water", "every day 21:00").waits(time.Hour).types(c.text).hears(c.hears).comes(c.timer, c.at)
		})
	}
}

func TestOtherWordsAfterAPromptSetNothing(t *testing.T) {
	for _, text := range []string{"later I felt better", "every day later", "maybe", "9pm", "not now that I think of it"} {
		p := reminded(t).checkIn("every day 21:00").waits(time.Hour).types(text)
		p.comes("z1", "never").comes("r1", "23 21:00").hearsNot("It comes again")
	}
}

func TestLaterInTheMiddleOfSomethingIsAnAnswerToIt(t *testing.T) {
	p := reminded(t).checkIn("every day 21:00").types("/own").waits(time.Hour).types("later")
	p.comes("z1", "never").hears("When?")
}
