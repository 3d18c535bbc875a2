package discord

import (
	"errors"
	"fmt"
	"time"
)

// maxLate is after how many times in a row that a connection opened and did not get
// ready a shard gives up.
const maxLate = 3

// watchdog tells a Discord that cannot be reached, which is waited for, from
// connections that open and lead nowhere, where a new start may help. Those that end
// early count together: as one that was late once they took as long.
type watchdog struct {
	limit time.Duration // in which a connection has to be ready
	since time.Time     // of the connections that count together
	late  int
}

func newWatchdog(limit time.Duration, now time.Time) *watchdog {
	return &watchdog{limit: limit, since: now}
}

// excuse takes out a wait that is no fault.
func (w *watchdog) excuse(wait time.Duration) { w.since = w.since.Add(wait) }

// calm begins from the start: a connection was ready, or there was none.
func (w *watchdog) calm(now time.Time) { w.since, w.late = now, 0 }

// saw takes in how a connection ended that was open and not ready; ErrNotReady when it
// is enough.
func (w *watchdog) saw(end ending, now time.Time) error {
	if !errors.Is(end.err, ErrNotReady) && now.Sub(w.since) < w.limit {
		return nil
	}
	w.since = now
	if w.late++; w.late < maxLate {
		return nil
	}
	return fmt.Errorf("connecting to discord: %w", ErrNotReady)
}
