package telegram

import (
	"context"
	"runtime/debug"
	"sync"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

const (
	earRunners = 16
	// maxOverhears is how many events may wait to be overheard: more than can wait for
	// their turn and come in a batch together, and each waits once.
	maxOverhears = 4096
	// hearTries is how often somebody is tried to be heard before the event has to come
	// up again.
	hearTries = 5
)

// ears passes on what has to wait, so that danger in it is answered at once. Nothing
// that Telegram says of anything else holds them up.
type ears struct {
	hear     func(ctx context.Context, in chat.Inbound) error // nil: nobody listens
	wait     func(ctx context.Context, err error, attempt int) bool
	panicked func(what any, stack string)
	failed   func(err error) // nobody heard it: it is passed on when it comes up again
	queue    chan chat.Inbound

	mu   sync.Mutex
	told map[heardID]struct{} // waiting, under way or heard
	old  map[heardID]struct{} // told before there were too many
}

// heardID names an event.
type heardID struct {
	actor chat.Actor
	id    string
}

func newEars(a *Adapter) *ears {
	return &ears{
		hear: a.cfg.Overhear,
		wait: func(ctx context.Context, err error, attempt int) bool {
			return a.pause(ctx, a.waitAfter(err, attempt))
		},
		panicked: a.panicked,
		failed: func(err error) {
			a.cfg.Observe("overhear/failed", 1)
			a.cfg.Log.Warn("an event that has to wait could not be overheard yet", "platform", Platform, "error", err)
		},
		queue: make(chan chat.Inbound, maxOverhears), told: map[heardID]struct{}{},
	}
}

// add passes an event on, unless it was before. It never blocks, and can be called
// whenever the event comes up.
func (e *ears) add(in chat.Inbound) {
	if e.hear == nil || !e.first(in) {
		return
	}
	select {
	case e.queue <- in:
	default:
		e.forget(in)
	}
}

// first tells whether the event comes up for the first time, and remembers it for as
// long as a few thousand others.
func (e *ears) first(in chat.Inbound) bool {
	key := heardID{in.Actor, in.ID}
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, known := e.told[key]; known {
		return false
	}
	if _, known := e.old[key]; known {
		return false
	}
	if len(e.told) >= maxOverhears {
		e.old, e.told = e.told, map[heardID]struct{}{}
	}
	e.told[key] = struct{}{}
	return true
}

func (e *ears) forget(in chat.Inbound) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.told, heardID{in.Actor, in.ID})
	delete(e.old, heardID{in.Actor, in.ID})
}

// run passes events on until ended is closed and none is left.
func (e *ears) run(ctx context.Context, ended <-chan struct{}) {
	for {
		select {
		case in := <-e.queue:
			e.insist(ctx, in)
		case <-ended:
			e.finish(ctx)
			return
		}
	}
}

func (e *ears) finish(ctx context.Context) {
	for {
		select {
		case in := <-e.queue:
			e.insist(ctx, in)
		default:
			return
		}
	}
}

// insist passes one event on until somebody has heard it, a few times at most.
func (e *ears) insist(ctx context.Context, in chat.Inbound) {
	for attempt := 1; ; attempt++ {
		err := e.try(ctx, in)
		if err == nil {
			return
		}
		if attempt >= hearTries || !e.wait(ctx, err, attempt) {
			e.forget(in)
			e.failed(err)
			return
		}
	}
}

// try passes one event on. Whoever panics at it would do so again.
func (e *ears) try(ctx context.Context, in chat.Inbound) (err error) {
	defer func() {
		if p := recover(); p != nil {
			e.panicked(p, string(debug.Stack()))
			err = nil
		}
	}()
	return e.hear(ctx, in)
}
