package recur

import (
	"sync"
	"time"
)

// Zones loads each zone once and keeps it, at most all that the tz database names.
// Loading takes some tens of microseconds, so whoever asks at every message has one.
// The zero Zones is ready, and is safe for several goroutines.
type Zones struct {
	mu     sync.RWMutex
	loaded map[string]*time.Location
}

// Zone is what the function Zone is.
func (z *Zones) Zone(name string) (*time.Location, error) {
	z.mu.RLock()
	zone := z.loaded[name]
	z.mu.RUnlock()
	if zone != nil {
		return zone, nil
	}
	zone, err := Zone(name)
	if err != nil {
		return nil, err
	}
	z.mu.Lock()
	defer z.mu.Unlock()
	if z.loaded == nil {
		z.loaded = map[string]*time.Location{}
	}
	z.loaded[zone.String()] = zone // under its own name, so that spellings do not add up
	return zone, nil
}
