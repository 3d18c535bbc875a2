package terminal

import "strings"

// mostColumns keeps a list of choices easy to read at a glance.
const mostColumns = 4

// bareNumber is how wide a label without words gets.
const bareNumber = 3

// grid is how the choices lie.
type grid struct {
	cols   int
	cells  []int // how wide the inside of each button is
	middle bool  // labels stand in the middle of their buttons
}

// gridOf lays out a menu for a width.
func gridOf(m menu, l look, width int) grid {
	g := grid{cols: 1, cells: make([]int, m.len())}
	widest, all := 0, 0
	for i := range m.choices {
		g.cells[i] = l.width.StringWidth(m.key(i) + m.choices[i].Label)
		widest, all = max(widest, g.cells[i]), all+g.cells[i]+2
	}
	fitting := max(width/(widest+2), 1)
	switch {
	case m.scale() && all <= width:
		return g.oneRow(widest, width)
	case m.scale() && widest > bareNumber: // words are read best one below the other
		fitting = 1
	case !m.scale():
		fitting = min(fitting, mostColumns)
	}
	g.cols = max(min(fitting, m.len()), 1)
	g.equal(min(widest, width-2))
	return g
}

// oneRow lays a scale into one row, with buttons of the same width if they fit.
func (g grid) oneRow(widest, width int) grid {
	g.cols, g.middle = len(g.cells), true
	if (widest+2)*len(g.cells) <= width {
		g.equal(widest)
	}
	return g
}

func (g grid) equal(width int) {
	for i := range g.cells {
		g.cells[i] = width
	}
}

// key is what stands before a label: its key and a space, or nothing.
func (m menu) key(i int) string {
	if m.keys == nil {
		return ""
	}
	last := m.keys[len(m.keys)-1]
	return strings.Repeat(" ", max(len(last)-len(m.keys[i]), 0)) + "[" + m.keys[i] + "] "
}

// rows draws the menu; focus is the button Enter presses. The lines from first to
// last are the ones on which that button lies.
func (g grid) rows(m menu, l look, focus int) (lines []string, first, last int) {
	for start := 0; start < m.len(); start += g.cols {
		end := min(start+g.cols, m.len())
		var row [][]string
		for i := start; i < end; i++ {
			row = append(row, g.button(m, l, i, i == focus))
		}
		drawn := beside(row)
		if start <= focus && focus < end {
			first, last = len(lines), len(lines)+len(drawn)-1
		}
		lines = append(lines, drawn...)
	}
	return lines, first, last
}

// button draws one button, on several lines when its label is long. The one in
// focus is told by its marks too, and not only by being reversed.
func (g grid) button(m menu, l look, i int, focused bool) []string {
	var lines []string
	for n, part := range hang(l.width, m.key(i), m.choices[i].Label, g.cells[i]) {
		pad := max(g.cells[i]-l.width.StringWidth(part), 0)
		left := 0
		if g.middle {
			left = (pad + 1) / 2
		}
		text := strings.Repeat(" ", left) + part + strings.Repeat(" ", pad-left)
		switch key := m.key(i); {
		case focused && n == 0:
			text = l.focused.Render("›" + text + "‹")
		case focused:
			text = l.focused.Render(" " + text + " ")
		case n == 0:
			text = " " + l.accent.Render(key) + text[len(key):] + " "
		default:
			text = " " + text + " "
		}
		lines = append(lines, text)
	}
	return lines
}

// beside puts buttons next to each other; only a button alone in its row may have
// several lines.
func beside(row [][]string) []string {
	if len(row) == 1 {
		return row[0]
	}
	var line strings.Builder
	for _, button := range row {
		line.WriteString(button[0])
	}
	return []string{line.String()}
}
