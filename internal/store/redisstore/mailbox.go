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
	c := s.scripts.begin.run([]string{s.keys.of(actor).mailbox()}, digits(seq))
	return s.change(ctx, "marking a message", c)
}

// Done removes a message.
func (s *Store) Done(ctx context.Context, actor chat.Actor, seq uint64) error {
	p := s.keys.of(actor)
	keys := []string{p.mailbox(), p.ready, p.later, p.parked, p.actor(), p.notes()}
	c := s.scripts.done.run(keys, digits(seq), p.member)
	if err := s.change(ctx, "removing a message", c); err != nil && err != store.ErrNoMessage { //nolint:errorlint // never wrapped
		return err
	}
	return nil
}

// Put sets a message aside.
func (s *Store) Put(ctx context.Context, actor chat.Actor, seq uint64, earliest time.Time, reason string) error {
	p, when := s.keys.of(actor), ""
	if !earliest.IsZero() {
		when = strconv.FormatInt(earliest.UnixMilli(), 10)
	}
	keys := []string{p.mailbox(), p.ready, p.later, p.parked, p.actor()}
	return s.change(ctx, "putting a message aside", s.scripts.put.run(keys, digits(seq), p.member, when, reason))
}

// Release lets a parked message go. One that is not parked stays as it is.
func (s *Store) Release(ctx context.Context, actor chat.Actor, seq uint64) error {
	p := s.keys.of(actor)
	keys := []string{p.mailbox(), p.ready, p.later, p.parked}
	return s.change(ctx, "releasing a message", s.scripts.release.run(keys, digits(seq), p.member))
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

func digits(n uint64) string { return strconv.FormatUint(n, 10) }
