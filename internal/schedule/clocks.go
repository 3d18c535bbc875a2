package schedule

import (
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
		caught, hit := jumped(w, at, by, zone)
		_, goesOn := w.Next(at, zone)
		if hit || i == 0 && goesOn && !w.Once() {
			lines = append(lines, d.clockLine(w, zone, jump{at, by, caught, hit}))
		}
		from = at
	}
	return lines
}

// jump is a change of the clocks: when, by how much, and the wall time of a rule that
// it leaves out or has twice.
type jump struct {
	at     time.Time
	by     time.Duration
	caught time.Time
	hit    bool
}

func (d *desk) clockLine(w *recur.When, zone *time.Location, j jump) string {
	says, size := lang.ScheduleForward, j.by
	if j.by < 0 {
		says, size = lang.ScheduleBack, -j.by
	}
	line := d.text(says, d.day(j.at, zone), place.Title(zone.String()), d.length(size)) + " "
	switch {
	case j.hit && j.by > 0:
		return line + d.text(lang.ScheduleGap, clock(j.caught), clock(j.caught.Add(j.by)))
	case j.hit:
		return line + d.text(lang.ScheduleFold, clock(j.caught))
	case oneTime(w):
		first, _ := w.Next(j.at, zone)
		return line + d.text(lang.ScheduleStays, clock(first.In(zone)))
	}
	return line + d.text(lang.ScheduleStaysAll)
}

// jumped is the wall time, as if it were UTC, of the rule that a change of the clocks
// leaves out or has twice.
func jumped(w *recur.When, at time.Time, by time.Duration, zone *time.Location) (wall time.Time, hit bool) {
	_, before := at.Add(-time.Second).In(zone).Zone()
	from := at.UTC().Add(time.Duration(before) * time.Second)
	until := from.Add(by)
	if by < 0 {
		from, until = until, from
	}
	wall, ok := w.Next(from.Add(-time.Second), time.UTC)
	return wall, ok && wall.Before(until)
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
