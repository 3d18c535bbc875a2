package redisstore

import (
	"context"
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Begin marks a message as being sent. A parked one has to be released first.
func (s *Store) Begin(ctx context.Context, actor chat.Actor, seq uint64) error {
	p := s.keys.of(actor)
	return s.change(ctx, "marking a message", s.scripts.begin.on(1, &p.mailbox).with(seq))
}

// Done removes a message.
func (s *Store) Done(ctx context.Context, actor chat.Actor, seq uint64) error {
	if err := s.change(ctx, "removing a message", s.doneCommand(actor, seq)); err != nil && err != store.ErrNoMessage { //nolint:errorlint // never wrapped
		return err
	}
	return nil
}

func (s *Store) doneCommand(actor chat.Actor, seq uint64) *command {
	p := s.keys.of(actor)
	return s.scripts.done.on(2, &p.mailbox, &p.ready, &p.later, &p.parked, &p.actor, &p.notes).with(seq, &p.member)
}

// Put sets a message aside.
func (s *Store) Put(ctx context.Context, actor chat.Actor, seq uint64, earliest time.Time, reason string) error {
	p, when := s.keys.of(actor), ""
	if !earliest.IsZero() {
		when = strconv.FormatInt(earliest.UnixMilli(), 10)
	}
	c := s.scripts.put.on(4, &p.mailbox, &p.ready, &p.later, &p.parked, &p.actor).with(seq, &p.member, when, reason)
	return s.change(ctx, "putting a message aside", c)
}

// Release lets a parked message go. One that is not parked stays as it is.
func (s *Store) Release(ctx context.Context, actor chat.Actor, seq uint64) error {
	p := s.keys.of(actor)
	c := s.scripts.release.on(2, &p.mailbox, &p.ready, &p.later, &p.parked).with(seq, &p.member)
	return s.change(ctx, "releasing a message", c)
}

// change does something to one message.
func (s *Store) change(ctx context.Context, doing string, c *command) error {
	if err := s.do(ctx, c); err != nil {
		return describe(doing, err)
	}
	n, err := c.number()
	if err == nil && n == 0 {
		return store.ErrNoMessage
	}
	return describe(doing, err)
}
