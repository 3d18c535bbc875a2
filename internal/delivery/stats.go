package delivery

import (
	"maps"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Event is what has become of one message: Name is "sent", "parked", "passed" (it was too
// late for it) or "put-off".
// Reason is a word such as "limited", empty for those sent. It names nobody.
type Event struct {
	Name     string
	Platform chat.Platform
	Class    store.Class
	Reason   string
}

// Stats is what a Delivery has done since it was made, and what it has in hand.
type Stats struct {
	Sent    [3]uint64         // by class
	Parked  map[string]uint64 // by reason
	Passed  map[string]uint64 // by reason
	PutOff  map[string]uint64 // by reason, each time
	Waiting [3]int            // messages in hand, by class
	Chats   int               // chats with messages in hand
	Busy    int               // chats that are being written to
	Oldest  time.Duration     // how long the first of those that may be sent has waited
}

type stats struct {
	Sent                   [3]uint64
	parked, passed, putOff map[string]uint64
}

// Stats counts. It looks at everything in hand: ask every few seconds, not more often.
func (d *Delivery) Stats() Stats {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.cfg.Now()
	s := Stats{
		Sent: d.stats.Sent, Parked: maps.Clone(d.stats.parked), Passed: maps.Clone(d.stats.passed), PutOff: maps.Clone(d.stats.putOff),
		Waiting: d.board.counts, Busy: d.board.busy,
	}
	for _, l := range d.board.lanes {
		if len(l.letters) > 0 {
			s.Chats++
		}
		if !l.since.IsZero() {
			s.Oldest = max(s.Oldest, now.Sub(l.since))
		}
	}
	return s
}

// told counts what has become of a letter that was not sent, and logs it.
func (d *Delivery) told(platform chat.Platform, what string, x *letter) {
	d.mu.Lock()
	counts := &d.stats.putOff
	switch what {
	case "parked":
		counts = &d.stats.parked
	case "passed":
		counts = &d.stats.passed
	}
	if *counts == nil {
		*counts = map[string]uint64{}
	}
	(*counts)[x.reason]++
	d.mu.Unlock()
	d.cfg.Count(Event{Name: what, Platform: platform, Class: x.class, Reason: x.reason})
	d.quiet.say(d.cfg.Now(), line{platform: platform, what: what, reason: x.reason}, nil)
}
