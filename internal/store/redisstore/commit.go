package redisstore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

const maxTimerName = 64

// Commit applies a turn.
func (s *Store) Commit(ctx context.Context, turn store.Turn) (store.Receipt, error) {
	const doing = "committing a turn"
	if err := check(turn); err != nil {
		return store.Receipt{}, fmt.Errorf("%s: %w", doing, err)
	}
	next := s.foresee(turn)
	c := s.quickly(turn, next)
	if c == nil {
		c = s.commitCommand(turn)
	}
	err := s.do(ctx, c)
	var n int64
	if err == nil {
		n, err = c.number()
	}
	if err != nil || n < 0 || turn.Forget {
		s.warm.drop(turn.Actor)
	}
	switch {
	case err != nil:
		return store.Receipt{}, describe(doing, err)
	case n == -1:
		return store.Receipt{}, store.ErrConflict
	case n == -2:
		return store.Receipt{}, store.ErrFenced
	}
	if next != nil {
		s.warm.committed(turn.Actor, turn.Version, next.value)
	} else {
		s.warm.drop(turn.Actor)
	}
	return store.Receipt{First: uint64(n) / 2, Ahead: n%2 == 1}, nil
}

// check refuses what no store may keep.
func check(turn store.Turn) error {
	for _, m := range turn.Messages {
		if m.Class >= classes {
			return errors.New("a message is of no known class")
		}
	}
	if turn.Forget {
		return nil
	}
	for _, t := range turn.Set {
		if len(t.Name) > maxTimerName {
			return fmt.Errorf("a timer's name is longer than %d bytes", maxTimerName)
		}
		if !validDue(t.Due.UnixMilli()) {
			return errors.New("a timer's time is thousands of years away")
		}
	}
	for _, c := range turn.Chunks {
		if c.Seq == 0 {
			return errors.New("a chunk counts from 1")
		}
	}
	return nil
}

// commitCommand is the run of commit.lua or forget.lua that applies turn.
func (s *Store) commitCommand(turn store.Turn) *command {
	p, scratch := s.keys.of(turn.Actor), make([]byte, 0, planSize+sizeOf(turn.Messages))
	if turn.Forget {
		c := s.scripts.forget.on(10+len(turn.Messages), &p.actor, &p.mailbox, &p.ready, p.index(), &p.chunks, &p.directory, &p.later, &p.parked, &p.notes)
		return c.with(turn.Version, len(turn.Messages)).about(s, p, turn).letters(scratch, turn)
	}
	removes, sets := timers(turn)
	room := 10 + len(removes) + 2*len(sets) + 2*len(turn.Chunks) + len(turn.Messages)
	c := s.scripts.commit.on(room, &p.actor, &p.mailbox, &p.ready, p.index(), &p.chunks, &p.directory)
	scratch = appendPlan(scratch, turn, len(removes), len(sets))
	c.with(scratch, turn.Session).about(s, p, turn)
	for _, name := range removes {
		c.with(name)
	}
	for _, t := range sets {
		c.with(t.Name, appendDue(nil, t.Due.UnixMilli()))
	}
	for _, chunk := range turn.Chunks {
		c.with(chunk.Seq, chunk.Data)
	}
	return c.letters(scratch, turn)
}

// upon is the end of the session that a turn was built on, empty when not known.
func (s *Store) upon(turn store.Turn) []byte {
	if turn.Upon != nil {
		return tailOf(turn.Upon)
	}
	return s.warm.tail(turn.Actor, turn.Version)
}

// about adds the arguments 3 to 10, which both scripts have.
func (c *command) about(s *Store, p *place, turn store.Turn) *command {
	c.with(s.upon(turn), &p.member)
	if turn.Sending {
		c.with("", "")
	} else {
		c.with(&s.channel, int(p.part))
	}
	switch f := turn.Fired; {
	case f == nil:
		c.with("", "")
	case validDue(f.Due.UnixMilli()):
		c.with(appendDue(nil, f.Due.UnixMilli()), f.Name)
	default:
		c.with("never", f.Name)
	}
	return c.with(&p.packed, p.page)
}

// planSize is more than a plan takes, with numbers of usual size.
const planSize = 48

// appendPlan adds the numbers that commit.lua begins with.
func appendPlan(b []byte, turn store.Turn, removes, sets int) []byte {
	var highest uint32
	for _, c := range turn.Chunks {
		highest = max(highest, c.Seq)
	}
	for _, n := range [...]uint64{
		turn.Version, turn.Version + 1, uint64(removes), uint64(sets),
		uint64(len(turn.Chunks)), uint64(len(turn.Messages)),
	} {
		b = append(strconv.AppendUint(b, n, 10), ' ')
	}
	return strconv.AppendUint(b, uint64(highest), 10)
}

// timers says in the end: which names go and which are set, each once.
func timers(turn store.Turn) (removes []string, sets []store.Timer) {
	for _, t := range turn.Set {
		same := func(other store.Timer) bool { return other.Name == t.Name }
		if i := slices.IndexFunc(sets, same); i >= 0 {
			sets[i] = t
			continue
		}
		sets = append(sets, t)
	}
	remove := func(name string) {
		set := slices.ContainsFunc(sets, func(t store.Timer) bool { return t.Name == name })
		if !set && !slices.Contains(removes, name) {
			removes = append(removes, name)
		}
	}
	if turn.Fired != nil {
		remove(turn.Fired.Name)
	}
	for _, name := range turn.Cancel {
		remove(name)
	}
	return removes, sets
}

// letters adds the messages as they are kept at first. They are written behind what
// scratch holds.
func (c *command) letters(scratch []byte, turn store.Turn) *command {
	l := store.Letter{State: store.Waiting}
	if turn.Sending {
		l.State, l.Attempts = store.Sending, 1
	}
	for _, m := range turn.Messages {
		l.Class, l.Data = m.Class, m.Data
		begin := len(scratch)
		scratch = appendLetter(scratch, l)
		c.with(scratch[begin:])
	}
	return c
}

// sizeOf is more than the letters take.
func sizeOf(messages []store.Message) int {
	n := 0
	for _, m := range messages {
		n += letterFront + len(m.Data)
	}
	return n
}
