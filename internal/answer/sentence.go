package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// kind is what a token is made of.
type kind byte

const (
	word   kind = iota + 1 // letters
	digits                 // "7", "7.5", "1.2.3"
	sign                   // one sign
)

// token is a part of a folded text. glued is true when nothing stands between it
// and the one before.
type token struct {
	kind  kind
	glued bool
	text  string
}

// sentence is an answer, cut into tokens.
type sentence struct {
	lang   *lang.Language
	tokens []token
}

func read(text string, l *lang.Language) *sentence {
	return &sentence{lang: l, tokens: scan(lang.Fold(text))}
}

// scan cuts a folded text. A dash between two letters only holds words together.
func scan(text string) []token {
	tokens := make([]token, 0, 12)
	glued := false
	for at := 0; at < len(text); {
		kind, size := next(text[at:], at == 0 || text[at-1] == ' ')
		part := text[at : at+size]
		switch {
		case part == " ", part == "-" && betweenLetters(text, at):
			glued = false
		default:
			tokens = append(tokens, token{kind, glued, part})
			glued = true
		}
		at += size
	}
	return tokens
}

// next is the kind and the length of the token that text starts with. ".5" is a
// number where a word can begin; the 7 of "well...7" is no decimal.
func next(text string, begins bool) (kind, int) {
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case isDigit(text, 0), begins && (r == '.' || r == ',') && isDigit(text, 1):
		return digits, numberLength(text)
	case unicode.IsLetter(r):
		end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
		if end < 0 {
			end = len(text)
		}
		return word, end
	default:
		return sign, size
	}
}

// numberLength is how many bytes at the start of text are digits, with a point or
// a comma between them.
func numberLength(text string) int {
	end := 0
	for end < len(text) {
		switch {
		case isDigit(text, end):
			end++
		case (text[end] == '.' || text[end] == ',') && isDigit(text, end+1):
			end++
		default:
			return end
		}
	}
	return end
}

func isDigit(text string, at int) bool { return at < len(text) && '0' <= text[at] && text[at] <= '9' }

func betweenLetters(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+1:])
	return unicode.IsLetter(before) && unicode.IsLetter(after)
}

// token is the one at that place, or one of no kind behind the end.
func (s *sentence) token(at int) token {
	if at >= len(s.tokens) {
		return token{}
	}
	return s.tokens[at]
}

// phrase is what the words from that place on mean as one phrase, and the place
// behind it.
func (s *sentence) phrase(at int) (lang.Meaning, int) {
	var words [maxPhrase]string
	n := 0
	for n < maxPhrase && s.token(at+n).kind == word {
		words[n] = s.token(at + n).text
		n++
	}
	m, took := s.lang.Phrase(words[:n])
	return m, at + took
}

// maxPhrase is how many words are tried as one phrase.
const maxPhrase = 8

// is takes a phrase that can be that, and gives the place behind it.
func (s *sentence) is(at int, be lang.Class) (int, bool) {
	m, end := s.phrase(at)
	return end, m.May(be)
}

// sign takes one sign.
func (s *sentence) sign(at int, text string) bool {
	t := s.token(at)
	return t.kind == sign && t.text == text
}

// noise is true for signs that change nothing: punctuation, brackets, quotes, the
// wave of "about", and friendly pictures. A dash, a slash, a plus or a crossed-out
// sign changes something.
func (t token) noise() bool {
	if t.kind != sign {
		return false
	}
	r, _ := utf8.DecodeRuneInString(t.text)
	return strings.ContainsRune(".,!?;:…。、'\"“”„«»()[]~≈*_¡¿", r) || friendly(r)
}

// friendly is true for faces, hearts and thumbs, which people put beside a number.
func friendly(r rune) bool {
	switch {
	case 0x1F600 <= r && r <= 0x1F64F, 0x1F910 <= r && r <= 0x1F92F, 0x1F970 <= r && r <= 0x1F97A:
		return r != '🙅'
	case 0x1F3FB <= r && r <= 0x1F3FF: // skin tones
		return true
	}
	return strings.ContainsRune("❤♥☺☹👍🌱🌿✨🌸🌼", r)
}
