package schedule

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/place"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// clocks says what the next change of the clocks does to a rule; nothing when there is
// none, or the rule is over by then.
func (d *desk) clocks(w *recur.When, zone *time.Location) []string {
	at, by, ok := recur.Shift(d.now, zone)
	if !ok {
		return nil
	}
	caught, hit := jumped(w, at, by, zone)
	_, goesOn := w.Next(at, zone)
	if !hit && (w.Once() || !goesOn) {
		return nil
	}
	says, size := lang.ScheduleForward, by
	if by < 0 {
		says, size = lang.ScheduleBack, -by
	}
	line := d.text(says, d.day(at, zone), place.Title(zone.String()), d.length(size)) + " "
	switch {
	case hit && by > 0:
		line += d.text(lang.ScheduleGap, clock(caught), clock(caught.Add(by)))
	case hit:
		line += d.text(lang.ScheduleFold, clock(caught))
	case oneTime(w):
		first, _ := w.Next(at, zone)
		line += d.text(lang.ScheduleStays, clock(first.In(zone)))
	default:
		line += d.text(lang.ScheduleStaysAll)
	}
	return []string{line}
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
