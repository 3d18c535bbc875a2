package simulation

import (
	"sync/atomic"
	"time"
)

// clock is what the parts believe the time to be: the bubble's own, and what it
// has jumped by.
type clock struct {
	ahead  atomic.Int64
	latest atomic.Int64 // Unix milliseconds: the latest that anybody believed
}

func (c *clock) Now() time.Time {
	now := time.Now().UTC().Add(time.Duration(c.ahead.Load()))
	for {
		before := c.latest.Load()
		if now.UnixMilli() <= before || c.latest.CompareAndSwap(before, now.UnixMilli()) {
			return now
		}
	}
}

func (c *clock) jump(by time.Duration) { c.ahead.Add(int64(by)) }
