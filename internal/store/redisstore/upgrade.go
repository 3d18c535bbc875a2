package redisstore

import (
	"context"
	"sync"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// upgrade makes data of the first format ours: the index of timers was one set for each
// partition there. It is looked for at every start, and for a day after the upgrade about
// every minute, because processes of an older version go on for a while when replicas are
// exchanged one after the other.
func (s *Store) upgrade(ctx context.Context, from string) error {
	if from == formatFirst { // first: from now on no older version begins
		changes := []*command{ask("set", upgradedKey, "1", "px", upgradeLasts.Milliseconds()), ask("set", formatKey, formatValue)}
		for _, c := range changes {
			c.changes = true
		}
		if err := s.all(ctx, changes); err != nil {
			return err
		}
	}
	left := ask("pttl", upgradedKey)
	if err := s.do(ctx, left); err != nil {
		return err
	}
	if ms, err := left.number(); err != nil {
		return err
	} else if ms > 0 {
		now := s.now()
		s.older.until = now.Add(time.Duration(ms) * time.Millisecond)
		s.older.next = now.Add(olderEvery)
	}
	return s.takeOverAll(ctx)
}

// Older processes are reckoned with for so long after an upgrade, and what they have left
// is looked for so often.
const (
	upgradeLasts = 24 * time.Hour
	olderEvery   = time.Minute
)

// older says when the index of the first format is looked at again.
type older struct {
	mu          sync.Mutex
	next, until time.Time // zero: never
}

// due tells once that it is time.
func (o *older) due(now time.Time) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.until.IsZero() || now.Before(o.next) {
		return false
	}
	if o.next = now.Add(olderEvery); now.After(o.until) {
		o.until = time.Time{}
	}
	return true
}

// followOlder takes over what older processes have written since. What fails is tried
// again in a minute.
func (s *Store) followOlder(ctx context.Context) {
	if s.older.due(s.now()) && s.takeOverAll(ctx) != nil {
		s.passed.Add(1)
	}
}

// takeOverAll moves what there is in the index of the first format. What is damaged there
// is passed over.
func (s *Store) takeOverAll(ctx context.Context) error {
	counts := make([]*command, len(s.keys))
	for p := range s.keys {
		counts[p] = ask("zcard", s.keys[p].first)
	}
	if err := s.do(ctx, counts...); err != nil {
		return err
	}
	for p, c := range counts {
		n, err := c.number()
		if err == nil && n > 0 {
			err = s.takeOver(ctx, &s.keys[p])
		}
		if err != nil && !isDamage(err) {
			return err
		}
		if err != nil {
			s.passed.Add(1)
		}
	}
	return nil
}

// takeOver moves the index of one partition, so many actors at a time. Each move stands
// for itself, so that it may be interrupted, and done by two at once.
func (s *Store) takeOver(ctx context.Context, p *partition) error {
	const step = 256
	for stay := 0; ; {
		list := ask("zrange", p.first, stay, stay+step-1)
		if err := s.do(ctx, list); err != nil {
			return err
		}
		members, err := list.texts()
		if err != nil || len(members) == 0 {
			return err
		}
		moves := make([]*command, 0, len(members))
		for _, m := range members {
			if actor, ok := chat.ParseKey(m); ok && actor.Key() == m && s.keys.of(actor).partition == p {
				moves = append(moves, s.mendCommand(actor))
			}
		}
		stay += len(members) - len(moves) // what is nobody's
		if err := s.do(ctx, moves...); err != nil {
			return err
		}
		for _, c := range moves {
			if err := c.Err(); err != nil && !isDamage(err) {
				return err
			}
		}
	}
}

// mendCommand has an actor stand in the index of timers where its own value says.
func (s *Store) mendCommand(actor chat.Actor) *command {
	p := s.keys.of(actor)
	return s.scripts.mend.on(3, &p.actor, p.index(), &p.directory, &p.first).with(&p.packed, p.page, &p.member)
}

// all carries commands out whose answers say nothing; the first error is the error.
func (s *Store) all(ctx context.Context, commands []*command) error {
	if len(commands) == 0 {
		return nil
	}
	if err := s.do(ctx, commands...); err != nil {
		return err
	}
	for _, c := range commands {
		if err := c.Err(); err != nil {
			return err
		}
	}
	return nil
}
