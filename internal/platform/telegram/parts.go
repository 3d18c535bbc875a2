package telegram

import (
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// parts remembers how far a message of several parts got, so that trying it again
// repeats none. It is only needed between two tries, so a few are enough.
type parts struct {
	mu  sync.Mutex
	far *simplelru.LRU[letter, int]
}

func newParts() *parts {
	far, err := simplelru.NewLRU[letter, int](1024, nil)
	if err != nil {
		panic(err) // only for a size that is not positive
	}
	return &parts{far: far}
}

// done is how many of the parts have been sent.
func (p *parts) done(l letter, of int) int {
	if of < 2 || l.id == "" {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	n, _ := p.far.Get(l)
	return min(n, of)
}

// sent notes one more part; after the last one there is nothing to remember.
func (p *parts) sent(l letter, of int) {
	if of < 2 || l.id == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	n, _ := p.far.Get(l)
	if n+1 >= of {
		p.far.Remove(l)
		return
	}
	p.far.Add(l, n+1)
}
