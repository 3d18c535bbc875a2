// Package fold brings the names of places to one plain spelling, so that however
// they are typed they meet: without case, accents and punctuation. It knows no place.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Name is text in lower case, without accents, apostrophes and full stops, with one
// space where there were spaces, hyphens, slashes or other signs: "Saint-Étienne" is
// "saint etienne" and "Washington, D.C." is "washington dc". The plus sign stays,
// as in "gmt+2". Folding what is folded changes nothing.
func Name(text string) string {
	if plain(text) {
		return text
	}
	if !ascii(text) {
		text = apart(strings.ToValidUTF8(text, " "))
	}
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for _, r := range text {
		s := spelling(r)
		switch {
		case s == " ":
			space = b.Len() > 0
		case s != "":
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteString(s)
		case kept(r):
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(unicode.ToLower(r))
		}
	}
	if out := b.String(); ascii(out) {
		return out
	}
	return norm.NFC.String(b.String())
}

// kept tells the letters of other scripts, with the signs that carry their vowels. The
// accents common to Latin, Greek and Cyrillic fall away, and what stands for a breath,
// like the sign in "Hawaiʻi".
func kept(r rune) bool {
	accent := r >= 0x2b0 && r <= 0x36f
	return r >= utf8.RuneSelf && !accent && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r))
}

const letters = "abcdefghijklmnopqrstuvwxyz0123456789+"

// apart takes letters and their accents apart. The letters of Europe go one by one,
// which is several times as fast as looking at what stands around them.
func apart(text string) string {
	out := make([]byte, 0, 2*len(text))
	for i, r := range text {
		switch {
		case r < utf8.RuneSelf:
			out = append(out, byte(r))
		case r < 0x250:
			if parts := norm.NFKD.PropertiesString(text[i:]).Decomposition(); parts != nil {
				out = append(out, parts...)
			} else {
				out = utf8.AppendRune(out, r)
			}
		default:
			return norm.NFKD.String(text)
		}
	}
	return string(out)
}

// spelling is what one character becomes when that needs no table of Unicode: a
// letter or more, a space, or nothing, for what falls away or is decided elsewhere.
func spelling(r rune) string {
	switch {
	case 'a' <= r && r <= 'z':
		return letters[r-'a' : r-'a'+1]
	case 'A' <= r && r <= 'Z':
		return letters[r-'A' : r-'A'+1]
	case '0' <= r && r <= '9':
		return letters[r-'0'+26 : r-'0'+27]
	case r == '+':
		return "+"
	case r == '\'' || r == '.' || r == '`':
		return ""
	case r < utf8.RuneSelf:
		return " "
	default:
		return foreign(r)
	}
}

// foreign spells the letters that do not come apart into a letter and an accent.
func foreign(r rune) string {
	switch r {
	case 'ß', 'ẞ':
		return "ss"
	case 'æ', 'Æ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	case 'ø', 'Ø':
		return "o"
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d"
	case 'ł', 'Ł':
		return "l"
	case 'ı':
		return "i"
	case 'ə', 'Ə', 'ǝ', 'Ǝ':
		return "e"
	case 'þ', 'Þ':
		return "th"
	case 'ħ', 'Ħ':
		return "h"
	case 'ς':
		return "σ"
	}
	if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
		return " "
	}
	return ""
}

// plain tells a text that is folded already.
func plain(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '+':
		case c == ' ' && i > 0 && text[i-1] != ' ' && i < len(text)-1:
		default:
			return false
		}
	}
	return true
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
