package recur

import (
	"slices"
	"time"
)

// MonthEnd says what becomes of the 29th to the 31st where a month is shorter.
type MonthEnd byte

const (
	// Clamp takes the last day of the month instead. It is the default.
	Clamp MonthEnd = 'c'
	// Skip leaves that month out.
	Skip MonthEnd = 's'
)

// The longest lists a When holds.
const (
	maxTimes = 24
	maxList  = 8
)

type frequency byte

const (
	once frequency = iota
	hourly
	daily
	weekly
	monthly
	yearly
)

// ordinal is a weekday of a month or a year, counted from its beginning (1 to 53) or
// its end (-1 to -53).
type ordinal struct {
	n   int8
	day uint8
}

// When is a moment, or a rule of the calendar with its wall times. It is a small
// value: two that mean the same in the same words are equal. The zero When never
// happens.
type When struct {
	Zone string // IANA name; empty: the owner's zone

	freq      frequency
	interval  uint16 // periods from one to the next, 1 or more; 0 for once
	skip      bool   // month ends are skipped and not clamped
	weekStart uint8  // Sunday 0; Monday unless it matters
	nTimes    uint8
	times     [maxTimes]uint16 // rising; not for once and hourly

	weekdays  uint8  // a bit for each, Sunday 1
	months    uint16 // bit 1 is January
	monthDays uint32 // bit 1 is the 1st
	lastDays  uint32 // bit 1 is the last
	weeks     uint64 // bit 1 is week 1
	lastWeeks uint64
	ordinals  [maxList]ordinal
	yearDays  [maxList]int16
	positions [maxList]int16

	started bool  // whether start says something
	start   int64 // wall time in minutes since 1970, of the moment or from which on the rule counts
	until   int64 // the last wall minute, 0: none
	count   uint16
	last    int64 // wall time of the last by count, found once; 0: none
}

// Once says whether it is one moment and no rule.
func (w When) Once() bool { return w.freq == once }

// WithZone is the same in another zone; empty means the owner's.
func (w When) WithZone(name string) When {
	w.Zone = name
	return w
}

// WithMonthEnd is the same with another choice for the ends of months. It changes
// nothing where no such day is asked for.
func (w When) WithMonthEnd(choice MonthEnd) When {
	w.skip = choice == Skip
	return w.settled()
}

// Often is the shortest time between two occurrences, in wall time; 0 for once, and
// for a rule that happens only once.
func (w When) Often() time.Duration {
	if w.freq == once {
		return 0
	}
	from := int64(Date{2024, 1, 1}.number()) * dayMinutes
	if w.started {
		from = w.start
	}
	at, ok := w.wallAfter(from - 1)
	least, end := int64(0), at+oftenYears*366*dayMinutes
	for range oftenMost {
		next, more := w.wallAfter(at)
		if !ok || !more || least != 0 && next > end {
			break
		}
		if least == 0 || next-at < least {
			least = next - at
		}
		at = next
	}
	return time.Duration(least) * time.Minute
}

// How far Often looks: as many occurrences, and no further than so many years.
const (
	oftenMost  = 400
	oftenYears = 9
)

// settled is the one shape of all that mean the same: what says nothing is empty, and
// the last by count is found.
func (w When) settled() When {
	if w.freq == once {
		return When{Zone: w.Zone, started: w.started, start: w.start}
	}
	if w.skip && w.monthDays>>29 == 0 {
		w.skip = false
	}
	w.settleDays()
	w.settleStart()
	if !w.weekStartMatters() {
		w.weekStart = 1
	}
	w.last = 0
	if w.count > 0 {
		w.last = w.lastByCount()
	}
	return w
}

// settleDays gives rules of the same days the same frequency.
func (w *When) settleDays() {
	if w.months == 1<<13-2 && w.freq != yearly {
		w.months = 0
	}
	if w.weekdays == everyDay && w.freq <= daily {
		w.weekdays = 0
	}
	if w.interval != 1 || w.positions[0] != 0 || w.monthDays|w.lastDays != 0 {
		return
	}
	switch {
	case w.freq == weekly && w.weekdays == everyDay:
		w.freq, w.weekdays = daily, 0
	case w.freq == daily && w.weekdays != 0:
		w.freq = weekly
	}
}

// settleStart begins at midnight where no time of that day is left out by it.
func (w *When) settleStart() {
	if !w.started || w.freq == hourly {
		return
	}
	day, clock := splitMinutes(w.start)
	if clock <= int(w.times[0]) {
		w.start = int64(day) * dayMinutes
	}
}

const everyDay = 1<<7 - 1

func (w *When) weekStartMatters() bool {
	return w.freq == weekly && (w.interval > 1 || w.positions[0] != 0) || w.weeks|w.lastWeeks != 0
}

// lastByCount walks to the last occurrence. Rules whose count takes longer than two
// centuries end there.
func (w *When) lastByCount() int64 {
	walk := *w
	walk.count, walk.last = 0, 0
	at, end := w.start-1, w.start+2*searchDays*dayMinutes
	for range w.count {
		next, ok := walk.wallAfter(at)
		if !ok || next > end {
			break
		}
		at = next
	}
	return at
}

func (w *When) clocks() []uint16 { return w.times[:w.nTimes] }

// setTimes sorts the times and drops doubles; it says whether they fit.
func (w *When) setTimes(times []Clock) bool {
	sorted := slices.Clone(times)
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	if len(sorted) == 0 || len(sorted) > maxTimes {
		return false
	}
	w.nTimes, w.times = uint8(len(sorted)), [maxTimes]uint16{}
	for i, c := range sorted {
		w.times[i] = uint16(c)
	}
	return true
}
