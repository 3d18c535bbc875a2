package terminal

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

const (
	airy     = 18 // from this many lines on there is room for empty ones
	hinted   = 12 // from this many lines on the hint is shown
	keepTalk = 3  // lines of newer talk that stay in sight above a pacer
)

// layout is how the screen is divided, from the top: the talk, the pacer if one
// runs, and the foot with the input line and the controls.
type layout struct {
	page   page
	rows   int // lines for the talk
	pacer  []string
	foot   []string
	cursor int // the foot's line on which the person types
}

func (s *screen) layout() layout {
	l := layout{}
	l.foot, l.cursor = s.foot()
	free := max(s.rows-len(l.foot), 1)
	if !s.pacer.running {
		l.page, l.rows = s.page(none), free
		return l
	}
	var pinned bool
	l.pacer, pinned = s.drawPacer(free)
	skip := none
	if pinned {
		skip = s.pacer.item
	}
	l.page, l.rows = s.page(skip), max(free-len(l.pacer), 0)
	return l
}

// drawPacer draws the pacer under its introduction, so that the words about
// stopping stay in sight whatever else is said. Where both do not fit (pinned is
// false) the introduction is part of the talk and the pacer is one line.
func (s *screen) drawPacer(free int) (lines []string, pinned bool) {
	width := s.column()
	f := frameAt(s.pacer.pace, s.pacer.elapsed)
	intro := s.talk[s.pacer.item].drawn(s.look, width)
	room := free - len(intro) - 2 // an empty line above the introduction and below it
	if s.pacer.item < len(s.talk)-1 {
		room -= keepTalk
	}
	if room < 1 {
		return drawPacer(f, s.cfg.Labels, s.look, s.cfg.Still, 1, width), false
	}
	lines = append([]string{""}, intro...)
	lines = append(lines, "")
	lines = append(lines, drawPacer(f, s.cfg.Labels, s.look, s.cfg.Still, room, width)...)
	return lines, true
}

// foot draws what is always at the bottom. typing is the line of the input.
func (s *screen) foot() (lines []string, typing int) {
	width := s.column()
	if s.rows >= airy {
		lines = append(lines, "")
	}
	lines = append(lines, s.rule(false))
	typing = len(lines)
	lines = append(lines, s.input.View())
	if s.rows >= airy {
		lines = append(lines, "")
	}
	lines = append(lines, s.controlRows(width)...)
	switch {
	case s.notice != "":
		for _, line := range wrap(s.look.width, "! "+s.notice, width) {
			lines = append(lines, s.look.warning.Render(line))
		}
	case s.rows >= airy:
		lines = append(lines, s.hints(2)...)
	case s.rows >= hinted:
		lines = append(lines, s.hints(1)...)
	}
	return lines, typing
}

// hints say what can be done, in at most most lines.
func (s *screen) hints(most int) []string {
	words := s.cfg.Labels
	var parts []string
	if s.step.menu.len() > 0 {
		parts = append(parts, words.Choose)
	}
	if len(s.step.controls) > 0 {
		parts = append(parts, words.Hint)
	}
	var lines []string
	for _, row := range flow(s.look.width, append(parts, words.Leave), 3, s.column()-2) {
		line := s.look.width.Truncate("  "+strings.Join(row, " · "), s.column(), "…")
		lines = append(lines, s.look.quiet.Render(line))
	}
	return lines[:min(most, len(lines))]
}

// rule is the line between the talk and the foot. It says so when there is more
// of the talk below what is in sight.
func (s *screen) rule(more bool) string {
	width := s.column()
	if !more {
		return s.look.quiet.Render(strings.Repeat("─", width))
	}
	label := s.look.width.Truncate(" ↓ "+s.cfg.Labels.Newer+" ", width-4, "…")
	rest := strings.Repeat("─", max(width-4-s.look.width.StringWidth(label), 0))
	return s.look.quiet.Render("──") + s.look.accent.Render(label) + s.look.quiet.Render("──"+rest)
}

// controlRows draws the controls with their keys, in as many rows as they need.
func (s *screen) controlRows(width int) []string {
	cells := make([]string, len(s.step.controls))
	for i, c := range s.step.controls {
		key, label := controlKeyName(i), c.Label
		if label == "" {
			label = c.Word
		}
		if s.focus == s.step.menu.len()+i {
			cells[i] = s.look.focused.Render("›" + key + " " + label + "‹")
			continue
		}
		cells[i] = " " + s.look.accent.Render(key) + " " + label + " "
	}
	var rows []string
	for _, row := range flow(s.look.width, cells, 1, width-1) {
		rows = append(rows, " "+strings.Join(row, " "))
	}
	return rows
}

// View draws the screen.
func (s *screen) View() tea.View {
	l := s.layout()
	top := s.topOf(l.page, l.rows)
	seen := l.page.lines[top:min(top+l.rows, len(l.page.lines))]

	lines := make([]string, max(l.rows-len(seen), 0), s.rows)
	lines = append(lines, seen...)
	lines = append(lines, l.pacer...)
	typing := len(lines) + l.cursor
	if top+l.rows < len(l.page.lines) {
		l.foot[l.cursor-1] = s.rule(true)
	}
	lines = append(lines, l.foot...)

	margin := max((s.width-s.column())/2, 0)
	indent := strings.Repeat(" ", margin)
	for i, line := range lines {
		if line != "" {
			lines[i] = indent + s.look.width.Truncate(line, s.width-margin, "")
		}
	}
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen = true
	if v.Cursor = s.input.Cursor(); v.Cursor != nil {
		v.Cursor.X += margin
		v.Cursor.Y = typing
		v.Cursor.Blink = false
	}
	return v
}
