package simulation

import (
	"sync/atomic"
	"time"
)

// clock is what the parts believe the time to be: the bubble's own, and what it
// has jumped by.
type clock struct{ ahead atomic.Int64 }

func (c *clock) Now() time.Time { return time.Now().UTC().Add(time.Duration(c.ahead.Load())) }

func (c *clock) jump(by time.Duration) { c.ahead.Add(int64(by)) }
