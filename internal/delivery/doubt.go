package delivery

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// century is later than any message is put off to.
const century = 100 * 365 * 24 * time.Hour

// sure tells whether the store may be told of a letter by its number. Mostly that is
// plain; after its actor may have been forgotten the store is asked. When the number is
// another message's by now, or nobody's, nothing is left to do for this one.
func (e *errand) sure(ctx context.Context) bool {
	e.d.mu.Lock()
	doubted := e.lane.letters[0].doubted
	e.d.mu.Unlock()
	if !doubted {
		return true
	}
	first, err := e.d.firstOf(ctx, e.lane)
	if err != nil {
		e.again(ctx, fmt.Errorf("looking for a message that may be forgotten: %w", err))
		return false
	}
	if e.gone = !e.x.stands(first); e.gone {
		return false
	}
	e.d.mu.Lock()
	e.lane.letters[0].doubted = false
	e.d.mu.Unlock()
	return true
}

// stands tells whether a letter that was sent is in the mailbox with that first one.
// Before it can only stand what was parked and is released.
func (x *letter) stands(first store.Letter) bool {
	if first.Seq == x.seq {
		return bytes.Equal(first.Data, x.data)
	}
	return first.Seq != 0 && first.Seq < x.seq
}

// firstOf is the first message of a lane's mailbox, put off or not; Seq 0 when there
// is none.
func (d *Delivery) firstOf(ctx context.Context, l *lane) (store.Letter, error) {
	in := store.Set(0).With(l.part)
	for limit := batch; ; limit *= 4 {
		heads, _, err := d.cfg.Mail.Heads(ctx, in, d.cfg.Now().Add(century), limit)
		if err != nil {
			return store.Letter{}, err
		}
		for _, x := range heads {
			if x.Actor == l.actor {
				return x, nil
			}
		}
		if len(heads) < limit {
			return store.Letter{}, nil
		}
	}
}
