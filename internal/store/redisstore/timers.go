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

// Due lists what is due, at most limit; when that is not all, next is the first of the
// rest and not later than now. While nothing is due it costs one round trip for one short
// answer a partition, else three or more. The sessions of whoever has something due are
// remembered on the way: whoever fires needs no Load. What cannot be read is passed over;
// it is an error only when that is all.
func (s *Store) Due(ctx context.Context, in store.Set, now time.Time, limit int) ([]store.Occurrence, time.Time, error) {
	const doing = "looking for due timers"
	s.followOlder(ctx)
	l := dueLook{Store: s, now: now.UnixMilli(), limit: limit, room: s.room(limit)}
	err := l.find(ctx, partitions(in))
	s.passed.Add(int64(l.lost))
	s.spoilt.Store(int64(l.lost))
	if err != nil {
		return nil, time.Time{}, describe(doing, err)
	}
	slices.SortStableFunc(l.found, func(a, b store.Occurrence) int { return a.Due.Compare(b.Due) })
	return l.cut()
}

// dueLook is one look for what is due.
type dueLook struct {
	*Store
	now   int64
	limit int
	room  int                // how many are read for that
	lost  int                // how much was passed over
	found []store.Occurrence // of the actors looked at; those that are due
	next  *int64             // the first due time that is known of all the rest
}

// edge is the first due time of things that nobody looks at in detail.
func (l *dueLook) edge(due int64) {
	if l.next == nil || due < *l.next {
		l.next = &due
	}
}

// cut leaves what was wanted. What is behind an edge comes before what is later.
func (l *dueLook) cut() ([]store.Occurrence, time.Time, error) {
	n := min(len(l.found), max(l.limit, 0))
	if l.next != nil {
		edge := timeOf(*l.next)
		n = min(n, sortedBefore(l.found, edge))
	}
	if n < len(l.found) {
		l.edge(l.found[n].Due.UnixMilli())
	}
	due := l.found[:n:n]
	if n == 0 {
		due = nil
	}
	if l.next == nil {
		return due, time.Time{}, nil
	}
	return due, timeOf(*l.next), nil
}

// sortedBefore is how many are due at edge or before.
func sortedBefore(found []store.Occurrence, edge time.Time) int {
	n, _ := slices.BinarySearchFunc(found, edge, func(o store.Occurrence, edge time.Time) int {
		if o.Due.After(edge) {
			return 1
		}
		return -1
	})
	return n
}

// page is a page of the index of timers, or an actor in one, and its first due time.
type page struct {
	part   store.Partition
	number int
	due    int64
	actor  chat.Actor
	spoilt bool // something else stands there
}

func comparePages(a, b page) int { return cmp.Compare(a.due, b.due) }

// few is how many of a directory or a page are read at first: as a rule that is all that
// is due there, and the one after.
const few = 4

func (l *dueLook) find(ctx context.Context, parts []store.Partition) error {
	tops, err := l.directories(ctx, parts, func(p *partition) []any { return []any{"zrange", p.directory, 0, few - 1, "withscores"} })
	if err != nil {
		return err
	}
	var due []page
	var full []store.Partition // where more may be due
	for len(tops) > 0 {
		n := 1
		for n < len(tops) && tops[n].part == tops[0].part {
			n++
		}
		some, all := l.dueOf(tops[:n])
		if all {
			full = append(full, tops[0].part)
		} else {
			due = append(due, some...)
		}
		tops = tops[n:]
	}
	if len(full) > 0 {
		more, err := l.crowded(ctx, full)
		if err != nil {
			return err
		}
		due = append(due, more...)
	}
	if len(due) == 0 {
		return nil
	}
	slices.SortStableFunc(due, comparePages)
	return l.look(ctx, due)
}

// dueOf is who of the first few of a directory or a page is due; all tells that they all
// are, and so perhaps others.
func (l *dueLook) dueOf(first []page) (due []page, all bool) {
	n := 0
	for n < len(first) && first[n].due <= l.now && l.limit > 0 {
		n++
	}
	if n == few {
		return nil, true
	}
	if n < len(first) {
		l.edge(first[n].due)
	}
	return sound(first[:n]), false
}

// sound leaves out what is no page or no actor.
func sound(all []page) []page {
	return slices.DeleteFunc(all, func(p page) bool { return p.spoilt })
}

// crowded are the pages with something due of partitions where there are many.
func (l *dueLook) crowded(ctx context.Context, parts []store.Partition) ([]page, error) {
	due, err := l.directories(ctx, parts, func(p *partition) []any {
		return []any{"zrangebyscore", p.directory, "-inf", l.now, "withscores", "limit", 0, l.room + 1}
	})
	if err != nil {
		return nil, err
	}
	later, err := l.directories(ctx, parts, func(p *partition) []any {
		return []any{"zrangebyscore", p.directory, "(" + strconv.FormatInt(l.now, 10), "+inf", "withscores", "limit", 0, 1}
	})
	for _, first := range sound(later) {
		l.edge(first.due)
	}
	return sound(due), err
}

// directories asks the directories of some partitions for pages.
func (l *dueLook) directories(ctx context.Context, parts []store.Partition, question func(*partition) []any) ([]page, error) {
	commands := make([]*command, len(parts))
	for i, p := range parts {
		commands[i] = ask(question(&l.keys[p])...)
	}
	if err := l.doShortly(ctx, commands...); err != nil {
		return nil, err
	}
	var all []page
	var answers sieve
	limps := false
	for i, c := range commands {
		pairs, err := c.scored()
		if !answers.passes(err) {
			limps = limps || !isDamage(err)
			continue
		}
		for _, pair := range pairs {
			number, err := strconv.Atoi(pair.member)
			spoilt := err != nil || number < 0 || number >= pages
			if spoilt {
				l.lost++
			}
			all = append(all, page{part: parts[i], number: number, due: pair.score, spoilt: spoilt})
		}
	}
	l.lost += answers.lost
	l.limping.Store(limps)
	return all, answers.none()
}

// look reads pages, the first ones first, until enough actors are found, and then those.
func (l *dueLook) look(ctx context.Context, due []page) error {
	var actors []page
	for n := max(8, l.room/32); len(due) > 0 && len(actors) < l.room; n *= 2 {
		n = min(n, len(due))
		found, err := l.read(ctx, due[:n])
		if err != nil {
			return err
		}
		actors, due = append(actors, found...), due[n:]
	}
	if len(due) > 0 {
		l.edge(due[0].due)
	}
	slices.SortStableFunc(actors, comparePages)
	if len(actors) > l.room {
		l.edge(actors[l.room].due)
		actors = actors[:l.room]
	}
	return l.expand(ctx, actors)
}

// read reads who has something due in some pages, at most limit of each and one more.
func (l *dueLook) read(ctx context.Context, due []page) ([]page, error) {
	tops, err := l.members(ctx, due, func(key string) []any { return []any{"zrange", key, 0, few - 1, "withscores"} })
	if err != nil {
		return nil, err
	}
	var full []page // where more may be due
	for i, top := range tops {
		some, all := l.dueOf(top)
		if all {
			full = append(full, due[i])
		}
		tops[i] = some
	}
	all := slices.Concat(tops...)
	if len(full) == 0 {
		return all, nil
	}
	more, err := l.members(ctx, full, func(key string) []any {
		return []any{"zrangebyscore", key, "-inf", l.now, "withscores", "limit", 0, l.room + 1}
	})
	if err != nil {
		return nil, err
	}
	later, err := l.members(ctx, full, func(key string) []any {
		return []any{"zrangebyscore", key, "(" + strconv.FormatInt(l.now, 10), "+inf", "withscores", "limit", 0, 1}
	})
	for _, first := range sound(slices.Concat(later...)) {
		l.edge(first.due)
	}
	return append(all, sound(slices.Concat(more...))...), err
}

// members asks each of some pages for actors.
func (l *dueLook) members(ctx context.Context, of []page, question func(key string) []any) ([][]page, error) {
	commands := make([]*command, len(of))
	for i, p := range of {
		commands[i] = ask(question(l.keys[p.part].pages[p.number])...)
	}
	if err := l.doShortly(ctx, commands...); err != nil {
		return nil, err
	}
	lists := make([][]page, len(of))
	var answers sieve
	for i, c := range commands {
		pairs, err := c.scored()
		if !answers.passes(err) {
			continue
		}
		for _, pair := range pairs {
			actor, ok := unpackActor(pair.member)
			if !ok {
				l.lost++
			}
			lists[i] = append(lists[i], page{part: of[i].part, number: of[i].number, due: pair.score, actor: actor, spoilt: !ok})
		}
	}
	l.lost += answers.lost
	return lists, answers.silence()
}

// expand reads the timers of actors.
func (l *dueLook) expand(ctx context.Context, actors []page) error {
	values, unread, err := l.values(ctx, actors)
	l.lost += unread
	if err != nil {
		return err
	}
	var strays []*command
	for i, v := range values {
		if v.unread {
			continue
		}
		stands, err := l.take(actors[i], v.value)
		switch {
		case err != nil:
			l.lost++
		case !stands:
			strays = append(strays, l.mendCommand(actors[i].actor))
		}
	}
	return l.mend(ctx, strays)
}

// mend puts strays where they belong. What cannot be mended stays for the next look.
func (l *dueLook) mend(ctx context.Context, strays []*command) error {
	if len(strays) == 0 {
		return nil
	}
	if err := l.doShortly(ctx, strays...); err != nil {
		return err
	}
	var answers sieve
	for _, c := range strays {
		answers.passes(c.Err())
	}
	l.lost += answers.lost
	return nil
}

// take takes the timers of one actor. It tells whether the index says the same as they
// do: if not, somebody has just committed, or something else has changed what is ours.
func (l *dueLook) take(of page, value []byte) (stands bool, err error) {
	if value == nil {
		return false, nil
	}
	e, err := parseEntry(value)
	if err != nil {
		return false, err
	}
	l.warm.loaded(of.actor, e.version, value)
	for name, due := range e.timers.all() {
		if due > l.now {
			l.edge(due)
			continue
		}
		l.found = append(l.found, store.Occurrence{Actor: of.actor, Timer: store.Timer{Name: string(name), Due: timeOf(due)}})
	}
	first, ok := e.timers.earliest()
	return ok && first == of.due, nil
}

// read is what was read of an actor: its value, nil when there is none.
type read struct {
	value  []byte
	unread bool // its server has not answered
}

// values reads the values of actors: in one command for all of a partition, but for many.
// Unread is how many such commands had no answer; it is an error when none had.
func (s *Store) values(ctx context.Context, actors []page) (values []read, unread int, err error) {
	const most = 128
	var commands []*command
	var places [][]int // which actors each asks for
	open := map[store.Partition]int{}
	for i, a := range actors {
		n, ok := open[a.part]
		if !ok || len(places[n]) >= most {
			n = len(commands)
			open[a.part] = n
			commands, places = append(commands, ask("mget")), append(places, nil)
		}
		commands[n].with(s.keys.of(a.actor).actor)
		places[n] = append(places[n], i)
	}
	if err := s.doShortly(ctx, commands...); err != nil {
		return nil, 0, err
	}
	values = make([]read, len(actors))
	var answers sieve
	for n, c := range commands {
		list, err := c.Slice()
		if err == nil && len(list) != len(places[n]) {
			err = damaged("an answer is of another kind")
		}
		fine := answers.passes(err)
		for i, at := range places[n] {
			if values[at].unread = !fine; !fine {
				continue
			}
			if text, ok := list[i].(string); ok {
				values[at].value = []byte(text)
			}
		}
	}
	return values, answers.lost, answers.silence()
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
		score, err := strconv.ParseInt(texts[1], 10, 64)
		if err != nil {
			exact, err := strconv.ParseFloat(texts[1], 64)
			if err != nil {
				return nil, damaged("an index makes no sense")
			}
			score = int64(min(max(exact, -dueZero), dueZero-1)) // infinities are somebody else's
		}
		all = append(all, scored{texts[0], score})
	}
	return all, nil
}
