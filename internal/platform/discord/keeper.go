package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"sync"
	"time"
)

// unkept is how many events of one actor may be done without the note saying so: a
// session remembers its last eight events, and after a crash those that the note
// does not know come again.
const unkept = 6

// keeper writes where the gateway stands, for all shards of the process: at most
// once in a while, at once when somebody waits for it, and at the end.
type keeper struct {
	write  func(ctx context.Context) error // writes every shard's place
	every  time.Duration
	within time.Duration // what the last write, at the end, is given
	failed func(error)

	mu     sync.Mutex
	fresh  map[string]int // done events by actor that the note does not know
	moved  chan struct{}  // closed and replaced after every write
	dirty  chan struct{}  // something is to be written
	urgent chan struct{}  // somebody waits
}

func newKeeper(every, within time.Duration, write func(context.Context) error, failed func(error)) *keeper {
	return &keeper{
		write: write, every: every, within: within, failed: failed,
		fresh: map[string]int{}, moved: make(chan struct{}),
		dirty: make(chan struct{}, 1), urgent: make(chan struct{}, 1),
	}
}

// touch tells that something changed.
func (k *keeper) touch() { signal(k.dirty) }

// hurry tells that something changed which a crash must not undo: a new session that
// nobody knows of cannot be resumed, and what is delivered to it would be lost.
func (k *keeper) hurry() { signal(k.urgent) }

// count tells that one more event of an actor is done.
func (k *keeper) count(actor string) {
	k.mu.Lock()
	k.fresh[actor]++
	k.mu.Unlock()
	k.touch()
}

// room waits until another event of the actor may be done, and calls late once when
// that takes long; false when ctx ended.
func (k *keeper) room(ctx context.Context, actor string, long time.Duration, late func()) bool {
	timer := time.NewTimer(long)
	defer timer.Stop()
	for {
		k.mu.Lock()
		full, moved := k.fresh[actor] >= unkept, k.moved
		k.mu.Unlock()
		if !full {
			return ctx.Err() == nil
		}
		signal(k.urgent)
		select {
		case <-moved:
		case <-timer.C:
			late()
		case <-ctx.Done():
			return false
		}
	}
}

// run writes until ctx ends, and once more then.
func (k *keeper) run(ctx context.Context) {
	timer := time.NewTimer(k.every)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			k.last(context.WithoutCancel(ctx))
			return
		case <-k.urgent:
		case <-timer.C:
			select {
			case <-k.dirty:
			case <-k.urgent:
			case <-ctx.Done():
				continue
			}
		}
		if !k.flush(ctx) && sleep(ctx, k.every) == nil {
			k.touch()
		}
		timer.Reset(k.every)
	}
}

func (k *keeper) last(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, k.within)
	defer cancel()
	k.flush(ctx)
}

// flush writes once. What is done while it writes counts for the next time.
func (k *keeper) flush(ctx context.Context) bool {
	k.mu.Lock()
	known := k.fresh
	k.fresh = make(map[string]int, len(known))
	maps.Copy(k.fresh, known) // until it is written they count
	k.mu.Unlock()
	if err := k.write(ctx); err != nil {
		k.failed(err)
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for actor, n := range known {
		if k.fresh[actor] -= n; k.fresh[actor] <= 0 {
			delete(k.fresh, actor)
		}
	}
	close(k.moved)
	k.moved = make(chan struct{})
	return true
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// keep writes the places of all shards.
func (d *Discord) keep(ctx context.Context) error {
	for _, s := range d.shards() {
		p, changed := s.place()
		if !changed {
			continue
		}
		data, err := json.Marshal(p)
		if err != nil {
			return fmt.Errorf("encoding where the gateway stands: %w", err)
		}
		if err := d.cfg.Notes.SetNote(ctx, d.bot(), s.note, data, time.Time{}); err != nil {
			s.unsaved()
			return fmt.Errorf("keeping where the gateway stands: %w", err)
		}
	}
	return nil
}
