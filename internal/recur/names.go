package recur

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// dayNameOf is the name of a weekday, Sunday 0.
func dayNameOf(n int, lang string) string {
	if lang == "es" {
		return [...]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"}[n]
	}
	return [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}[n]
}

// monthNameOf is the name of a month, January 1.
func monthNameOf(n int, lang string) string {
	if lang == "es" {
		return [...]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}[n-1]
	}
	return [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}[n-1]
}

// foldedIs says whether a name is the folded word, without making a folded copy.
func foldedIs(name, word string) bool {
	for _, r := range name {
		got, size := utf8.DecodeRuneInString(word)
		if size == 0 || got != plain(unicode.ToLower(r)) {
			return false
		}
		word = word[size:]
	}
	return word == ""
}

// countWord is the number of a word in a list that begins with two, or 0.
func countWord(word, list string) int {
	n := 2
	for name := range strings.SplitSeq(list, " ") {
		if name == word {
			return n
		}
		n++
	}
	return 0
}

// listed joins words as people do: "a, b and c".
func listed(words []string, and string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " " + and + " " + words[last]
}
