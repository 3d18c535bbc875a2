package load

import (
	"slices"
	"time"
)

// tally is what one person has seen. It has one owner; merged ones are the crowd's.
type tally struct {
	replies  int             // that came while it was measured
	took     []time.Duration // of each of them
	stale    int             // presses that were made again on purpose
	tapped   int             // presses that were made again because the bot was gone
	asides   int             // passing words that left no mark
	repeated int
	wrong    int
	stuck    int
	strange  []string // what came instead, for the report
}

// mostStrange is how many examples a report shows.
const mostStrange = 5

// add takes what somebody else has seen.
func (t *tally) add(other tally) {
	t.replies += other.replies
	t.took = append(t.took, other.took...)
	t.stale += other.stale
	t.tapped += other.tapped
	t.asides += other.asides
	t.repeated += other.repeated
	t.wrong += other.wrong
	t.stuck += other.stuck
	for _, s := range other.strange {
		t.odd(s)
	}
}

// odd keeps an example.
func (t *tally) odd(what string) {
	if len(t.strange) < mostStrange {
		t.strange = append(t.strange, what)
	}
}

// quantile is the duration that a share q of all, 0 to 1, do not exceed; 0 without any.
// It sorts all in place.
func quantile(all []time.Duration, q float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	at := int(q*float64(len(all))+0.9999999) - 1
	return all[min(max(at, 0), len(all)-1)]
}
