package telegram

import (
	"context"
	"errors"
	"time"
)

// insist does something until it works. It gives up when ctx ends, which is no
// error, and when the token is the trouble.
func (a *Adapter) insist(ctx context.Context, do func(context.Context) error) error {
	for attempt := 1; ; attempt++ {
		err := do(ctx)
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return nil //nolint:nilerr // being asked to end is no failure
		}
		a.trouble(err, attempt)
		if errors.Is(err, ErrToken) {
			return err
		}
		a.pause(ctx, a.waitAfter(err, attempt))
	}
}

// pause waits, and is false when ctx ended meanwhile.
func (a *Adapter) pause(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// waitAfter is how long to wait after a failure: as long as Telegram asks, or
// longer with every attempt.
func (a *Adapter) waitAfter(err error, attempt int) time.Duration {
	if asked, ok := waitOf(err); ok {
		return asked
	}
	return a.backoff(attempt)
}

func (a *Adapter) backoff(attempt int) time.Duration {
	return backoff(a.cfg.Backoff, attempt, a.cfg.Random())
}

// backoff is the wait before a further attempt: twice the last one, at most 60
// times base, spread by random in [0,1) so that not everybody comes at once.
func backoff(base time.Duration, attempt int, random float64) time.Duration {
	wait := base << min(max(attempt-1, 0), 6)
	wait = min(wait, 60*base)
	return wait/2 + time.Duration(float64(wait/2)*random)
}
