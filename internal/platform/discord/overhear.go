package discord

import (
	"context"
	"slices"
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
	stuck   bool       // the event in front was refused at least once, or waits for long
	waiting []received // in order
}

func newBehind() *behind { return &behind{of: map[string]*crowd{}} }

// arrive adds an event; true when it has to be passed on at once.
func (b *behind) arrive(actor string, got received) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := b.of[actor]
	if c == nil {
		c = &crowd{}
		b.of[actor] = c
	}
	c.waiting = append(c.waiting, got)
	return c.stuck
}

// begin takes the first event out: it is its turn.
func (b *behind) begin(actor string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if c := b.of[actor]; c != nil && len(c.waiting) > 0 {
		c.waiting[0] = received{}
		c.waiting = c.waiting[1:]
	}
}

// stuck notes that the event in front goes no further for now, and returns those
// behind it.
func (b *behind) stuck(actor string) []received {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := b.of[actor]
	if c == nil {
		return nil
	}
	c.stuck = true
	return slices.Clone(c.waiting)
}

// everybody is what waits of all actors.
func (b *behind) everybody() []received {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []received
	for _, c := range b.of {
		all = append(all, c.waiting...)
	}
	return all
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

// stalls passes on an event that waits for long, and what waits behind it.
func (d *Discord) stalls(ctx context.Context, got received) {
	d.overhear(ctx, got)
	d.overhear(ctx, d.behind.stuck(got.who.Key())...)
}

// paused passes on what was read and waits, because reading pauses with got in hand.
// What Discord has sent and nobody has read yet cannot be heard: to read it would take
// the room that there is none of. It comes as soon as something is done, and when the
// connection is lost meanwhile, with the resume.
func (d *Discord) paused(ctx context.Context, got received) {
	d.overhear(ctx, got)
	d.overhear(ctx, d.behind.everybody()...)
}

// maxHearings is how often an event is passed on that could not be listened to.
const maxHearings = 6

// overhear passes events on to who listens for danger, beside everything else; each
// of them once.
func (d *Discord) overhear(ctx context.Context, all ...received) {
	if d.cfg.Overhear == nil {
		return
	}
	for _, got := range all {
		if got.in != nil && got.who.Kind == chat.Person && !got.heard.Swap(true) {
			d.aside.Go(func() { d.listen(ctx, d.desk.understood(*got.in)) })
		}
	}
}

// heed has the words of a moderator's request listened to as those of whoever wrote
// them: no script reads them, and they may be in danger like anybody.
func (d *Discord) heed(ctx context.Context, got received) {
	if d.cfg.Overhear == nil || got.in == nil {
		return
	}
	m, is := got.in.Event.(chat.Manage)
	words := wordsOf(m.Ask)
	if !is || words == "" {
		return
	}
	in := chat.Inbound{ID: got.in.ID + "w", Actor: person(m.By.ID), Locale: m.By.Locale, Event: chat.Text{Text: words}}
	d.aside.Go(func() { d.listen(ctx, in) })
}

// wordsOf is what a moderator wrote themselves, empty when that is nothing.
func wordsOf(ask chat.Request) string {
	switch ask := ask.(type) {
	case chat.Draft:
		return ask.Text
	case chat.Alter:
		return ask.Draft.Text
	case chat.Fill:
		return ask.Text
	}
	return ""
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
