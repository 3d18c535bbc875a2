package script

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// When is a point in time as a script says it: after a while, or the next time
// the clock shows something.
type When struct {
	After   time.Duration
	AtClock bool
	Days    int // with AtClock: 0 the next such time, 1 tomorrow
	Minutes int // with AtClock: minutes since midnight
}

var (
	durationForm = regexp.MustCompile(`^(\d{1,4})\s*(s|m|h|d)$`)
	clockForm    = regexp.MustCompile(`^(tomorrow\s+)?(\d{1,2}):(\d{2})$`)
)

// ParseDuration reads "20s", "5m", "4h" or "2d"; at most 400 days.
func ParseDuration(text string) (time.Duration, error) {
	m := durationForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, fmt.Errorf("%q is no length of time: write it like 20s, 5m, 4h or 2d", clip(text))
	}
	n, _ := strconv.Atoi(m[1])
	unit := map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour}[m[2]]
	d := time.Duration(n) * unit
	if d <= 0 || d > 400*24*time.Hour {
		return 0, fmt.Errorf("%q is not between a second and 400 days", clip(text))
	}
	return d, nil
}

// ParseWhen reads a length of time, "21:30" or "tomorrow 09:00".
func ParseWhen(text string) (When, error) {
	m := clockForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		d, err := ParseDuration(text)
		if err != nil {
			return When{}, fmt.Errorf("%q is no time: write it like 20s, 4h, 21:30 or tomorrow 09:00", clip(text))
		}
		return When{After: d}, nil
	}
	hours, _ := strconv.Atoi(m[2])
	minutes, _ := strconv.Atoi(m[3])
	if hours > 23 || minutes > 59 {
		return When{}, fmt.Errorf("%q is no time of day", clip(text))
	}
	w := When{AtClock: true, Minutes: hours*60 + minutes}
	if m[1] != "" {
		w.Days = 1
	}
	return w, nil
}

// From is the instant meant at now, in now's zone. A wall time that does not
// exist moves forward by the gap; one that exists twice is the first.
func (w When) From(now time.Time) time.Time {
	if !w.AtClock {
		return now.Add(w.After)
	}
	at := w.onDay(now, w.Days)
	if !at.After(now) {
		at = w.onDay(now, w.Days+1)
	}
	return at
}

func (w When) onDay(now time.Time, days int) time.Time {
	y, m, d := now.Date()
	return wallTime(y, m, d+days, w.Minutes, now.Location())
}

// wallTime resolves a wall time by hand: time.Date leaves open which of two
// instants it picks, and moves into a gap from the wrong side in some zones.
func wallTime(year int, month time.Month, day, minutes int, zone *time.Location) time.Time {
	naive := time.Date(year, month, day, 0, minutes, 0, 0, time.UTC)
	_, before := naive.Add(-24 * time.Hour).In(zone).Zone()
	_, after := naive.Add(24 * time.Hour).In(zone).Zone()
	// The larger offset yields the earlier instant; in a gap neither fits, and
	// the offset from before the change moves the time forward by the gap.
	for _, offset := range []int{max(before, after), min(before, after)} {
		at := naive.Add(-time.Duration(offset) * time.Second).In(zone)
		if _, got := at.Zone(); got == offset {
			return at
		}
	}
	return naive.Add(-time.Duration(before) * time.Second).In(zone)
}
