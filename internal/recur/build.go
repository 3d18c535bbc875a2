package recur

import "time"

// usual is the time of a phrase without one.
const usual Clock = 9 * 60

// build puts the clauses of a phrase together. It refuses what they leave open and
// what contradicts itself.
func (p *reading) build() (When, *RefusedError) {
	p.settleClocks()
	if p.refused != nil {
		return When{}, p.refused
	}
	zone := p.in.Now.Location()
	if p.d.zone != "" {
		var err error
		if zone, err = Zone(p.d.zone); err != nil {
			return When{}, &RefusedError{Why: UnknownPlace, Part: p.d.zone}
		}
	}
	b := builder{draft: p.d, in: p.in, zone: zone, text: p.text}
	w := b.when()
	if b.refused != nil {
		return When{}, b.refused
	}
	return w, nil
}

// builder turns a draft into a When and keeps the first refusal.
type builder struct {
	draft

	in      Context
	zone    *time.Location
	text    string
	refused *RefusedError
}

func (b *builder) refuse(why Why, part string) {
	if b.refused == nil {
		b.refused = &RefusedError{Why: why, Part: part}
	}
}

// open refuses the phrase as a whole.
func (b *builder) open() When {
	b.refuse(Unfinished, b.text)
	return When{}
}

func (b *builder) when() When {
	switch {
	case b.rule != "":
		return b.ruleText()
	case b.minutes != 0 || b.inDays != 0:
		return b.duration()
	case b.unit == once && b.plural:
		b.unit, b.interval = weekly, 1
		if b.weekdays == 0 { // "por las noches"
			b.unit = daily
		}
	}
	if b.unit == once {
		return b.moment()
	}
	if b.later != 0 {
		return b.open()
	}
	w := When{Zone: b.draft.zone, freq: b.unit, interval: uint16(b.interval), weekStart: 1}
	b.daysOf(&w)
	b.timesOf(&w)
	if b.refused != nil {
		return When{}
	}
	return b.bounded(w)
}

// ruleParts says whether something was said that only a rule has.
func (b *builder) ruleParts() bool {
	return b.unit != once || b.start != nil || b.end != nil || b.count != 0 || b.exists || b.rangeFrom != nil
}

// dayParts says whether days were named.
func (b *builder) dayParts() bool {
	return b.weekdays != 0 || b.ordinals != nil || b.monthDays != 0 || b.lastDay || b.days != nil || b.later != 0
}

// daysOf fills in which days a rule is for.
func (b *builder) daysOf(w *When) {
	switch w.freq {
	case hourly, daily:
		if b.weekdays != 0 && w.interval > 1 && w.freq == daily || b.ordinals != nil || b.monthDays != 0 || b.lastDay || b.days != nil {
			b.open()
		}
		w.weekdays = b.weekdays
	case weekly:
		if b.weekdays == 0 || b.ordinals != nil || b.monthDays != 0 || b.lastDay || b.days != nil {
			b.open()
		}
		w.weekdays = b.weekdays
	case monthly:
		b.monthlyDays(w)
	case yearly:
		b.yearlyDays(w)
	}
}

func (b *builder) monthlyDays(w *When) {
	ways := 0
	for _, said := range [...]bool{b.ordinals != nil, b.monthDays != 0 || b.lastDay} {
		if said {
			ways++
		}
	}
	if ways != 1 || b.lastDay && b.monthDays != 0 || b.weekdays != 0 || b.days != nil || b.month != 0 {
		b.open()
		return
	}
	w.monthDays = b.monthDays
	if b.lastDay {
		w.lastDays = 1 << 1
	}
	if !w.setOrdinals(b.ordinals) {
		b.open()
	}
}

func (b *builder) yearlyDays(w *When) {
	if b.weekdays != 0 || b.monthDays != 0 || b.lastDay {
		b.open()
		return
	}
	switch {
	case len(b.days) == 1 && b.ordinals == nil:
		d := b.days[0]
		if d.date.Year != 0 {
			b.refuse(Unfinished, d.part)
		}
		w.months, w.monthDays = 1<<d.date.Month, 1<<d.date.Day
	case b.days == nil && b.ordinals != nil && b.month != 0:
		w.months = 1 << b.month
		if !w.setOrdinals(b.ordinals) {
			b.open()
		}
	default:
		b.open()
	}
}

// timesOf fills in the times of a rule's day.
func (b *builder) timesOf(w *When) {
	switch {
	case w.freq == hourly && b.clocks == nil:
		b.hours(w)
		return
	case w.freq == hourly || b.rangeFrom != nil:
		b.open()
		return
	}
	times := make([]Clock, 0, maxTimes)
	for _, c := range b.clocks {
		times = append(times, Clock(c.minutes))
	}
	if len(times) == 0 {
		times = append(times, b.usual())
	}
	b.setTimes(w, times)
}

func (b *builder) setTimes(w *When, times []Clock) {
	if !w.setTimes(times) || !apart(w.clocks()) {
		part := b.text
		if len(b.clocks) > 0 {
			part = b.clocks[len(b.clocks)-1].part
		}
		b.refuse(TooOften, part)
	}
}

// hours are times of each day where the step fits into a day or the day's stretch was
// said; any other step runs on from the start.
func (b *builder) hours(w *When) {
	step := int(w.interval) * 60
	first, last := 0, dayMinutes-1
	if b.rangeFrom != nil {
		if b.rangeTo == nil || b.rangeTo.minutes < b.rangeFrom.minutes {
			b.refuse(NoSuchTime, b.rangeFrom.part)
			return
		}
		first, last = b.rangeFrom.minutes, b.rangeTo.minutes
	} else if dayMinutes%step != 0 {
		return
	}
	var times []Clock
	for t := first; t <= last; t += step {
		times = append(times, Clock(t))
	}
	w.freq, w.interval = daily, 1
	b.setTimes(w, times)
}

// bounded adds where a rule begins and ends, and makes sure that it happens.
func (b *builder) bounded(w When) When {
	w.count, w.skip = uint16(b.count), b.exists
	if b.count != 0 && b.end != nil {
		return b.open()
	}
	b.starts(&w)
	if b.end != nil {
		end := b.dateOfBoundary(*b.end)
		w.until = int64(end.number())*dayMinutes + dayMinutes - 1
		if b.endClock >= 0 {
			w.until += int64(b.endClock) - dayMinutes + 1
		}
	}
	if b.refused != nil {
		return When{}
	}
	w = w.settled()
	if b.exists && !w.skip {
		return b.open()
	}
	if _, ok := w.next(b.past(), b.zone); !ok {
		b.never(&w)
	}
	return w
}

// never says why a rule does not happen any more.
func (b *builder) never(w *When) {
	endless := *w
	endless.until, endless.count, endless.last = 0, 0, 0
	over := w.until == 0 || instant(w.until*60, b.zone) <= b.past()
	if _, ok := endless.next(b.past(), b.zone); ok && over {
		b.refuse(Past, b.text)
		return
	}
	b.refuse(NoSuchDate, b.text)
}

// dateOfBoundary is a boundary's date; without a year it is the next from today on.
func (b *builder) dateOfBoundary(d day) Date {
	if d.date.Year != 0 {
		return d.date
	}
	now := DateOf(b.in.Now.In(b.zone))
	for d.date.Year = now.Year; d.date.Year < now.Year+9; d.date.Year++ {
		if d.date.Real() && d.date.number() >= now.number() {
			return d.date
		}
	}
	b.refuse(NoSuchDate, d.part)
	return now
}

// starts sets from where a rule counts. Without a word about it that is the first
// time that fits, so that it comes soon.
func (b *builder) starts(w *When) {
	switch {
	case b.start != nil:
		date := b.dateOfBoundary(*b.start)
		w.started, w.start = true, int64(date.number())*dayMinutes+int64(b.startClock)
	case w.interval == 1 && w.count == 0 && w.freq != hourly:
	case b.in.Start.Real():
		w.started, w.start = true, int64(b.in.Start.number())*dayMinutes
	default:
		b.startsSoon(w)
	}
}

func (b *builder) startsSoon(w *When) {
	now := floorMinute(b.in.Now.Unix() + eraAt(b.in.Now.Unix(), b.zone).offset)
	w.started, w.start = true, now
	if w.freq == hourly {
		w.start = (now/60 + 1) * 60
		return
	}
	plain := *w
	plain.started, plain.interval, plain.count = false, 1, 0
	plain = plain.settled()
	first, ok := plain.wallAfter(now)
	if !ok {
		b.refuse(NoSuchDate, b.text)
		return
	}
	// From the day's beginning, unless that would count a time gone by.
	w.start = first
	if day, clock := splitMinutes(first); clock == int(w.times[0]) || w.count == 0 {
		w.start = int64(day) * dayMinutes
	}
}
