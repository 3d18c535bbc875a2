package recur

import "slices"

// examples are three phrases near what was typed: its time, its days.
func (p *reading) examples(why Why) [3]string {
	list := p.near(why)
	for _, text := range plainExamples(p.in.Lang) {
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return [3]string(list[:3])
}

// near are phrases that keep what could be read of a text, the nearest first.
func (p *reading) near(why Why) []string {
	var list []string
	for _, d := range p.alternatives(why) {
		if text, ok := p.phrase(d); ok && !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

// phrase is the canonical phrase of a draft, where it makes one.
func (p *reading) phrase(d draft) (string, bool) {
	zone := p.in.Now.Location()
	if d.zone != "" {
		there, err := Zone(d.zone)
		if err != nil {
			return "", false
		}
		zone = there
	}
	b := builder{draft: d, in: p.in, zone: zone, text: p.text}
	w := b.when()
	if b.refused != nil {
		return "", false
	}
	if v := voiceOf(p.in.Lang); d.later == 2 { // nearer to how people speak than its date
		_, at := splitMinutes(w.start)
		text := v.tomorrow + " " + v.at(Clock(at))
		if d.zone != "" {
			text += " " + d.zone
		}
		return text, true
	}
	return w.Echo(p.in.Lang), true
}

// alternatives are drafts that repair this one, the nearest first.
func (p *reading) alternatives(why Why) []draft {
	readings := p.clockReadings()
	var whole, rest []draft
	for _, clocks := range readings {
		d := p.d
		d.clocks = clocks
		whole = append(whole, p.repaired(d)...)
	}
	for _, clocks := range readings {
		d := p.d
		d.clocks = clocks
		rest = append(rest, simpler(d, why)...)
	}
	if each := len(rest) / 2; len(readings) == 2 { // 9 in the morning and 9 in the evening, side by side
		for i := range each {
			whole = append(whole, rest[i], rest[each+i])
		}
		return whole
	}
	return append(whole, rest...)
}

// clockReadings are the times as typed; where a number could be two, both.
func (p *reading) clockReadings() [][]clock {
	early, late, both := make([]clock, 0, len(p.d.clocks)), make([]clock, 0, len(p.d.clocks)), false
	for _, c := range p.d.clocks {
		early = append(early, c)
		if !c.sure {
			both = true
			c.minutes = (c.minutes + 720) % dayMinutes
		}
		late = append(late, c)
	}
	if !both {
		return [][]clock{p.d.clocks}
	}
	return [][]clock{early, late}
}

// repaired are the draft itself, which may have been well but for one word, and what
// its dates may have meant.
func (p *reading) repaired(d draft) []draft {
	list := []draft{d}
	moments := func(dates ...Date) {
		for _, date := range dates {
			if date.Real() {
				list = append(list, draft{interval: 1, endClock: -1, clocks: d.clocks, zone: d.zone, days: []day{{date: date}}})
			}
		}
	}
	moments(d.either[:]...)
	if lost := d.lost; lost.Month >= 1 && lost.Month <= 12 {
		if d.unit == once {
			moments(p.around(lost)...)
		} else {
			yearly := d
			yearly.days = []day{{date: Date{Month: lost.Month, Day: monthLength(2024, int(lost.Month))}}}
			list = append(list, yearly)
		}
	}
	for _, said := range d.days { // gone by: the same next time
		if said.date.Year != 0 {
			date := said.date
			date.Year = p.in.Now.Year()
			moments(date)
			date.Year++
			moments(date)
		}
	}
	list = append(list, completed(d)...)
	if d.second != 0 {
		weeks := d
		weeks.unit, weeks.interval, weeks.weekdays, weeks.ordinals = weekly, 2, d.second, nil
		list = append(list, weeks)
	}
	return list
}

// completed are drafts with the days that they leave out.
func completed(d draft) []draft {
	switch {
	case d.unit == once && (d.monthDays != 0 || d.ordinals != nil || d.lastDay):
		d.unit = monthly
	case d.unit == weekly && d.weekdays == 0:
		d.weekdays = 1 << 1
	case d.unit == monthly && d.monthDays == 0 && d.ordinals == nil && !d.lastDay:
		d.monthDays = 1 << 1
	default:
		return nil
	}
	return []draft{d}
}

// around are the last day of the month that a date was to be in and the day behind,
// this year or next.
func (p *reading) around(lost Date) []Date {
	var list []Date
	for _, year := range [...]int{lost.Year, p.in.Now.Year(), p.in.Now.Year() + 1} {
		last := Date{year, lost.Month, 1}
		if year < 1 || year > 9998 {
			continue
		}
		last.Day = monthLength(year, int(lost.Month))
		list = append(list, last, dateOf(last.number()+1))
	}
	return list
}

// simpler are common phrases with a draft's days and times.
func simpler(d draft, why Why) []draft {
	if len(d.clocks) > 1 && why == TooOften {
		d.clocks = d.clocks[:1]
	}
	simple := draft{interval: 1, endClock: -1, clocks: d.clocks, zone: d.zone}
	week, next := simple, simple
	week.unit, week.weekdays = weekly, d.weekdays
	if d.weekdays != 0 {
		next.weekdays = d.weekdays & -d.weekdays
	}
	day, soon, work := simple, simple, simple
	day.unit = daily
	soon.later = 2
	work.unit, work.weekdays = weekly, workdays
	if why == TooOften && d.clocks == nil {
		hour := simple
		hour.unit = hourly
		return []draft{hour, week, day, soon, work}
	}
	return []draft{week, next, day, soon, work}
}

// plainExamples are phrases for when nothing could be read.
func plainExamples(lang string) [3]string {
	if lang == "es" {
		return [3]string{"cada día a las 21:00", "de lunes a viernes a las 9:30", "mañana a las 20:00"}
	}
	return [3]string{"every day 21:00", "every weekday 9:30", "tomorrow 20:00"}
}
