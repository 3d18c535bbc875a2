package boltstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

const maxTimerName = 64

// Commit applies a turn.
func (s *Store) Commit(ctx context.Context, turn store.Turn) (store.Receipt, error) {
	const doing = "committing a turn"
	if err := check(turn); err != nil {
		return store.Receipt{}, fmt.Errorf("%s: %w", doing, err)
	}
	var receipt store.Receipt
	err := s.change(ctx, "commit", doing, func(t *tx) (err error) {
		receipt, err = t.commit(turn)
		return err
	})
	if err != nil {
		return store.Receipt{}, err
	}
	return receipt, nil
}

// check refuses what no store may keep.
func check(turn store.Turn) error {
	if turn.Forget {
		return nil
	}
	for _, timer := range turn.Set {
		if len(timer.Name) > maxTimerName {
			return fmt.Errorf("a timer's name is longer than %d bytes", maxTimerName)
		}
	}
	for _, c := range turn.Chunks {
		if c.Seq == 0 {
			return errors.New("a chunk counts from 1")
		}
	}
	return nil
}

// commit asks everything first and writes afterwards: a refusal leaves no trace.
func (t *tx) commit(turn store.Turn) (store.Receipt, error) {
	if err := t.fence(turn.Actor, turn.Fired); err != nil {
		return store.Receipt{}, err
	}
	e, err := t.entry(turn.Actor)
	if err != nil {
		return store.Receipt{}, err
	}
	if e.version != turn.Version || (turn.Upon != nil && !bytes.Equal(e.session, turn.Upon)) {
		return store.Receipt{}, store.ErrConflict
	}
	if turn.Forget {
		err = t.forget(turn.Actor, &e)
	} else {
		err = t.apply(turn, &e)
	}
	if err != nil {
		return store.Receipt{}, err
	}
	receipt, err := t.post(turn, &e)
	if err != nil {
		return store.Receipt{}, err
	}
	return receipt, t.setEntry(turn.Actor, e)
}

func (t *tx) fence(actor chat.Actor, fired *store.Timer) error {
	if fired == nil {
		return nil
	}
	at, ok, err := t.timer(actor, fired.Name)
	if err == nil && (!ok || at != fired.Due.UnixMilli()) {
		err = store.ErrFenced
	}
	return err
}

func (t *tx) apply(turn store.Turn, e *entry) error {
	e.version++
	e.session = turn.Session
	for _, c := range turn.Chunks {
		if err := t.put(chunks, chunkKey(turn.Actor, c.Seq), bytes.Clone(c.Data)); err != nil {
			return err
		}
	}
	if turn.Fired != nil {
		if err := t.cancel(turn.Actor, turn.Fired.Name); err != nil {
			return err
		}
	}
	for _, name := range turn.Cancel {
		if err := t.cancel(turn.Actor, name); err != nil {
			return err
		}
	}
	for _, timer := range turn.Set {
		if err := t.set(turn.Actor, timer); err != nil {
			return err
		}
	}
	return nil
}

// post appends the messages. They change the head only when nothing else waits.
func (t *tx) post(turn store.Turn, e *entry) (store.Receipt, error) {
	if len(turn.Messages) == 0 {
		return store.Receipt{}, nil
	}
	receipt := store.Receipt{First: e.lastSeq + 1, Ahead: e.head.where != nowhere}
	state, attempts := store.Waiting, 0
	if turn.Sending {
		state, attempts = store.Sending, 1
	}
	for _, m := range turn.Messages {
		e.lastSeq++
		l := store.Letter{Actor: turn.Actor, Seq: e.lastSeq, Class: m.Class, State: state, Attempts: attempts, Data: m.Data}
		if err := t.put(letters, letterKey(l.Actor, l.Seq), encodeLetter(l)); err != nil {
			return store.Receipt{}, err
		}
		if e.head.where == nowhere {
			if err := t.setHead(turn.Actor, e, headOf(l)); err != nil {
				return store.Receipt{}, err
			}
		}
	}
	return receipt, nil
}

// forget leaves nothing but the last message number in e.
func (t *tx) forget(actor chat.Actor, e *entry) error {
	prefix := actorKey(actor)
	if err := t.cancelAll(actor); err != nil {
		return err
	}
	if err := t.setHead(actor, e, head{}); err != nil {
		return err
	}
	for _, b := range []bucket{chunks, letters, parked} {
		if err := t.removeAll(b, prefix); err != nil {
			return err
		}
	}
	*e = entry{lastSeq: e.lastSeq}
	return nil
}
