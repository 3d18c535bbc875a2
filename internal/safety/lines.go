package safety

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Lines are crisis lines and emergency numbers by country, in the order they are
// offered. The country "" stands for the whole world.
type Lines struct{ all []Line }

// Line is a place to turn to: a crisis line, or the emergency number of a country.
type Line struct {
	Country   string // ISO 3166-1 alpha-2, or empty for everywhere
	Place     string // the country's name in English
	Emergency bool
	Name      string
	Call      string // the number to dial, as people write it
	Extra     string // what else to dial, or where it works: "option 5"
	Text      string // the number to text, and the word to send: "741741 HOME"
	Web       string
	Hours     string // "24/7", or empty when sources disagree
	Languages []string
	Audience  string // "general", "youth", or whom it is for
	Sources   []string
	Checked   time.Time
	ReviewBy  time.Time
}

// For is the crisis lines of a country: those for everybody first.
func (l Lines) For(country string) []Line {
	var found []Line
	for _, line := range l.all {
		if !line.Emergency && line.Country == strings.ToUpper(country) {
			found = append(found, line)
		}
	}
	slices.SortStableFunc(found, func(a, b Line) int { return audienceRank(a) - audienceRank(b) })
	return found
}

func audienceRank(l Line) int {
	if l.Audience == "general" || l.Audience == "adults" {
		return 0
	}
	return 1
}

// Emergency is the emergency number of a country.
func (l Lines) Emergency(country string) (Line, bool) {
	for _, line := range l.all {
		if line.Emergency && line.Country == strings.ToUpper(country) {
			return line, true
		}
	}
	return Line{}, false
}

// Stale is the lines whose numbers were due to be checked again before today.
func (l Lines) Stale(today time.Time) []Line {
	var due []Line
	for _, line := range l.all {
		if today.After(line.ReviewBy) {
			due = append(due, line)
		}
	}
	return due
}

// String names the line in a report: "US 988 Suicide & Crisis Lifeline (review by 2027-02-20)".
func (l Line) String() string {
	return fmt.Sprintf("%s %s (review by %s)", l.Country, l.Name, l.ReviewBy.Format(time.DateOnly))
}
