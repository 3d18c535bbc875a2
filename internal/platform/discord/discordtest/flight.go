package discordtest

import "sync"

// flight counts what is under way, so that Close can wait for it.
type flight struct {
	mu     sync.Mutex
	closed bool
	wg     sync.WaitGroup
}

// enter is false once close was called; otherwise leave has to follow.
func (f *flight) enter() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return false
	}
	f.wg.Add(1)
	return true
}

func (f *flight) leave() { f.wg.Done() }

func (f *flight) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
}
