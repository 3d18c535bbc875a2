// Package wake turns timers that are due into events. It takes nothing away: the
// turn that an event makes removes the timer, so a crash in between only means that
// it is found again. It knows no script.
package wake

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/loop"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Config is what a Waker works with. Timers and Handle are needed.
type Config struct {
	Timers store.Timers
	// Handle applies an event and returns when that is durable; a timer that was
	// moved or cancelled meanwhile is no error. There is nobody to show the answer to.
	Handle  func(ctx context.Context, in chat.Inbound) (chat.Answer, error)
	In      func() store.Set // the partitions to fire for; default all
	Now     func() time.Time // default time.Now
	Log     *slog.Logger     // default: none
	Observe func(point string)
}

// Waker fires timers. Fire may be called beside Run: they take turns.
type Waker struct {
	cfg  Config
	loop *loop.Loop
}

// batch is how many timers are looked at at once.
const batch = 256

// New returns a Waker. It panics when a needed part is missing.
func New(cfg Config) *Waker {
	if cfg.Timers == nil || cfg.Handle == nil {
		panic("wake: Timers and Handle are needed")
	}
	if cfg.In == nil {
		cfg.In = func() store.Set { return store.AllPartitions }
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Observe == nil {
		cfg.Observe = func(string) {}
	}
	w := &Waker{cfg: cfg}
	w.loop = loop.New(w.fireAll, cfg.Now, cfg.Log)
	return w
}

// Notify tells that timers or the clock have changed. It never blocks.
func (w *Waker) Notify() { w.loop.Notify() }

// Run fires timers until ctx ends.
func (w *Waker) Run(ctx context.Context) error { return w.loop.Run(ctx) }

// Fire hands over everything that is due now, and says when the next timer is
// (zero: there is none).
func (w *Waker) Fire(ctx context.Context) (next time.Time, err error) { return w.loop.Pass(ctx) }

// errStays says that nothing came of firing: without it the waker would go round in
// circles, as fast as it can.
var errStays = errors.New("timers are due still though they were handled")

func (w *Waker) fireAll(ctx context.Context) (next time.Time, err error) {
	var before []store.Occurrence
	for limit := batch; ; {
		due, next, err := w.cfg.Timers.Due(ctx, w.cfg.In(), w.cfg.Now(), limit)
		if err != nil {
			return time.Time{}, fmt.Errorf("looking for due timers: %w", err)
		}
		fired, err := w.fire(ctx, due)
		switch {
		case ctx.Err() != nil:
			return next, err
		case fired == 0 && len(due) < limit:
			return next, err
		case fired == 0: // there are more behind those that cannot be handled
			limit += batch
		case slices.Equal(due, before):
			return next, errors.Join(errStays, err)
		}
		before = due
	}
}

// fire hands over occurrences and counts those that went well: one that cannot be
// handled does not hold up the others.
func (w *Waker) fire(ctx context.Context, due []store.Occurrence) (fired int, failed error) {
	for _, o := range due {
		if ctx.Err() != nil {
			return fired, failed
		}
		w.cfg.Observe("wake/due")
		in := chat.Inbound{Actor: o.Actor, Event: chat.Due{Timer: o.Name, At: o.Due}}
		if _, err := w.cfg.Handle(ctx, in); err != nil {
			failed = fmt.Errorf("firing a timer: %w", err)
			continue
		}
		fired++
	}
	return fired, failed
}
