package script

import (
	"fmt"
	"slices"
	"strings"
)

// property is what of a value a text shows, behind a dot: "{area.number}".
type property byte

const (
	whole      property = iota
	itsNumber           // the place of a choice in its list
	itsNext             // the next time of a schedule or a reminder
	itsRuns             // the next three, one a line
	itsWhen             // the rule of a reminder
	itsState            // whether a reminder is at work
	properties          // how many there are
)

// word is how the property is written.
func (p property) word() string {
	return [properties]string{"", "number", "next", "runs", "when", "state"}[p]
}

// kinds are the values that have the property.
func (p property) kinds() []Kind {
	return [properties][]Kind{
		itsNumber: {Choice, Choices}, itsNext: {Schedule, Which}, itsRuns: {Schedule}, itsWhen: {Which}, itsState: {Which},
	}[p]
}

// refuses says why a value of that kind has no such property; empty when it has.
func (p property) refuses(k Kind) string {
	if p == whole || slices.Contains(p.kinds(), k) {
		return ""
	}
	owners := make([]string, 0, 2)
	for _, owner := range p.kinds() {
		if owner != Choices { // "a choice" says it
			owners = append(owners, kindWord(owner))
		}
	}
	return fmt.Sprintf("only %s has a %s", strings.Join(owners, " or "), p.word())
}

// cutProperty takes the property from behind a name.
func cutProperty(name string) (base string, of property) {
	for p := itsNumber; p < properties; p++ {
		if base, ok := strings.CutSuffix(name, "."+p.word()); ok {
			return base, p
		}
	}
	return name, whole
}
