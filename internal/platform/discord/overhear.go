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

// maxHearings is how often an event is passed on that could not be listened to.
const maxHearings = 6

// overhear passes an event on to who listens for danger, beside everything else.
func (d *Discord) overhear(ctx context.Context, in *chat.Inbound) {
	if d.cfg.Overhear != nil {
		d.aside.Go(func() { d.listen(ctx, d.desk.understood(*in)) })
	}
}

// listen passes an event on until it was listened to. It gives up after a few times,
// or when ctx ends: Handle gets the event all the same, from the next process if need be.
func (d *Discord) listen(ctx context.Context, in chat.Inbound) {
	for n, wait := 1, d.cfg.Timing.Retry; ; n, wait = n+1, 2*wait {
		err := d.tell(ctx, in)
		if err == nil {
			return
		}
		d.cfg.Observe("event/unheard", 0)
		if n == maxHearings || sleep(ctx, wait) != nil {
			d.log.Error("an event that waits could not be listened to", "tries", n, "error", err)
			return
		}
	}
}

// tell passes an event on once; what has begun is finished although ctx ends.
func (d *Discord) tell(ctx context.Context, in chat.Inbound) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.cfg.Timing.Finish)
	defer cancel()
	return d.cfg.Overhear(ctx, in)
}
