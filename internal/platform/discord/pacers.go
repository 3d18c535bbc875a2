package discord

import (
	"context"
	"sync"
)

// maxPacers is how many pacers move at the same time; a further one shows its
// outline only.
const maxPacers = 40

// pacers are the moving pacers, one an actor. They belong to a Run: without one
// nothing moves.
type pacers struct {
	mu      sync.Mutex
	running context.Context //nolint:containedctx // of Run, which waits for every pacer
	stop    map[string]*stopper
	all     sync.WaitGroup
}

type stopper struct{ cancel context.CancelFunc }

func (p *pacers) open(ctx context.Context) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.running, p.stop = ctx, map[string]*stopper{}
}

// close ends all of them and waits.
func (p *pacers) close() {
	p.mu.Lock()
	for _, s := range p.stop {
		s.cancel()
	}
	p.running = nil
	p.mu.Unlock()
	p.all.Wait()
}

// start lets a pacer move, in place of the one that the actor had.
func (p *pacers) start(actor string, move func(context.Context)) {
	p.end(actor)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.running == nil || len(p.stop) >= maxPacers {
		return
	}
	ctx, cancel := context.WithCancel(p.running)
	mine := &stopper{cancel: cancel}
	p.stop[actor] = mine
	p.all.Go(func() {
		defer cancel()
		move(ctx)
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.stop[actor] == mine {
			delete(p.stop, actor)
		}
	})
}

// end stops the actor's pacer, if there is one.
func (p *pacers) end(actor string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s, ok := p.stop[actor]; ok {
		s.cancel()
		delete(p.stop, actor)
	}
}
