package recur

import (
	"strings"
	"unicode"
)

// folded is a text as the grammar reads it: lower case, no accents, one blank between
// words, commas as words of their own.
func folded(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 8)
	blank := true
	put := func(r rune) {
		b.WriteRune(r)
		blank = false
	}
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
		case r == ',':
			if !blank {
				b.WriteByte(' ')
			}
			b.WriteString(", ")
			blank = true
		case r >= 0x300 && r <= 0x36f: // an accent on its own
		default:
			put(plain(unicode.ToLower(r)))
		}
	}
	return strings.TrimRight(b.String(), " ")
}

func plain(r rune) rune {
	switch r {
	case 'á', 'à', 'â', 'ä', 'ã', 'å', 'ª':
		return 'a'
	case 'é', 'è', 'ê', 'ë':
		return 'e'
	case 'í', 'ì', 'î', 'ï':
		return 'i'
	case 'ó', 'ò', 'ô', 'ö', 'õ', 'º':
		return 'o'
	case 'ú', 'ù', 'û', 'ü':
		return 'u'
	case 'ñ':
		return 'n'
	case 'ç':
		return 'c'
	case '–', '−':
		return '-'
	}
	return r
}
