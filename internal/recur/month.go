package recur

import "time"

// monthMask are the days of a month that pass every part of the rule, bit 1 the 1st.
func (w *When) monthMask(year, month int) uint32 {
	if w.months != 0 && w.months>>month&1 == 0 {
		return 0
	}
	length := monthLength(year, month)
	mask := uint32(1)<<(length+1) - 2
	first := Date{year, time.Month(month), 1}.number()
	if w.monthDays|w.lastDays != 0 {
		mask &= w.numbered(length)
	}
	if w.weekdays != 0 || w.ordinals[0].n != 0 {
		mask &= w.weekdayMask(year, first, length)
	}
	if w.weeks|w.lastWeeks != 0 || w.yearDays[0] != 0 {
		mask = w.filterYear(mask, year, first)
	}
	return mask
}

// numbered are the days asked for by number in a month of that length.
func (w *When) numbered(length int) uint32 {
	mask := w.monthDays & (1<<(length+1) - 1)
	if !w.skip && w.monthDays>>(length+1) != 0 {
		mask |= 1 << length
	}
	for n := 1; n <= length; n++ {
		if w.lastDays>>n&1 == 1 {
			mask |= 1 << (length + 1 - n)
		}
	}
	return mask
}

// weekdayMask are the days asked for by weekday. An ordinal counts in the month,
// or in the year for a yearly rule that names no months.
func (w *When) weekdayMask(year, first, length int) uint32 {
	mask := uint32(0)
	day := weekday(first)
	for n := 1; n <= length; n++ {
		if w.weekdays>>day&1 == 1 {
			mask |= 1 << n
		}
		if day++; day == 7 {
			day = 0
		}
	}
	for _, o := range w.ordinals {
		if o.n == 0 {
			break
		}
		from, to := first, first+length
		if w.freq == yearly && w.months == 0 {
			from, to = Date{year, 1, 1}.number(), Date{year + 1, 1, 1}.number()
		}
		if at := o.between(from, to) - first + 1; at >= 1 && at <= length {
			mask |= 1 << at
		}
	}
	return mask
}

// between is the day's number, or one outside when there is no such day.
func (o ordinal) between(from, to int) int {
	at := 0
	if o.n > 0 {
		at = from + floorMod(int(o.day)-weekday(from), 7) + 7*(int(o.n)-1)
	} else {
		at = to - 1 - floorMod(weekday(to-1)-int(o.day), 7) + 7*(int(o.n)+1)
	}
	if at < from || at >= to {
		return from - 400
	}
	return at
}

// filterYear keeps the days whose number in the year, and whose week, are asked for.
func (w *When) filterYear(mask uint32, year, first int) uint32 {
	january, next := Date{year, 1, 1}.number(), Date{year + 1, 1, 1}.number()
	for n := 1; n <= 31; n++ {
		if mask>>n&1 == 0 {
			continue
		}
		day := first + n - 1
		if !w.yearDay(day-january+1, next-january) || !w.inWeeks(day, year) {
			mask &^= 1 << n
		}
	}
	return mask
}

func (w *When) yearDay(n, length int) bool {
	if w.yearDays[0] == 0 {
		return true
	}
	for _, d := range w.yearDays {
		if d != 0 && (int(d) == n || int(d)+length+1 == n) {
			return true
		}
	}
	return false
}

// inWeeks says whether the week of a day is asked for. Week 1 is the first with at
// least four days in its year.
func (w *When) inWeeks(day, year int) bool {
	if w.weeks|w.lastWeeks == 0 {
		return true
	}
	week := w.week(day)
	from, to := w.firstWeek(year), w.firstWeek(year+1)
	switch {
	case week < from:
		from, to = w.firstWeek(year-1), from
	case week >= to:
		from, to = to, w.firstWeek(year+2)
	}
	return w.weeks>>((week-from)/7+1)&1 == 1 || w.lastWeeks>>((to-week)/7)&1 == 1
}

func (w *When) firstWeek(year int) int { return w.week(Date{year, 1, 4}.number()) }
