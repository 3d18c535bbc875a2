package telegram

import (
	"strconv"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// topics remembers what topics are called, as far as the bot has read it: Telegram tells
// it only to those who are there, and cannot be asked.
type topics struct {
	mu    sync.Mutex
	names *simplelru.LRU[address, string]
}

func newTopics() *topics {
	names, err := simplelru.NewLRU[address, string](4096, nil)
	if err != nil {
		panic(err) // only for a size that is not positive
	}
	return &topics{names: names}
}

// put notes what a topic is called now.
func (t *topics) put(at address, name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.names.Add(at, name)
}

// name is the place with the name that it was read to have last; else it stays as it is.
func (t *topics) name(group int64, place chat.Place) chat.Place {
	thread, err := strconv.Atoi(place.ID)
	if err != nil {
		return place
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if name, ok := t.names.Get(address{group, thread}); ok {
		place.Name = name
	}
	return place
}
