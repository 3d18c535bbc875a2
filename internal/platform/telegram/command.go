package telegram

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is how long a command's name may be.
const maxName = 32

// spoken is a command as somebody typed it.
type spoken struct {
	name string // in lower case, without the slash
	bot  string // whom it is for, in lower case; empty: whoever reads it
	rest string // what came after it, without space around
}

// parseCommand finds a command at the beginning of a text, also behind spaces and
// emoji: "🌱 /checkin@stillpoint_bot now". What only looks like one, such as
// "/etc/hosts", is none.
func parseCommand(text string) (spoken, bool) {
	text = strings.TrimLeftFunc(text, ornament)
	if !strings.HasPrefix(text, "/") {
		return spoken{}, false
	}
	name, text := takeName(text[1:])
	if name == "" || len(name) > maxName {
		return spoken{}, false
	}
	c := spoken{name: strings.ToLower(name)}
	if after, ok := strings.CutPrefix(text, "@"); ok {
		c.bot, text = takeName(after)
		if c.bot == "" {
			return spoken{}, false
		}
		c.bot = strings.ToLower(c.bot)
	}
	if r, _ := utf8.DecodeRuneInString(text); text != "" && !unicode.IsSpace(r) {
		return spoken{}, false
	}
	c.rest = strings.TrimSpace(text)
	return c, true
}

// takeName splits the letters, digits and _ from what follows them.
func takeName(text string) (name, after string) {
	n := 0
	for n < len(text) {
		c := text[n]
		if c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			break
		}
		n++
	}
	return text[:n], text[n:]
}

// ornament is what people put in front of a command: space and emoji, which
// consist of symbols, joiners, variation selectors and skin tones.
func ornament(r rune) bool {
	return unicode.IsSpace(r) || unicode.In(r, unicode.So, unicode.Sk, unicode.Mn, unicode.Me, unicode.Cf)
}
