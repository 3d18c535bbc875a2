package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/stillpoint-bot/stillpoint/internal/place/fold"
)

const (
	known    = 100_000                         // inhabitants of a city that other languages have names for
	twoNames = "BE CA CH CY ES FI GB IE LU MT" // countries that write cities in two languages
)

// keys are the folded names besides the city's own under which it is found.
func (c *city) keys() []string {
	seen := map[string]bool{c.key: true}
	for _, name := range c.forgotten {
		seen[fold.Name(name)] = true
	}
	var keys []string
	add := func(name string) {
		if key := fold.Name(name); key != "" && len(key) <= 40 && !seen[key] {
			seen[key] = true
			keys = append(keys, key)
		}
	}
	for _, name := range c.extra {
		add(name)
	}
	if c.people >= known || c.kind == "PPLC" || strings.Contains(twoNames, c.country) {
		for _, name := range c.others {
			if c.worth(name) {
				add(name)
			}
		}
	}
	return keys
}

// worth leaves out airport codes, transcriptions (in lower case) and every script that
// is not the country's own.
func (c *city) worth(name string) bool {
	latin, upper, lower := false, false, false
	for _, r := range name {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin = true
			upper = upper || unicode.IsUpper(r)
			lower = lower || unicode.IsLower(r)
		case unicode.IsLetter(r):
			return !latin && unicode.In(r, scripts(c.country)...)
		}
	}
	first, _ := firstRune(name)
	return latin && upper && lower && !unicode.IsLower(first)
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

// scripts are the ones that people of a country write besides Latin.
func scripts(country string) []*unicode.RangeTable {
	switch country {
	case "CN", "TW", "HK", "MO", "SG":
		return []*unicode.RangeTable{unicode.Han}
	case "JP":
		return []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana}
	case "KR", "KP":
		return []*unicode.RangeTable{unicode.Hangul}
	case "RU", "UA", "BY", "BG", "RS", "MK", "ME", "BA", "KZ", "KG", "TJ", "MN":
		return []*unicode.RangeTable{unicode.Cyrillic}
	case "GR", "CY":
		return []*unicode.RangeTable{unicode.Greek}
	case "IL":
		return []*unicode.RangeTable{unicode.Hebrew, unicode.Arabic}
	case "AM":
		return []*unicode.RangeTable{unicode.Armenian}
	case "GE":
		return []*unicode.RangeTable{unicode.Georgian}
	case "IN", "NP":
		return []*unicode.RangeTable{unicode.Devanagari}
	case "BD":
		return []*unicode.RangeTable{unicode.Bengali}
	case "TH":
		return []*unicode.RangeTable{unicode.Thai}
	default:
		return arabic(country)
	}
}

func arabic(country string) []*unicode.RangeTable {
	if slices.Contains(strings.Fields("AE AF BH DZ EG IQ IR JO KW LB LY MA OM PK PS QA SA SD SY TN YE"), country) {
		return []*unicode.RangeTable{unicode.Arabic}
	}
	return nil
}

// nameByHand adds the names of byHand and takes away those of notByHand.
func nameByHand(cities []*city) error {
	return errors.Join(
		eachByHand(cities, byHand, func(c *city, names []string) { c.extra = append(c.extra, names...) }),
		eachByHand(cities, notByHand, func(c *city, names []string) { c.forgotten = append(c.forgotten, names...) }),
	)
}

// eachByHand calls do with the largest city of a line's name and country, and fails for
// a line that names none, so that a table cannot rot.
func eachByHand(cities []*city, table string, do func(c *city, names []string)) error {
	var wrong []error
	for line := range strings.Lines(table) {
		part := strings.Split(strings.TrimSpace(line), "|")
		if len(part) < 3 {
			return fmt.Errorf("no city, country and names in %q", line)
		}
		c := largest(cities, part[0], part[1])
		if c == nil {
			wrong = append(wrong, fmt.Errorf("no city %s in %s", part[0], part[1]))
			continue
		}
		do(c, part[2:])
	}
	return errors.Join(wrong...)
}

func largest(cities []*city, name, country string) *city {
	var best *city
	for _, c := range cities {
		if c.country == country && c.key == fold.Name(name) && (best == nil || c.people > best.people) {
			best = c
		}
	}
	return best
}
