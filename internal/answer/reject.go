package answer

import "github.com/stillpoint-bot/stillpoint/internal/lang"

// Reason says why an answer cannot be taken.
type Reason byte

// The reasons.
const (
	Empty      Reason = iota + 1 // nothing to read
	TooLong                      // A: the longest that is taken
	NotANumber                   //
	Letters                      // A: the part that mixes digits and other signs
	TwoNumbers                   // A, B: the first two
	OutOfRange                   // A, B: the range
	Whole                        // whole numbers only
	Halves                       // whole numbers and halves only
	Step                         // A: the step
	NotAChoice                   //
	TwoChoices                   // A, B: the first two
	NotYesNo                     //
	NotATime                     //
	NotText                      //

	NotAWhen      // A: what means nothing; B: examples
	HalfAWhen     // A: examples
	NoSuchDate    // A: examples
	NoSuchTime    // A: examples
	GoneBy        // A: examples
	TwoMeanings   // A: what has two meanings, B: examples
	TooOften      // A: examples
	ZoneLetters   // A: the abbreviation
	SeveralPlaces // A: up to three of them
	NoPlace       // A: what was typed
)

// reasonTexts is what is said for each reason. Nothing writes to it.
var reasonTexts = [...]lang.UI{ //nolint:gochecknoglobals // a table that nobody writes to
	Empty:      lang.RejectEmpty,
	TooLong:    lang.RejectTooLong,
	NotANumber: lang.RejectNotANumber,
	Letters:    lang.RejectLetters,
	TwoNumbers: lang.RejectTwoNumbers,
	OutOfRange: lang.RejectOutOfRange,
	Whole:      lang.RejectWhole,
	Halves:     lang.RejectHalves,
	Step:       lang.RejectStep,
	NotAChoice: lang.RejectNotAChoice,
	TwoChoices: lang.RejectTwoChoices,
	NotYesNo:   lang.RejectNotYesNo,
	NotATime:   lang.RejectNotATime,
	NotText:    lang.RejectNotText,

	NotAWhen:      lang.RejectWhen,
	HalfAWhen:     lang.RejectWhenHalf,
	NoSuchDate:    lang.RejectNoDate,
	NoSuchTime:    lang.RejectNoTime,
	GoneBy:        lang.RejectPast,
	TwoMeanings:   lang.RejectTwoTimes,
	TooOften:      lang.RejectTooOften,
	ZoneLetters:   lang.RejectZoneLetters,
	SeveralPlaces: lang.RejectZoneSeveral,
	NoPlace:       lang.RejectZoneUnknown,
}

// Reasons is every reason.
func Reasons() []Reason {
	all := make([]Reason, 0, len(reasonTexts)-1)
	for r := range reasonTexts[1:] {
		all = append(all, Reason(r+1))
	}
	return all
}

// UI is the id of what is said for the reason.
func (r Reason) UI() lang.UI {
	if r == 0 || int(r) >= len(reasonTexts) {
		return lang.RejectNotText
	}
	return reasonTexts[r]
}

// Reject is why an answer was not taken, with what its sentence needs.
type Reject struct {
	Reason Reason
	A, B   string
}

// Text is the sentence for the person.
func (r Reject) Text(l *lang.Language) string {
	return lang.Fill(l.Text(r.Reason.UI()), r.A, r.B)
}

// maxBytes is the longest answer that is read as a number, a choice, yes or no,
// or a time.
const maxBytes = 400

// sized refuses what is empty or too long to look at.
func sized(text string, l *lang.Language) *Reject {
	if len(text) > maxBytes {
		return &Reject{Reason: TooLong, A: l.Number(maxBytes * 1000)}
	}
	for i := range len(text) {
		if text[i] > ' ' {
			return nil
		}
	}
	return &Reject{Reason: Empty}
}

// clip keeps what is said back to a person short.
func clip(text string) string {
	const most = 20
	n := 0
	for i := range text {
		if n == most {
			return text[:i] + "…"
		}
		n++
	}
	return text
}
