package recur

// A period has at most this many days.
const maxDays = 366

// period is the stretch of a rule that positions count in.
type period struct {
	days [maxDays]int
	n    int
}

// positionAfter is wallAfter for rules that take some positions out of each period's
// occurrences.
func (w *When) positionAfter(after int64) (int64, bool) {
	plain := *w
	plain.positions, plain.until, plain.count, plain.last = [maxList]int16{}, 0, 0, 0
	day, _ := splitMinutes(after)
	if w.started {
		start := floorDiv(int(w.start), dayMinutes)
		day = max(day, start)
		// A period that began before the start counts from its own beginning.
		plain.start = int64(w.periodStart(start)) * dayMinutes
	}
	from := w.periodStart(day)
	for end := from + searchDays; from < end; {
		first, ok := plain.dayFrom(from)
		if !ok {
			return 0, false
		}
		from = w.periodStart(first)
		next := w.periodEnd(from)
		var p period
		p.fill(&plain, from, next)
		if at, ok := w.pick(&p, after); ok {
			return at, true
		}
		from = next
	}
	return 0, false
}

func (p *period) fill(w *When, from, to int) {
	for from < to && p.n < maxDays {
		day, ok := w.dayFrom(from)
		if !ok || day >= to {
			return
		}
		p.days[p.n] = day
		p.n++
		from = day + 1
	}
}

// pick is the first chosen position after a wall time.
func (w *When) pick(p *period, after int64) (int64, bool) {
	all, best, found := p.n*int(w.nTimes), int64(0), false
	for _, position := range w.positions {
		if position == 0 {
			break
		}
		i := int(position) - 1
		if position < 0 {
			i = all + int(position)
		}
		if i < 0 || i >= all {
			continue
		}
		at := int64(p.days[i/int(w.nTimes)])*dayMinutes + int64(w.times[i%int(w.nTimes)])
		if at > after && (!found || at < best) {
			best, found = at, true
		}
	}
	return best, found
}

func (w *When) periodStart(day int) int {
	switch d := dateOf(day); w.freq {
	case weekly:
		return w.week(day)
	case monthly:
		return Date{d.Year, d.Month, 1}.number()
	case yearly:
		return Date{d.Year, 1, 1}.number()
	}
	return day
}

func (w *When) periodEnd(start int) int {
	switch d := dateOf(start); w.freq {
	case weekly:
		return start + 7
	case monthly:
		return start + monthLength(d.Year, int(d.Month))
	case yearly:
		return Date{d.Year + 1, 1, 1}.number()
	}
	return start + 1
}
