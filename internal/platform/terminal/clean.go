package terminal

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// clean makes a text from outside safe to print: no escape sequences, no control
// characters but line ends, nothing that turns the direction of a whole screen.
func clean(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(printable, ansi.Strip(text))
}

// cleanLine is clean for what has to stay on one line.
func cleanLine(text string) string {
	return strings.Join(strings.Fields(clean(text)), " ")
}

func printable(r rune) rune {
	switch {
	case r == '\n':
		return r
	case r == '\r', r == '\u2028', r == '\u2029':
		return '\n'
	case r == '\t':
		return ' '
	case unicode.IsControl(r):
		return -1
	case r >= '\u202A' && r <= '\u202E': // embeddings and overrides leak over line ends
		return -1
	}
	return r
}
