package delivery

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// pick is the next lane to work at. When there is none: the moment at which there may
// be one, zero when only news can change that.
func (b *board) pick(now time.Time) (*lane, time.Time) {
	l, next := b.best(now)
	switch {
	case l == nil:
	case l.letters[0].fate != toSend:
		b.chores.pop()
		b.hire(l, store.Reply)
	default:
		b.send(l, now)
	}
	return l, next
}

// best is the lane that pick would take.
func (b *board) best(now time.Time) (*lane, time.Time) {
	b.promote(now)
	for l := b.chores.front(); l != nil; l = b.chores.front() {
		if l.letters[0].fate != toSend {
			return l, time.Time{}
		}
		b.chores.pop()
		b.move(l, idle) // an older one was found meanwhile
		b.place(l, now)
	}
	var best *lane
	var next time.Time
	for _, g := range b.gates {
		l, at := b.choose(g, now)
		if l == nil {
			next = sooner(next, at)
			continue
		}
		if best == nil || l.class < best.class || (l.class == best.class && l.since.Before(best.since)) {
			best = l
		}
	}
	if best == nil {
		if e, ok := b.later.first(); ok {
			next = sooner(next, e.at)
		}
		return nil, next
	}
	return best, time.Time{}
}

// send lets a lane go through its gate.
func (b *board) send(l *lane, now time.Time) {
	m := b.moment(now)
	l.gate.queues[l.class].pop()
	l.gate.take(l.class, m)
	l.chat.take(m)
	l.group.take(m)
	b.hire(l, l.class)
}

func (b *board) hire(l *lane, class store.Class) {
	b.move(l, busy)
	l.hired = class
	b.busy++
	if class != store.Reply {
		b.bulk++
	}
}

// choose is the lane whose turn it is at a gate, or when it may be one's.
func (b *board) choose(g *gate, now time.Time) (*lane, time.Time) {
	var next time.Time
	order, aged := g.turn(now)
	for i, class := range order {
		l := b.front(g, class, now)
		if l == nil {
			continue
		}
		if class != store.Reply && b.bulk >= b.most {
			continue
		}
		spare := g.spare(class)
		if aged && i == 0 {
			spare = 0
		}
		m := b.moment(now)
		if at := g.pace(class, m, spare); at > m {
			next = sooner(next, b.epoch.Add(at))
			continue
		}
		return l, time.Time{}
	}
	return nil, next
}

// front is the first lane of a class whose chat may be written to now.
func (b *board) front(g *gate, class store.Class, now time.Time) *lane {
	m := b.moment(now)
	for l := g.queues[class].front(); l != nil; l = g.queues[class].front() {
		at := max(l.chat.at(m, 0), l.group.at(m, 0))
		if at <= m {
			return l
		}
		g.queues[class].pop()
		b.wait(l, b.epoch.Add(at))
	}
	return nil
}

// finish takes a lane back from a worker, with what has become of its first letter:
// gone, or to be tried at a time (the zero time: at once).
func (b *board) finish(l *lane, now time.Time, x letter, gone bool, at time.Time) {
	b.busy--
	if l.hired != store.Reply {
		b.bulk--
	}
	b.move(l, idle)
	l.since = time.Time{}
	if l.letters[0].doubted { // meanwhile
		x.doubted, gone = true, gone || x.fate == toSend
	}
	switch {
	case gone:
		b.remove(l)
	case l.yield(x): // the next one need not wait for it
	case at.After(now):
		b.wait(l, at)
		return
	}
	if len(l.letters) == 0 && l.more() {
		l.unsure = false
		b.look = b.look.With(l.part)
	}
	b.place(l, now)
}

func (b *board) remove(l *lane) {
	b.held--
	b.counts[l.letters[0].class]--
	l.letters[0] = letter{}
	l.letters = l.letters[1:]
	if len(l.letters) == 0 {
		b.parts[l.part]--
	}
	if b.short && b.held <= b.room/2 {
		b.short = false
		b.look |= b.in()
	}
}

// lose has all that waits of a chat parked, and tells whether that is news.
func (b *board) lose(l *lane, now time.Time) bool {
	for i := l.start(); i < len(l.letters); i++ {
		if l.letters[i].fate == toSend {
			l.letters[i].fate, l.letters[i].reason = toPark, reasonUnreachable
		}
	}
	news := !l.lost
	l.lost = true
	l.keep = now.Add(remembered)
	return news
}

// sooner is the earlier of two moments; zero is never.
func sooner(a, z time.Time) time.Time {
	if a.IsZero() || (!z.IsZero() && z.Before(a)) {
		return z
	}
	return a
}
