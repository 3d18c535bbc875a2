package terminal

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// mostColumns keeps a list of choices easy to read at a glance.
const mostColumns = 4

// grid is how the choices lie.
type grid struct {
	cols int
	cell int // how wide a button's inside is
}

// gridOf lays out a menu for a width. A scale that fits lies in one row.
func gridOf(m menu, width int) grid {
	if m.len() == 0 {
		return grid{cols: 1}
	}
	widest := 0
	for i := range m.choices {
		widest = max(widest, ansi.StringWidth(m.key(i)+m.choices[i].Label))
	}
	if m.scale() {
		return grid{cols: min(max(width/(widest+2), 1), m.len()), cell: widest}
	}
	cols := (width + 1) / (widest + 3)
	return grid{cols: min(max(cols, 1), m.len(), mostColumns), cell: min(widest, width-2)}
}

// key is what stands before a label: its key and a space, or nothing.
func (m menu) key(i int) string {
	if m.keys == nil {
		return ""
	}
	last := m.keys[len(m.keys)-1]
	return strings.Repeat(" ", max(len(last)-len(m.keys[i]), 0)) + m.keys[i] + " "
}

// rows draws the menu; focus is the button Enter presses. at is the line on which
// that button lies.
func (g grid) rows(m menu, l look, focus int) (lines []string, at int) {
	for first := 0; first < m.len(); first += g.cols {
		var row [][]string
		for i := first; i < min(first+g.cols, m.len()); i++ {
			if i == focus {
				at = len(lines)
			}
			row = append(row, g.button(m, l, i, i == focus))
		}
		lines = append(lines, beside(row, m.scale())...)
	}
	return lines, at
}

// button draws one button, on several lines when its label is long. The one in
// focus is told by its brackets too, and not only by being reversed.
func (g grid) button(m menu, l look, i int, focused bool) []string {
	open, end, style := l.quiet.Render("["), l.quiet.Render("]"), l.words
	if m.scale() {
		open, end = " ", " "
	}
	if focused {
		open, end, style = l.focused.Render("›"), l.focused.Render("‹"), l.focused
	}
	var lines []string
	for _, part := range hang(m.key(i), m.choices[i].Label, g.cell) {
		pad := max(g.cell-ansi.StringWidth(part), 0)
		left := 0
		if m.scale() {
			left = pad / 2
		}
		text := strings.Repeat(" ", left) + part + strings.Repeat(" ", pad-left)
		lines = append(lines, open+style.Render(text)+end)
	}
	return lines
}

// hang wraps a label behind its key, so that every line of it begins in the same
// column.
func hang(key, label string, width int) []string {
	indent := ansi.StringWidth(key)
	lines := wrap(label, width-indent)
	for i := range lines {
		if i == 0 {
			lines[i] = key + lines[i]
			continue
		}
		lines[i] = strings.Repeat(" ", indent) + lines[i]
	}
	return lines
}

// beside puts buttons next to each other; only a button alone in its row may have
// several lines.
func beside(row [][]string, tight bool) []string {
	if len(row) == 1 {
		return row[0]
	}
	gap := " "
	if tight {
		gap = ""
	}
	parts := make([]string, len(row))
	for i, button := range row {
		parts[i] = button[0]
	}
	return []string{strings.Join(parts, gap)}
}
