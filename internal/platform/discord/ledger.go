package discord

import (
	"encoding/json"
	"fmt"
	"slices"
)

// place is where a gateway session stands, as it is kept: every event up to Seq is
// done, and of those up to Last all but the Undone ones.
type place struct {
	Session string  `json:"session,omitempty"`
	Resume  string  `json:"resume,omitempty"` // the address to resume at
	Seq     int64   `json:"seq,omitempty"`
	Last    int64   `json:"last,omitempty"`
	Undone  []int64 `json:"undone,omitempty"` // ascending, each in (Seq, Last]
}

// decodePlace reads a kept place; what is no place is an error.
func decodePlace(data []byte) (place, error) {
	var p place
	if err := json.Unmarshal(data, &p); err != nil {
		return place{}, fmt.Errorf("reading where the gateway stood: %w", err)
	}
	return p, nil
}

// ledger knows which events of one session are done. It is not safe for
// concurrent use.
type ledger struct {
	last   int64   // the highest sequence that was received
	undone []int64 // received and not done, ascending
	before place   // what an earlier process had done beyond last
}

// ledgerFrom goes on where an earlier process stopped.
func ledgerFrom(p place) *ledger { return &ledger{last: p.Seq, before: p} }

// received takes an event in and reports whether there is anything to do: not for
// one that came before, or that an earlier process did.
func (l *ledger) received(seq int64) bool {
	if seq <= l.last {
		return false
	}
	l.last = seq
	if seq <= l.before.Last && !slices.Contains(l.before.Undone, seq) {
		return false
	}
	l.undone = append(l.undone, seq)
	return true
}

// done marks an event; one that is not open is passed over.
func (l *ledger) done(seq int64) {
	if i, ok := slices.BinarySearch(l.undone, seq); ok {
		l.undone = slices.Delete(l.undone, i, i+1)
	}
}

// kept is the place to keep: replaying from it skips nothing that is undone and
// nothing else twice.
func (l *ledger) kept(session, resume string) place {
	p := place{Session: session, Resume: resume, Last: l.last, Undone: slices.Clone(l.undone)}
	if l.before.Last > l.last {
		p.Last = l.before.Last
		for _, seq := range l.before.Undone {
			if seq > l.last {
				p.Undone = append(p.Undone, seq)
			}
		}
		p.Seq = l.last
	} else {
		p.Seq = p.Last
	}
	if len(p.Undone) > 0 {
		p.Seq = min(p.Seq, p.Undone[0]-1)
	}
	return p
}
