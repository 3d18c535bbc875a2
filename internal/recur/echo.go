package recur

import (
	"math/bits"
	"strconv"
	"strings"
	"time"
)

// Echo is the canonical phrase of the value in a language: Parse reads it as the same
// value again. Any other language than "es" reads English.
func (w When) Echo(lang string) string {
	v := voiceOf(lang)
	var b strings.Builder
	if w.freq == once {
		b.WriteString(v.momentOf(&w))
	} else {
		b.WriteString(w.ruleIn(v))
		w.boundsIn(v, &b)
	}
	if w.Zone != "" {
		b.WriteString(" " + w.Zone)
	}
	return b.String()
}

// boundsIn writes what follows days and times.
func (w *When) boundsIn(v voice, b *strings.Builder) {
	if w.skip {
		b.WriteString(" " + v.exists)
	}
	if w.started {
		b.WriteString(" " + v.starting + " ")
		day, clock := splitMinutes(w.start)
		b.WriteString(v.dateOf(dateOf(day)))
		if clock != 0 || w.freq == hourly {
			b.WriteString(" " + v.at(Clock(clock)))
		}
	}
	if w.until != 0 {
		b.WriteString(" " + v.until + " ")
		day, clock := splitMinutes(w.until)
		b.WriteString(v.dateOf(dateOf(day)))
		if clock != dayMinutes-1 {
			b.WriteString(" " + v.at(Clock(clock)))
		}
	}
	if w.count != 0 {
		b.WriteString(" " + strconv.Itoa(int(w.count)) + " " + v.times)
	}
}

// ruleIn is the rule and its times, in words where there are any.
func (w *When) ruleIn(v voice) string {
	if w.positions[0] == 0 && w.yearDays[0] == 0 && w.weeks|w.lastWeeks == 0 && w.weekStart == 1 {
		if text := w.inWords(v); text != "" {
			return text
		}
	}
	text := v.rule + " " + w.rrule()
	if w.freq != hourly {
		text += " " + v.atTimes(w.clocks())
	}
	return text
}

// inWords is empty where the phrases have no words for the rule.
func (w *When) inWords(v voice) string {
	if w.months != 0 && w.freq != yearly {
		return ""
	}
	numbered, ordinals := w.monthDays|w.lastDays != 0, w.ordinals[0].n != 0
	switch w.freq {
	case hourly:
		if w.weekdays == 0 && !numbered {
			return v.everyN(hourly, int(w.interval))
		}
	case daily:
		if w.weekdays == 0 && !numbered {
			return w.dailyIn(v)
		}
	case weekly:
		if w.interval == 1 {
			return v.weekly(w.weekdays) + " " + v.atTimes(w.clocks())
		}
		return v.everyN(weekly, int(w.interval)) + " " + v.onDays(w.weekdays) + " " + v.atTimes(w.clocks())
	case monthly:
		if day := w.dayOfMonth(v, numbered, ordinals); day != "" {
			return v.monthlyOn(day, int(w.interval)) + " " + v.atTimes(w.clocks())
		}
	case yearly:
		if day := w.dayOfYear(v, numbered, ordinals); day != "" {
			return v.everyN(yearly, int(w.interval)) + " " + day + " " + v.atTimes(w.clocks())
		}
	}
	return ""
}

// dailyIn writes many even times as hours.
func (w *When) dailyIn(v voice) string {
	if w.interval == 1 && w.nTimes >= 5 {
		step, even := w.times[1]-w.times[0], true
		for i, t := range w.clocks() {
			even = even && (i == 0 || t-w.times[i-1] == step)
		}
		first, last := w.times[0], w.times[w.nTimes-1]
		if even && step%60 == 0 {
			text := v.everyN(hourly, int(step/60))
			if first == 0 && last+step == dayMinutes {
				return text
			}
			return text + " " + v.between(Clock(first), Clock(last))
		}
	}
	return v.everyN(daily, int(w.interval)) + " " + v.atTimes(w.clocks())
}

// dayOfMonth is "the 1st and 15th", "the last day" or "the first Monday".
func (w *When) dayOfMonth(v voice, numbered, ordinals bool) string {
	switch {
	case w.weekdays != 0 || numbered && ordinals:
		return ""
	case ordinals:
		return w.ordinalsIn(v)
	case w.lastDays == 1<<1 && w.monthDays == 0:
		return v.lastDay
	case w.lastDays == 0 && w.monthDays != 0:
		return v.numbered(w.monthDays)
	}
	return ""
}

// ordinalsIn has words for the same ordinals of each of some weekdays.
func (w *When) ordinalsIn(v voice) string {
	days, numbers, all := uint8(0), uint8(0), 0 // the last is bit 0 of numbers
	for _, o := range w.ordinals {
		if o.n > 5 || o.n < -1 {
			return ""
		}
		if o.n != 0 {
			days |= 1 << o.day
			numbers |= 1 << max(o.n, 0)
			all++
		}
	}
	if all != bits.OnesCount8(days)*bits.OnesCount8(numbers) {
		return ""
	}
	var names []string
	for n := 1; n <= 5; n++ {
		if numbers>>n&1 == 1 {
			names = append(names, v.ordinal(n))
		}
	}
	if numbers&1 == 1 {
		names = append(names, v.ordinal(-1))
	}
	return v.the + " " + listed(names, v.and) + " " + v.dayList(days)
}

// dayOfYear is "on 24 December" or "on the second Sunday of May".
func (w *When) dayOfYear(v voice, numbered, ordinals bool) string {
	if w.weekdays != 0 || w.lastDays != 0 || numbered == ordinals || bits.OnesCount16(w.months) != 1 {
		return ""
	}
	month := bits.TrailingZeros16(w.months)
	if ordinals {
		if text := w.ordinalsIn(v); text != "" {
			return v.onYearly(text + " " + v.of + " " + v.month(month))
		}
		return ""
	}
	if bits.OnesCount32(w.monthDays) != 1 {
		return ""
	}
	day := bits.TrailingZeros32(w.monthDays)
	if day > monthLength(2024, month) { // no phrase reads 31 February
		return ""
	}
	return v.onDate(day, time.Month(month))
}

// rrule is the rule as RFC 5545 writes it, without its start and end.
func (w *When) rrule() string {
	parts := []string{"FREQ=" + [...]string{"", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"}[w.freq]}
	add := func(name string, values []string) {
		if len(values) > 0 {
			parts = append(parts, name+"="+strings.Join(values, ","))
		}
	}
	if w.interval > 1 {
		add("INTERVAL", []string{strconv.Itoa(int(w.interval))})
	}
	add("BYMONTH", bitNumbers(uint64(w.months), 0))
	add("BYWEEKNO", bitNumbers(w.weeks, w.lastWeeks))
	add("BYYEARDAY", listNumbers(w.yearDays))
	add("BYMONTHDAY", bitNumbers(uint64(w.monthDays), uint64(w.lastDays)))
	var days []string
	for n := range 7 {
		if w.weekdays>>n&1 == 1 {
			days = append(days, ruleDays[2*n:2*n+2])
		}
	}
	for _, o := range w.ordinals {
		if o.n != 0 {
			days = append(days, strconv.Itoa(int(o.n))+ruleDays[2*o.day:2*o.day+2])
		}
	}
	add("BYDAY", days)
	add("BYSETPOS", listNumbers(w.positions))
	if w.weekStart != 1 {
		add("WKST", []string{ruleDays[2*w.weekStart : 2*w.weekStart+2]})
	}
	return strings.Join(parts, ";")
}

func bitNumbers(up, down uint64) []string {
	var list []string
	for n := 1; n < 64; n++ {
		if up>>n&1 == 1 {
			list = append(list, strconv.Itoa(n))
		}
	}
	for n := 1; n < 64; n++ {
		if down>>n&1 == 1 {
			list = append(list, strconv.Itoa(-n))
		}
	}
	return list
}

func listNumbers(values [maxList]int16) []string {
	var list []string
	for _, n := range values {
		if n != 0 {
			list = append(list, strconv.Itoa(int(n)))
		}
	}
	return list
}
