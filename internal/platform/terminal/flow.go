package terminal

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// textWidth is the widest a line of words gets: longer ones are hard to read.
const textWidth = 76

// flow puts cells into rows no wider than width, with gap columns between them. A
// cell that is wider than the width has a row to itself. Terminals differ in how
// wide an emoji of several parts is; m says how this one counts.
func flow(m ansi.Method, cells []string, gap, width int) [][]string {
	var rows [][]string
	used := 0
	for _, cell := range cells {
		w := m.StringWidth(cell)
		if len(rows) == 0 || used+gap+w > width {
			rows, used = append(rows, []string{cell}), w
			continue
		}
		last := len(rows) - 1
		rows[last], used = append(rows[last], cell), used+gap+w
	}
	return rows
}

// wrap breaks text into lines of at most width columns, at spaces where it can.
// What follows a bullet or an indent stays in its column.
func wrap(m ansi.Method, text string, width int) []string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		mark := line[:indent(line)]
		if m.StringWidth(mark) > width/2 {
			mark = ""
		}
		lines = append(lines, hang(m, mark, line[len(mark):], width)...)
	}
	return lines
}

// hang wraps a text behind a mark, so that every line of it begins in the same
// column.
func hang(m ansi.Method, mark, text string, width int) []string {
	column := m.StringWidth(mark)
	lines := strings.Split(m.Wrap(text, max(width-column, 1), ""), "\n")
	for i, line := range lines {
		if i > 0 {
			mark = strings.Repeat(" ", column)
		}
		lines[i] = strings.TrimRight(mark+line, " ")
	}
	return lines
}

// indent is how many bytes of a line stand before its words: spaces, and a bullet
// with the space after it.
func indent(line string) int {
	words := strings.TrimLeft(line, " ")
	for _, bullet := range []string{"• ", "· ", "- ", "– ", "* "} {
		if rest, ok := strings.CutPrefix(words, bullet); ok {
			words = rest
			break
		}
	}
	return len(line) - len(words)
}
