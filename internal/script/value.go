package script

import (
	"math"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// Kind says what a value is.
type Kind uint8

// The kinds of value. The numbers are stored in sessions: never change them.
const (
	Unset    Kind = 0
	Number   Kind = 1 // N in thousandths
	Choice   Kind = 2 // N is the Hash of the choice's id
	Choices  Kind = 3 // S is three bytes for each choice's hash
	Text     Kind = 4 // S
	YesNo    Kind = 5 // N is 0 or 1
	Time     Kind = 6 // N in minutes since midnight
	Schedule Kind = 7 // S is what recur.When.Append wrote
	Zone     Kind = 8 // S is the name of an IANA time zone
	Which    Kind = 9 // N is the id of one of the person's reminders
)

// Value is one answer, or something computed from answers. The zero Value is
// "not answered".
type Value struct {
	Kind Kind
	N    int64
	S    string
}

// NumberValue is a number in thousandths.
func NumberValue(milli int64) Value { return Value{Kind: Number, N: milli} }

// ChoiceValue is the choice with that hash.
func ChoiceValue(h Hash) Value { return Value{Kind: Choice, N: int64(h)} }

// TextValue is a text.
func TextValue(s string) Value { return Value{Kind: Text, S: s} }

// TimeValue is a time of day in minutes.
func TimeValue(minutes int) Value { return Value{Kind: Time, N: int64(minutes)} }

// ScheduleValue is when something comes.
func ScheduleValue(w recur.When) Value { return Value{Kind: Schedule, S: string(w.Append(nil))} }

// ZoneValue is the IANA time zone of that name.
func ZoneValue(name string) Value { return Value{Kind: Zone, S: name} }

// WhichValue is one of the person's reminders.
func WhichValue(id uint16) Value { return Value{Kind: Which, N: int64(id)} }

// YesNoValue is yes or no.
func YesNoValue(yes bool) Value {
	if yes {
		return Value{Kind: YesNo, N: 1}
	}
	return Value{Kind: YesNo}
}

// ChoicesValue is several choices.
func ChoicesValue(hashes []Hash) Value {
	var b strings.Builder
	for _, h := range hashes {
		b.Write([]byte{byte(h >> 16), byte(h >> 8), byte(h)})
	}
	return Value{Kind: Choices, S: b.String()}
}

// Hashes are the choices of a Choices value.
func (v Value) Hashes() []Hash {
	hashes := make([]Hash, 0, len(v.S)/3)
	for i := 0; i+3 <= len(v.S); i += 3 {
		hashes = append(hashes, Hash(v.S[i])<<16|Hash(v.S[i+1])<<8|Hash(v.S[i+2]))
	}
	return hashes
}

// Has tells whether a Choices value holds h.
func (v Value) Has(h Hash) bool {
	for i := 0; i+3 <= len(v.S); i += 3 {
		if Hash(v.S[i])<<16|Hash(v.S[i+1])<<8|Hash(v.S[i+2]) == h {
			return true
		}
	}
	return false
}

// Yes tells whether a YesNo value is yes.
func (v Value) Yes() bool { return v.Kind == YesNo && v.N == 1 }

// When is what a Schedule value holds; ok is false for anything else.
func (v Value) When() (w recur.When, ok bool) {
	if v.Kind != Schedule {
		return recur.When{}, false
	}
	w, rest, err := recur.Decode([]byte(v.S))
	return w, err == nil && len(rest) == 0
}

// reminder is the id that a Which value holds.
func (v Value) reminder() uint16 {
	if v.Kind != Which || v.N < 0 || v.N > math.MaxUint16 {
		return 0
	}
	return uint16(v.N)
}
