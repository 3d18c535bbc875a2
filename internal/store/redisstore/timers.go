package redisstore

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// occurrence is a timer in the order it becomes due. One with edge stands for all that
// an actor has, and all that comes after it in its partition: nobody has looked yet.
type occurrence struct {
	due    int64 // Unix milliseconds
	member string
	name   string
	edge   bool
}

func compareOccurrences(a, b occurrence) int {
	return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.member, b.member), boolCompare(b.edge, a.edge), cmp.Compare(a.name, b.name))
}

// Due lists what is due, at most limit and perhaps fewer than there are: next is then
// the first of the rest and not later than now. While nothing is due it costs one round
// trip for one short answer a partition, else three.
func (s *Store) Due(ctx context.Context, in store.Set, now time.Time, limit int) ([]store.Occurrence, time.Time, error) {
	const doing = "looking for due timers"
	found, next, err := s.due(ctx, in, now.UnixMilli(), limit)
	if err != nil {
		return nil, time.Time{}, describe(doing, err)
	}
	var due []store.Occurrence
	for _, o := range found {
		actor, ok := chat.ParseKey(o.member)
		if !ok {
			return nil, time.Time{}, describe(doing, damaged("a timer makes no sense"))
		}
		due = append(due, store.Occurrence{Actor: actor, Timer: store.Timer{Name: o.name, Due: timeOf(o.due)}})
	}
	if next == nil {
		return due, time.Time{}, nil
	}
	return due, timeOf(next.due), nil
}

func (s *Store) due(ctx context.Context, in store.Set, now int64, limit int) ([]occurrence, *occurrence, error) {
	lists, err := s.firsts(ctx, partitions(in), 1)
	if err != nil {
		return nil, nil, err
	}
	var parts []store.Partition // where something is due
	isDue := func(l []occurrence) bool { return len(l) > 0 && l[0].due <= now && limit > 0 }
	for i, p := range partitions(in) {
		if isDue(lists[i]) {
			parts = append(parts, p)
		}
	}
	if len(parts) > 0 {
		lists = slices.DeleteFunc(lists, isDue)
		more, err := s.firsts(ctx, parts, share(limit, len(parts))+1)
		if err != nil {
			return nil, nil, err
		}
		if err := s.expand(ctx, more, now, share(limit, len(parts))); err != nil {
			return nil, nil, err
		}
		lists = append(lists, more...)
	}
	found, next := merge(lists, limit, compareOccurrences, func(o occurrence) bool { return o.due <= now && !o.edge })
	return found, next, nil
}

// firsts reads the first n actors of some partitions, by their first due time.
func (s *Store) firsts(ctx context.Context, parts []store.Partition, n int) ([][]occurrence, error) {
	commands := make([]*command, len(parts))
	for i, p := range parts {
		commands[i] = ask("zrange", s.keys[p].timers, 0, n-1, "withscores")
	}
	if err := s.do(ctx, commands...); err != nil {
		return nil, err
	}
	lists := make([][]occurrence, len(parts))
	for i, c := range commands {
		pairs, err := c.scored()
		if err != nil {
			return nil, err
		}
		for _, p := range pairs {
			lists[i] = append(lists[i], occurrence{due: p.score, member: p.member, edge: true})
		}
	}
	return lists, nil
}

// expand puts their timers in the place of actors of whom one is due, n of a partition at
// most: with more the next one stays the edge.
func (s *Store) expand(ctx context.Context, lists [][]occurrence, now int64, n int) error {
	var commands []*command
	for _, l := range lists {
		for _, o := range l[:min(n, len(l))] {
			if o.due <= now {
				commands = append(commands, ask("get", s.keyOf(o.member)))
			}
		}
	}
	if err := s.do(ctx, commands...); err != nil {
		return err
	}
	for i, l := range lists {
		var timers []occurrence
		for j, o := range l {
			if j >= n || o.due > now {
				timers = append(timers, o)
				continue
			}
			found, err := timersOf(o.member, commands[0])
			if err != nil {
				return err
			}
			timers, commands = append(timers, found...), commands[1:]
		}
		slices.SortFunc(timers, compareOccurrences)
		lists[i] = timers
	}
	return nil
}

func timersOf(member string, c *command) ([]occurrence, error) {
	value, ok, err := c.value()
	if err != nil || !ok {
		return nil, err
	}
	e, err := parseEntry(value)
	if err != nil {
		return nil, err
	}
	timers := make([]occurrence, len(e.timers))
	for i, t := range e.timers {
		timers[i] = occurrence{due: t.Due.UnixMilli(), member: member, name: t.Name}
	}
	return timers, nil
}

// keyOf is the key of the actor's value. A name that is none leads nowhere.
func (s *Store) keyOf(member string) string {
	actor, _ := chat.ParseKey(member)
	return s.keys.of(actor).actor
}

func partitions(in store.Set) (all []store.Partition) {
	for p := range store.Partition(store.Partitions) {
		if in.Has(p) {
			all = append(all, p)
		}
	}
	return all
}

// scored is one member of a sorted set. Scores here are whole numbers below 2^53.
type scored struct {
	member string
	score  int64
}

// scored is the answer as members with their scores.
func (c *command) scored() ([]scored, error) {
	texts, err := c.texts()
	if err != nil {
		return nil, err
	}
	all := make([]scored, 0, len(texts)/2)
	for ; len(texts) > 1; texts = texts[2:] {
		score, err := strconv.ParseFloat(texts[1], 64)
		if err != nil {
			return nil, damaged("an index makes no sense")
		}
		all = append(all, scored{texts[0], int64(score)})
	}
	return all, nil
}
