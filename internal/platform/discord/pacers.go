package discord

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
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

// stopper ends one pacer. Base is its text when it rests.
type stopper struct {
	cancel context.CancelFunc
	base   string
	left   atomic.Bool // somebody else puts the message to rest
}

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

// start lets a pacer move, in place of the one that the actor had. Move is told
// whether somebody else puts the message to rest when ctx has ended.
func (p *pacers) start(actor, base string, move func(ctx context.Context, left func() bool)) {
	p.end(actor, "")
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.running == nil || len(p.stop) >= maxPacers {
		return
	}
	ctx, cancel := context.WithCancel(p.running)
	mine := &stopper{cancel: cancel, base: base}
	p.stop[actor] = mine
	p.all.Go(func() {
		defer cancel()
		move(ctx, mine.left.Load)
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.stop[actor] == mine {
			delete(p.stop, actor)
		}
	})
}

// end stops the actor's pacer, if there is one. When the message that was pressed
// is the pacer's own, its text at rest is returned, and whoever answers the press
// puts it to rest.
func (p *pacers) end(actor, pressed string) (base string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s, ok := p.stop[actor]
	if !ok {
		return ""
	}
	if s.base != "" && strings.HasPrefix(pressed, s.base) {
		base = s.base
		s.left.Store(true)
	}
	s.cancel()
	delete(p.stop, actor)
	return base
}
