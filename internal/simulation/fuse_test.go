package simulation

import "sync"

// fuse counts steps down to the one at which something happens.
type fuse struct {
	mu   sync.Mutex
	left int // 0: it is not lit
}

func (f *fuse) light(steps int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left = steps
}

// burn is true at the step.
func (f *fuse) burn() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.left == 0 {
		return false
	}
	f.left--
	return f.left == 0
}
