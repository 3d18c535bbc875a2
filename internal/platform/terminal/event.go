package terminal

import (
	"strings"
	"unicode"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// quitLine is what a person types to leave.
const quitLine = "/quit"

// eventOf reads a typed line: "/name args" is a command, the key of an open
// choice presses it, and anything else is text for the script to read.
func eventOf(line string, open menu) chat.Event {
	line = strings.TrimSpace(line)
	if name, args, ok := command(line); ok {
		return chat.Command{Name: name, Args: args}
	}
	if i, ok := open.byKey(line); ok {
		return open.press(i)
	}
	return chat.Text{Text: line}
}

// command splits "/name args". A slash before anything but a name, such as in
// "/:" or a path, begins no command.
func command(line string) (name, args string, ok bool) {
	rest, ok := strings.CutPrefix(line, "/")
	if !ok {
		return "", "", false
	}
	name = rest
	if i := strings.IndexFunc(rest, unicode.IsSpace); i >= 0 {
		name, args = rest[:i], strings.TrimSpace(rest[i:])
	}
	if name == "" || strings.ContainsFunc(name, notInName) {
		return "", "", false
	}
	return strings.ToLower(name), args, true
}

func notInName(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '_' && r != '-'
}
