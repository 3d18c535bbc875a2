package redisstore

import (
	"context"
	"sync"
)

// apart does work that shares no pipeline with others, as a flight of its own: a caller
// whose ctx ends leaves it behind, because the client does not notice that while it reads.
// Close waits for it as for any flight, and cuts it off.
func apart[T any](ctx context.Context, b *batcher, work func(context.Context) (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	var none T
	done := make(chan result, 1)
	err := b.launch(&b.all, func() {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(b.life, cancel)() //nolint:contextcheck // it ends with either
		value, err := work(ctx)
		done <- result{value, err}
	})
	if err != nil {
		return none, err
	}
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

// launch sends a flight that close waits for, in one of its two groups.
func (b *batcher) launch(group *sync.WaitGroup, flight func()) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.shut {
		return errClosed
	}
	group.Go(flight)
	return nil
}
