package telegram

import (
	"context"
	"sync/atomic"
	"time"
)

// How many errands of a kind are done at the same time, and how many may wait. There
// are about as many runners as delivery has senders: with fewer, errands fall behind
// under load, buttons go on spinning and old ones stay in sight.
const (
	errandRunners = 64
	maxErrands    = 4096
)

// errands are small calls that nobody waits for. They are done as soon as there is
// room; when too many wait, or Telegram asks for peace, they are not done at all.
type errands struct {
	queue   chan errand
	dropped func()
	quiet   atomic.Int64 // until when Telegram wants peace, in Unix nanoseconds
}

type errand func(ctx context.Context) error

func newErrands(dropped func()) *errands {
	return &errands{queue: make(chan errand, maxErrands), dropped: dropped}
}

// add never blocks.
func (e *errands) add(do errand) {
	select {
	case e.queue <- do:
	default:
		e.dropped()
	}
}

// run does errands until ended is closed and none is left.
func (e *errands) run(ctx context.Context, ended <-chan struct{}) {
	for {
		select {
		case do := <-e.queue:
			e.do(ctx, do)
		case <-ended:
			e.finish(ctx)
			return
		}
	}
}

func (e *errands) finish(ctx context.Context) {
	for {
		select {
		case do := <-e.queue:
			e.do(ctx, do)
		default:
			return
		}
	}
}

func (e *errands) do(ctx context.Context, do errand) {
	if ctx.Err() != nil || time.Now().UnixNano() < e.quiet.Load() {
		e.dropped()
		return
	}
	if wait, ok := waitOf(do(ctx)); ok {
		e.quiet.Store(time.Now().Add(wait).UnixNano())
	}
}
