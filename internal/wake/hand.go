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
	of       *queue
	seen     uint64 // the last look that found it
	handled  uint64 // after which look it was handled, 0 when it was not
	failures int
	notYet   time.Time // it failed and waits until then
}

// queue is what is in hand of one actor, in the order in which it came due.
type queue struct {
	actor   chat.Actor
	part    *part
	firings []*firing
	busy    bool
	listed  bool // stands in the line of those who have something to do
}

// part is what is in hand of one partition.
type part struct {
	number store.Partition
	actors map[chat.Actor]*queue
	count  int  // in hand
	active int  // of those: neither handled nor failed before
	left   bool // it was not looked at, because enough was in hand
}

// hand is what was found due and is being dealt with. It does nothing itself, and is
// not safe for concurrent use.
type hand struct {
	parts   [store.Partitions]part
	line    []*queue // who has something to do, first come first
	first   int      // where the line begins
	busy    int
	looks   uint64 // how many looks were begun
	room    int    // how many may be in hand that were neither handled nor failed
	open    int    // how many are in hand that were not handled
	left    bool   // some partition was not looked at
	failing int    // of those: failed before
}

const (
	// batch is how many timers are looked for at once, beside those in hand.
	batch = 1024
	// low is when a partition is looked at again: what is in hand of it lasts for about
	// as long as that takes.
	low = 256
	// patience is how many times the room there is for what failed: it takes none from
	// the others, and what is in hand stays countable all the same.
	patience = 4
	// hopelessFor is how long what is beyond repair waits until it is tried again.
	hopelessFor = time.Hour
)

func newHand(room int) *hand {
	h := &hand{room: room}
	for p := range h.parts {
		h.parts[p] = part{number: store.Partition(p), actors: map[chat.Actor]*queue{}}
	}
	return h
}

// begin numbers a look, and says where to look and for how many: not where there is
// enough to do already. Nowhere is the empty set.
func (h *hand) begin(in store.Set) (look uint64, where store.Set, limit int) {
	h.left = false
	room := h.room - h.taken()
	for i := range h.parts {
		p := &h.parts[i]
		if !in.Has(p.number) {
			h.release(p)
			continue
		}
		if p.left = room <= 0 || p.active > low; !p.left {
			where = where.With(p.number)
			limit += p.count
		}
		h.left = h.left || p.left
	}
	if where != 0 {
		h.looks++
	}
	return h.looks, where, limit + min(batch, room)
}

// taken is how much of the room is taken: what failed takes none, as long as there is
// room for it elsewhere.
func (h *hand) taken() int {
	return h.open - h.failing + max(0, h.failing-patience*h.room)
}

// release lets go of what others fire now, but for what is being handled.
func (h *hand) release(p *part) {
	for actor, q := range p.actors {
		q.firings = slices.DeleteFunc(q.firings, func(f *firing) bool {
			if q.busy && f.handled == 0 {
				return false
			}
			h.leave(f)
			return true
		})
		if len(q.firings) == 0 && !q.busy && !q.listed {
			delete(p.actors, actor)
		}
	}
}

// leave counts a firing out of the hand.
func (h *hand) leave(f *firing) {
	p := f.of.part
	p.count--
	if f.handled > 0 {
		return
	}
	h.open--
	if f.failures > 0 {
		h.failing--
	} else {
		p.active--
	}
}

// found puts what a look came back with in hand, and tells how much of it was new and
// whether something is there still that was handled before the look began.
func (h *hand) found(look uint64, where store.Set, due []store.Occurrence, now time.Time) (fresh int, stays bool) {
	for _, o := range due {
		q := h.queue(o.Actor)
		f := q.find(o)
		switch {
		case f == nil:
			f = h.add(q, o)
			fresh++
		case f.handled > 0 && f.handled < look:
			stays = true
			f.handled = 0
			h.open++
			h.fail(f, now, false)
		}
		f.seen = look
	}
	for i := range h.parts {
		if where.Has(h.parts[i].number) {
			h.tidy(&h.parts[i], look)
		}
	}
	return fresh, stays
}

func (h *hand) queue(of chat.Actor) *queue {
	p := &h.parts[store.PartitionOf(of)]
	q := p.actors[of]
	if q == nil {
		q = &queue{actor: of, part: p}
		p.actors[of] = q
	}
	return q
}

func (q *queue) find(o store.Occurrence) *firing {
	for _, f := range q.firings {
		if f.Name == o.Name && f.Due.Equal(o.Due) {
			return f
		}
	}
	return nil
}

func (h *hand) add(q *queue, o store.Occurrence) *firing {
	f := &firing{Occurrence: o, of: q}
	q.firings = append(q.firings, f)
	q.part.count++
	q.part.active++
	h.open++
	h.enlist(q)
	return f
}

// tidy lets go of what was handled before a look that did not find it any more.
func (h *hand) tidy(p *part, look uint64) {
	for actor, q := range p.actors {
		kept := q.firings[:0]
		for _, f := range q.firings {
			if f.handled > 0 && f.handled < look && f.seen != look {
				h.leave(f)
				continue
			}
			kept = append(kept, f)
		}
		clear(q.firings[len(kept):])
		if q.firings = kept; len(kept) == 0 && !q.busy && !q.listed {
			delete(p.actors, actor)
		}
	}
}

// fail has a firing wait, longer each time, and long when there is no hope.
func (h *hand) fail(f *firing, now time.Time, hopeless bool) {
	if f.failures == 0 {
		h.failing++
	}
	f.failures++
	wait := min(time.Second<<min(f.failures-1, 8), time.Minute)
	if hopeless {
		wait = hopelessFor
	}
	f.notYet = now.Add(wait)
}

func (h *hand) enlist(q *queue) {
	if !q.busy && !q.listed {
		q.listed = true
		h.line = append(h.line, q)
	}
}

// pop is the first in the line, nil when there is none.
func (h *hand) pop() *queue {
	if h.first == len(h.line) {
		clear(h.line)
		h.line, h.first = h.line[:0], 0
		return nil
	}
	q := h.line[h.first]
	h.first++
	q.listed = false
	if h.first > 1024 && 2*h.first > len(h.line) {
		n := copy(h.line, h.line[h.first:])
		clear(h.line[n:])
		h.line, h.first = h.line[:n], 0
	}
	return q
}

// next is the next firing to handle of those partitions, nil when there is none.
func (h *hand) next(in store.Set, now time.Time) *firing {
	for q := h.pop(); q != nil; q = h.pop() {
		f := q.ready(now)
		if f == nil {
			continue
		}
		if !in.Has(q.part.number) {
			h.release(q.part) // all of it: what stood in no line any more would be known for ever and never fired
			continue
		}
		q.busy = true
		h.busy++
		return f
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

// finish takes a firing back from a worker. Hopeless tells that err is beyond repair.
func (h *hand) finish(f *firing, err error, hopeless bool, now time.Time) {
	q := f.of
	q.busy = false
	h.busy--
	if f.failures == 0 {
		q.part.active--
	}
	if err != nil {
		h.fail(f, now, hopeless)
		h.enlist(q)
		return
	}
	if f.failures > 0 {
		h.failing--
	}
	f.handled, f.failures = h.looks, 0
	h.open--
	h.enlist(q)
}

// wants tells that there is room again, where there was none at the last look.
func (h *hand) wants() bool {
	if !h.left || h.taken() > h.room/2 {
		return false
	}
	for i := range h.parts {
		if p := &h.parts[i]; p.left && p.active <= low {
			h.left = false // the look that comes says anew what is
			return true
		}
	}
	return false
}

// again lists those whose failed firings have waited long enough, and says when the
// next one has.
func (h *hand) again(now time.Time) (next time.Time) {
	if h.failing == 0 {
		return next
	}
	var listed []*queue
	for i := range h.parts {
		for _, q := range h.parts[i].actors {
			for _, f := range q.firings {
				switch {
				case f.handled > 0 || f.notYet.IsZero():
				case !f.notYet.After(now):
					listed = append(listed, q)
				case next.IsZero() || f.notYet.Before(next):
					next = f.notYet
				}
			}
		}
	}
	slices.SortFunc(listed, func(a, z *queue) int { return strings.Compare(a.actor.Key(), z.actor.Key()) }) // a map has no order
	for _, q := range listed {
		h.enlist(q)
	}
	return next
}

// retry lets everything that failed be tried at once.
func (h *hand) retry() {
	for i := range h.parts {
		for _, q := range h.parts[i].actors {
			for _, f := range q.firings {
				if f.failures > 0 {
					f.notYet = time.Unix(0, 0)
				}
			}
		}
	}
}
