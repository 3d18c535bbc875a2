package delivery

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

const (
	// patience is how long a lower class lets higher ones go first; from then on it
	// gets one turn of so many.
	patience = 10 * time.Second
	turns    = 10

	classes = int(store.Post) + 1
)

// gate is the way to one platform.
type gate struct {
	platform chat.Platform
	limits   Limits
	slots    *window
	queues   [classes]queue
	picks    int
	bulk     time.Duration // when the next one may go that is no reply
}

// pace is when the next send of a class may go. What is no reply goes evenly: a burst
// of it would leave nothing for a reply until its window is over.
func (g *gate) pace(class store.Class, now time.Duration, spare int) time.Duration {
	at := g.slots.at(now, spare)
	if class == store.Reply || g.slots == nil {
		return at
	}
	return max(at, g.bulk)
}

// take counts a send.
func (g *gate) take(class store.Class, now time.Duration) {
	g.picks++
	g.slots.take(now)
	if class != store.Reply && g.slots != nil {
		step := g.slots.span / time.Duration(len(g.slots.taken))
		g.bulk = max(g.bulk, now-step) + step
	}
}

// turn is in which order the classes are asked, and whether the first one is so only
// because it has waited too long.
func (g *gate) turn(now time.Time) (order [classes]store.Class, aged bool) {
	order = [classes]store.Class{store.Reply, store.Reminder, store.Post}
	if g.picks%turns != turns-1 {
		return order, false
	}
	longest := now.Add(-patience)
	for _, class := range []store.Class{store.Reminder, store.Post} {
		if l := g.queues[class].front(); l != nil && l.since.Before(longest) {
			longest, aged = l.since, true
			order = [classes]store.Class{class, store.Reply, store.Reminder + store.Post - class}
		}
	}
	return order, aged
}

// spare is how many slots a class leaves to those above it.
func (g *gate) spare(class store.Class) int {
	if g.slots == nil || class == store.Reply {
		return 0
	}
	spare := max(1, len(g.slots.taken)/12)
	if class == store.Reminder {
		spare /= 2
	}
	return min(spare, len(g.slots.taken)-1)
}
