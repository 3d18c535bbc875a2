package memstore

import (
	"context"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Due lists what is due. When that is more than limit, next is the first of the
// rest and not later than now.
func (s *Store) Due(ctx context.Context, in store.Set, now time.Time, limit int) (due []store.Occurrence, next time.Time, err error) {
	if err := s.enter(ctx); err != nil {
		return nil, time.Time{}, err
	}
	defer s.mu.Unlock()
	at := now.UnixMilli()
	for o := range s.due.from(in, occurrence{due: -1 << 63}) {
		when := time.UnixMilli(o.due).UTC()
		if o.due > at || len(due) >= limit {
			return due, when, nil
		}
		due = append(due, store.Occurrence{Actor: o.actor, Timer: store.Timer{Name: o.name, Due: when}})
	}
	return due, time.Time{}, nil
}
