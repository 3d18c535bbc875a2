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
func wrap(m ansi.Method, text string, width int) []string {
	lines := strings.Split(m.Wrap(text, max(width, 1), ""), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}
