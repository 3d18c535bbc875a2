package answer

import (
	"strings"
	"unicode"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// NumberSpec is what a number may be. Everything is in thousandths.
type NumberSpec struct {
	Min, Max int64
	// Step is 1000 for whole numbers, 500 for halves, 0 for any. Numbers are
	// multiples of it.
	Step int64
	// Units may stand behind the number: "hours", "%". Any word for hours stands
	// for all of them and allows "7h30"; the same goes for minutes.
	Units []string
	// Of is the end of the scale that may be named ("7/10", "7 out of 10"); 0 for
	// none. Any other end is a second number.
	Of int64
}

// Number reads one number, in thousandths: "7", "7/10", "about a seven", "7,5",
// "siete y medio", "7️⃣". Anything in the text that is not known to be harmless
// makes it unclear, and unclear is rejected.
func Number(text string, spec NumberSpec, l *lang.Language) (int64, *Reject) {
	if milli, ok := plain(text); ok {
		return spec.fit(milli, l)
	}
	if reject := sized(text, l); reject != nil {
		return 0, reject
	}
	n := &numbers{sentence: read(text, l), spec: spec}
	n.units()
	n.all()
	switch {
	case len(n.tokens) == 0:
		return 0, &Reject{Reason: Empty}
	case n.mixed:
		return 0, &Reject{Reason: Letters, A: clip(mixedPart(text))}
	case len(n.found) > 1:
		return 0, &Reject{Reason: TwoNumbers, A: l.Number(n.found[0]), B: l.Number(n.found[1])}
	case len(n.found) == 0 || n.unclear:
		return 0, &Reject{Reason: NotANumber}
	}
	return spec.fit(n.found[0], l)
}

// fit is milli when it is inside the range and on the step.
func (s NumberSpec) fit(milli int64, l *lang.Language) (int64, *Reject) {
	switch {
	case milli < s.Min || milli > s.Max:
		return 0, &Reject{Reason: OutOfRange, A: l.Number(s.Min), B: l.Number(s.Max)}
	case s.Step <= 0 || milli%s.Step == 0:
		return milli, nil
	case s.Step == 1000:
		return 0, &Reject{Reason: Whole}
	case s.Step == 500:
		return 0, &Reject{Reason: Halves}
	default:
		return 0, &Reject{Reason: Step, A: l.Number(s.Step)}
	}
}

// plain reads what nearly everybody types: up to nine digits, perhaps one decimal,
// perhaps spaces around.
func plain(text string) (milli int64, ok bool) {
	for len(text) > 0 && text[0] == ' ' {
		text = text[1:]
	}
	for len(text) > 0 && text[len(text)-1] == ' ' {
		text = text[:len(text)-1]
	}
	n := 0
	for n < len(text) && n < 9 && isDigit(text, n) {
		milli = milli*10 + int64(text[n]-'0')
		n++
	}
	milli *= 1000
	switch {
	case n == 0 || n > 1 && text[0] == '0':
		return 0, false
	case n == len(text):
		return milli, true
	case n+2 == len(text) && (text[n] == '.' || text[n] == ',') && isDigit(text, n+1):
		return milli + 100*int64(text[n+1]-'0'), true
	}
	return 0, false
}

// mixedPart is the first part of text with digits and letters in it, as it was typed.
func mixedPart(text string) string {
	for part := range strings.FieldsSeq(text) {
		if strings.ContainsFunc(part, unicode.IsNumber) && strings.ContainsFunc(part, unicode.IsLetter) {
			return part
		}
	}
	return strings.TrimSpace(text)
}
