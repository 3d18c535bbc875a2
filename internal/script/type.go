package script

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
)

// Type is what a value may be. Numbers are in thousandths.
type Type struct {
	Kind   Kind
	Number answer.NumberSpec // Kind Number
	List   *List             // Kind Choice and Choices
	MaxLen int               // Kind Text, in characters; Kind Zone, in bytes
}

// maxZone is the longest name of a time zone, in bytes.
const maxZone = 40

// DefaultTextLen is how long a text may be when its type does not say.
const DefaultTextLen = 1000

// recordable tells whether such a value is an answer that can be kept: what a reminder
// needs is kept with the reminder.
func (t *Type) recordable() bool { return t.Kind != Schedule && t.Kind != Zone && t.Kind != Which }

// Fit brings a computed value into what the type allows: a number into its range,
// a text to its length.
func (t *Type) Fit(v Value) Value {
	switch {
	case v.Kind == Number && t.Kind == Number:
		v.N = min(max(v.N, t.Number.Min), t.Number.Max)
	case v.Kind == Text && t.Kind == Text && len(v.S) > t.MaxLen:
		if r := []rune(v.S); len(r) > t.MaxLen {
			v.S = string(r[:t.MaxLen])
		}
	}
	return v
}

// List is choices that a person picks from.
type List struct {
	ID    string
	Items []Item
	// Options are the items as answers in each language, by language index.
	Options [][]answer.Option

	templates bool // its choices are what one can be reminded of, perhaps with a few more
}

// Item is one choice.
type Item struct {
	ID    string
	Hash  Hash
	Label *Line
}

// Find is the place of the item with that hash, counted from 0.
func (l *List) Find(h Hash) (int, bool) {
	for i := range l.Items {
		if l.Items[i].Hash == h {
			return i, true
		}
	}
	return 0, false
}

func (l *List) names() []string {
	names := make([]string, len(l.Items))
	for i := range l.Items {
		names[i] = l.Items[i].ID
	}
	return names
}

// Slot is one declared value.
type Slot struct {
	Name   string
	Hash   Hash
	Type   *Type
	Person bool // remembered between scripts
}

// Scope is the declared values of a script, or of the person.
type Scope struct {
	Slots []Slot
	index map[string]int
}

// Find is the slot of that name.
func (s *Scope) Find(name string) (*Slot, bool) {
	i, ok := s.index[name]
	if !ok {
		return nil, false
	}
	return &s.Slots[i], true
}

func (s *Scope) names() []string {
	names := make([]string, len(s.Slots))
	for i := range s.Slots {
		names[i] = s.Slots[i].Name
	}
	return names
}

func (s *Scope) add(slot Slot) {
	if s.index == nil {
		s.index = map[string]int{}
	}
	s.index[slot.Name] = len(s.Slots)
	s.Slots = append(s.Slots, slot)
}

var numberType = regexp.MustCompile(`^(-?\d+(?:\.\d+)?)\s*\.\.\s*(-?\d+(?:\.\d+)?)(?:\s+by\s+(\d+(?:\.\d+)?))?(?:\s+(\p{L}+))?$`)

// parseType reads the short forms: "0..10", "0..24 by 0.5 hours", "text 200",
// "yes-no", "time", "schedule", "zone", "reminder".
func parseType(text string) (*Type, error) {
	words := strings.Fields(text)
	switch {
	case text == "yes-no":
		return &Type{Kind: YesNo}, nil
	case text == "time":
		return &Type{Kind: Time}, nil
	case text == "schedule":
		return &Type{Kind: Schedule}, nil
	case text == "zone":
		return &Type{Kind: Zone, MaxLen: maxZone}, nil
	case text == "reminder":
		return &Type{Kind: Which}, nil
	case len(words) > 0 && words[0] == "text":
		return parseTextType(words[1:])
	}
	m := numberType.FindStringSubmatch(text)
	if m == nil {
		return nil, fmt.Errorf("%q is not a type", text)
	}
	return parseNumberType(m)
}

func parseTextType(rest []string) (*Type, error) {
	t := &Type{Kind: Text, MaxLen: DefaultTextLen}
	if len(rest) == 0 {
		return t, nil
	}
	n, err := strconv.Atoi(rest[0])
	if err != nil || n < 1 || n > DefaultTextLen || len(rest) > 1 {
		return nil, fmt.Errorf("a text may be 1 to %d characters long", DefaultTextLen)
	}
	t.MaxLen = n
	return t, nil
}

const maxNumber = 1_000_000

func parseNumberType(m []string) (*Type, error) {
	least, most, step := milli(m[1]), milli(m[2]), int64(1000)
	if m[3] != "" {
		step = milli(m[3])
	}
	switch {
	case least >= most:
		return nil, fmt.Errorf("%s is not below %s", m[1], m[2])
	case step <= 0 || step > most-least:
		return nil, fmt.Errorf("a step of %s does not fit between %s and %s", m[3], m[1], m[2])
	case least%step != 0:
		return nil, fmt.Errorf("numbers by %s count from 0, and %s is not among them", cmp.Or(m[3], "1"), m[1])
	case least < -maxNumber*1000 || most > maxNumber*1000:
		return nil, fmt.Errorf("numbers reach from -%d to %d", maxNumber, maxNumber)
	}
	spec := answer.NumberSpec{Min: least, Max: most, Step: step}
	if m[4] == "" {
		spec.Of = most // "7/10" is an answer to 0..10, "7/24" none to hours
	} else {
		spec.Units = []string{m[4]}
	}
	return &Type{Kind: Number, Number: spec}, nil
}

func milli(text string) int64 {
	f, _ := strconv.ParseFloat(text, 64)
	return int64(math.Round(min(max(f, -2*maxNumber), 2*maxNumber) * 1000))
}
