package lang

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold brings what people type to one form: lower case, no accents, the digits
// of every script as 0 to 9, one kind of dash, slash and apostrophe, no invisible
// signs, single spaces and none around. It keeps what changes a number: "7²" stays
// what it is, and so does a digit that is struck through.
func Fold(text string) string {
	out := make([]byte, 0, len(text)+8)
	if !ascii(text) {
		text = norm.NFD.String(text)
	}
	for i, r := range text {
		if r == utf8.RuneError {
			r = '\uFFFD'
		}
		switch r = plainSign(r); {
		case dropped(r):
		case r == '\U0001F51F': // the key of ten is one sign; a 1 before it is another number
			out = append(space(out), "10 "...)
		case unicode.IsSpace(r) || unicode.IsControl(r):
			out = space(out)
		case r == '\'' && inWord(text, i), r == '.' && abbreviates(text, i):
		default:
			out = utf8.AppendRune(out, digit(unicode.ToLower(r)))
		}
	}
	if n := len(out); n > 0 && out[n-1] == ' ' {
		out = out[:n-1]
	}
	return string(out)
}

// space ends a word, unless none was begun.
func space(out []byte) []byte {
	if n := len(out); n > 0 && out[n-1] != ' ' {
		out = append(out, ' ')
	}
	return out
}

// plainSign is the ASCII sign that means the same as r.
func plainSign(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return r
	case 0xFF01 <= r && r <= 0xFF5E: // fullwidth forms
		r -= 0xFEE0
		return r
	}
	switch r {
	case '’', '‘', 'ʼ', '′', '`':
		return '\''
	case '‐', '‑', '‒', '–', '—', '−', '﹣':
		return '-'
	case '⁄', '∕':
		return '/'
	case '٫':
		return '.'
	}
	return r
}

// dropped is true for what is not seen: accents after decomposition, the frame of
// a keycap, variation selectors and joiners.
func dropped(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return false
	case 0x0334 <= r && r <= 0x0338: // struck through: that takes something back
		return false
	case 0x0300 <= r && r <= 0x036F, r == 0x20E3, r == 0xFE0E, r == 0xFE0F:
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

// digit is the ASCII digit of a decimal digit of any script. Unicode keeps the
// ten digits of each script together, so that the place in the range is the value.
func digit(r rune) rune {
	if r < utf8.RuneSelf || !unicode.Is(unicode.Nd, r) {
		return r
	}
	for _, each := range unicode.Nd.R16 {
		if r <= rune(each.Hi) {
			return '0' + (r-rune(each.Lo))%10
		}
	}
	for _, each := range unicode.Nd.R32 {
		if r <= rune(each.Hi) {
			return '0' + (r-rune(each.Lo))%10
		}
	}
	return r
}

// inWord is true for the apostrophe of "it's".
func inWord(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	_, size := utf8.DecodeRuneInString(text[at:])
	after, _ := utf8.DecodeRuneInString(text[at+size:])
	return unicode.IsLetter(before) && unicode.IsLetter(after)
}

// abbreviates is true for the first dot of "p.m." and "p. m.": between two single
// letters.
func abbreviates(text string, at int) bool {
	after := at + 1
	if after < len(text) && text[after] == ' ' {
		after++
	}
	return letterAt(text, at-1) && !letterAt(text, at-2) && letterAt(text, after) && !letterAt(text, after+1)
}

func letterAt(text string, at int) bool {
	return at >= 0 && at < len(text) && (asciiLetter(text[at]) || text[at] >= utf8.RuneSelf)
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
