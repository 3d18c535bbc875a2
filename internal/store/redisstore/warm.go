package redisstore

import (
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// warm remembers the values used last, so that a person in mid-flow costs no Load, and
// those of whoever has a timer due. It may be behind what another process has committed;
// a commit finds that out.
type warm struct {
	mu  sync.Mutex
	lru *simplelru.LRU[chat.Actor, known] // nil: nothing is remembered
}

// known is what is remembered of an actor. Nobody changes it.
type known struct {
	version uint64
	value   []byte // empty: of somebody unknown
}

// snapshot is a copy.
func (k known) snapshot() store.Snapshot {
	e, err := parseEntry(k.value)
	if err != nil { // of somebody unknown: everything else was read before
		return store.Snapshot{}
	}
	return e.snapshot()
}

func newWarm(size int) *warm {
	if size <= 0 {
		return &warm{}
	}
	lru, err := simplelru.NewLRU[chat.Actor, known](size, nil)
	if err != nil { // only for a size that is not positive
		return &warm{}
	}
	return &warm{lru: lru}
}

// load is a copy of what is remembered.
func (w *warm) load(actor chat.Actor) (store.Snapshot, bool) {
	k, ok := w.peek(actor)
	if !ok {
		return store.Snapshot{}, false
	}
	return k.snapshot(), true
}

func (w *warm) peek(actor chat.Actor) (known, bool) {
	if w.lru == nil {
		return known{}, false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.lru.Get(actor)
}

// loaded remembers what Redis has just said, unless something newer is known.
func (w *warm) loaded(actor chat.Actor, version uint64, value []byte) {
	if w.lru == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if old, ok := w.lru.Peek(actor); !ok || old.version < version {
		w.lru.Add(actor, known{version, value})
	}
}

// committed remembers a value in the place of the one it was built on. When that is
// gone, somebody has met a conflict: what is fresh is then for a Load to say.
func (w *warm) committed(actor chat.Actor, on uint64, value []byte) {
	if w.lru == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if old, ok := w.lru.Peek(actor); ok && old.version == on {
		w.lru.Add(actor, known{on + 1, value})
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
	k, ok := w.peek(actor)
	if !ok || k.version != version {
		return nil
	}
	e, err := parseEntry(k.value)
	if err != nil {
		return nil
	}
	return tailOf(e.session)
}

func tailOf(session []byte) []byte { return session[max(0, len(session)-tailLength):] }
