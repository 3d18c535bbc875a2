package load

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// How patient people are.
const (
	retap    = 4 * time.Second  // then a press that the platform calls failed is made again
	patience = 20 * time.Second // then nothing will come any more
)

// field is what all persons share: where the run stands. Its zero value is no good;
// newField makes one.
type field struct {
	arrived   atomic.Int64 // how many are in the middle of the first check-in
	everybody chan struct{}
	people    int64
	release   chan struct{} // closed: the run goes on
	going     sync.Once
	over      chan struct{} // closed: people stop after their next reply

	measuring atomic.Bool
	replies   atomic.Int64
	faults    atomic.Int64 // how many go on now
	healed    atomic.Int64 // when the last one ended, in Unix nanoseconds
}

func newField(people int) *field {
	return &field{
		people: int64(people), everybody: make(chan struct{}), release: make(chan struct{}), over: make(chan struct{}),
	}
}

// pause waits until the run goes on; the last one to come rings for all.
func (f *field) pause(ctx context.Context) {
	if f.arrived.Add(1) == f.people {
		close(f.everybody)
	}
	select {
	case <-f.release:
	case <-ctx.Done():
	}
}

// goOn lets everybody who waits in the middle go on; once is enough.
func (f *field) goOn() { f.going.Do(func() { close(f.release) }) }

func (f *field) released() bool { return isClosed(f.release) }

func (f *field) closed() bool { return isClosed(f.over) }

func isClosed(ch chan struct{}) bool {
	select {
	case <-ch:
		return true
	default:
		return false
	}
}

// faulty notes that something was broken on purpose; the function it returns, that it
// is whole again.
func (f *field) faulty() (whole func()) {
	f.faults.Add(1)
	return func() {
		f.healed.Store(time.Now().UnixNano())
		f.faults.Add(-1)
	}
}

// patience is how much longer somebody waits who asked then; not above zero: no longer.
func (f *field) patience(asked, now time.Time) time.Duration {
	if f.faults.Load() > 0 {
		return patience
	}
	from := asked
	if healed := time.Unix(0, f.healed.Load()); healed.After(from) {
		from = healed
	}
	return patience - now.Sub(from)
}
