package answer

import (
	"errors"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/place"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// Schedule reads when something comes: "every weekday 9:30", "tomorrow 20:00", "cada
// día a las 21:00". now is in the zone of whoever answers. Nothing is guessed: what is
// not understood wholly is rejected with three phrases that would be.
func Schedule(text string, l *lang.Language, now time.Time) (recur.When, *Reject) {
	if reject := sized(text, l); reject != nil {
		return recur.When{}, reject
	}
	w, err := recur.Parse(text, recur.Context{Lang: l.Code, Now: now, Place: cityZone})
	if err == nil {
		return w, nil
	}
	refused, is := errors.AsType[*recur.RefusedError](err)
	if !is {
		refused = &recur.RefusedError{Why: recur.UnknownWord, Part: text}
	}
	return recur.When{}, refusal(refused, text, l)
}

// cityZone is the zone of a city that is surely meant.
func cityZone(name string) (zone string, ok bool) {
	p, ok := place.One(name)
	return p.Zone, ok
}

// refusal is the sentence for what recur refuses.
func refusal(r *recur.RefusedError, text string, l *lang.Language) *Reject {
	part, examples := r.Part, quoted(r.Examples[:])
	if strings.TrimSpace(part) == "" {
		part = strings.TrimSpace(text)
	}
	part = clip(asTyped(part, text))
	switch r.Why {
	case recur.Empty:
		return &Reject{Reason: Empty}
	case recur.TooLong:
		return &Reject{Reason: TooLong, A: l.Number(maxBytes * 1000)}
	case recur.Unfinished:
		return &Reject{Reason: HalfAWhen, A: examples}
	case recur.NoSuchDate:
		return &Reject{Reason: NoSuchDate, A: examples}
	case recur.NoSuchTime:
		return &Reject{Reason: NoSuchTime, A: examples}
	case recur.Past:
		return &Reject{Reason: GoneBy, A: examples}
	case recur.TwoReadings:
		return &Reject{Reason: TwoMeanings, A: part, B: examples}
	case recur.TooOften:
		return &Reject{Reason: TooOften, A: examples}
	case recur.Abbreviation, recur.UnknownPlace:
		return noZone(part)
	case recur.UnknownWord, recur.Unsupported, recur.OutOfRange:
	}
	return &Reject{Reason: NotAWhen, A: part, B: examples}
}

// asTyped is a folded part of a text as it was typed: "plátano" and not "platano".
func asTyped(part, text string) string {
	words, size := strings.Fields(oneLine(text)), len(strings.Fields(part))
	for at := 0; at+size <= len(words); at++ {
		if typed := strings.Join(words[at:at+size], " "); lang.Fold(typed) == lang.Fold(part) {
			return typed
		}
	}
	return oneLine(part)
}

// quoted joins examples: "every day 9:00", "tomorrow 20:00".
func quoted(examples []string) string {
	marked := make([]string, 0, len(examples))
	for _, e := range examples {
		if e != "" {
			marked = append(marked, `"`+e+`"`)
		}
	}
	return strings.Join(marked, ", ")
}

// oneLine is a text without its lines and without control characters.
func oneLine(text string) string {
	text = strings.Map(writable, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(text), " ")
}
