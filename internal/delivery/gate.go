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
	spare := max(1, len(g.slots.taken)/5)
	if class == store.Reminder {
		spare /= 2
	}
	return min(spare, len(g.slots.taken)-1)
}
