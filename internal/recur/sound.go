package recur

// sound says whether every part is in its range and the value is in its one shape, so
// that expanding it ends and writing it gives the same again.
func (w *When) sound() bool {
	if w.freq == once {
		return w.settled() == *w && inCalendar(w.start)
	}
	last := w.count > 0
	walk := *w
	if !w.inRanges() {
		return false
	}
	settled := walk.settled()
	w.last = settled.last
	return settled == *w && (!last || w.started)
}

func (w *When) inRanges() bool {
	if w.freq > yearly || w.interval == 0 || w.interval > maxInterval || w.count > maxCount || w.weekStart > 6 {
		return false
	}
	if w.interval > 1 && !w.started || w.weekdays > everyDay || w.months > 1<<13-1 || w.months&1 == 1 ||
		w.monthDays&1 == 1 || w.lastDays&1 == 1 || !inCalendar(w.start) || !inCalendar(w.until) {
		return false
	}
	return w.timesInRange() && w.listsInRange()
}

func (w *When) timesInRange() bool {
	if (w.nTimes == 0) != (w.freq == hourly) {
		return false
	}
	for i, t := range w.times {
		switch {
		case i >= int(w.nTimes):
			if t != 0 {
				return false
			}
		case t >= dayMinutes || i > 0 && t < w.times[i-1]+60:
			return false
		}
	}
	return true
}

func (w *When) listsInRange() bool {
	const allWeeks = 1<<54 - 2
	for i, o := range w.ordinals {
		if o.n < -53 || o.n > 53 || o.day > 6 || o.n == 0 && o.day != 0 || i > 0 && o.n != 0 && !w.ordinals[i-1].before(o) {
			return false
		}
	}
	return (w.weeks|w.lastWeeks)&^uint64(allWeeks) == 0 && listInRange(w.yearDays) && listInRange(w.positions)
}

// before is the order of a list of ordinals, each once, zeros last.
func (o ordinal) before(p ordinal) bool {
	return o.n != 0 && (o.n < p.n || o.n == p.n && o.day < p.day)
}

func listInRange(list [maxList]int16) bool {
	before, first := int16(0), true
	for _, n := range list {
		if n < -366 || n > 366 || n != 0 && !first && (before == 0 || before >= n) {
			return false
		}
		before, first = n, false
	}
	return true
}

// What a rule may hold at most.
const (
	maxInterval = 1000
	maxCount    = 400  // times: each reading of a rule walks to its last
	maxUnits    = 9999 // minutes, hours or days from now
)

// inCalendar keeps wall times in the years 1 to 9999.
func inCalendar(minutes int64) bool {
	return minutes >= -719162*dayMinutes && minutes < 2932897*dayMinutes
}
