package telegram

import (
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// albums makes several pictures sent at once count as one thing: each comes as a
// message of its own, and ten gentle answers would not be gentle.
type albums struct {
	mu    sync.Mutex
	first *simplelru.LRU[string, string] // the album to the event that stands for it
}

func newAlbums() *albums {
	first, err := simplelru.NewLRU[string, string](1024, nil)
	if err != nil {
		panic(err) // only for a size that is not positive
	}
	return &albums{first: first}
}

// stands tells whether an event stands for its album: the first one does, also when
// it comes again.
func (a *albums) stands(album, event string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	first, known := a.first.Get(album)
	if !known {
		a.first.Add(album, event)
	}
	return !known || first == event
}
