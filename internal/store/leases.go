package store

import (
	"context"
	"sync"
	"time"
)

// LocalLeases are the leases of a store that one process uses alone: they need not
// outlive it. The zero value is ready; it is safe for concurrent use.
type LocalLeases struct {
	mu     sync.Mutex
	leases map[string]lease
	fence  uint64
}

type lease struct {
	holder string
	until  time.Time
	fence  uint64
}

// Hold takes the lease or renews it.
func (l *LocalLeases) Hold(ctx context.Context, name, holder string, ttl time.Duration) (uint64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	held, ok := l.leases[name]
	alive := ok && now.Before(held.until)
	if alive && held.holder != holder {
		return 0, ErrHeld
	}
	if !alive {
		l.fence++
		held = lease{holder: holder, fence: l.fence}
	}
	held.until = now.Add(ttl)
	if l.leases == nil {
		l.leases = map[string]lease{}
	}
	l.leases[name] = held
	return held.fence, nil
}

// Drop gives the lease up.
func (l *LocalLeases) Drop(ctx context.Context, name, holder string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.leases[name].holder == holder {
		delete(l.leases, name)
	}
	return nil
}
