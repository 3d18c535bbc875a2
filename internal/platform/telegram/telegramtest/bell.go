package telegramtest

import "sync"

// bell wakes everybody who waits for something to change. Ringing it costs next to
// nothing while nobody waits.
type bell struct {
	mu sync.Mutex
	ch chan struct{}
}

// heard returns a channel that is closed at the next ring. Ask for it before looking
// at what may have changed.
func (b *bell) heard() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ch == nil {
		b.ch = make(chan struct{})
	}
	return b.ch
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ch != nil {
		close(b.ch)
		b.ch = nil
	}
}
