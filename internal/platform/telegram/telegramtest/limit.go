package telegramtest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// unit is what a limit counts.
type unit byte

const (
	unlimited  unit = iota
	characters      // UTF-16 units, the strictest way to count them
	octets
	items // of an array
	amount
)

func (u unit) String() string {
	return [...]string{"", "characters", "bytes", "items", "as its value"}[u]
}

// limit is what a field's description says about its values.
type limit struct {
	unit   unit
	parsed bool // characters count once the markup is gone
	least  int64
	most   int64
	words  []string // the only values there are; nil: any
}

var (
	rangeOf   = regexp.MustCompile(`\b(\d+)-(\d+)\b`)
	lengthOf  = regexp.MustCompile(`\b(\d+)-(\d+) (?i:(characters|bytes))( after entit)?`)
	upTo      = regexp.MustCompile(`(?:[Uu]p to|can't exceed|[Aa]t most) (\d+) (?i:(characters|bytes))`)
	atMost    = regexp.MustCompile(`(?:[Aa]t most|[Uu]p to) (\d+) `)
	between   = regexp.MustCompile(`between (\d+) and (\d+)`)
	constant  = regexp.MustCompile(`must be ([a-z_]+)$|always "([^"]+)"$`)
	oneOf     = regexp.MustCompile(`[Mm]ust be one of (".*)`)
	quoted    = regexp.MustCompile(`"([^"]+)"`)
	otherwise = regexp.MustCompile(`Required if (\w+) is not specified`)
)

// parseLimit reads the limits out of a description in English.
func parseLimit(description string, shapes []shape) limit {
	switch {
	case slices.ContainsFunc(shapes, func(s shape) bool { return s.arrays > 0 }):
		return itemLimit(description)
	case slices.ContainsFunc(shapes, func(s shape) bool { return s.name == "String" }):
		l := textLimit(description)
		l.words = onlyWords(description)
		return l
	case slices.ContainsFunc(shapes, func(s shape) bool { return s.name == "Integer" || s.name == "Float" }):
		return amountLimit(description)
	}
	return limit{}
}

func itemLimit(description string) limit {
	if l := bounds(items, rangeOf.FindStringSubmatch(description)); l.unit != unlimited {
		return l
	}
	if m := atMost.FindStringSubmatch(description); m != nil {
		return limit{unit: items, most: whole(m[1])}
	}
	return limit{}
}

func textLimit(description string) limit {
	if m := lengthOf.FindStringSubmatch(description); m != nil {
		l := bounds(unitOf(m[3]), m)
		l.parsed = m[4] != ""
		return l
	}
	if m := upTo.FindStringSubmatch(description); m != nil {
		return limit{unit: unitOf(m[2]), most: whole(m[1])}
	}
	return limit{}
}

func amountLimit(description string) limit {
	if m := between.FindStringSubmatch(description); m != nil {
		return bounds(amount, m)
	}
	return bounds(amount, rangeOf.FindStringSubmatch(description))
}

func unitOf(word string) unit {
	if strings.EqualFold(word, "bytes") {
		return octets
	}
	return characters
}

// bounds takes the two numbers of a match; "639-1", the name of a standard, is no range.
func bounds(u unit, match []string) limit {
	if match == nil || whole(match[1]) > whole(match[2]) {
		return limit{}
	}
	return limit{unit: u, least: whole(match[1]), most: whole(match[2])}
}

func whole(digits string) int64 {
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// onlyWords lists the values that a description allows; nil when it names none.
func onlyWords(description string) []string {
	if m := constant.FindStringSubmatch(description); m != nil {
		return []string{m[1] + m[2]}
	}
	m := oneOf.FindStringSubmatch(description)
	if m == nil {
		return nil
	}
	var words []string
	for _, q := range quoted.FindAllStringSubmatch(m[1], -1) {
		words = append(words, q[1])
	}
	return words
}

// parseEither returns the field that has to be there where this one is not.
func parseEither(description string) string {
	if m := otherwise.FindStringSubmatch(description); m != nil {
		return m[1]
	}
	return ""
}
