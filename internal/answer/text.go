package answer

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text reads a text of at most most characters: without spaces around it and
// without control characters, but with its lines.
func Text(text string, most int) (string, *Reject) {
	if len(text) > 4*most+maxBytes { // far too long: not worth counting
		return "", tooLong(most)
	}
	text = strings.TrimSpace(strings.Map(writable, strings.ToValidUTF8(text, "")))
	if utf8.RuneCountInString(text) > most {
		return "", tooLong(most)
	}
	if !strings.ContainsFunc(text, unicode.IsGraphic) {
		return "", &Reject{Reason: Empty}
	}
	return text, nil
}

func tooLong(most int) *Reject { return &Reject{Reason: TooLong, A: strconv.Itoa(most)} }

// writable drops control characters but the end of a line, and the signs that turn
// the direction of the text around them.
func writable(r rune) rune {
	switch {
	case r == '\n':
		return r
	case r == '\t':
		return ' '
	case unicode.IsControl(r), 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069:
		return -1
	}
	return r
}
