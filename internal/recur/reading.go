package recur

import "strings"

// clock is a time as it was typed. A bare number up to 12 is not sure.
type clock struct {
	minutes int
	sure    bool
	hours   bool // certainly 24 hours: 13:00 or later, without am and pm
	marked  bool // with am, pm or a part of the day
	part    string
}

// day is a date as it was typed, perhaps without its year.
type day struct {
	date Date
	part string
}

// draft is what the clauses of a phrase said, before it is put together.
type draft struct {
	unit       frequency // once: no rule was said
	interval   int
	weekdays   uint8
	plural     bool // the weekdays were said so that every week is meant
	ordinals   []ordinal
	monthDays  uint32
	lastDay    bool
	month      int // of a yearly ordinal
	days       []day
	later      int // days from today, +1; 0: not said
	minutes    int // "in 20 minutes"
	inDays     int // "in 3 days"
	clocks     []clock
	part       int // the part of the day that was said apart from the times, and its words
	partSaid   string
	onceADay   bool
	rangeFrom  *clock
	rangeTo    *clock
	start      *day
	startClock int
	end        *day
	endClock   int // -1: the whole day
	count      int
	exists     bool
	rule       string
	zone       string

	// For examples: a date that does not exist, two that one could mean, and a weekday
	// that "every second" counts.
	lost   Date
	either [2]Date
	second uint8
}

// reading walks over the tokens of a phrase. It keeps the first thing it does not
// understand, leaves it out and goes on, so that examples can be near what was typed.
type reading struct {
	text    string
	tokens  []token
	next    int
	in      Context
	d       draft
	refused *RefusedError
}

func read(text string, words vocabulary, in Context) *reading {
	p := &reading{text: text, tokens: tokens(text, words), in: in}
	p.d.interval, p.d.endClock = 1, -1
	for p.next < len(p.tokens) {
		before := p.next
		p.clause()
		if p.next == before {
			p.next++
		}
	}
	return p
}

func (p *reading) peek(ahead int) token {
	if i := p.next + ahead; i < len(p.tokens) {
		return p.tokens[i]
	}
	return token{}
}

// take goes on over a token of the kind, if it is the next.
func (p *reading) take(k kind) bool {
	if p.next < len(p.tokens) && p.peek(0).kind == k {
		p.next++
		return true
	}
	return false
}

// part is what stands there, for the eyes of whoever typed it.
func (p *reading) part(t token) string {
	if t.to == 0 && len(p.tokens) > 0 {
		t = p.tokens[len(p.tokens)-1]
	}
	return p.text[t.at:t.to]
}

func (p *reading) refuse(why Why, t token) { p.refusePart(why, p.part(t)) }

func (p *reading) refusePart(why Why, part string) {
	if p.refused == nil {
		p.refused = &RefusedError{Why: why, Part: part}
	}
}

// astray refuses the next token: as one that says nothing here, or as unknown, which
// one close behind it may be instead.
func (p *reading) astray() {
	t := p.peek(0)
	for ahead := 1; ahead < 3 && t.kind != unknown; ahead++ { // "de la mñana"
		if after := p.peek(ahead); after.kind == unknown && after.to != 0 {
			t = after
		}
	}
	why := Unfinished
	if t.kind == unknown && t.to != 0 {
		why = UnknownWord
	}
	p.refuse(why, t)
}

func (p *reading) clause() {
	switch t := p.peek(0); t.kind {
	case every:
		p.everyClause()
	case eachUnit:
		p.next++
		p.setUnit(t, frequency(t.n), 1)
		p.setPart(t, t.part)
		p.d.onceADay = p.d.onceADay || t.sure
	case on, the, nth, dayName, weekdaySet, monthName, calendar, slashed, unit:
		p.dayClause()
	case number:
		p.numberClause()
	case at, clockTime, toHour:
		p.timeClause()
	case today:
		p.next++
		p.setToday(t)
		p.setPart(t, t.part)
	case dayPart:
		p.partClause()
	case starting:
		p.next++
		p.startClause()
	case until:
		p.next++
		p.untilClause()
	case from, of, between:
		p.fromClause()
	case inside:
		p.next++
		p.insideClause()
	default:
		p.lastClause(t)
	}
}

func (p *reading) lastClause(t token) {
	switch {
	case t.kind == comma && p.next > 0 && p.next+1 < len(p.tokens):
		p.next++
	case t.kind == exists && !p.d.exists:
		p.next++
		p.d.exists = true
	case t.kind == rule && p.d.rule == "" && t.to > 0:
		p.next++
		p.d.rule = p.text[t.at:t.to]
	case t.kind == zoneWord && p.d.zone == "" && p.next == len(p.tokens)-1:
		p.next++
		p.d.zone, _ = zoneName(p.part(t))
	case t.kind == shortZone:
		p.next++
		p.refuse(Abbreviation, t)
	default:
		p.astray()
	}
}

func (p *reading) setUnit(t token, u frequency, n int) {
	if p.d.unit != once {
		p.refuse(Unfinished, t)
		return
	}
	p.d.unit, p.d.interval = u, n
}

func (p *reading) setToday(t token) {
	if p.d.later != 0 {
		p.refuse(Unfinished, t)
	}
	p.d.later = t.n + 1
}

func (p *reading) everyClause() {
	start := p.peek(0)
	p.next++
	n := 1
	switch t := p.peek(0); {
	case t.kind == other:
		p.next++
		n = 2
	case t.kind == number && (p.peek(1).kind == unit || p.barePart(1)):
		p.next++
		n = t.n
		if n < 1 || n > maxInterval {
			p.refuse(OutOfRange, t)
			n = 1
		}
	case t.kind == nth && t.n > 1 && p.peek(1).kind == unit:
		p.next++
		n = t.n
		if p.in.Lang == "es" && n == 3 && p.peek(0).n == int(daily) { // in Mexico every other day
			p.refusePart(TwoReadings, p.text[start.at:p.peek(0).to])
		}
	case t.kind == nth && t.n > 1 && p.barePart(1):
		p.next++
		n = t.n
		p.refusePart(TwoReadings, p.text[start.at:p.peek(0).to])
	}
	switch t := p.peek(0); t.kind {
	case unit:
		p.next++
		if t.n == minute {
			p.refuse(TooOften, t)
			return
		}
		p.setUnit(t, frequency(t.n), n)
	case dayName, weekdaySet:
		if t.kind == weekdaySet && n > 1 { // every second such day, or in every second week?
			p.refusePart(TwoReadings, p.text[start.at:t.to])
		}
		p.setUnit(start, weekly, n)
		p.dayClause()
	case dayPart: // "every other night"
		if n == 1 || !p.barePart(0) {
			p.astray()
			return
		}
		p.next++
		p.setUnit(start, daily, n)
		p.setPart(t, t.n)
	case nth, number, the, monthName:
		p.everyNumbered(start)
	default:
		p.astray()
	}
}

// barePart tells whether "night" stands there, which is counted as days are, and not
// "at night" or "pm".
func (p *reading) barePart(ahead int) bool {
	t := p.peek(ahead)
	return t.kind == dayPart && t.n != am && t.n != pm && !strings.Contains(p.part(t), " ")
}

// everyNumbered reads "every last friday", "every 31st" and "every 24 december".
func (p *reading) everyNumbered(start token) {
	p.take(the)
	t := p.peek(0)
	if t.kind == nth && t.n > 1 && p.peek(1).kind == dayName && p.peek(2).kind != of {
		p.refusePart(TwoReadings, p.text[start.at:p.peek(1).to])
		p.d.second = 1 << p.peek(1).n
	}
	before := len(p.d.days)
	p.dayClause()
	switch {
	case len(p.d.days) > before, p.d.month != 0, p.d.lost.Month != 0:
		p.setUnit(start, yearly, 1)
	case p.d.unit == once:
		p.setUnit(start, monthly, 1)
	}
}

// numberClause finds out what a number counts by what stands behind it.
func (p *reading) numberClause() {
	t, after := p.peek(0), p.peek(1)
	switch {
	case after.kind == times:
		p.next += 2
		if p.d.count != 0 || t.n < 1 || t.n > maxCount {
			p.refuse(OutOfRange, t)
			return
		}
		p.d.count = t.n
	case after.kind == monthName, after.kind == of && (p.peek(2).kind == monthName || p.peek(2).kind == every):
		p.dayClause()
	default:
		p.timeClause()
	}
}

func (p *reading) insideClause() {
	switch t := p.peek(0); t.kind {
	case number, one, half:
		if p.d.minutes != 0 || p.d.inDays != 0 {
			p.refuse(Unfinished, t)
		}
		p.duration()
	case shortZone:
		p.next++
		p.refuse(Abbreviation, t)
	default:
		p.place()
	}
}

// duration reads "20 minutes", "an hour", "1 hour and 30 minutes", "3 days".
func (p *reading) duration() {
	for {
		t := p.peek(0)
		p.next++
		n := t.n
		if t.kind == one {
			n = 1
		}
		u := p.peek(0)
		switch {
		case t.kind == half:
			p.d.minutes += t.n
		case u.kind != unit || n < 1 || n > maxUnits:
			p.astray()
			return
		default:
			p.next++
			p.addUnits(n, u)
			p.andHalf(u)
		}
		if k := p.peek(1).kind; p.peek(0).kind == and && (k == number || k == one || k == half) {
			p.next++
			continue
		}
		if k := p.peek(0).kind; k == number && p.peek(1).kind == unit {
			continue
		}
		return
	}
}

// andHalf reads what follows "an hour": "and a half".
func (p *reading) andHalf(u token) {
	if half := p.peek(1); u.n == int(hourly) && p.peek(0).kind == and && half.kind == pastHour && half.n == 30 {
		p.next += 2
		p.d.minutes += half.n
		if last := p.peek(0); last.kind == unit && last.n == int(hourly) { // "y media hora"
			p.next++
		}
	}
}

func (p *reading) addUnits(n int, u token) {
	switch u.n {
	case minute:
		p.d.minutes += n
	case int(hourly):
		p.d.minutes += 60 * n
	case int(daily):
		p.d.inDays += n
	case int(weekly):
		p.d.inDays += 7 * n
	default:
		p.refuse(Unfinished, u)
	}
}

// place takes all that follows as the name of a city or a zone.
func (p *reading) place() {
	if p.next >= len(p.tokens) {
		p.astray()
		return
	}
	first := p.peek(0)
	name := placeName(p.text[first.at:])
	p.next = len(p.tokens)
	if p.d.zone != "" {
		p.refusePart(Unfinished, name)
		return
	}
	if zone, ok := zoneName(name); ok {
		p.d.zone = zone
		return
	}
	if p.in.Place != nil {
		if found, ok := p.in.Place(name); ok {
			if zone, ok := zoneName(found); ok {
				p.d.zone = zone
				return
			}
		}
	}
	p.refusePart(UnknownPlace, name)
}
