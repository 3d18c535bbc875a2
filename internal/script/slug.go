package script

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// name is how scripts, steps, lists and choices are called; valueName how values are.
var (
	nameForm    = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)
	valueForm   = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	commandForm = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
)

// slug makes a name out of the first words of a text: "how-is-your-mood".
func slug(text string, words int) string {
	var parts []string
	for _, word := range strings.FieldsFunc(strings.ToLower(norm.NFD.String(text)), notInSlug) {
		kept := strings.Map(func(r rune) rune {
			if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
				return r
			}
			return -1
		}, word)
		if kept != "" {
			parts = append(parts, kept[:min(len(kept), 20)])
		}
		if len(parts) == words {
			break
		}
	}
	return strings.Join(parts, "-")
}

// notInSlug cuts words; marks belong to the letter before them.
func notInSlug(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\'' && r != '’'
}
