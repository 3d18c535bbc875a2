package discord

import (
	"sync"
	"time"
)

// gate spaces calls evenly, so that no stretch of a second holds more than allowed,
// and stands still while Discord asks everybody to wait.
type gate struct {
	mu    sync.Mutex
	space time.Duration
	next  time.Time
	until time.Time
}

func newGate(perSecond int) *gate { return &gate{space: time.Second / time.Duration(perSecond)} }

// take reserves the next place and says how long to wait for it. A wait of more
// than tooLong reserves nothing.
func (g *gate) take(now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	at := now
	for _, t := range []time.Time{g.next, g.until} {
		if t.After(at) {
			at = t
		}
	}
	if wait := at.Sub(now); wait > tooLong {
		return wait
	}
	g.next = at.Add(g.space)
	return at.Sub(now)
}

// shut keeps everybody out until then.
func (g *gate) shut(until time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if until.After(g.until) {
		g.until = until
	}
}
