package schedule

import (
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/place"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// clocks says what the next changes of the clocks do to a rule; nothing when there are
// none, or the rule is over by then. The second is worth a word only when it leaves out
// a time of the rule, or has it twice.
func (d *desk) clocks(w *recur.When, zone *time.Location) (lines []string) {
	from := d.now
	if first, ok := w.Next(from, zone); ok && w.Once() {
		from = first.Add(-48 * time.Hour)
	}
	for i := range 2 {
		at, by, ok := recur.Shift(from, zone)
		if !ok {
			break
		}
		caught := jumped(w, at, by, zone)
		_, goesOn := w.Next(at, zone)
		if len(caught) > 0 || i == 0 && goesOn && !w.Once() {
			lines = append(lines, d.clockLine(w, zone, jump{at, by, caught}))
		}
		from = at
	}
	return lines
}

// jump is a change of the clocks: when, by how much, and the wall times of a rule that
// it leaves out or has twice.
type jump struct {
	at     time.Time
	by     time.Duration
	caught []time.Time
}

func (d *desk) clockLine(w *recur.When, zone *time.Location, j jump) string {
	says, size := lang.ScheduleForward, j.by
	if j.by < 0 {
		says, size = lang.ScheduleBack, -j.by
	}
	line := d.text(says, d.day(j.at, zone), place.Title(zone.String()), d.length(size)) + " "
	switch {
	case len(j.caught) == 1 && j.by > 0:
		return line + d.text(lang.ScheduleGap, clockTimes(j.caught, 0), clockTimes(j.caught, j.by))
	case len(j.caught) == 1:
		return line + d.text(lang.ScheduleFold, clockTimes(j.caught, 0))
	case len(j.caught) > 1 && j.by > 0:
		return line + d.text(lang.ScheduleGaps, clockTimes(j.caught, 0), clockTimes(j.caught, j.by))
	case len(j.caught) > 1:
		return line + d.text(lang.ScheduleFolds, clockTimes(j.caught, 0))
	case oneTime(w):
		first, _ := w.Next(j.at, zone)
		return line + d.text(lang.ScheduleStays, clock(first.In(zone)))
	}
	return line + d.text(lang.ScheduleStaysAll)
}

// clockTimes are wall times, so much later: "1:30, 2:30".
func clockTimes(walls []time.Time, by time.Duration) string {
	var times []string
	for _, wall := range walls {
		times = append(times, clock(wall.Add(by)))
	}
	return strings.Join(times, ", ")
}

// jumped are the wall times, as if they were UTC, of the rule that a change of the clocks
// leaves out or has twice.
func jumped(w *recur.When, at time.Time, by time.Duration, zone *time.Location) (walls []time.Time) {
	_, before := at.Add(-time.Second).In(zone).Zone()
	from := at.UTC().Add(time.Duration(before) * time.Second)
	until := from.Add(by)
	if by < 0 {
		from, until = until, from
	}
	wall, ok := w.Next(from.Add(-time.Second), time.UTC)
	for ok && wall.Before(until) {
		walls = append(walls, wall)
		wall, ok = w.Next(wall, time.UTC)
	}
	return walls
}

// length is a stretch of time in words.
func (d *desk) length(by time.Duration) string {
	switch {
	case by == time.Hour:
		return d.text(lang.ScheduleHour)
	case by%time.Hour == 0:
		return d.text(lang.ScheduleHours, number(int(by/time.Hour)))
	}
	return d.text(lang.ScheduleMinutes, number(int(by/time.Minute)))
}
