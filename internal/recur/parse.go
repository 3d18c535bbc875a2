package recur

import (
	"strings"
	"time"
)

// Context is what a text is read in.
type Context struct {
	Lang string    // "en" or "es"; anything else reads and speaks English
	Now  time.Time // in the zone of whoever asks: "tomorrow" is read there
	// Place is the zone of a city; nil: IANA names only.
	Place func(name string) (zone string, ok bool)
	// Start is the day a rule counts from where the text names none, the phase of
	// "every 2 weeks". The zero date is the first day that fits.
	Start Date
	// Usual is the time where the text has none; 0 is 9:00.
	Usual Clock
}

// maxText is longer than any phrase that Echo writes, in bytes after folding.
const maxText = 800

// Parse reads a phrase, in the words of the context's language and else in English.
// What it does not understand wholly it refuses with a *RefusedError; it never guesses.
// A phrase without a time takes the usual one of the context.
func Parse(text string, in Context) (When, error) {
	w, refused := parse(text, in)
	if refused != nil {
		return When{}, refused
	}
	return w, nil
}

func parse(text string, in Context) (When, *RefusedError) {
	if len(text) > maxText {
		return When{}, &RefusedError{Why: TooLong, Examples: plainExamples(in.Lang)}
	}
	text = folded(text)
	if text = bare(text); text == "" {
		return When{}, &RefusedError{Why: Empty, Examples: plainExamples(in.Lang)}
	}
	p := read(text, wordsOf(in.Lang), in)
	w, refused := p.build()
	if refused == nil {
		return w, nil
	}
	if in.Lang == "es" {
		if w, inEnglish := read(text, english, in).build(); inEnglish == nil {
			return w, nil
		}
	}
	refused.Examples = p.examples(refused.Why)
	return When{}, refused
}

// signs stand around a phrase that was copied with its quotation marks, or asked.
const signs = "\"'`“”„«»‘’¿?¡! "

// bare is a folded text without the signs and the words around it that ask and thank.
func bare(text string) string {
	text = strings.Trim(text, signs)
	for strings.HasSuffix(text, ".") && !isAbbreviated(text) {
		text = strings.TrimRight(text[:len(text)-1], signs)
	}
	for _, before := range [...]string{"please ", "por favor ", "remind me ", "recuerdame "} {
		text = strings.TrimPrefix(strings.TrimPrefix(text, before), ", ")
	}
	for _, behind := range [...]string{" please", " por favor"} {
		text = strings.TrimSuffix(strings.TrimSuffix(text, behind), " ,")
	}
	return text
}

// isAbbreviated keeps the last full stop of "9 a.m.".
func isAbbreviated(text string) bool {
	return len(text) > 3 && text[len(text)-1] == '.' && text[len(text)-2] == 'm' && (text[len(text)-3] == '.' || text[len(text)-3] == ' ')
}

func wordsOf(lang string) vocabulary {
	if lang == "es" {
		return spanish
	}
	return english
}
