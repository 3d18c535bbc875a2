package discordtest

import "sync"

// ring remembers the newest of what it is given.
type ring[T any] struct {
	mu    sync.Mutex
	size  int
	items []T
	next  int
}

// newRing keeps size items; none when size is not positive.
func newRing[T any](size int) *ring[T] { return &ring[T]{size: max(size, 0)} }

func (r *ring[T]) add(item T) {
	if r.size == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.items) < r.size {
		r.items = append(r.items, item)
		return
	}
	r.items[r.next] = item
	r.next = (r.next + 1) % r.size
}

// all is a copy, oldest first.
func (r *ring[T]) all() []T {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append(append(make([]T, 0, len(r.items)), r.items[r.next:]...), r.items[:r.next]...)
}
