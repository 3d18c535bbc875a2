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
	c := s.commitCommand(turn)
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
	if !turn.Forget {
		s.warm.committed(turn.Actor, turn.Version, turn.Session)
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
	p := s.keys.of(turn.Actor)
	args := make([]any, 8, 16)
	args[2], args[3] = s.warm.tail(turn.Actor, turn.Version), p.member
	args[4], args[5], args[6], args[7] = "", "", "", ""
	if !turn.Sending {
		args[4], args[5] = s.channel, strconv.Itoa(int(p.part))
	}
	if f := turn.Fired; f != nil {
		args[6], args[7] = "never", f.Name
		if validDue(f.Due.UnixMilli()) {
			args[6] = appendDue(nil, f.Due.UnixMilli())
		}
	}
	keys := []string{p.actor(), p.mailbox(), p.ready, p.timers, p.chunks()}
	if turn.Forget {
		args[0], args[1] = strconv.FormatUint(turn.Version, 10), len(turn.Messages)
		return s.scripts.forget.run(append(keys, p.later, p.parked, p.notes()), append(args, letters(turn)...)...)
	}
	removes, sets := timers(turn)
	args[0], args[1] = plan(turn, len(removes), len(sets)), turn.Session
	for _, name := range removes {
		args = append(args, name)
	}
	for _, t := range sets {
		args = append(args, t.Name, appendDue(nil, t.Due.UnixMilli()))
	}
	for _, c := range turn.Chunks {
		args = append(args, c.Seq, c.Data)
	}
	return s.scripts.commit.run(keys, append(args, letters(turn)...)...)
}

// plan is the numbers that commit.lua begins with.
func plan(turn store.Turn, removes, sets int) []byte {
	var highest uint32
	for _, c := range turn.Chunks {
		highest = max(highest, c.Seq)
	}
	b := make([]byte, 0, 48)
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

// letters are the messages as they are kept at first.
func letters(turn store.Turn) []any {
	l := store.Letter{State: store.Waiting}
	if turn.Sending {
		l.State, l.Attempts = store.Sending, 1
	}
	all := make([]any, len(turn.Messages))
	for i, m := range turn.Messages {
		l.Class, l.Data = m.Class, m.Data
		all[i] = encodeLetter(l)
	}
	return all
}
