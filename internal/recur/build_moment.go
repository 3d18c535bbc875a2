package recur

import "time"

// duration is "in 20 minutes": an instant, up to the next whole minute, kept in the
// zone of whoever asks; days keep the wall time.
func (b *builder) duration() When {
	if b.ruleParts() || b.dayParts() || b.minutes != 0 && b.inDays != 0 {
		return b.open()
	}
	if b.inDays != 0 {
		now := b.in.Now.In(b.zone)
		at := Clock(now.Hour()*60 + now.Minute())
		if b.clocks != nil {
			at = b.clockAt()
		}
		day := DateOf(now).number() + b.inDays
		return b.once(int64(day)*dayMinutes+int64(at), b.text)
	}
	if b.clocks != nil || b.draft.zone != "" {
		return b.open()
	}
	at := -floorMinute(-b.in.Now.Unix()) + int64(b.minutes)
	if b.in.Now.Nanosecond() > 0 && b.in.Now.Unix()%60 == 0 {
		at++
	}
	name, ok := zoneName(b.zone.String())
	if wall := at + eraAt(at*60, b.zone).offset/60; ok && instant(wall*60, b.zone) == at*60 {
		b.draft.zone = name
		return b.once(wall, b.text)
	}
	b.draft.zone, b.zone = "UTC", time.UTC
	return b.once(at, b.text)
}

// once is the moment of a wall time, if it is still to come.
func (b *builder) once(wall int64, part string) When {
	w := When{Zone: b.draft.zone, started: true, start: wall}
	if !inCalendar(wall) {
		b.refuse(NoSuchDate, part)
	} else if !b.ahead(wall) {
		b.refuse(Past, part)
	}
	return w
}

// past is the last second that has gone by. Where a start date is given, now is the
// beginning of what is asked about and belongs to it.
func (b *builder) past() int64 {
	if b.in.Start.Real() {
		return b.in.Now.Unix() - 1
	}
	return b.in.Now.Unix()
}

// ahead says whether a wall time is still to come.
func (b *builder) ahead(wall int64) bool { return instant(wall*60, b.zone) > b.past() }

// clockAt is the one time of a moment.
func (b *builder) clockAt() Clock {
	if len(b.clocks) > 1 {
		b.refuse(Unfinished, b.clocks[1].part)
	}
	if len(b.clocks) == 0 {
		return b.usual()
	}
	return Clock(b.clocks[0].minutes)
}

func (b *builder) usual() Clock {
	if b.in.Usual > 0 && b.in.Usual < dayMinutes {
		return b.in.Usual
	}
	return usual
}

// moment is a day, named in one way, and a time.
func (b *builder) moment() When {
	if b.ruleParts() || b.ordinals != nil || b.monthDays != 0 || b.lastDay {
		return b.open()
	}
	now := b.in.Now.In(b.zone)
	first, at := DateOf(now).number(), b.clockAt()
	on := func(day int) int64 { return int64(day)*dayMinutes + int64(at) }
	switch {
	case b.later != 0 && b.weekdays == 0 && b.days == nil:
		return b.once(on(first+b.later-1), b.text)
	case b.later == 0 && b.weekdays == 0 && len(b.days) == 1:
		return b.dated(b.days[0], at)
	case b.later == 0 && b.weekdays != 0 && b.days == nil:
		return b.weekdayOnce(first, on)
	}
	return b.open()
}

// weekdayOnce is the next such day that is still to come.
func (b *builder) weekdayOnce(first int, on func(int) int64) When {
	if b.weekdays&(b.weekdays-1) != 0 { // several days: once each, or every week?
		b.refuse(TwoReadings, b.text)
		return When{}
	}
	for day := first; day < first+14; day++ {
		if b.weekdays>>weekday(day)&1 == 1 && b.ahead(on(day)) {
			return b.once(on(day), b.text)
		}
	}
	return b.open()
}

// dated is a date; without a year it is the next one that is still to come.
func (b *builder) dated(d day, at Clock) When {
	if d.date.Year != 0 {
		return b.once(int64(d.date.number())*dayMinutes+int64(at), d.part)
	}
	year := b.in.Now.In(b.zone).Year()
	for y := year; y <= year+8; y++ {
		d.date.Year = y
		wall := int64(d.date.number())*dayMinutes + int64(at)
		if d.date.Real() && b.ahead(wall) {
			return b.once(wall, d.part)
		}
	}
	b.refuse(NoSuchDate, d.part)
	return When{}
}
