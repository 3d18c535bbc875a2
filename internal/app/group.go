package app

import (
	"context"
	"sync"
)

// group runs loops together: when the first ends, all are asked to, and the first
// error is what went wrong.
type group struct {
	ctx    context.Context //nolint:containedctx // the group is the life of its loops
	cancel context.CancelFunc
	wait   sync.WaitGroup
	once   sync.Once
	err    error
}

func newGroup(ctx context.Context) *group {
	g := &group{}
	g.ctx, g.cancel = context.WithCancel(ctx)
	return g
}

// run starts a loop.
func (g *group) run(loop func(context.Context) error) {
	g.wait.Go(func() {
		defer g.cancel()
		if err := loop(g.ctx); err != nil {
			g.once.Do(func() { g.err = err })
		}
	})
}

// end asks all loops to end and waits for them.
func (g *group) end() error {
	g.cancel()
	g.wait.Wait()
	return g.err
}
