package boltstore

import (
	"context"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Begin marks a message as being sent. A parked one has to be released first.
func (s *Store) Begin(ctx context.Context, actor chat.Actor, seq uint64) error {
	return s.change(ctx, "begin", "marking a message", func(t *tx) error {
		l, err := t.findLetter(actor, seq)
		if err != nil {
			return err
		}
		if l.State == store.Parked {
			return store.ErrNoMessage
		}
		l.State = store.Sending
		l.Attempts++
		return t.put(letters, letterKey(actor, seq), encodeLetter(l))
	})
}

// Done removes a message.
func (s *Store) Done(ctx context.Context, actor chat.Actor, seq uint64) error {
	return s.change(ctx, "done", "removing a message", func(t *tx) error {
		_, ok, err := t.letter(actor, seq)
		if err != nil || !ok {
			return err
		}
		key := letterKey(actor, seq)
		if err := t.remove(letters, key); err != nil {
			return err
		}
		if err := t.remove(parked, key); err != nil {
			return err
		}
		return t.rehead(actor)
	})
}

// Put sets a message aside.
func (s *Store) Put(ctx context.Context, actor chat.Actor, seq uint64, earliest time.Time, reason string) error {
	return s.change(ctx, "put", "putting a message aside", func(t *tx) error {
		l, err := t.findLetter(actor, seq)
		if err != nil {
			return err
		}
		l.State, l.Earliest, l.Reason = store.Waiting, earliest, reason
		if earliest.IsZero() {
			l.State = store.Parked
		}
		if err := t.setLetter(l); err != nil {
			return err
		}
		return t.rehead(actor)
	})
}

// rehead finds out which message is first now, and stores that.
func (t *tx) rehead(actor chat.Actor) error {
	e, err := t.entry(actor)
	if err != nil {
		return err
	}
	first, err := t.firstOf(actor)
	if err != nil {
		return err
	}
	if err := t.setHead(actor, &e, first); err != nil {
		return err
	}
	return t.setEntry(actor, e)
}

// firstOf is the first message that is not parked.
func (t *tx) firstOf(actor chat.Actor) (first head, err error) {
	err = t.each(letters, actorKey(actor), func(rest, value []byte) (more bool, err error) {
		l, err := parseLetter(value)
		if err != nil || len(rest) != 8 {
			return false, damaged("a message makes no sense")
		}
		if l.State == store.Parked {
			return true, nil
		}
		l.Seq = seqOf(rest)
		first = headOf(l)
		return false, nil
	})
	return first, err
}
