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
	if !e.doubted() {
		return true
	}
	first, err := e.d.firstOf(ctx, e.lane)
	switch {
	case err != nil:
		e.again(ctx, fmt.Errorf("looking for a message that may be forgotten: %w", err))
	case first.Seq != 0 && first.Seq < e.x.seq:
		e.giveWay()
	case first.Seq != e.x.seq || !bytes.Equal(first.Data, e.x.data):
		e.gone = true
	default:
		e.believe()
		return true
	}
	return false
}

func (e *errand) doubted() bool {
	e.d.mu.Lock()
	defer e.d.mu.Unlock()
	return e.lane.letters[0].doubted
}

func (e *errand) believe() {
	e.d.mu.Lock()
	defer e.d.mu.Unlock()
	e.x.tries, e.lane.letters[0].doubted = 0, false
}

// giveWay has those go first that the store has before a letter: of another life, or
// released. Whose its number is shows when it is the first.
func (e *errand) giveWay() {
	e.d.mu.Lock()
	defer e.d.mu.Unlock()
	e.d.board.look = e.d.board.look.With(e.lane.part)
	e.x.tries++
	e.at = e.d.cfg.Now().Add(backoff(e.x.tries))
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
