package recur

import (
	"strings"
	"time"
)

// placeName undoes what folding did to commas.
func placeName(text string) string { return strings.ReplaceAll(text, " , ", ", ") }

// dayClause reads weekdays, ordinals, days of a month and dates.
func (p *reading) dayClause() {
	p.take(on)
	if t := p.peek(0); t.kind == the {
		p.next++
		p.d.plural = p.d.plural || t.n == 1 && p.peek(0).kind == dayName
	}
	if p.peek(0).kind == unit && p.peek(0).n == int(daily) && p.peek(1).kind == number { // "los días 1 y 15"
		p.next++
	}
	switch t := p.peek(0); t.kind {
	case dayName, weekdaySet:
		p.weekdays()
	case nth, number:
		p.numbered()
	case monthName, calendar, slashed:
		p.dateClause()
	default:
		p.astray()
	}
}

func (p *reading) weekdays() {
	start := p.peek(0)
	mask := p.weekdayList()
	if p.d.weekdays != 0 || p.d.ordinals != nil {
		p.refuse(Unfinished, start)
		return
	}
	p.d.weekdays = mask
}

// weekdayList reads "mon", "mon, wed and fri", "monday to friday", "weekends".
func (p *reading) weekdayList() uint8 {
	mask := uint8(0)
	for {
		t := p.peek(0)
		p.next++
		switch {
		case t.kind == weekdaySet:
			mask |= uint8(t.n)
			p.d.plural = p.d.plural || t.sure
		case p.peek(0).kind == to && p.peek(1).kind == dayName:
			for day := t.n; ; day = (day + 1) % 7 {
				mask |= 1 << day
				if day == p.peek(1).n {
					break
				}
			}
			p.next += 2
			p.d.plural = true
		default:
			mask |= 1 << t.n
			p.d.plural = p.d.plural || t.sure
		}
		if !p.another(dayName, weekdaySet) {
			return mask
		}
	}
}

// another goes over "," and "and" when one more of the kinds stands behind.
func (p *reading) another(kinds ...kind) bool {
	ahead := 0
	for k := p.peek(ahead).kind; k == comma || k == and; k = p.peek(ahead).kind {
		ahead++
	}
	if ahead == 0 || ahead > 2 {
		return false
	}
	if k := p.peek(ahead).kind; k == on || k == the || k == at {
		ahead++
		if k == on && p.peek(ahead).kind == the {
			ahead++
		}
	}
	for _, k := range kinds {
		counts := k == number && p.peek(ahead+1).kind == times // "and 10 times"
		if p.peek(ahead).kind == k && !counts {
			p.next += ahead
			return true
		}
	}
	return false
}

// numbered reads a list of numbers and then what they number.
func (p *reading) numbered() {
	first, list, said := p.peek(0), []int(nil), false
	for {
		t := p.peek(0)
		p.next++
		list = append(list, t.n)
		said = said || t.kind == nth
		if !p.another(nth, number) {
			break
		}
	}
	switch t := p.peek(0); {
	case t.kind == dayName && said:
		p.ordinals(first, list)
	case t.kind == unit && t.n == int(daily) && said:
		p.next++
		if len(list) != 1 || list[0] != -1 || p.d.lastDay {
			p.refuse(Unfinished, first)
		}
		p.d.lastDay = true
		p.ofMonth()
	case t.kind == monthName, t.kind == of && p.peek(1).kind == monthName:
		p.next--
		if len(list) != 1 {
			p.refuse(Unfinished, first)
		}
		p.dateClause()
	default:
		p.daysOfMonth(first, list)
	}
}

func (p *reading) ordinals(first token, list []int) {
	mask := p.weekdayList()
	if p.d.ordinals != nil || p.d.weekdays != 0 {
		p.refuse(Unfinished, first)
		return
	}
	for _, n := range list {
		if n > 5 || n < -1 || n == 0 {
			p.refuse(NoSuchDate, first)
			return
		}
		for day := range 7 {
			if mask>>day&1 == 1 {
				p.d.ordinals = append(p.d.ordinals, ordinal{int8(n), uint8(day)})
			}
		}
	}
	if p.peek(0).kind == of && p.peek(1).kind == monthName {
		p.d.month = p.peek(1).n
		p.next += 2
	}
	p.ofMonth()
}

func (p *reading) daysOfMonth(first token, list []int) {
	if p.barePart(0) { // "the second night"
		p.refusePart(TwoReadings, p.text[first.at:p.peek(0).to])
		return
	}
	for _, n := range list {
		if n < 1 || n > 31 || p.d.monthDays>>n&1 == 1 {
			p.refuse(NoSuchDate, first)
			return
		}
		p.d.monthDays |= 1 << n
	}
	p.ofMonth()
}

// ofMonth goes over "of the month", and over "of" before "every month".
func (p *reading) ofMonth() {
	if p.peek(0).kind != of {
		return
	}
	switch {
	case p.peek(1).kind == every:
		p.next++
	case p.peek(1).kind == the && p.peek(2).kind == unit && p.peek(2).n == int(monthly):
		p.next += 3
	case p.peek(1).kind == unit && p.peek(1).n == int(monthly): // "del mes"
		p.next += 2
	}
}

func (p *reading) dateClause() {
	first := p.peek(0)
	d, ok := p.date()
	if !ok {
		return
	}
	if len(p.d.days) > 0 {
		p.refuse(Unfinished, first)
		return
	}
	p.d.days = append(p.d.days, d)
	p.ofMonth()
}

// date reads "2026-12-24", "24 december 2026" and "december 24"; without a year the
// year is 0. It refuses days that no year has.
func (p *reading) date() (day, bool) {
	first := p.peek(0)
	d := Date{}
	switch t := p.peek(0); t.kind {
	case calendar:
		p.next++
		d = t.date
	case slashed:
		p.next++
		if t.n != 0 {
			p.d.either = [2]Date{t.date, t.other()}
			p.refuse(TwoReadings, t)
			return day{}, false
		}
		d = t.date
	case monthName:
		if k := p.peek(1).kind; k != number && k != nth {
			p.next++
			p.refuse(Unfinished, t)
			return day{}, false
		}
		d.Month, d.Day = time.Month(t.n), p.peek(1).n
		p.next += 2
		if p.peek(0).kind == comma && p.isYear(1) {
			p.next++
		}
		p.year(&d)
	case number, nth:
		month := p.peek(1)
		if month.kind == of {
			p.next++
			month = p.peek(1)
		}
		if month.kind != monthName {
			p.astray()
			return day{}, false
		}
		d.Month, d.Day = time.Month(month.n), t.n
		p.next += 2
		if p.peek(0).kind == of && p.isYear(1) {
			p.next++
		}
		p.year(&d)
	default:
		p.astray()
		return day{}, false
	}
	part := p.text[first.at:p.tokens[p.next-1].to]
	if check := d; check.Year == 0 {
		check.Year = 2024 // which has a 29 February
		if !check.Real() {
			p.d.lost = d
			p.refusePart(NoSuchDate, part)
			return day{}, false
		}
	} else if !d.Real() {
		p.d.lost = d
		p.refusePart(NoSuchDate, part)
		return day{}, false
	}
	return day{d, part}, true
}

func (p *reading) isYear(ahead int) bool {
	t := p.peek(ahead)
	return t.kind == number && t.n >= 1000 && t.n <= 9999
}

func (p *reading) year(d *Date) {
	if p.isYear(0) {
		d.Year = p.peek(0).n
		p.next++
	}
}
