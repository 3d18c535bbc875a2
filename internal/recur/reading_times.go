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
		if !p.another(clockTime, number, toHour) {
			return
		}
	}
}

// clock reads one time.
func (p *reading) clock() (clock, bool) {
	first := p.peek(0)
	shift, shifted := 0, p.take(toHour)
	if shifted {
		shift = first.n
	}
	t := p.peek(0)
	if t.kind == one { // "a la una"
		t.kind, t.n = number, 1
	}
	if t.kind != clockTime && t.kind != number {
		p.astray()
		return clock{}, false
	}
	p.next++
	if more, ok := p.pastHour(); ok && !shifted {
		shift = more
	}
	last := p.tokens[p.next-1]
	c := clock{minutes: t.n, sure: t.sure, part: p.text[first.at:last.to]}
	if t.kind == number {
		if t.n > 23 {
			p.refuse(NoSuchTime, t)
			return clock{}, false
		}
		c.minutes, c.sure = shiftedHour(t.n, shift), t.n > 12 || t.n == 0
	}
	if t.n == noClock || t.kind == clockTime && shift != 0 || c.minutes < 0 {
		p.refusePart(NoSuchTime, c.part)
		return clock{}, false
	}
	if mark := p.peek(0); mark.kind == dayPart {
		p.next++
		c.part = p.text[first.at:mark.to]
		c.marked = true
		minutes, ok := inDayPart(c.minutes, mark.n)
		if !ok || t.kind == clockTime && !t.hours {
			p.refusePart(NoSuchTime, c.part)
			return clock{}, false
		}
		p.d.plural = p.d.plural || mark.sure
		c.minutes, c.sure = minutes, true
		return c, true
	}
	p.hoursWord(t)
	c.marked = t.kind == clockTime && !t.hours
	c.hours = c.sure && !c.marked && c.minutes >= 13*60
	return c, true
}

// shiftedHour is an hour with the minutes of "half past" or "menos cuarto"; a quarter
// to one is in the hour of twelve. It is below 0 for a time that nobody says so.
func shiftedHour(hour, shift int) int {
	if hour == 1 && shift < 0 {
		hour = 13
	}
	return hour*60 + shift
}

// pastHour reads what is said behind an hour: "o'clock", "y media", "menos cuarto".
func (p *reading) pastHour() (minutes int, ok bool) {
	t, after := p.peek(0), p.peek(1)
	switch {
	case t.kind == pastHour:
		p.next++
		return t.n, true
	case t.kind != and:
		return 0, false
	case after.kind == pastHour && after.n == 30:
		p.next += 2
		return 30, true
	case after.kind == nth && p.part(after) == "cuarto" && p.peek(2).kind != dayName:
		p.next += 2
		return 15, true
	}
	return 0, false
}

// hoursWord goes over "horas" in "a las 20 horas" and "8:00 horas"; without "a las" a
// number of hours is how long something lasts.
func (p *reading) hoursWord(t token) {
	if u := p.peek(0); u.kind != unit || u.n != int(hourly) {
		return
	}
	if t.kind == clockTime && t.hours || p.next >= 2 && p.tokens[p.next-2].kind == at {
		p.next++
	}
}

// partClause reads a part of the day that stands apart from its time: "tomorrow evening
// at 8".
func (p *reading) partClause() {
	t := p.peek(0)
	if t.n == am || t.n == pm {
		p.astray()
		return
	}
	p.next++
	p.d.plural = p.d.plural || t.sure
	p.setPart(t, t.n)
}

func (p *reading) setPart(t token, part int) {
	switch {
	case part == 0:
		return
	case p.d.part != 0:
		p.refuse(Unfinished, t)
		return
	}
	p.d.part, p.d.partSaid = part, p.part(t)
}

// settlePart makes the times those of the part of the day. A part is no time by itself;
// for examples it takes its usual one.
func (p *reading) settlePart() {
	if p.d.part == 0 {
		return
	}
	if len(p.d.clocks) == 0 {
		p.refusePart(Unfinished, p.d.partSaid)
		p.d.clocks = []clock{{minutes: usualIn(p.d.part), sure: true}}
	}
	for i := range p.d.clocks {
		c := &p.d.clocks[i]
		everyMidnight := c.minutes == 12*60 && !c.marked || c.minutes == 0
		minutes, ok := inDayPart(c.minutes, p.d.part)
		switch {
		case everyMidnight && p.d.part == night: // the night before it, or the one after?
			minutes, ok = 0, p.d.unit == daily
		case c.marked:
			ok = ok && minutes == c.minutes
		}
		if !ok { // "every morning at 9pm"
			p.refusePart(TwoReadings, c.part)
			continue
		}
		c.minutes, c.sure, c.hours = minutes, true, false
	}
}

// usualIn is a time in a part of the day, for an example.
func usualIn(part int) int {
	switch part {
	case afternoon:
		return 15 * 60
	case evening:
		return 20 * 60
	case night:
		return 21 * 60
	}
	return 8 * 60
}

// inDayPart is the time that a part of the day makes of a clock's face.
func inDayPart(minutes, part int) (int, bool) {
	hour := minutes / 60
	late := part == afternoon && hour >= 13 && hour <= 20 || part == night && hour >= 18 || part == evening && hour >= 17
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
	case evening:
		return clockFace + 12*60, face >= 5
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
	p.settlePart()
	if len(p.d.clocks) > 1 && p.d.onceADay {
		p.refusePart(TwoReadings, p.d.clocks[1].part)
	}
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
