package simulation

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"
	"sync"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

var (
	errDown = errors.New("the store does not answer")
	errLost = errors.New("the store's answer was lost")
	errDead = errors.New("this process is gone")
)

// port is one replica's way to the store. Calls take time, fail before or after
// their effect, and stop having any when the replica dies.
type port struct {
	w     *world
	r     *replica
	mu    sync.Mutex
	calls map[string]int
}

// chanceOf is the stream of chance of one call: it does not depend on which worker
// makes it, nor on who else makes one at that moment.
func (p *port) chanceOf(what string, of chat.Actor, which string) *rand.Rand {
	call := p.r.name + "/" + what + "/" + of.ID + "/" + which
	p.mu.Lock()
	p.calls[call]++
	times := p.calls[call]
	p.mu.Unlock()
	return stream(p.w.seed, call+"/"+strconv.Itoa(times))
}

func number(seq uint64) string { return strconv.FormatUint(seq, 10) }

// chance is the context with the stream of one call.
func (p *port) chance(ctx context.Context, what string, of chat.Actor, which string) context.Context {
	return with(ctx, &task{rng: p.chanceOf(what, of, which)})
}

// call does something to the store. Only what changes something can be where a
// replica dies: the endless looking around of an idle one would use that up.
func (p *port) call(ctx context.Context, what string, changes bool, do func(t *task) error) (err error) {
	if p.w.tracing {
		defer func() { p.w.note("store", p.r.name, what, err) }()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	t, fair := taskOf(ctx), p.w.weather
	p.wait(t)
	if changes {
		p.r.burn()
	}
	switch {
	case p.r.dead.Load():
		return errDead
	case fair.strikes(t.rng, fair.storeBefore):
		return errDown
	}
	if err := do(t); err != nil {
		return err
	}
	if changes {
		p.r.burn()
	}
	p.wait(t)
	switch {
	case p.r.dead.Load():
		return errDead
	case fair.strikes(t.rng, fair.storeAfter):
		return errLost
	}
	return nil
}

// wait is the way there or back.
func (p *port) wait(t *task) {
	if p.w.failed() {
		time.Sleep(time.Hour) // what goes round in circles does so slowly, and the run can end
		return
	}
	took := between(t.rng, 10*time.Microsecond, 2*time.Millisecond)
	if p.w.weather.strikes(t.rng, p.w.weather.storeSlow) {
		took = between(t.rng, 10*time.Millisecond, 8*time.Second)
	}
	time.Sleep(took)
	if p.w.weather.strikes(t.rng, p.w.weather.jump/20) {
		p.w.jump(between(t.rng, -2*time.Second, 2*time.Second))
	}
}

func (p *port) Load(ctx context.Context, of chat.Actor) (found store.Snapshot, err error) {
	err = p.call(ctx, "load", true, func(*task) (err error) {
		found, err = p.w.store.Load(ctx, of)
		return err
	})
	if t := taskOf(ctx); t != nil {
		t.now, t.loaded = p.w.clock.Now(), found.Session
		if err == nil && found.Version == 0 {
			p.w.oracle.nobody(t.in)
		}
	}
	return found, err
}

func (p *port) Commit(ctx context.Context, turn store.Turn) (receipt store.Receipt, err error) {
	err = p.call(ctx, "commit", true, func(t *task) (err error) {
		receipt, err = p.w.store.Commit(ctx, turn)
		if err == nil {
			p.w.oracle.committed(t, turn)
		}
		return err
	})
	if errors.Is(err, errDown) {
		p.w.oracle.doubtful(turn.Actor, taskOf(ctx).in.ID)
	}
	return receipt, err
}

func (p *port) Records(ctx context.Context, of chat.Actor) (found []store.Chunk, err error) {
	err = p.call(ctx, "records", true, func(*task) (err error) {
		found, err = p.w.store.Records(ctx, of)
		return err
	})
	return found, err
}

func (p *port) LastChunk(ctx context.Context, of chat.Actor) (found store.Chunk, err error) {
	err = p.call(ctx, "lastchunk", true, func(*task) (err error) {
		found, err = p.w.store.LastChunk(ctx, of)
		return err
	})
	return found, err
}

func (p *port) Heads(ctx context.Context, in store.Set, now time.Time, limit int) (found []store.Letter, wake time.Time, err error) {
	err = p.call(p.chance(ctx, "heads", chat.Actor{}, ""), "heads", false, func(*task) (err error) {
		found, wake, err = p.w.store.Heads(ctx, in, now, limit)
		p.w.oracle.seen(found)
		return err
	})
	if err != nil && p.r.ctx.Err() != nil {
		p.w.oracle.unsure() // a process that ends may have wanted to know whether to acknowledge
	}
	return found, wake, err
}

func (p *port) Begin(ctx context.Context, of chat.Actor, seq uint64) error {
	return p.call(p.chance(ctx, "begin", of, number(seq)), "begin", true, func(*task) error {
		err := p.w.store.Begin(ctx, of, seq)
		if err == nil {
			p.w.oracle.begun(of, seq)
		}
		return err
	})
}

// Done that had no effect is a fault in the window of its message; so is a store that
// does not answer for as long as a process that is to end may wait.
func (p *port) Done(ctx context.Context, of chat.Actor, seq uint64) error {
	removed := false
	err := p.call(p.chance(ctx, "done", of, number(seq)), "done", true, func(*task) error {
		err := p.w.store.Done(ctx, of, seq)
		if removed = err == nil; removed {
			p.w.oracle.done(of, seq)
		}
		return err
	})
	if !removed && (errors.Is(err, errDown) || errors.Is(err, errDead) || errors.Is(err, context.Canceled)) {
		p.w.oracle.excuse(of, seq)
	}
	return err
}

func (p *port) Put(ctx context.Context, of chat.Actor, seq uint64, earliest time.Time, reason string) error {
	return p.call(p.chance(ctx, "put", of, number(seq)), "put", true, func(*task) error {
		err := p.w.store.Put(ctx, of, seq, earliest, reason)
		if err == nil && earliest.IsZero() {
			p.w.oracle.parked(of, seq, reason)
		}
		return err
	})
}

func (p *port) Due(ctx context.Context, in store.Set, now time.Time, limit int) (due []store.Occurrence, next time.Time, err error) {
	err = p.call(p.chance(ctx, "due", chat.Actor{}, ""), "due", false, func(*task) (err error) {
		due, next, err = p.w.store.Due(ctx, in, now, limit)
		return err
	})
	return due, next, err
}
