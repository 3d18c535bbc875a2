package telegram

import (
	"context"
	"sync"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// gates let one event of a community through at a time. What is asked in a group and what
// its administrators ask in private come along different lanes.
type gates struct {
	mu   sync.Mutex
	open map[chat.Actor]*gate
}

type gate struct {
	busy  chan struct{} // holds one while somebody is inside
	waits int           // inside or waiting
}

func newGates() *gates { return &gates{open: map[chat.Actor]*gate{}} }

// enter waits for the way to be free, and returns how to leave. The error is ctx's.
func (g *gates) enter(ctx context.Context, actor chat.Actor) (leave func(), err error) {
	g.mu.Lock()
	at := g.open[actor]
	if at == nil {
		at = &gate{busy: make(chan struct{}, 1)}
		g.open[actor] = at
	}
	at.waits++
	g.mu.Unlock()
	select {
	case at.busy <- struct{}{}:
		return func() { <-at.busy; g.let(actor, at) }, nil
	case <-ctx.Done():
		g.let(actor, at)
		return nil, ctx.Err()
	}
}

func (g *gates) let(actor chat.Actor, at *gate) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if at.waits--; at.waits == 0 {
		delete(g.open, actor)
	}
}
