package boltstore

import (
	"context"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Parked lists what is parked, by actor and then by Seq.
func (s *Store) Parked(ctx context.Context, in store.Set, limit int) (found []store.Letter, err error) {
	err = s.view(ctx, "listing parked messages", func(t *tx) error {
		return t.scan(parked, nil, func(key, _ []byte) (bool, error) {
			if len(found) >= limit {
				return false, nil
			}
			actor, seq, ok := cutActor(key)
			if !ok || len(seq) != 8 {
				return false, damaged("a parked message makes no sense")
			}
			if !in.Has(store.PartitionOf(actor)) {
				return true, nil
			}
			l, ok, err := t.letter(actor, seqOf(seq))
			if err == nil && !ok {
				err = damaged("a parked message is not there")
			}
			found = append(found, l)
			return true, err
		})
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// Release lets a parked message go. One that is not parked stays as it is.
func (s *Store) Release(ctx context.Context, actor chat.Actor, seq uint64) error {
	return s.change(ctx, "release", "releasing a message", func(t *tx) error {
		l, err := t.findLetter(actor, seq)
		if err != nil || l.State != store.Parked {
			return err
		}
		l.State, l.Reason, l.Earliest = store.Waiting, "", time.Time{}
		if err := t.setLetter(l); err != nil {
			return err
		}
		return t.rehead(actor)
	})
}
