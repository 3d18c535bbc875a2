package telegram

import (
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// maxShown is how many chats' last buttons are remembered.
const maxShown = 20_000

// target is a message with buttons.
type target struct {
	chat     int64
	message  int
	question uint64
	text     string // what it says, when that came with a press; otherwise empty
	pacer    *pacer // the pacer that moves in it, or did; else nil
}

// shown remembers the last message with buttons of each chat, so that a typed
// answer can take them away. It forgets the chats that were quiet the longest: their
// old buttons are then found stale when somebody presses them.
type shown struct {
	mu   sync.Mutex
	last *simplelru.LRU[int64, target]
}

func newShown() *shown {
	last, err := simplelru.NewLRU[int64, target](maxShown, nil)
	if err != nil {
		panic(err) // only for a size that is not positive
	}
	return &shown{last: last}
}

// put notes a message that was just sent, and returns the one it takes the place
// of when that belonged to another question and nobody looked after it.
func (s *shown) put(t target) (stale target, is bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before, ok := s.last.Get(t.chat)
	s.last.Add(t.chat, t)
	return before, ok && before.question != 0 && t.question != 0 && before.question != t.question
}

// take hands the last message of a chat to whoever now looks after it.
func (s *shown) take(chat int64) (target, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, ok := s.last.Get(chat)
	s.last.Remove(chat)
	return t, ok
}

// putBack returns what was taken, unless there is a newer one by now.
func (s *shown) putBack(t target) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.last.Contains(t.chat) {
		s.last.Add(t.chat, t)
	}
}

// holds tells whether a message is still the last one with buttons of its chat.
func (s *shown) holds(chat int64, message int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, ok := s.last.Peek(chat)
	return ok && t.message == message
}
