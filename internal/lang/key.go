package lang

import (
	"unicode"
	"unicode/utf8"
)

// maxKey is the longest phrase of words.yaml, in bytes.
const maxKey = 64

// plainKey is the words of an ASCII text, in lower case, with one space between
// them and nothing else. It is false for a text that has to be folded first. A
// text that is longer than any phrase has the key "".
func plainKey(dst []byte, text string) ([]byte, bool) {
	gap := false
	for i := range len(text) {
		b := text[i]
		switch {
		case b >= utf8.RuneSelf, b == '.' && i+1 < len(text) && asciiLetter(text[i+1]):
			return nil, false
		case b == '\'':
			continue
		case !asciiLetter(b) && (b < '0' || b > '9'):
			gap = true
			continue
		}
		if len(dst)+2 > maxKey {
			return dst[:0], true
		}
		if gap && len(dst) > 0 {
			dst = append(dst, ' ')
		}
		gap = false
		if 'A' <= b && b <= 'Z' {
			b += 'a' - 'A'
		}
		dst = append(dst, b)
	}
	return dst, true
}

// foldedKey is plainKey for what Fold made of any text.
func foldedKey(dst []byte, folded string) []byte {
	gap := false
	for _, r := range folded {
		if r == '\'' {
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) {
			gap = true
			continue
		}
		if len(dst)+1+utf8.UTFMax > maxKey {
			return dst[:0]
		}
		if gap && len(dst) > 0 {
			dst = append(dst, ' ')
		}
		gap = false
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

func asciiLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }
