package memstore

import (
	"context"
	"maps"
	"slices"
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

// Upcoming walks through all timers in the order of the actors' keys. Each call looks at
// all actors: it is made for tests.
func (s *Store) Upcoming(ctx context.Context, in store.Set, after store.Cursor, limit int) (found []store.Occurrence, next store.Cursor, err error) {
	if err := s.enter(ctx); err != nil {
		return nil, "", err
	}
	defer s.mu.Unlock()
	var rest []*actor
	for _, a := range s.actors {
		if len(a.timers) > 0 && in.Has(a.part) && a.key > string(after) {
			rest = append(rest, a)
		}
	}
	slices.SortFunc(rest, func(a, b *actor) int { return comparePlaces(a.place, b.place) })
	for _, a := range rest {
		if len(found) >= max(limit, 1) {
			return found, next, nil
		}
		for _, name := range slices.Sorted(maps.Keys(a.timers)) {
			found = append(found, store.Occurrence{Actor: a.actor, Timer: store.Timer{Name: name, Due: time.UnixMilli(a.timers[name]).UTC()}})
		}
		next = store.Cursor(a.key)
	}
	return found, "", nil
}
