package discord

import (
	"strings"
	"unicode/utf16"
)

// Lengths that Discord allows, in UTF-16 units, which is never more than it counts.
const (
	maxContent = 2000
	maxButton  = 80
	maxOption  = 100
	maxTitle   = 45
	maxWritten = 4000
)

// size is the length of s as the narrowest count would have it.
func size(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// shorten cuts s to at most limit units, with an ellipsis where it was longer.
func shorten(s string, limit int) string {
	if size(s) <= limit {
		return s
	}
	return strings.TrimRight(s[:fitting(s, limit-1)], " ") + "…"
}

// fitting is how many bytes of s make at most limit units.
func fitting(s string, limit int) int {
	n := 0
	for i, r := range s {
		if n += max(utf16.RuneLen(r), 1); n > limit {
			return i
		}
	}
	return len(s)
}

// split cuts a text into parts of at most limit units: between paragraphs where
// that is possible, else between lines, else between words, else anywhere. An
// empty text is one empty part.
func split(s string, limit int) []string {
	var parts []string
	for size(s) > limit {
		end := fitting(s, limit)
		if back := len(s[:end]) - len(strings.TrimRight(s[:end], `\`)); back%2 == 1 && back < end {
			end-- // an escape goes with what it escapes
		}
		cut, gap := end, 0
		for _, border := range []string{"\n\n", "\n", " "} {
			if i := strings.LastIndex(s[:end], border); i > end/4 {
				cut, gap = i, len(border)
				break
			}
		}
		if part := strings.TrimSpace(s[:cut]); part != "" {
			parts = append(parts, part)
		}
		s = strings.TrimLeft(s[cut+gap:], " \n")
	}
	if s != "" || len(parts) == 0 {
		parts = append(parts, s)
	}
	return parts
}
