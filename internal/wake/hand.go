package wake

import (
	"slices"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// firing is an occurrence in hand. It stays there until the store has it no more.
type firing struct {
	store.Occurrence
	handled  uint64 // after which look it was handled, 0 when it was not
	failures int
	notYet   time.Time // it failed and waits until then
}

// queue is what is in hand of one actor, in the order in which it came due.
type queue struct {
	firings []*firing
	busy    bool
	listed  bool // stands in the line of those who have something to do
}

// hand is what was found due and is being dealt with. It does nothing itself, and is
// not safe for concurrent use.
type hand struct {
	actors  map[chat.Actor]*queue
	line    []chat.Actor // who has something to do, first come first
	count   int
	busy    int
	looks   uint64 // how many looks were begun
	full    bool   // something was left in the store for want of room
	open    int    // not handled yet
	failing int    // of those: failed before
}

func newHand() *hand { return &hand{actors: map[chat.Actor]*queue{}} }

// begin numbers a look.
func (h *hand) begin() uint64 {
	h.looks++
	return h.looks
}

// found puts what a look came back with in hand, and tells how much of it was new and
// whether something is there still that was handled before the look began.
func (h *hand) found(look uint64, due []store.Occurrence, now time.Time) (fresh int, stays bool) {
	there := make(map[*firing]bool, len(due))
	for _, o := range due {
		f := h.find(o)
		switch {
		case f == nil:
			f = h.add(o)
			fresh++
		case f.handled > 0 && f.handled < look:
			stays = true
			f.handled = 0
			h.open++
			h.fail(f, now)
		}
		there[f] = true
	}
	h.tidy(look, there)
	return fresh, stays
}

func (h *hand) find(o store.Occurrence) *firing {
	q := h.actors[o.Actor]
	if q == nil {
		return nil
	}
	for _, f := range q.firings {
		if f.Name == o.Name && f.Due.Equal(o.Due) {
			return f
		}
	}
	return nil
}

func (h *hand) add(o store.Occurrence) *firing {
	f := &firing{Occurrence: o}
	q := h.actors[o.Actor]
	if q == nil {
		q = &queue{}
		h.actors[o.Actor] = q
	}
	q.firings = append(q.firings, f)
	h.count++
	h.open++
	h.enlist(o.Actor, q)
	return f
}

// tidy lets go of what was handled before a look that did not find it any more.
func (h *hand) tidy(look uint64, there map[*firing]bool) {
	for actor, q := range h.actors {
		kept := q.firings[:0]
		for _, f := range q.firings {
			if f.handled > 0 && f.handled < look && !there[f] {
				h.count--
				continue
			}
			kept = append(kept, f)
		}
		clear(q.firings[len(kept):])
		if q.firings = kept; len(kept) == 0 && !q.busy && !q.listed {
			delete(h.actors, actor)
		}
	}
}

// fail has a firing wait, longer each time.
func (h *hand) fail(f *firing, now time.Time) {
	if f.failures == 0 {
		h.failing++
	}
	f.failures++
	f.notYet = now.Add(min(time.Second<<min(f.failures-1, 8), time.Minute))
}

func (h *hand) enlist(actor chat.Actor, q *queue) {
	if !q.busy && !q.listed {
		q.listed = true
		h.line = append(h.line, actor)
	}
}

// next is the next firing to handle, nil when there is none.
func (h *hand) next(now time.Time) *firing {
	for len(h.line) > 0 {
		actor := h.line[0]
		h.line = h.line[1:]
		q := h.actors[actor]
		if q == nil {
			continue
		}
		q.listed = false
		if f := q.ready(now); f != nil {
			q.busy = true
			h.busy++
			return f
		}
	}
	return nil
}

// ready is the first firing of an actor that can be handled now.
func (q *queue) ready(now time.Time) *firing {
	for _, f := range q.firings {
		if f.handled == 0 && !f.notYet.After(now) {
			return f
		}
	}
	return nil
}

// finish takes a firing back from a worker.
func (h *hand) finish(f *firing, err error, now time.Time) {
	q := h.actors[f.Actor]
	q.busy = false
	h.busy--
	if err != nil {
		h.fail(f, now)
		h.enlist(f.Actor, q)
		return
	}
	if f.failures > 0 {
		h.failing--
	}
	f.handled, f.failures = h.looks, 0
	h.open--
	h.enlist(f.Actor, q)
}

// again lists those whose failed firings have waited long enough, and says when the
// next one has.
func (h *hand) again(now time.Time) (next time.Time) {
	if h.failing == 0 {
		return next
	}
	var listed []chat.Actor
	for actor, q := range h.actors {
		for _, f := range q.firings {
			switch {
			case f.handled > 0 || f.notYet.IsZero():
			case !f.notYet.After(now):
				listed = append(listed, actor)
			case next.IsZero() || f.notYet.Before(next):
				next = f.notYet
			}
		}
	}
	slices.SortFunc(listed, func(a, z chat.Actor) int { return strings.Compare(a.Key(), z.Key()) }) // a map has no order
	for _, actor := range listed {
		h.enlist(actor, h.actors[actor])
	}
	return next
}

// retry lets everything that failed be tried at once.
func (h *hand) retry() {
	for _, q := range h.actors {
		for _, f := range q.firings {
			if f.failures > 0 {
				f.notYet = time.Unix(0, 0)
			}
		}
	}
}
