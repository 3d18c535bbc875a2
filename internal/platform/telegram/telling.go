package telegram

import (
	"context"
	"sync"
	"time"
)

// tellHold is how long what comes next waits for an answer of the desk to be said, and
// tellFor how long that is tried at all, with the wait for the person's earlier ones.
const (
	tellHold = 2 * time.Second
	tellFor  = time.Minute
)

// telling says the answers of the desk: to one person one after the other, while a group
// whose administrator cannot be written to just now goes on.
type telling struct {
	under sync.WaitGroup
	mu    sync.Mutex
	last  map[int64]chan struct{} // by chat; closed when the latest answer there is said
}

func newTelling() *telling { return &telling{last: map[int64]chan struct{}{}} }

// say has something said in a chat after everything before, and returns when it is, or
// after tellHold. It is not called any more once wait is.
func (k *telling) say(ctx context.Context, to int64, say func(ctx context.Context)) {
	said := make(chan struct{})
	k.mu.Lock()
	before := k.last[to]
	k.last[to] = said
	k.mu.Unlock()
	k.under.Go(func() {
		defer k.over(to, said)
		ctx, cancel := context.WithTimeout(ctx, tellFor)
		defer cancel()
		if before != nil {
			select {
			case <-before:
			case <-ctx.Done():
			}
		}
		say(ctx)
	})
	timer := time.NewTimer(tellHold)
	defer timer.Stop()
	select {
	case <-said:
	case <-timer.C:
	}
}

func (k *telling) over(to int64, said chan struct{}) {
	k.mu.Lock()
	defer k.mu.Unlock()
	close(said)
	if k.last[to] == said {
		delete(k.last, to)
	}
}

// wait returns when everything is said.
func (k *telling) wait() { k.under.Wait() }
