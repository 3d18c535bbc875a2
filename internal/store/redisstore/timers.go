package redisstore

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// occurrence is a timer as it stands in its sorted set.
type occurrence struct {
	due    int64 // Unix milliseconds
	member string
}

func compareOccurrences(a, b occurrence) int {
	return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.member, b.member))
}

// Due lists what is due, at most limit and perhaps fewer than there are: next is then
// the first of the rest and not later than now. It looks at the first timer of every
// partition, and further only where that is due.
func (s *Store) Due(ctx context.Context, in store.Set, now time.Time, limit int) ([]store.Occurrence, time.Time, error) {
	const doing = "looking for due timers"
	found, next, err := s.due(ctx, in, now.UnixMilli(), limit)
	if err != nil {
		return nil, time.Time{}, describe(doing, err)
	}
	var due []store.Occurrence
	for _, o := range found {
		actor, name, ok := parseTimer(o.member)
		if !ok {
			return nil, time.Time{}, describe(doing, damaged("a timer makes no sense"))
		}
		due = append(due, store.Occurrence{Actor: actor, Timer: store.Timer{Name: name, Due: timeOf(o.due)}})
	}
	if next == nil {
		return due, time.Time{}, nil
	}
	return due, timeOf(next.due), nil
}

func (s *Store) due(ctx context.Context, in store.Set, now int64, limit int) ([]occurrence, *occurrence, error) {
	lists, err := s.timers(ctx, partitions(in), 1)
	if err != nil {
		return nil, nil, err
	}
	var parts []store.Partition // where something is due
	var rest []list[occurrence] // where the first timer is all that needs to be known
	for p, l := range lists {
		if len(l.elements) > 0 && l.elements[0].due <= now && limit > 0 {
			parts = append(parts, p)
		} else {
			rest = append(rest, l)
		}
	}
	if len(parts) > 0 {
		lists, err = s.timers(ctx, parts, share(limit, len(parts))+1)
		if err != nil {
			return nil, nil, err
		}
		for _, l := range lists {
			rest = append(rest, l)
		}
	}
	found, next := merge(rest, limit, compareOccurrences, func(o occurrence) bool { return o.due <= now })
	return found, next, nil
}

// timers reads the first n timers of some partitions.
func (s *Store) timers(ctx context.Context, parts []store.Partition, n int) (map[store.Partition]list[occurrence], error) {
	commands := make([]*command, len(parts))
	for i, p := range parts {
		commands[i] = ask("zrange", timersKey(p), 0, n-1, "withscores")
	}
	if err := s.do(ctx, commands...); err != nil {
		return nil, err
	}
	lists := make(map[store.Partition]list[occurrence], len(parts))
	for i, c := range commands {
		pairs, err := c.texts()
		if err != nil {
			return nil, err
		}
		l := list[occurrence]{more: len(pairs) == 2*n}
		for ; len(pairs) > 1; pairs = pairs[2:] {
			due, err := strconv.ParseFloat(pairs[1], 64)
			if err != nil {
				return nil, damaged("a due time makes no sense")
			}
			l.elements = append(l.elements, occurrence{int64(due), pairs[0]})
		}
		lists[parts[i]] = l
	}
	return lists, nil
}

func partitions(in store.Set) (all []store.Partition) {
	for p := range store.Partition(store.Partitions) {
		if in.Has(p) {
			all = append(all, p)
		}
	}
	return all
}
