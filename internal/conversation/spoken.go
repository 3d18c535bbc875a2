package conversation

import (
	"sync"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// maxSpoken is how many events are remembered as answered past the store. After that
// all are forgotten: a reply that comes twice is better than none.
const maxSpoken = 4096

// spoken remembers which events were answered past the store, for as long as that
// takes: they are handed in again and again until the store is back.
type spoken struct {
	mu     sync.Mutex
	events map[string]struct{}
}

// first tells whether the event is answered for the first time, and notes it. One
// without an id always is.
func (s *spoken) first(in chat.Inbound) bool {
	if in.ID == "" {
		return true
	}
	key := in.Actor.Key() + "\x00" + in.ID
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.events[key]; known {
		return false
	}
	if s.events == nil || len(s.events) >= maxSpoken {
		s.events = make(map[string]struct{})
	}
	s.events[key] = struct{}{}
	return true
}

// failed forgets that the event was answered: it was not.
func (s *spoken) failed(in chat.Inbound) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.events, in.Actor.Key()+"\x00"+in.ID)
}
