package discord

import (
	"sync/atomic"
	"time"
)

// outage is since when something of Discord cannot be had. It is safe for concurrent
// use; the zero value is none.
type outage struct{ since atomic.Int64 } // milliseconds since 1970; 0 is none

// begins notes a failure; the first one counts.
func (o *outage) begins(now time.Time) { o.since.CompareAndSwap(0, now.UnixMilli()) }

// ends notes that it works again.
func (o *outage) ends() { o.since.Store(0) }

// lasts is for how long it has been going on.
func (o *outage) lasts(now time.Time) time.Duration {
	since := o.since.Load()
	if since == 0 {
		return 0
	}
	return now.Sub(time.UnixMilli(since))
}
