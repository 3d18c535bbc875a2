package discord

import (
	"sync"
	"time"
)

// Discord bans an address for a while after 10,000 refused requests in ten minutes.
const (
	tooManyInvalid = 5000
	invalidMinutes = 10
)

// invalids counts refused requests (401, 403, 429) of the last ten minutes.
type invalids struct {
	mu     sync.Mutex
	minute [invalidMinutes]int64 // which minute a cell counts
	count  [invalidMinutes]int
}

// add counts one.
func (i *invalids) add(now time.Time) {
	i.mu.Lock()
	defer i.mu.Unlock()
	minute := now.Unix() / 60
	cell := minute % invalidMinutes
	if i.minute[cell] != minute {
		i.minute[cell], i.count[cell] = minute, 0
	}
	i.count[cell]++
}

// sum is how many there were in the ten minutes before now.
func (i *invalids) sum(now time.Time) int {
	i.mu.Lock()
	defer i.mu.Unlock()
	minute, n := now.Unix()/60, 0
	for cell, of := range i.minute {
		if of > minute-invalidMinutes {
			n += i.count[cell]
		}
	}
	return n
}
