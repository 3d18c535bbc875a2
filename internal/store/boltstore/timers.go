package boltstore

import (
	"context"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Due lists what is due. When that is more than limit, next is the first of the
// rest and not later than now. What makes no sense is passed over: it must not keep
// everybody else waiting.
func (s *Store) Due(ctx context.Context, in store.Set, now time.Time, limit int) (found []store.Occurrence, next time.Time, err error) {
	if in == 0 {
		return nil, time.Time{}, ctx.Err()
	}
	err = s.view(ctx, "looking for due timers", func(t *tx) error {
		return t.scan(due, nil, func(key, _ []byte) (more bool, err error) {
			o, ok := parseDue(key)
			if !ok {
				s.passed.Add(1)
				return true, nil
			}
			if !in.Has(store.PartitionOf(o.Actor)) {
				return true, nil
			}
			if o.Due.UnixMilli() > now.UnixMilli() || len(found) >= limit {
				next = o.Due
				return false, nil
			}
			found = append(found, o)
			return true, nil
		})
	})
	if err != nil {
		return nil, time.Time{}, err
	}
	return found, next, nil
}

// Upcoming walks through all timers in the order of the actors' keys. What makes no sense is
// passed over.
func (s *Store) Upcoming(ctx context.Context, in store.Set, after store.Cursor, limit int) (found []store.Occurrence, next store.Cursor, err error) {
	low := []byte(after)
	if n := len(low); n > 0 { // behind all that begins with this actor: its key ends in 0, 1
		low[n-1]++
	}
	more := false
	err = s.view(ctx, "walking through the timers", func(t *tx) error {
		return t.scan(timers, low, func(key, value []byte) (bool, error) {
			actor, name, ok := cutActor(key)
			if !ok || len(value) != 8 {
				s.passed.Add(1)
				return true, nil
			}
			if !in.Has(store.PartitionOf(actor)) {
				return true, nil
			}
			last := len(found) - 1
			if last+1 >= max(limit, 1) && found[last].Actor != actor {
				more = true
				return false, nil
			}
			found = append(found, store.Occurrence{Actor: actor, Timer: store.Timer{Name: string(name), Due: timeOf(readTime(value))}})
			return true, nil
		})
	})
	if err != nil || !more {
		return found, "", err
	}
	return found, store.Cursor(actorKey(found[len(found)-1].Actor)), nil
}

func parseDue(key []byte) (store.Occurrence, bool) {
	if len(key) > 8 {
		if actor, name, ok := cutActor(key[8:]); ok {
			return store.Occurrence{Actor: actor, Timer: store.Timer{Name: string(name), Due: timeOf(readTime(key))}}, true
		}
	}
	return store.Occurrence{}, false
}

// timer is when an actor's timer is due; ok is false when it is not set.
func (t *tx) timer(actor chat.Actor, name string) (at int64, ok bool, err error) {
	value, ok, err := t.get(timers, timerKey(actor, name))
	if err != nil || !ok {
		return 0, false, err
	}
	if len(value) != 8 {
		return 0, false, damaged("a timer makes no sense")
	}
	return readTime(value), true, nil
}

func (t *tx) set(actor chat.Actor, timer store.Timer) error {
	if err := t.cancel(actor, timer.Name); err != nil {
		return err
	}
	at := timer.Due.UnixMilli()
	if err := t.put(timers, timerKey(actor, timer.Name), appendTime(nil, at)); err != nil {
		return err
	}
	return t.put(due, dueKey(actor, at, timer.Name), nil)
}

func (t *tx) cancel(actor chat.Actor, name string) error {
	at, ok, err := t.timer(actor, name)
	if err != nil || !ok {
		return err
	}
	if err := t.remove(due, dueKey(actor, at, name)); err != nil {
		return err
	}
	return t.remove(timers, timerKey(actor, name))
}

func (t *tx) cancelAll(actor chat.Actor) error {
	var names []string
	err := t.each(timers, actorKey(actor), func(name, _ []byte) (bool, error) {
		names = append(names, string(name))
		return true, nil
	})
	for _, name := range names {
		if err == nil {
			err = t.cancel(actor, name)
		}
	}
	return err
}
