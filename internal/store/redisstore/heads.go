package redisstore

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Scores of the sorted sets of heads: class * classStep, and then the stamp of a head
// that may go at once, or zeroTime plus the milliseconds that it was put off to.
const (
	classStep = 1 << 51
	zeroTime  = 1 << 50
)

// head is an actor with a message that may go. One with edge stands for all that comes
// after it in its partition: nobody has looked yet.
type head struct {
	class  int64
	ready  bool  // else it was put off
	order  int64 // stamp or milliseconds
	member string
	edge   bool
}

// compareHeads: within a class those that were put off come first, by the time they
// were put off to, because they have waited longest.
func compareHeads(a, b head) int {
	return cmp.Or(cmp.Compare(a.class, b.class), boolCompare(a.ready, b.ready), cmp.Compare(a.order, b.order), cmp.Compare(a.member, b.member))
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// Heads finds what may be sent now, at most limit and perhaps fewer than there are. It
// costs one round trip when nothing waits, one more for the messages, and one more
// when some were put off.
func (s *Store) Heads(ctx context.Context, in store.Set, now time.Time, limit int) ([]store.Letter, time.Time, error) {
	const doing = "looking for messages to send"
	f := finder{Store: s, now: now.UnixMilli(), limit: limit}
	if err := f.find(ctx, partitions(in)); err != nil {
		return nil, time.Time{}, describe(doing, err)
	}
	heads, _ := merge(f.lists, limit, compareHeads, func(h head) bool { return !h.edge })
	found, err := f.fetch(ctx, heads)
	if err != nil {
		return nil, time.Time{}, describe(doing, err)
	}
	return found, f.wake, nil
}

type finder struct {
	*Store
	now   int64
	limit int
	lists [][]head
	wake  time.Time
}

// find reads the front of what is ready, and of what was put off where that is not empty.
func (f *finder) find(ctx context.Context, parts []store.Partition) error {
	n := share(f.limit, len(parts)) + 1
	commands := make([]*command, 0, 2*len(parts))
	for _, p := range parts {
		commands = append(commands, ask("zrange", f.keys[p].ready, 0, n-1, "withscores"), ask("zcard", f.keys[p].later))
	}
	if err := f.do(ctx, commands...); err != nil {
		return err
	}
	var later []store.Partition
	for i, p := range parts {
		if err := f.add(commands[2*i], n, true); err != nil {
			return err
		}
		count, err := commands[2*i+1].number()
		if err != nil {
			return err
		}
		if count > 0 {
			later = append(later, p)
		}
	}
	return f.putOff(ctx, later)
}

// add takes the answer to a zrange of n elements as a list.
func (f *finder) add(c *command, n int, ready bool) error {
	pairs, err := c.scored()
	if err != nil {
		return err
	}
	l := make([]head, len(pairs))
	for i, p := range pairs {
		l[i] = head{class: p.score / classStep, ready: ready, order: p.score % classStep, member: p.member, edge: i == n-1}
	}
	f.lists = append(f.lists, l)
	return nil
}

// putOff reads, class by class, what was put off and may go now, and when the next may.
func (f *finder) putOff(ctx context.Context, parts []store.Partition) error {
	if len(parts) == 0 {
		return nil
	}
	n := share(f.limit, len(parts)) + 1
	var due, next []*command
	for _, p := range parts {
		for class := range int64(classes) {
			from, now, to := class*classStep, class*classStep+zeroTime+f.now, (class+1)*classStep
			due = append(due, ask("zrangebyscore", f.keys[p].later, from, now, "withscores", "limit", 0, n))
			next = append(next, ask("zrangebyscore", f.keys[p].later, "("+strconv.FormatInt(now, 10), "("+strconv.FormatInt(to, 10), "withscores", "limit", 0, 1))
		}
	}
	if err := f.do(ctx, append(append([]*command{}, due...), next...)...); err != nil {
		return err
	}
	for _, c := range due {
		if err := f.add(c, n, false); err != nil {
			return err
		}
	}
	for _, c := range next {
		if err := f.sooner(c); err != nil {
			return err
		}
	}
	return nil
}

// sooner lets wake be no later than the head that c has found.
func (f *finder) sooner(c *command) error {
	first, err := c.scored()
	if err != nil || len(first) == 0 {
		return err
	}
	if at := timeOf(first[0].score%classStep - zeroTime); f.wake.IsZero() || at.Before(f.wake) {
		f.wake = at
	}
	return nil
}

// fetch reads the messages. One that has left or was put off meanwhile is left out.
func (f *finder) fetch(ctx context.Context, heads []head) ([]store.Letter, error) {
	if len(heads) == 0 {
		return nil, nil
	}
	actors, commands := make([]chat.Actor, len(heads)), make([]*command, len(heads))
	for i, h := range heads {
		actor, ok := chat.ParseKey(h.member)
		if !ok {
			return nil, damaged("a waiting message makes no sense")
		}
		actors[i], commands[i] = actor, f.scripts.letter.read(&f.keys.of(actor).mailbox)
	}
	if err := f.do(ctx, commands...); err != nil {
		return nil, err
	}
	var found []store.Letter
	for i, c := range commands {
		pair, err := c.texts()
		if err != nil {
			return nil, err
		}
		if len(pair) != 2 {
			continue
		}
		l, err := parseLetter(actors[i], pair[0], []byte(pair[1]))
		if err != nil {
			return nil, err
		}
		if l.Earliest.IsZero() || l.Earliest.UnixMilli() <= f.now {
			found = append(found, l)
		}
	}
	return found, nil
}
