package telegramtest

import (
	"encoding/json"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// span is a part of a text in UTF-16 units, which is how Telegram counts.
type span struct{ offset, length int }

// units is the length of s as Telegram counts it.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// commandSpans finds the commands in a text: a slash at its start or after a space, 1 to
// 32 letters, digits or underscores, and perhaps the name of a bot.
func commandSpans(text string) []span {
	var found []span
	before, at := ' ', 0
	for i, r := range text {
		if r == '/' && unicode.IsSpace(before) {
			if n := commandLength(text[i:]); n > 0 {
				found = append(found, span{offset: at, length: n})
			}
		}
		before = r
		at += units(string(r))
	}
	return found
}

// commandLength is how many bytes of s, which starts with a slash, are a command; 0 when
// it is none. They are ASCII, so that they are units as well.
func commandLength(s string) int {
	name := nameLength(s[1:])
	if name == 0 || name > 32 {
		return 0
	}
	end := 1 + name
	if end < len(s) && s[end] == '@' {
		if bot := nameLength(s[end+1:]); bot > 0 && bot <= 32 {
			end += 1 + bot
		}
	}
	if next, _ := utf8.DecodeRuneInString(s[end:]); end < len(s) && (next == '/' || unicode.IsLetter(next)) {
		return 0
	}
	return end
}

func nameLength(s string) int {
	for i := range len(s) {
		c := s[i]
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '_' {
			return i
		}
	}
	return len(s)
}

// commandEntities writes the commands of a text as Telegram does; nil when it has none.
func commandEntities(text string) json.RawMessage {
	spans := commandSpans(text)
	if len(spans) == 0 {
		return nil
	}
	b := []byte{'['}
	for i, s := range spans {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"type":"bot_command","offset":`...)
		b = strconv.AppendInt(b, int64(s.offset), 10)
		b = append(appendIntField(b, "length", int64(s.length)), '}')
	}
	return append(b, ']')
}
