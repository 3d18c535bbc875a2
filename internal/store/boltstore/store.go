// Package boltstore keeps everything in one file, by way of bbolt: the store for
// whoever runs Stillpoint without a server of its own. It knows bytes, times and
// actors, and nothing of what the bytes mean.
//
// Whatever a call reports as done is on the disk. Calls that arrive while the
// disk is busy share the next write to it. A file that is damaged, of another
// program, or written by a newer version is refused and never written to.
package boltstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

var _ store.Store = (*Store)(nil)

// ErrNewer says that a newer version of Stillpoint has written the file.
var ErrNewer = errors.New("the store was written by a newer Stillpoint: use that version or a later one")

// Config is what a Store may be told. The zero value is right for production.
type Config struct {
	// Wait is how long to wait for another process that holds the file. Zero
	// means one second; a restart hands the file over within that time.
	Wait time.Duration
	// Observe, when it is not nil, is called as a change passes three points:
	// "commit/begin" before anything, "commit/written" inside the transaction,
	// when a crash still loses it, and "commit/durable" when none does any more.
	// "begin/…", "done/…", "put/…", "release/…" and "note/…" are the same for those. What
	// is tried again passes "written" again. It is there to end the process in a
	// test, and is called from many goroutines.
	Observe func(point string)
}

// Store is a store.Store in one file.
type Store struct {
	store.LocalLeases
	db      *bolt.DB
	file    *os.File // the one inside db, to let go of it when db cannot any more
	observe func(string)
	queue   queue
	// broken is set when a write ended in a panic: bbolt may then hold its locks
	// for ever, so nothing may ask it again.
	broken atomic.Bool
	passed atomic.Int64 // what looks at the timers could not read
}

// PassedOver is how often a timer made no sense and was passed over since the start: once
// for each look.
func (s *Store) PassedOver() int64 { return s.passed.Load() }

// Close waits for what is under way and lets go of the file.
func (s *Store) Close() error {
	if s.broken.Load() {
		return s.file.Close()
	}
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("closing the store: %w", err)
	}
	return nil
}

// KeyCount is how many keys there are, indexes included: 0 when nothing is kept.
func (s *Store) KeyCount() (int, error) {
	count := 0
	err := s.view(context.Background(), "counting keys", func(t *tx) error {
		for b := range buckets {
			count += t.in(b).Stats().KeyN
		}
		return nil
	})
	return count, err
}

// view reads. What do is shown is valid until it returns.
func (s *Store) view(ctx context.Context, doing string, do func(*tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.broken.Load() {
		return fmt.Errorf("%s: %w", doing, store.ErrDamaged)
	}
	_, err := guarded(func() error {
		return s.db.View(func(t *bolt.Tx) error { return do(&tx{bolt: t}) })
	})
	return describe(doing, err)
}

// update writes: when it returns nil, all is on the disk.
func (s *Store) update(do func(*tx) error) error {
	if s.broken.Load() {
		return store.ErrDamaged
	}
	panicked, err := guarded(func() error {
		return s.db.Update(func(t *bolt.Tx) error { return do(&tx{bolt: t}) })
	})
	if panicked {
		s.broken.Store(true)
	}
	return err
}

// guarded turns into ErrDamaged what bbolt does on pages that make no sense: it
// panics, or it reads behind the end of the file, which the system answers with
// a fault.
func guarded(do func() error) (panicked bool, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			panicked, err = true, fmt.Errorf("%w: %v", store.ErrDamaged, p)
		}
	}()
	return false, do()
}
