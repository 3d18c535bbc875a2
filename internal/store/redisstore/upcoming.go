package redisstore

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Upcoming walks through all timers, page by page of their index, and in a page in the
// order of the actors' names there: what others do to the due times meanwhile moves
// nobody. Pages are small, so that each is read as a whole. What is damaged is passed over.
// A server that does not answer is an error here: whoever walks wants to reach everybody,
// and goes on at the same place later.
func (s *Store) Upcoming(ctx context.Context, in store.Set, after store.Cursor, limit int) ([]store.Occurrence, store.Cursor, error) {
	const doing = "walking through the timers"
	at, err := parseSpot(after)
	if err != nil {
		return nil, "", describe(doing, err)
	}
	actors, next, err := s.walkIndex(ctx, in, at, max(limit, 1))
	if err != nil {
		return nil, "", describe(doing, err)
	}
	values, _, err := s.values(ctx, actors)
	if err != nil {
		return nil, "", describe(doing, err)
	}
	var found []store.Occurrence
	for i, v := range values {
		if v.unread {
			return nil, "", describe(doing, errUnread)
		}
		if v.value == nil {
			continue
		}
		e, err := parseEntry(v.value)
		if err != nil {
			s.passed.Add(1)
			continue
		}
		for name, due := range e.timers.all() {
			found = append(found, store.Occurrence{Actor: actors[i].actor, Timer: store.Timer{Name: string(name), Due: timeOf(due)}})
		}
	}
	return found, next, nil
}

var errUnread = errors.New("a server has not answered")

// spot is where a walk stands: behind an actor in a page, or before the first one there.
type spot struct {
	page   int // counted through all partitions
	member string
}

func (a spot) cursor() store.Cursor { return store.Cursor(strconv.Itoa(a.page) + "/" + a.member) }

func parseSpot(c store.Cursor) (spot, error) {
	if c == "" {
		return spot{}, nil
	}
	number, member, ok := strings.Cut(string(c), "/")
	n, err := strconv.Atoi(number)
	if !ok || err != nil || n < 0 || n >= store.Partitions*pages {
		return spot{}, damaged("where the walk stood makes no sense")
	}
	return spot{n, member}, nil
}

// walkIndex finds up to limit actors from a spot on, and where to go on; empty at the end.
func (s *Store) walkIndex(ctx context.Context, in store.Set, at spot, limit int) (actors []page, next store.Cursor, err error) {
	for step := 8; at.page < store.Partitions*pages; step = min(2*step, pages) {
		read, err := s.membersOf(ctx, in, at.page, step)
		if err != nil {
			return nil, "", err
		}
		for _, members := range read {
			for _, m := range members {
				if m <= at.member {
					continue
				}
				if len(actors) >= limit {
					return actors, at.cursor(), nil
				}
				at.member = m
				actor, ok := unpackActor(m)
				if !ok {
					s.passed.Add(1)
					continue
				}
				actors = append(actors, page{part: store.Partition(at.page / pages), number: at.page % pages, actor: actor})
			}
			at = spot{page: at.page + 1}
		}
	}
	return actors, "", nil
}

// membersOf reads count pages from first on, each in the order of its members; nothing of
// partitions that are not wanted.
func (s *Store) membersOf(ctx context.Context, in store.Set, first, count int) ([][]string, error) {
	count = min(count, store.Partitions*pages-first)
	read := make([][]string, count)
	var commands []*command
	var of []int
	for i := range count {
		p := store.Partition((first + i) / pages)
		if in.Has(p) {
			commands, of = append(commands, ask("zrange", s.keys[p].pages[(first+i)%pages], 0, -1)), append(of, i)
		}
	}
	if len(commands) == 0 {
		return read, ctx.Err()
	}
	if err := s.do(ctx, commands...); err != nil {
		return nil, err
	}
	for n, c := range commands {
		members, err := c.texts()
		if err != nil && isDamage(err) {
			s.passed.Add(1)
			continue
		}
		if err != nil {
			return nil, err
		}
		slices.Sort(members)
		read[of[n]] = members
	}
	return read, nil
}
