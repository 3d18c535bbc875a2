package engine_test

import (
	"strings"
	"testing"
)

const scales = `
script: try
title: Try
command: try
values:
  mood: 0..10
  sleep: 0..24 by 0.5 hours
steps:
  - ask: mood
    say: Mood?
  - ask: sleep
    say: Sleep?
  - say: It was {mood} and {sleep}.
`

func TestATypedNumberIsUnderstood(t *testing.T) {
	lib := only(t, scales)
	for _, c := range []struct{ language, mood, sleep, want string }{
		{"en", "7", "7", "It was 7 and 7."},
		{"en", "7/10", "7.5", "It was 7 and 7.5."},
		{"en", "about seven", "7,5", "It was 7 and 7.5."},
		{"en", "I'd say 7", "seven and a half hours", "It was 7 and 7.5."},
		{"es", "siete", "siete y medio", "It was 7 and 7,5."},
		{"es", "7 de 10", "7,5", "It was 7 and 7,5."},
	} {
		p := somebody(t, lib)
		if c.language == "es" {
			p.session = spanish(lib).Agreed()
		}
		p.types("/try").types(c.mood).types(c.sleep).hears(c.want)
	}
}

func TestAnAnswerThatDoesNotFitChangesNothingAndIsHelped(t *testing.T) {
	lib := only(t, scales)
	for _, c := range []struct{ typed, hears string }{
		{"1O", "mixes digits"},
		{"7 or 8", "two numbers, 7 and 8"},
		{"0x7", "mixes digits"},
		{"eleventy", "could not find one clear number"},
		{"", "did not see any words"},
		{"11", "from 0 to 10"},
		{"7.5", "whole number"},
		{strings.Repeat("seven ", 1700), "longer than I can read"},
	} {
		p := somebody(t, lib).types("/try").types(c.typed)
		p.hears(c.hears).hears("Mood?").isAt("try/mood")
		p.types("skip").types("skip").hears("It was – and –.")
	}
}

func TestAfterSoManyTriesTheFallbackIsTakenOrItIsLeftOpen(t *testing.T) {
	lib := only(t, `
script: try
title: Try
command: try
values: {mood: 0..10, area: {one-of: {chest: Chest, belly: Belly}}}
steps:
  - ask: mood
    say: Mood?
    tries: 3
    fallback: 5
  - ask: area
    say: Where?
    tries: 1
  - say: It was {mood}, {area}.
`)
	p := somebody(t, lib).types("/try").types("x").isAt("try/mood").types("y").isAt("try/mood")
	p.types("z").isAt("try/area").types("z").hears("leave this one open").hears("It was 5, –.")
	p = somebody(t, lib).types("/try").types("x").types("help").types("y").types("6").isAt("try/area")
	p.types("belly").hears("It was 6, Belly.")
}

func TestAQuestionSkippedInALaterRoundHasNoAnswer(t *testing.T) {
	lib := only(t, `
script: try
title: Try
command: try
values: {mood: 0..10}
steps:
  - repeat: 2
    steps:
      - ask: mood
        say: Mood?
      - record: check-in
  - say: At last {mood}.
`)
	p := somebody(t, lib).types("/try").types("3").sees("= keep check-in: mood 3")
	p.types("skip").hears("There was nothing to save.").hears("At last –.")
}
