package reminder

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// Reminder is when something comes, and how it went so far. It is a value: every
// method that changes it returns the changed one.
type Reminder struct {
	ID   uint16 // unique among its owner's, from 1 on
	When recur.When
	// Due is when it comes next, in whole seconds UTC; zero when it does not: it is
	// paused, stalled or over, or waits until its owner can be written to.
	Due time.Time
	// PutOff is the occurrence that could not come in its time and comes at Due
	// instead; zero when Due is an occurrence itself.
	PutOff time.Time
	State  State
	Sent   time.Time // when the last one was sent; zero: none yet
	// Unanswered is on how many days in a row it was sent, asked for something, and
	// nothing came back.
	Unanswered uint8
	// Failures is how many in a row did not get through; Failed: the last one sent.
	Failures uint8
	Failed   bool
	// Passed is how many occurrences were passed over since it was made, Last the last
	// of them and Why its reason.
	Passed uint32
	Last   time.Time
	Why    Reason
}

// State is whether a reminder is at work.
type State byte

// The states.
const (
	On      State = 'o'
	Paused  State = 'p' // by its owner
	Stalled State = 'f' // by itself: three in a row did not get through
	Over    State = 'x' // its last occurrence has passed
)

// most is how many failures in a row stall a reminder.
const most = 3

// Start works out the first occurrence after now. ok is false when there is none: then
// it is over.
func (r Reminder) Start(now time.Time, zone *time.Location) (started Reminder, ok bool) {
	r.State = On
	r = r.after(now, zone)
	return r, r.State == On
}

// Pause keeps it from coming until it is resumed. What is over stays over.
func (r Reminder) Pause() Reminder {
	if r.State == Over {
		return r
	}
	return r.rest(Paused)
}

// Resume lets it come again from now on, and forgets what went wrong before. One whose
// occurrences have all passed meanwhile is over; one at work goes on as it was.
func (r Reminder) Resume(now time.Time, zone *time.Location) Reminder {
	r = r.afresh()
	if r.State != On {
		r, _ = r.Start(r.unskipped(now), zone)
	}
	return r
}

// unskipped is from when on the next one is looked for: what was skipped stays skipped.
func (r Reminder) unskipped(now time.Time) time.Time {
	if r.Why == Skipped && r.Last.After(now) {
		return r.Last
	}
	return now
}

// SkipNext passes over the next occurrence; without one it changes nothing.
func (r Reminder) SkipNext(zone *time.Location) Reminder {
	at := r.Occurrence()
	if r.State != On || at.IsZero() {
		return r
	}
	return r.pass(at, Skipped, 1).after(at, zone)
}

// Occurrence is the planned time of what comes next: Due, or what Due was put off
// from; zero when nothing comes.
func (r Reminder) Occurrence() time.Time {
	if r.PutOff.IsZero() {
		return r.Due
	}
	return r.PutOff
}

// Move gives it another rule, and lets one that had stalled or was over come again. One
// that is paused stays so. ok is false when the new rule has no occurrence after now.
func (r Reminder) Move(when recur.When, now time.Time, zone *time.Location) (moved Reminder, ok bool) {
	r.When = when
	if !r.unskipped(now).Equal(now) { // what was skipped was one of the rule before
		r.Last = wholeSeconds(now)
	}
	if r.State == Paused {
		_, ok = when.Next(now, zone)
		return r, ok
	}
	return r.afresh().Start(now, zone)
}

// Recompute works the next occurrence out anew: its zone has changed, or the rules of
// time zones have. One that is due already or was put off stays, and so does one that
// the new zone has behind it.
func (r Reminder) Recompute(now time.Time, zone *time.Location) Reminder {
	if r.State != On || !r.PutOff.IsZero() || !r.Due.After(now) {
		return r
	}
	if next, ok := r.When.Next(r.unskipped(now), zone); ok {
		r.Due = next
	}
	return r
}

// Back lets what comes once and had to wait for its owner come now: they can be
// written to again. Everything else stays as it is.
func (r Reminder) Back(now time.Time) Reminder {
	if r.State == On && r.Due.IsZero() && !r.PutOff.IsZero() {
		r.Due = wholeSeconds(now)
	}
	return r
}

// Answered takes note that its owner is there.
func (r Reminder) Answered() Reminder {
	r.Unanswered = 0
	return r
}

// Fail takes note that the last one sent did not get through. Three in a row stall it.
func (r Reminder) Fail() Reminder {
	r.Failed = true
	r.Failures = min(r.Failures+1, most)
	r = r.unheard()
	if r.Failures == most && r.State == On {
		return r.rest(Stalled)
	}
	return r
}

// Lapse takes note that the one sent for an occurrence waited for longer than it was
// worth, and was not delivered. That is nobody's failure but ours: nothing stalls.
func (r Reminder) Lapse(at time.Time) Reminder {
	return r.unheard().pass(at, TooLate, 1)
}

// unheard takes back that the last one sent waits for an answer: nobody has seen it.
func (r Reminder) unheard() Reminder {
	if r.Unanswered > 0 {
		r.Unanswered--
	}
	return r
}

// afresh forgets silence and failures.
func (r Reminder) afresh() Reminder {
	r.Unanswered, r.Failures, r.Failed = 0, 0, false
	return r
}

// rest leaves it without a next occurrence.
func (r Reminder) rest(s State) Reminder {
	r.Due, r.PutOff, r.State = time.Time{}, time.Time{}, s
	return r
}

// after sets the next occurrence after a moment.
func (r Reminder) after(moment time.Time, zone *time.Location) Reminder {
	next, ok := r.When.Next(moment, zone)
	if !ok {
		return r.rest(Over)
	}
	r.Due, r.PutOff = next, time.Time{}
	return r
}

// pass takes note of occurrences that were passed over, the last of them at.
func (r Reminder) pass(at time.Time, why Reason, n int) Reminder {
	if n > 0 {
		r.Passed = uint32(min(uint64(r.Passed)+uint64(n), 1<<32-1))
		r.Last, r.Why = wholeSeconds(at), why
	}
	return r
}

func wholeSeconds(at time.Time) time.Time { return at.UTC().Truncate(time.Second) }
