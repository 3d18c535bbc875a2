package memstore

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

const maxTimerName = 64

// Commit applies a turn.
func (s *Store) Commit(ctx context.Context, turn store.Turn) (store.Receipt, error) {
	if err := s.enter(ctx); err != nil {
		return store.Receipt{}, err
	}
	defer s.mu.Unlock()
	a := s.find(turn.Actor)
	defer s.tidy(a)
	if err := a.admits(turn); err != nil {
		return store.Receipt{}, err
	}
	if turn.Forget {
		s.forget(a)
	} else {
		s.apply(a, turn)
	}
	receipt := a.post(turn)
	s.rehead(a)
	return receipt, nil
}

// find is the actor, made when it is new: tidy takes it away again when nothing
// came of it.
func (s *Store) find(of chat.Actor) *actor {
	a := s.actors[of]
	if a == nil {
		a = &actor{place: place{of.Key(), of}, part: store.PartitionOf(of), timers: make(map[string]int64)}
		s.actors[of] = a
	}
	return a
}

// tidy leaves nothing of an actor without a session and without messages. Its notes
// stay while a farewell waits: without them it might not be reached.
func (s *Store) tidy(a *actor) {
	if a.version == 0 && len(a.letters) == 0 {
		delete(s.actors, a.actor)
		if a.forgotten {
			delete(s.notes, a.actor)
		}
	}
}

// admits tells why a turn must not be applied.
func (a *actor) admits(turn store.Turn) error {
	if f := turn.Fired; f != nil {
		if due, ok := a.timers[f.Name]; !ok || due != f.Due.UnixMilli() {
			return store.ErrFenced
		}
	}
	if a.version != turn.Version || (turn.Upon != nil && !bytes.Equal(a.session, turn.Upon)) {
		return store.ErrConflict
	}
	if turn.Forget {
		return nil
	}
	for _, t := range turn.Set {
		if len(t.Name) > maxTimerName {
			return fmt.Errorf("setting a timer: its name is longer than %d bytes", maxTimerName)
		}
	}
	for _, c := range turn.Chunks {
		if c.Seq == 0 {
			return errors.New("storing records: a chunk counts from 1")
		}
	}
	return nil
}

func (s *Store) apply(a *actor, turn store.Turn) {
	a.version++
	a.forgotten = false
	a.session = bytes.Clone(turn.Session)
	for _, c := range turn.Chunks {
		a.keep(store.Chunk{Seq: c.Seq, Data: bytes.Clone(c.Data)})
	}
	if turn.Fired != nil {
		s.cancel(a, turn.Fired.Name)
	}
	for _, name := range turn.Cancel {
		s.cancel(a, name)
	}
	for _, t := range turn.Set {
		s.cancel(a, t.Name)
		due := t.Due.UnixMilli()
		a.timers[t.Name] = due
		s.due.insert(a.part, occurrence{due, a.place, t.Name})
	}
}

func (a *actor) keep(c store.Chunk) {
	i, found := slices.BinarySearchFunc(a.chunks, c.Seq, func(c store.Chunk, seq uint32) int { return cmp.Compare(c.Seq, seq) })
	if found {
		a.chunks[i] = c
		return
	}
	a.chunks = slices.Insert(a.chunks, i, c)
}

func (s *Store) cancel(a *actor, name string) {
	if due, ok := a.timers[name]; ok {
		delete(a.timers, name)
		s.due.remove(a.part, occurrence{due, a.place, name})
	}
}

// forget leaves the actor and its last message number, nothing else.
func (s *Store) forget(a *actor) {
	for name := range a.timers {
		s.cancel(a, name)
	}
	a.version, a.session, a.chunks, a.letters, a.forgotten = 0, nil, nil, nil, true
	s.parked.remove(a.part, a.place)
}

func (a *actor) post(turn store.Turn) store.Receipt {
	if len(turn.Messages) == 0 {
		return store.Receipt{}
	}
	receipt := store.Receipt{First: a.lastSeq + 1, Ahead: a.first() >= 0}
	state, attempts := store.Waiting, 0
	if turn.Sending {
		state, attempts = store.Sending, 1
	}
	for _, m := range turn.Messages {
		a.lastSeq++
		a.letters = append(a.letters, store.Letter{
			Actor: a.actor, Seq: a.lastSeq, Class: m.Class, State: state, Attempts: attempts, Data: bytes.Clone(m.Data),
		})
	}
	return receipt
}
