package discord

import (
	"context"
	"sync"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// behind is what waits of each actor behind the event that is being handed in, so
// that whoever is in danger is heard although an event before cannot be kept.
type behind struct {
	mu sync.Mutex
	of map[string]*crowd
}

// crowd is what waits of one actor.
type crowd struct {
	stuck   bool            // the event in front was refused at least once
	waiting []*chat.Inbound // in order
	heard   int             // how many of waiting were passed on already
}

func newBehind() *behind { return &behind{of: map[string]*crowd{}} }

// arrive adds an event; true when it has to be passed on at once.
func (b *behind) arrive(actor string, in *chat.Inbound) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := b.of[actor]
	if c == nil {
		c = &crowd{}
		b.of[actor] = c
	}
	c.waiting = append(c.waiting, in)
	if c.stuck {
		c.heard = len(c.waiting)
	}
	return c.stuck
}

// begin takes the first event out: it is its turn.
func (b *behind) begin(actor string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if c := b.of[actor]; c != nil && len(c.waiting) > 0 {
		c.waiting, c.heard = c.waiting[1:], max(c.heard-1, 0)
	}
}

// refused notes that the event in front has to be tried again, and returns those
// behind it that have to be passed on.
func (b *behind) refused(actor string) []*chat.Inbound {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := b.of[actor]
	if c == nil {
		return nil
	}
	fresh := append([]*chat.Inbound{}, c.waiting[c.heard:]...)
	c.stuck, c.heard = true, len(c.waiting)
	return fresh
}

// over notes that the event in front is done with.
func (b *behind) over(actor string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if c := b.of[actor]; c != nil {
		c.stuck = false
		if len(c.waiting) == 0 {
			delete(b.of, actor)
		}
	}
}

// overhear passes an event on to who listens for danger, beside everything else.
func (d *Discord) overhear(ctx context.Context, in *chat.Inbound) {
	if d.cfg.Overhear != nil {
		d.aside.Go(func() { d.cfg.Overhear(context.WithoutCancel(ctx), d.desk.understood(*in)) })
	}
}
