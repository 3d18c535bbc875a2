package reminder

// Reason is why an occurrence was passed over.
type Reason byte

// The reasons. The letters are stored: never change them.
const (
	None       Reason = 0
	TooLate    Reason = 'l' // the service was away, and it was too late for it
	Merged     Reason = 'm' // several were missed, and one came for all
	QuietHours Reason = 'q' // it fell into quiet hours
	Silence    Reason = 's' // silence had been asked for
	Resting    Reason = 'r' // it was not answered for a while, so it comes less often
	Skipped    Reason = 'k' // the owner skipped it
	Away       Reason = 'a' // the owner cannot be written to
	Busy       Reason = 'b' // the owner was in the middle of something
	Gone       Reason = 'g' // what it was for is no longer offered
)

// String is the reason's name in logs, metrics and rehearsals.
func (r Reason) String() string {
	switch r {
	case None:
		return "none"
	case TooLate:
		return "too-late"
	case Merged:
		return "merged"
	case QuietHours:
		return "quiet-hours"
	case Silence:
		return "silence"
	case Resting:
		return "resting"
	case Skipped:
		return "skipped"
	case Away:
		return "away"
	case Busy:
		return "busy"
	case Gone:
		return "gone"
	}
	return "unknown"
}

// Reasons are all but None.
func Reasons() []Reason {
	return []Reason{TooLate, Merged, QuietHours, Silence, Resting, Skipped, Away, Busy, Gone}
}
