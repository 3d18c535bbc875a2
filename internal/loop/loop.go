// Package loop repeats a piece of work: at once when there is news, again when its
// next moment comes, and until its context ends. It knows nothing of the work.
package loop

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

const (
	// idle is how long a loop believes that nothing is to be done.
	idle = time.Minute
	// pause is how long it waits after a pass that failed.
	pause = time.Second
)

// Loop is one piece of work. Pass may be called beside Run: they take turns.
type Loop struct {
	pass func(ctx context.Context) (next time.Time, err error)
	now  func() time.Time
	log  *slog.Logger
	news chan struct{}
	one  sync.Mutex // held during a pass
}

// New returns a loop over pass, which says when it wants to run next (zero: not
// before there is news). Now is the clock that next is told by.
func New(pass func(ctx context.Context) (next time.Time, err error), now func() time.Time, log *slog.Logger) *Loop {
	return &Loop{pass: pass, now: now, log: log, news: make(chan struct{}, 1)}
}

// Notify tells that there is news, or that the clock was moved. It never blocks.
func (l *Loop) Notify() {
	select {
	case l.news <- struct{}{}:
	default:
	}
}

// Run repeats until ctx ends. A pass that fails is logged and tried again.
func (l *Loop) Run(ctx context.Context) error {
	for {
		next, err := l.Pass(ctx)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // being asked to end is no failure
		}
		if err != nil {
			l.log.Error("a pass failed and is tried again", "error", err)
			next = l.now().Add(pause)
		}
		if !l.sleep(ctx, next) {
			return nil
		}
	}
}

// Pass does the work once.
func (l *Loop) Pass(ctx context.Context) (next time.Time, err error) {
	l.one.Lock()
	defer l.one.Unlock()
	return l.pass(ctx)
}

// sleep waits for news or until then; false when ctx has ended.
func (l *Loop) sleep(ctx context.Context, until time.Time) bool {
	wait := idle
	if !until.IsZero() {
		wait = min(max(until.Sub(l.now()), 0), idle)
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-l.news:
	case <-timer.C:
		select {
		case <-l.news: // told at the same moment: one pass sees both
		default:
		}
	}
	return true
}
