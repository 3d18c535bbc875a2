package redisstore

import (
	"context"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// upgrade makes data of the first format ours: the index of timers was one set for each
// partition there. It is looked for at every start, because a process of an older version
// may have gone on for a while after another one had upgraded.
func (s *Store) upgrade(ctx context.Context, from string) error {
	if from == formatFirst { // first: from now on no older version begins
		c := ask("set", formatKey, formatValue)
		c.changes = true
		if err := s.do(ctx, c); err != nil {
			return err
		}
		if err := c.Err(); err != nil {
			return err
		}
	}
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
		if err != nil {
			return err
		}
	}
	return nil
}

// takeOver moves the index of one partition, so many actors at a time. Each move stands
// for itself, so that it may be interrupted, and done by two at once.
func (s *Store) takeOver(ctx context.Context, p *partition) error {
	const step = 256
	for {
		list := ask("zrange", p.first, 0, step-1)
		if err := s.do(ctx, list); err != nil {
			return err
		}
		members, err := list.texts()
		if err != nil || len(members) == 0 {
			return err
		}
		moves := make([]*command, len(members))
		for i, m := range members {
			actor, ok := chat.ParseKey(m)
			if !ok {
				return damaged("a timer makes no sense")
			}
			moves[i] = s.mendCommand(actor)
		}
		if err := s.all(ctx, moves); err != nil {
			return err
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
