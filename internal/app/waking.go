package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Who fires timers holds a lease of its own, with a short term: reminders go on within
// about a second of its end, while the office takes longer, because two that send would
// do harm and two that fire do not.
const (
	wakeTerm   = time.Second
	wakeRenew  = 300 * time.Millisecond
	wakeMargin = 150 * time.Millisecond // how much earlier than Redis we take it to be over
	wakeRetry  = 100 * time.Millisecond
	// wakeAlone is how long somebody out of office fires before it offers the lease to
	// whoever is in office: that one hears of new timers at once.
	wakeAlone = 10 * time.Second
	wakeOffer = 2 * time.Second
)

// waking is the part of this process in firing timers.
type waking struct {
	leases   store.Leases
	holder   string
	log      *slog.Logger
	inOffice func() bool
	gained   func()       // told when timers are ours to fire, and were not a moment ago
	wrong    func() bool  // our clock and the store's were apart when last compared
	held     atomic.Int64 // until when surely, in Unix nanoseconds
}

const wakeLease = "wake"

// surely tells whether timers are ours to fire now.
func (w *waking) surely() bool { return time.Now().UnixNano() < w.held.Load() }

// in is the partitions whose timers are ours to fire now.
func (w *waking) in() store.Set {
	if w.surely() {
		return store.AllPartitions
	}
	return 0
}

// run holds the lease whenever nobody else does, until ctx ends.
func (w *waking) run(ctx context.Context) error {
	var since time.Time // since when it is ours; zero when it is not
	wait, failed := time.Duration(0), 0
	for sleep(ctx, wait) {
		if w.wrong() { // it would hold the lease and fire nothing
			if !since.IsZero() {
				w.log.Warn("this process fires no timers before its clock agrees with the store's")
				w.leave(ctx)
			}
			since, wait = time.Time{}, wakeRenew
			continue
		}
		err := w.renew(ctx)
		switch {
		case err == nil && since.IsZero():
			since, failed = time.Now(), 0
			w.log.Info("this process fires the timers now")
			wait = wakeRenew
		case err == nil && w.offers(since):
			w.leave(ctx)
			since, wait = time.Time{}, wakeOffer
		case err == nil:
			failed, wait = 0, wakeRenew
		case errors.Is(err, store.ErrHeld):
			w.held.Store(0)
			since, wait = time.Time{}, wakeRetry
		default:
			if failed%tellFailures == 0 && ctx.Err() == nil {
				w.log.Warn("the lease of the timers could not be asked for and is tried again", "error", err)
			}
			failed++
			wait = wakeRenew
		}
	}
	if !since.IsZero() {
		w.leave(context.WithoutCancel(ctx))
	}
	return nil
}

// tellFailures is at which of the failures in a row it is told again: about a minute.
const tellFailures = 200

// offers tells that somebody else should fire.
func (w *waking) offers(since time.Time) bool {
	return !w.inOffice() && time.Since(since) > wakeAlone
}

// renew asks for the lease. When it had run out meanwhile, or was not ours, what has come
// due since is looked for at once.
func (w *waking) renew(ctx context.Context) error {
	asked := time.Now()
	ctx, cancel := context.WithTimeout(ctx, wakeTerm-wakeMargin)
	defer cancel()
	if _, err := w.leases.Hold(ctx, wakeLease, w.holder, wakeTerm); err != nil {
		return fmt.Errorf("holding the lease of the timers: %w", err)
	}
	lapsed := !w.surely()
	w.held.Store(asked.Add(wakeTerm - wakeMargin).UnixNano())
	if lapsed {
		w.gained()
	}
	return nil
}

// leave lets the next one fire at once.
func (w *waking) leave(ctx context.Context) {
	w.held.Store(0)
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if err := w.leases.Drop(ctx, wakeLease, w.holder); err != nil {
		w.log.Warn("the lease of the timers was not given back; it ends by itself", "error", err)
	}
}
