package recur

import (
	"math/bits"
	"time"
)

// The calendar of a When ends here; no search goes on for longer than a century.
const (
	lastYear   = 9999
	searchDays = 100 * 366
)

// wallAfter is the first occurrence on the wall strictly after a wall time, both in
// minutes since 1970.
func (w *When) wallAfter(after int64) (int64, bool) {
	if w.started && after < w.start {
		after = w.start - 1
	}
	next, ok := w.unbounded(after)
	if !ok || w.until != 0 && next > w.until || w.count != 0 && w.last != 0 && next > w.last || !inCalendar(next) {
		return 0, false
	}
	return next, true
}

func (w *When) unbounded(after int64) (int64, bool) {
	switch {
	case w.freq == once:
		return w.start, w.started && w.start > after
	case w.freq == hourly:
		return w.hourAfter(after)
	case w.positions[0] != 0:
		return w.positionAfter(after)
	}
	day, clock := splitMinutes(after)
	if day, ok := w.dayFrom(day); ok {
		if int64(day)*dayMinutes > after {
			return int64(day)*dayMinutes + int64(w.times[0]), true
		}
		for _, t := range w.clocks() {
			if int(t) > clock {
				return int64(day)*dayMinutes + int64(t), true
			}
		}
	}
	if day, ok := w.dayFrom(day + 1); ok {
		return int64(day)*dayMinutes + int64(w.times[0]), true
	}
	return 0, false
}

func splitMinutes(m int64) (day, clock int) {
	day = floorDiv(int(m), dayMinutes)
	return day, int(m) - day*dayMinutes
}

// hourAfter counts whole steps from the start.
func (w *When) hourAfter(after int64) (int64, bool) {
	step := int64(w.interval) * 60
	at := w.start
	if after >= at {
		at += ((after-at)/step + 1) * step
	}
	for range searchDays {
		day, _ := splitMinutes(at)
		if w.admits(day) {
			return at, true
		}
		// The next step on another day.
		at += max((int64(day+1)*dayMinutes-at+step-1)/step, 1) * step
	}
	return 0, false
}

// dayFrom is the first day of the rule at or after a day.
func (w *When) dayFrom(day int) (int, bool) {
	start := 0
	if w.started {
		start = floorDiv(int(w.start), dayMinutes)
		day = max(day, start)
	}
	switch w.freq {
	case daily:
		return w.dailyFrom(day, start)
	case weekly:
		return w.weeklyFrom(day, start)
	case monthly:
		return w.monthlyFrom(day, start)
	case yearly:
		return w.yearlyFrom(day, start)
	}
	return 0, false
}

func (w *When) dailyFrom(day, start int) (int, bool) {
	step := int(w.interval)
	day += floorMod(start-day, step)
	for end := day + searchDays; day < end; day += step {
		if w.admits(day) {
			return day, true
		}
	}
	return 0, false
}

// admits says whether a day passes what limits hours and days.
func (w *When) admits(day int) bool {
	if w.months|uint16(w.weekdays) == 0 && w.monthDays|w.lastDays == 0 {
		return true
	}
	d := dateOf(day)
	return w.monthMask(d.Year, int(d.Month))>>d.Day&1 == 1
}

func (w *When) weeklyFrom(day, start int) (int, bool) {
	week := w.week(day)
	first := w.week(start)
	if off := floorMod(week-first, 7*int(w.interval)); off != 0 {
		week += 7*int(w.interval) - off
		day = week
	}
	for end := day + searchDays; day < end; {
		for ; day < week+7; day++ {
			if w.weekdays>>weekday(day)&1 == 1 && w.inMonths(day) {
				return day, true
			}
		}
		week += 7 * int(w.interval)
		day = week
	}
	return 0, false
}

func (w *When) inMonths(day int) bool {
	return w.months == 0 || w.months>>dateOf(day).Month&1 == 1
}

// week is the number of the day a day's week begins with.
func (w *When) week(day int) int {
	return day - floorMod(weekday(day)-int(w.weekStart), 7)
}

func (w *When) monthlyFrom(day, start int) (int, bool) {
	d, s := dateOf(day), dateOf(start)
	month, step := d.Year*12+int(d.Month)-1, int(w.interval)
	if off := floorMod(s.Year*12+int(s.Month)-1-month, step); off != 0 {
		month += off
		d.Day = 1
	}
	for end := month + 12*100*min(step, 12); month < end && month/12 <= lastYear; month += step {
		if at, ok := w.inMonth(month/12, month%12+1, d.Day); ok {
			return at, true
		}
		d.Day = 1
	}
	return 0, false
}

// inMonth is the first day of the rule in a month at or after a day of it.
func (w *When) inMonth(year, month, day int) (int, bool) {
	mask := w.monthMask(year, month) >> day << day
	if mask == 0 {
		return 0, false
	}
	return Date{year, time.Month(month), 1}.number() + bits.TrailingZeros32(mask) - 1, true
}

func (w *When) yearlyFrom(day, start int) (int, bool) {
	d, s := dateOf(day), dateOf(start)
	step := int(w.interval)
	year, month := d.Year, int(d.Month)
	if off := floorMod(s.Year-year, step); off != 0 {
		year += off
		month, d.Day = 1, 1
	}
	for end := year + 100*step; year < end && year <= lastYear; year += step {
		for ; month <= 12; month++ {
			if at, ok := w.inMonth(year, month, d.Day); ok {
				return at, true
			}
			d.Day = 1
		}
		month = 1
	}
	return 0, false
}
