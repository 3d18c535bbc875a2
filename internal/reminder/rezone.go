package reminder

import "time"

// Rezone is the reminder of an owner who has gone from one zone to another; a rule with
// a zone of its own stays as it is. What was skipped stays skipped, at its wall time. Of
// what comes at most daily, no second one comes on the same date of the wall: then twice
// is true, and that one is left out. One that is due already or was put off stays.
func (r Reminder) Rezone(now time.Time, from, to *time.Location) (moved Reminder, twice bool) {
	if r.When.Zone != "" {
		return r, false
	}
	if r.Why == Skipped {
		r.Last = wall(r.Last.In(from), to)
	}
	r = r.Recompute(now, to)
	if r.State != On || !r.PutOff.IsZero() || !r.Due.After(now) || !r.saidOn(r.Due.In(to), now, from) {
		return r, false
	}
	return r.SkipNext(to), true
}

// saidOn tells whether the occurrence of that date has been said and got through, in the zone the owner
// came from.
func (r Reminder) saidOn(date, now time.Time, from *time.Location) bool {
	if r.When.Often() < 24*time.Hour {
		return false
	}
	year, month, day := date.Date()
	midnight := time.Date(year, month, day, 0, 0, 0, 0, from)
	at, ok := r.When.Next(midnight.Add(-time.Second), from)
	return ok && !r.Failed && sameDay(at.In(from), midnight) && !at.After(now) && !r.Sent.Before(at)
}

// wall is the same wall time elsewhere.
func wall(at time.Time, zone *time.Location) time.Time {
	year, month, day := at.Date()
	hour, minute, second := at.Clock()
	return time.Date(year, month, day, hour, minute, second, 0, zone).UTC()
}
