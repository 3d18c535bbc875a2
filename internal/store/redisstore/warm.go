package redisstore

import (
	"bytes"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// warm remembers the sessions used last, so that a person in mid-flow costs no Load. It
// may be behind what another process has committed; a commit finds that out.
type warm struct {
	mu  sync.Mutex
	lru *simplelru.LRU[chat.Actor, store.Snapshot] // nil: nothing is remembered
}

func newWarm(size int) *warm {
	if size <= 0 {
		return &warm{}
	}
	lru, err := simplelru.NewLRU[chat.Actor, store.Snapshot](size, nil)
	if err != nil { // only for a size that is not positive
		return &warm{}
	}
	return &warm{lru: lru}
}

// load is a copy of what is remembered.
func (w *warm) load(actor chat.Actor) (store.Snapshot, bool) {
	s, ok := w.peek(actor)
	s.Session = bytes.Clone(s.Session)
	return s, ok
}

func (w *warm) peek(actor chat.Actor) (store.Snapshot, bool) {
	if w.lru == nil {
		return store.Snapshot{}, false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.lru.Get(actor)
}

// loaded remembers what Redis has just said, unless something newer is known.
func (w *warm) loaded(actor chat.Actor, s store.Snapshot) {
	if w.lru == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if old, ok := w.lru.Peek(actor); !ok || old.Version < s.Version {
		w.lru.Add(actor, s)
	}
}

// committed remembers a session in the place of the one it was built on. When that is
// gone, somebody has met a conflict: what is fresh is then for a Load to say.
func (w *warm) committed(actor chat.Actor, on uint64, session []byte) {
	if w.lru == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if old, ok := w.lru.Peek(actor); ok && old.Version == on {
		w.lru.Add(actor, store.Snapshot{Version: on + 1, Session: bytes.Clone(session)})
	}
}

func (w *warm) drop(actor chat.Actor) {
	if w.lru == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lru.Remove(actor)
}

// tailLength is how much of a session tells it from any other: a sealed one ends in
// bytes that no second one has.
const tailLength = 16

// tail is the end of the session that a turn on this version was built on, empty when
// nobody remembers. Versions begin anew when an actor is forgotten, so that a number
// alone may mean another life.
func (w *warm) tail(actor chat.Actor, version uint64) []byte {
	s, ok := w.peek(actor)
	if !ok || s.Version != version {
		return nil
	}
	return tailOf(s.Session)
}

func tailOf(session []byte) []byte { return session[max(0, len(session)-tailLength):] }
