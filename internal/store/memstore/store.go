// Package memstore keeps everything in memory, for tests and for the simulation.
// It starts no goroutine, reads no clock and never answers in the order of a
// map, so that the same calls have the same results, inside a testing/synctest
// bubble too. What it holds is gone with the process.
package memstore

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

var _ store.Store = (*Store)(nil)

// errClosed is the answer to every call after Close.
var errClosed = errors.New("the store is closed")

// Store is a store.Store in memory.
type Store struct {
	store.LocalLeases
	mu     sync.Mutex
	closed bool
	actors map[chat.Actor]*actor
	due    *index[occurrence]
	ready  *index[head] // heads that may go at once, in the order they became heads
	later  *index[head] // heads that were put off
	parked *index[place]
	notes  map[chat.Actor]map[string]note
	stamp  uint64 // the last one given to a head
}

// actor is all that is kept of one actor.
type actor struct {
	place
	part    store.Partition
	version uint64
	session []byte
	chunks  []store.Chunk  // by Seq
	letters []store.Letter // by Seq
	lastSeq uint64
	timers  map[string]int64 // due in Unix milliseconds, by name
	// forgotten tells that nothing is to stay once its farewells are sent; a new
	// session ends that.
	forgotten bool
	head      *head // as it stands in ready or later; nil when nothing waits
}

// New is an empty store.
func New() *Store {
	return &Store{
		actors: make(map[chat.Actor]*actor),
		due:    newIndex(compareOccurrences),
		ready:  newIndex(compareReady),
		later:  newIndex(compareLater),
		parked: newIndex(comparePlaces),
		notes:  make(map[chat.Actor]map[string]note),
	}
}

// Close refuses every later call.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}

// KeyCount is how many things are kept, indexes included: 0 when nothing is.
func (s *Store) KeyCount() (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	count := len(s.notes) + len(s.actors) + s.due.len() + s.ready.len() + s.later.len() + s.parked.len()
	for _, a := range s.actors {
		count += len(a.chunks) + len(a.letters) + len(a.timers)
	}
	return count, nil
}

// Load reads a session.
func (s *Store) Load(ctx context.Context, of chat.Actor) (store.Snapshot, error) {
	if err := s.enter(ctx); err != nil {
		return store.Snapshot{}, err
	}
	defer s.mu.Unlock()
	a := s.actors[of]
	if a == nil {
		return store.Snapshot{}, nil
	}
	return store.Snapshot{Version: a.version, Session: bytes.Clone(a.session)}, nil
}

// Records reads all chunks of an actor.
func (s *Store) Records(ctx context.Context, of chat.Actor) ([]store.Chunk, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.mu.Unlock()
	a := s.actors[of]
	if a == nil {
		return nil, nil
	}
	chunks := slices.Clone(a.chunks)
	for i := range chunks {
		chunks[i].Data = bytes.Clone(chunks[i].Data)
	}
	return chunks, nil
}

// LastChunk reads the chunk with the highest Seq.
func (s *Store) LastChunk(ctx context.Context, of chat.Actor) (store.Chunk, error) {
	if err := s.enter(ctx); err != nil {
		return store.Chunk{}, err
	}
	defer s.mu.Unlock()
	a := s.actors[of]
	if a == nil || len(a.chunks) == 0 {
		return store.Chunk{}, nil
	}
	last := a.chunks[len(a.chunks)-1]
	return store.Chunk{Seq: last.Seq, Data: bytes.Clone(last.Data)}, nil
}

// enter takes the lock, unless the call must not begin.
func (s *Store) enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return errClosed
	}
	return nil
}
