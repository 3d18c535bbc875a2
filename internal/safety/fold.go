package safety

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// foldRune writes r the way packs and texts are compared: small letters without
// accents. A rune that is no part of a word leaves dst as it is.
func foldRune(dst []byte, r rune) []byte {
	if plain, ok := plainLetter(r); ok {
		return append(dst, plain...)
	}
	r = unicode.ToLower(r)
	var raw [utf8.UTFMax]byte
	n := utf8.EncodeRune(raw[:], r)
	parts := norm.NFKD.Properties(raw[:n]).Decomposition()
	if parts == nil {
		parts = raw[:n]
	}
	for len(parts) > 0 {
		p, size := utf8.DecodeRune(parts)
		parts = parts[size:]
		if !isAccent(p) && isWordRune(p) {
			dst = utf8.AppendRune(dst, unicode.ToLower(p))
		}
	}
	return dst
}

// plainLetter spells letters that Unicode does not take apart, and the signs that
// people write in more than one way.
func plainLetter(r rune) (string, bool) {
	switch r {
	case 'ß', 'ẞ':
		return "ss", true
	case 'ı':
		return "i", true
	case 'ø', 'Ø':
		return "o", true
	case 'ł', 'Ł':
		return "l", true
	case 'æ', 'Æ':
		return "ae", true
	case 'œ', 'Œ':
		return "oe", true
	case 'ँ': // Hindi writes one nasal sign or the other
		return "ं", true
	}
	return "", false
}

// isAccent is for marks that people leave out when they type in a hurry: the
// Latin and Cyrillic accents, and the dot below Hindi letters.
func isAccent(r rune) bool { return r >= 0x300 && r <= 0x36f || r == 0x93c }

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// isInvisible is for characters that show nothing: joiners, soft hyphens,
// variation selectors. They are often put inside words to hide them.
func isInvisible(r rune) bool {
	switch {
	case r == 0xad, r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e,
		r >= 0x2060 && r <= 0x2064, r == 0xfeff, r >= 0xfe00 && r <= 0xfe0f, r == 0x34f:
		return true
	}
	return false
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', '`', '´', '′', '＇':
		return true
	}
	return false
}

// digitLetter is the letter a digit or sign stands for inside a word, or 0.
func digitLetter(b byte) byte {
	switch b {
	case '0':
		return 'o'
	case '1', '!', '|':
		return 'i'
	case '3':
		return 'e'
	case '4', '@':
		return 'a'
	case '5', '$':
		return 's'
	case '7':
		return 't'
	case '8':
		return 'b'
	}
	return 0
}

// twin is the Latin letter that a Cyrillic one looks like, or 0.
func twin(r rune) byte {
	switch r {
	case 'а':
		return 'a'
	case 'е':
		return 'e'
	case 'о':
		return 'o'
	case 'р':
		return 'p'
	case 'с':
		return 'c'
	case 'у':
		return 'y'
	case 'х':
		return 'x'
	case 'і':
		return 'i'
	case 'ѕ':
		return 's'
	case 'ԁ':
		return 'd'
	case 'к':
		return 'k'
	}
	return 0
}
