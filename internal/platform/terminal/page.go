package terminal

// page is the whole talk as lines, with the buttons of the open question.
type page struct {
	lines []string
	first []int // the line on which each item begins
	focus int   // the first line of the button in focus, or none
	until int   // its last line
}

// page draws the talk. skip is an item that is shown elsewhere, or none.
func (s *screen) page(skip int) page {
	p := page{focus: none, first: make([]int, len(s.talk))}
	for i := range s.talk {
		p.first[i] = len(p.lines)
		if i == skip {
			continue
		}
		p.put(s.talk[i].drawn(s.look, s.column()))
		if i == s.asked {
			s.putMenu(&p)
		}
	}
	return p
}

// put adds lines, with an empty one between them and what was there.
func (p *page) put(lines []string) {
	if len(lines) == 0 {
		return
	}
	if len(p.lines) > 0 {
		p.lines = append(p.lines, "")
	}
	p.lines = append(p.lines, lines...)
}

func (s *screen) putMenu(p *page) {
	rows, first, last := s.grid().rows(s.step.menu, s.look, s.lit())
	if len(rows) == 0 {
		return
	}
	for i := range rows {
		rows[i] = " " + rows[i]
	}
	p.put(rows)
	if s.lit() != none {
		above := len(p.lines) - len(rows)
		p.focus, p.until = above+first, above+last
	}
}

func (s *screen) grid() grid { return gridOf(s.step.menu, s.look, s.column()-1) }

// lit is the choice that is shown in focus: the one moved to, or the one whose
// key stands in the input line.
func (s *screen) lit() int {
	if i, ok := s.step.menu.byKey(s.input.Value()); ok {
		return i
	}
	if s.focus < s.step.menu.len() {
		return s.focus
	}
	return none
}

// topOf is the first line in sight on a screen of rows lines. Unless the person
// scrolled, the end of the talk is in sight, but never so much of it that the
// beginning of the newest messages is not.
func (s *screen) topOf(p page, rows int) int {
	last := max(len(p.lines)-rows, 0)
	if s.byHand {
		return min(s.top, last)
	}
	if s.anchor < len(p.first) {
		return min(p.first[s.anchor]+gapAbove(p.first[s.anchor]), last)
	}
	return last
}

// gapAbove is the empty line that stands before every item but the first.
func gapAbove(line int) int { return min(line, 1) }

// scroll moves the view by lines, up when by is negative.
func (s *screen) scroll(by int) {
	l := s.layout()
	s.scrollTo(l, s.topOf(l.page, l.rows)+by)
}

func (s *screen) scrollTo(l layout, top int) {
	last := max(len(l.page.lines)-l.rows, 0)
	if top >= last {
		s.follow()
		return
	}
	s.byHand, s.top = true, max(top, 0)
}

// follow goes to the end of the talk and stays there.
func (s *screen) follow() { s.byHand, s.anchor = false, len(s.talk) }

// focusOn moves to a button and brings it into sight.
func (s *screen) focusOn(button int) {
	s.focus = button
	l := s.layout()
	top := s.topOf(l.page, l.rows)
	switch p := l.page; {
	case p.focus == none:
	case p.focus < top:
		s.scrollTo(l, p.focus)
	case p.until >= top+l.rows:
		s.scrollTo(l, p.until-l.rows+1)
	}
}
