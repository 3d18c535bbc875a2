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
	// pause is how long a loop waits after a pass that failed, longer each time.
	pause = time.Second
	// longest is how long it waits at most then.
	longest = 16 * time.Second
	// tellAgain is how often a trouble that lasts is told of.
	tellAgain = time.Minute
)

// Config is what a Loop works with; the zero fields are the defaults.
type Config struct {
	Now   func() time.Time // the clock that moments are told by; default time.Now
	Log   *slog.Logger     // default: none
	Every time.Duration    // how long it believes that nothing is to be done; default a minute
}

// Loop is one piece of work. Pass may be called beside Run: they take turns.
type Loop struct {
	pass func(ctx context.Context) (next time.Time, err error)
	cfg  Config
	news chan struct{}
	one  sync.Mutex // held during a pass

	mu    sync.Mutex
	until time.Time // when it runs next by itself; zero during a pass
	asked time.Time // the earliest moment told of during a pass
}

// New returns a loop over pass, which says when it wants to run next (zero: not
// before there is news, or Every has passed).
func New(pass func(ctx context.Context) (next time.Time, err error), cfg Config) *Loop {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Every <= 0 {
		cfg.Every = time.Minute
	}
	return &Loop{pass: pass, cfg: cfg, news: make(chan struct{}, 1)}
}

// Notify tells that there is news, or that the clock was moved. It never blocks.
func (l *Loop) Notify() {
	select {
	case l.news <- struct{}{}:
	default:
	}
}

// NotifyAt tells that there will be something to do at a moment. It changes nothing
// when the loop runs before that anyhow. It never blocks.
func (l *Loop) NotifyAt(at time.Time) {
	l.mu.Lock()
	sleeps := !l.until.IsZero()
	earlier := sleeps && at.Before(l.until)
	if !sleeps && (l.asked.IsZero() || at.Before(l.asked)) {
		l.asked = at
	}
	if earlier {
		l.until = at
	}
	l.mu.Unlock()
	if earlier {
		l.Notify()
	}
}

// Run repeats until ctx ends. A pass that fails is logged and tried again.
func (l *Loop) Run(ctx context.Context) error {
	var told time.Time
	for failed := 0; ; {
		l.begin()
		next, err := l.Pass(ctx)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // being asked to end is no failure
		}
		if failed++; err == nil {
			failed = 0
		} else {
			if now := l.cfg.Now(); failed == 1 || now.Sub(told) >= tellAgain || now.Before(told) {
				l.cfg.Log.Error("a pass failed and is tried again", "error", err, "times", failed)
				told = now
			}
			next = l.cfg.Now().Add(min(pause<<min(failed-1, 8), longest))
		}
		if !l.sleep(ctx, l.end(next)) {
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

func (l *Loop) begin() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.until, l.asked = time.Time{}, time.Time{}
}

// end is how long the loop waits: until next, or what it was told of meanwhile.
func (l *Loop) end(next time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.cfg.Now()
	l.until = now.Add(l.cfg.Every)
	for _, at := range []time.Time{next, l.asked} {
		if !at.IsZero() && at.Before(l.until) {
			l.until = at
		}
	}
	return max(l.until.Sub(now), 0)
}

// sleep waits for news or so long; false when ctx has ended.
func (l *Loop) sleep(ctx context.Context, wait time.Duration) bool {
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
