package telegram

import (
	"strings"
	"unicode/utf8"
)

// What Telegram takes, in units of UTF-16, which is how it counts.
const (
	maxText    = 4096
	maxCaption = 1024
)

// split cuts a text into parts of at most limit units, between paragraphs where
// that can be, else between lines, else between words. It returns no part when the
// text is only space.
func split(text string, limit int) []string {
	text = strings.TrimSpace(text)
	var parts []string
	for text != "" {
		end := prefix(text, limit)
		if end < len(text) {
			end = boundary(text, end)
		}
		parts = append(parts, strings.TrimSpace(text[:end]))
		text = strings.TrimSpace(text[end:])
	}
	return parts
}

// prefix is how many bytes of text fit into limit units of UTF-16.
func prefix(text string, limit int) int {
	if len(text) <= limit {
		return len(text) // a unit is at least a byte
	}
	units := 0
	for i, r := range text {
		units++
		if r > 0xffff {
			units++
		}
		if units > limit {
			return max(i, 1)
		}
	}
	return len(text)
}

// units is the length of text as Telegram counts it.
func units(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// boundary is the best place to cut text at or before end: the last one of the
// best kind that leaves a part of a decent size.
func boundary(text string, end int) int {
	for _, gap := range []string{"\n\n", "\n", " "} {
		window := text[:min(end+len(gap), len(text))]
		if at := strings.LastIndex(window, gap); at > end/4 {
			return at
		}
	}
	for at := end; at > end-8 && at > 0; at-- { // not between a sign and what modifies it
		r, _ := utf8.DecodeRuneInString(text[at:])
		if before, _ := utf8.DecodeLastRuneInString(text[:at]); utf8.RuneStart(text[at]) && !joins(r) && before != zeroWidthJoiner {
			return at
		}
	}
	return end
}

const zeroWidthJoiner = '\u200d'

// joins tells whether a character belongs to the one before it.
func joins(r rune) bool {
	return r == zeroWidthJoiner || r >= 0xfe00 && r <= 0xfe0f || r >= 0x300 && r <= 0x36f || r >= 0x1f3fb && r <= 0x1f3ff
}
