package terminal

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// voice is who says an item of the talk.
type voice byte

const (
	bot    voice = iota // indented lines
	person              // after a mark, bold
	itself              // the terminal: after a dot, quiet
)

// item is one thing that was said. Its text is clean.
type item struct {
	voice  voice
	title  string
	text   string
	ending string // the quiet mark under a pacer that is over
	hidden bool   // taken back, shown elsewhere, or nothing but buttons

	kept  []string // the lines as last drawn
	state drawing
}

// marks stand before the first line of an item, so that the voices are told apart
// without colour.
var marks = [...]string{bot: "  ", person: "› ", itself: "· "} //nolint:gochecknoglobals // a table that nobody writes to

// lines draws an item as wide as width.
func (it item) lines(l look, width int) []string {
	if it.hidden {
		return nil
	}
	var out []string
	if it.title != "" {
		for _, line := range wrap(l.width, it.title, width-2) {
			out = append(out, marks[it.voice]+l.strong.Render(line))
		}
		out = append(out, "")
	}
	mark, style := marks[it.voice], l.of(it.voice)
	if it.text != "" {
		for _, line := range wrap(l.width, it.text, width-2) {
			out = append(out, style.Render(mark+line))
			mark = strings.Repeat(" ", 2)
		}
	}
	if it.ending != "" {
		out = append(out, "", "  "+l.quiet.Render(it.ending))
	}
	return out
}

// drawn is lines, kept until the width changes: a long talk is drawn ten times a
// second while a pacer runs.
func (it *item) drawn(l look, width int) []string {
	state := drawing{width: width, method: l.width, hidden: it.hidden, ended: it.ending != ""}
	if it.kept == nil || it.state != state {
		it.kept, it.state = it.lines(l, width), state
	}
	return it.kept
}

// drawing is all that a kept drawing depends on and that may change.
type drawing struct {
	width         int
	method        ansi.Method
	hidden, ended bool
}
