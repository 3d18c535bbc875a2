package delivery

import (
	"context"
	"fmt"
	"math/bits"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

const (
	// batch is how many chats are looked for beside those in hand.
	batch = 64
	// glance is how many chats a look without news may cost: when more are in hand,
	// only some partitions are looked at each time.
	glance = 1024
	// pause is how long one look waits for the next.
	pause = 50 * time.Millisecond
)

// lookAround is one pass of the loop beside Run: at what there is news of, else at
// some partitions or all, because news can get lost.
func (d *Delivery) lookAround(ctx context.Context) (time.Time, error) {
	now := d.cfg.Now()
	if since := now.Sub(d.looked); since >= 0 && since < pause {
		return now.Add(pause - since), nil
	}
	d.mu.Lock()
	if d.board.look == 0 {
		d.board.look = d.board.some(d.cfg.In())
	}
	before := d.board.stamps
	d.mu.Unlock()
	next, err := d.look(ctx)
	d.looked = d.cfg.Now()
	d.mu.Lock()
	moved := d.board.stamps != before
	d.mu.Unlock()
	if moved {
		d.tell(0)
	}
	return next, err
}

// look puts in hand what the store has where there is news, and says when more may be
// found there that was put off.
func (d *Delivery) look(ctx context.Context) (time.Time, error) {
	select {
	case d.looking <- struct{}{}:
		defer func() { <-d.looking }()
	case <-ctx.Done():
		return time.Time{}, fmt.Errorf("waiting to look for messages: %w", ctx.Err())
	}
	var next time.Time
	for more := 0; ; {
		in, limit := d.toLook(more)
		if in == 0 {
			return next, nil
		}
		heads, wake, err := d.cfg.Mail.Heads(ctx, in, d.cfg.Now(), limit)
		if err != nil {
			d.again(in)
			return time.Time{}, fmt.Errorf("looking for waiting messages: %w", err)
		}
		next = sooner(next, wake)
		fresh, short := d.foundAll(heads)
		more = more*2 + batch // behind those in hand, and those that others send
		if fresh > 0 {
			more = 0
		}
		if len(heads) >= limit && !short {
			d.again(in)
		}
	}
}

// toLook is where to look, and for how many.
func (d *Delivery) toLook(more int) (in store.Set, limit int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	in = d.board.look & d.cfg.In()
	d.board.look = 0
	return in, d.board.lanesIn(in) + batch + more
}

func (d *Delivery) again(in store.Set) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.board.look |= in
}

func (d *Delivery) foundAll(heads []store.Letter) (fresh int, short bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.cfg.Now()
	for _, x := range heads {
		if d.board.found(now, x) {
			fresh++
		}
	}
	return fresh, d.board.short
}

func (b *board) lanesIn(in store.Set) (n int) {
	for rest := uint64(in); rest != 0; rest &= rest - 1 {
		n += b.parts[bits.TrailingZeros64(rest)]
	}
	return n
}

// some is as many of the partitions as are cheap to look at, those that were not for
// the longest time first.
func (b *board) some(in store.Set) store.Set {
	var chosen store.Set
	for cost := 0; cost < glance; b.round = (b.round + 1) % store.Partitions {
		p := store.Partition(b.round)
		if chosen.Has(p) {
			break
		}
		if in.Has(p) {
			chosen = chosen.With(p)
			cost += b.parts[p]
		}
		if chosen == in {
			break
		}
	}
	return chosen
}
