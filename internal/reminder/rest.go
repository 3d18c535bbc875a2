package reminder

import "time"

// A reminder that asks for something comes less often when nobody answers: after
// three days every other day, after three more once a week, after three more not at
// all until its owner is there again.
const (
	otherDayAfter = 3
	weeklyAfter   = 6
	asleepAfter   = 9
)

// Rest is how often a reminder comes that nobody answers.
type Rest byte

// The stages.
const (
	Awake    Rest = iota // as it was set
	OtherDay             // every other day
	Weekly               // once a week
	Asleep               // not until its owner is there again
)

// Rest is where the reminder stands.
func (r Reminder) Rest() Rest {
	switch {
	case r.Unanswered >= asleepAfter:
		return Asleep
	case r.Unanswered >= weeklyAfter:
		return Weekly
	case r.Unanswered >= otherDayAfter:
		return OtherDay
	}
	return Awake
}

// rests tells whether it is too early for the next one. A few hours are forgiven, so
// that a change of the clocks costs no day.
func (r Reminder) rests(now time.Time) bool {
	since := now.Sub(r.Sent)
	switch r.Rest() {
	case Asleep:
		return true
	case Weekly:
		return since < 7*24*time.Hour-6*time.Hour
	case OtherDay:
		return since < 2*24*time.Hour-6*time.Hour
	case Awake:
	}
	return false
}
