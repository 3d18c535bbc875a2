package recur

// timeClause reads "at 9:00", "9am", "9:00, 13:00 and 17:00".
func (p *reading) timeClause() {
	first := p.peek(0)
	if p.d.clocks != nil {
		p.next++
		p.refuse(Unfinished, first)
		p.d.clocks = nil
		p.next--
	}
	p.take(at)
	for {
		c, ok := p.clock()
		if !ok {
			return
		}
		p.d.clocks = append(p.d.clocks, c)
		if !p.another(clockTime, number) {
			return
		}
	}
}

// clock reads one time.
func (p *reading) clock() (clock, bool) {
	t := p.peek(0)
	if t.kind == one { // "a la una"
		t.kind, t.n = number, 1
	}
	if t.kind != clockTime && t.kind != number {
		p.astray()
		return clock{}, false
	}
	p.next++
	c := clock{minutes: t.n, sure: t.sure, part: p.part(t)}
	if t.kind == number {
		if t.n > 23 {
			p.refuse(NoSuchTime, t)
			return clock{}, false
		}
		c.minutes, c.sure = t.n*60, t.n > 12 || t.n == 0
	}
	if t.n == noClock {
		p.refuse(NoSuchTime, t)
		return clock{}, false
	}
	if mark := p.peek(0); mark.kind == dayPart {
		p.next++
		c.part = p.text[t.at:mark.to]
		c.marked = true
		minutes, ok := inDayPart(c.minutes, mark.n)
		if !ok || t.kind == clockTime && !t.hours {
			p.refusePart(NoSuchTime, c.part)
			return clock{}, false
		}
		c.minutes, c.sure = minutes, true
		return c, true
	}
	c.marked = t.kind == clockTime && !t.hours
	c.hours = c.sure && !c.marked && c.minutes >= 13*60
	return c, true
}

// inDayPart is the time that a part of the day makes of a clock's face.
func inDayPart(minutes, part int) (int, bool) {
	hour := minutes / 60
	late := part == afternoon && hour >= 13 && hour <= 20 || part == night && hour >= 19
	switch {
	case late:
		return minutes, true
	case hour < 1 || hour > 12:
		return 0, false
	}
	clockFace := minutes % (12 * 60)
	face := hour % 12
	switch part {
	case am:
		return clockFace, true
	case pm:
		return clockFace + 12*60, true
	case morning:
		return clockFace, face >= 1
	case afternoon:
		return clockFace + 12*60, face <= 8
	case night:
		if face == 0 {
			return clockFace, true
		}
		return clockFace + 12*60, face >= 6
	}
	return clockFace, face <= 6 // dawn
}

// settleClocks makes bare numbers 24-hour times where another time shows that they
// are, and refuses those that could be two things.
func (p *reading) settleClocks() {
	all := make([]*clock, 0, 8)
	for i := range p.d.clocks {
		all = append(all, &p.d.clocks[i])
	}
	for _, c := range [...]*clock{p.d.rangeFrom, p.d.rangeTo} {
		if c != nil {
			all = append(all, c)
		}
	}
	shown, marked := false, false
	for _, c := range all {
		shown, marked = shown || c.hours, marked || c.marked
	}
	for _, c := range all {
		if !c.sure && (!shown || marked) {
			p.refusePart(TwoReadings, c.part)
		}
	}
}

// fromClause reads "from 9:00 to 17:00", "from 1 december 2026", and in Spanish also
// "de lunes a viernes".
func (p *reading) fromClause() {
	t := p.peek(0)
	p.next++
	k := p.peek(0).kind
	switch {
	case t.kind == of && k == dayName:
		p.weekdays()
	case t.kind == from && p.atDate():
		p.startClause()
	case p.d.rangeFrom == nil && (k == clockTime || k == number || k == at):
		p.clockRange()
	default:
		p.next--
		p.astray()
	}
}

func (p *reading) clockRange() {
	p.take(at)
	a, ok := p.clock()
	if !ok {
		return
	}
	p.d.rangeFrom = &a
	if !p.take(to) && !p.take(until) && !p.take(and) && !p.take(at) {
		p.astray()
		return
	}
	p.take(at)
	p.take(the)
	if b, ok := p.clock(); ok {
		p.d.rangeTo = &b
	}
}

// atDate says whether a date stands next.
func (p *reading) atDate() bool {
	switch p.peek(0).kind {
	case calendar, slashed, monthName, today:
		return true
	case number, nth:
		return p.peek(1).kind == monthName || p.peek(1).kind == of && p.peek(2).kind == monthName
	}
	return false
}

func (p *reading) startClause() {
	d, ok := p.boundary()
	if !ok {
		return
	}
	if p.d.start != nil {
		p.refusePart(Unfinished, d.part)
		return
	}
	p.d.start = &d
	if c, ok := p.boundaryClock(); ok {
		p.d.startClock = c
	}
}

func (p *reading) untilClause() {
	d, ok := p.boundary()
	if !ok {
		return
	}
	if p.d.end != nil {
		p.refusePart(Unfinished, d.part)
		return
	}
	p.d.end = &d
	if c, ok := p.boundaryClock(); ok {
		p.d.endClock = c
	}
}

// boundary is the date at which a rule begins or ends.
func (p *reading) boundary() (day, bool) {
	p.take(on)
	p.take(the)
	if t := p.peek(0); t.kind == today {
		p.next++
		return day{dateOf(DateOf(p.in.Now).number() + t.n), p.part(t)}, true
	}
	return p.date()
}

// boundaryClock is a time behind such a date. It belongs to the date only where the
// times of the rule are said already.
func (p *reading) boundaryClock() (int, bool) {
	said := p.d.clocks != nil || p.d.unit == hourly || p.d.rule != ""
	if !said || p.peek(0).kind != clockTime && p.peek(0).kind != at {
		return 0, false
	}
	p.take(at)
	c, ok := p.clock()
	if ok && !c.sure {
		p.refusePart(TwoReadings, c.part)
	}
	return c.minutes, ok
}
