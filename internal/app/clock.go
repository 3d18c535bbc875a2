package app

import (
	"sync"
	"time"
)

// Clock is the real time plus what somebody has let pass by hand.
type Clock struct {
	base  func() time.Time
	mu    sync.Mutex
	ahead time.Duration
}

// NewClock shows start now, and runs from there; the zero start is the real time.
func NewClock(base func() time.Time, start time.Time) *Clock {
	c := &Clock{base: base}
	if !start.IsZero() {
		c.ahead = start.Sub(base())
	}
	return c
}

// Now is what the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.base().Add(c.ahead)
}

// Pass lets time pass at once.
func (c *Clock) Pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
}
