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

// errLost ends a process whose work another one has taken over: it starts anew and
// stands by.
var errLost = errors.New("another process has taken over; start this one again and it will stand by")

// leaseTerm is how long a lease lasts without being renewed, and with that how long
// it takes until another process takes over from one that died.
const (
	leaseTerm  = 5 * time.Second
	leaseRenew = 1500 * time.Millisecond
	// tellEvery is at which of the failures in a row it is told again: about a minute.
	tellEvery = 20
	// leaseMargin is how much earlier than Redis we take a lease to be over.
	leaseMargin = 500 * time.Millisecond
	leaseRetry  = 500 * time.Millisecond
)

// office is the one place of a store that receives and sends; other
// processes of the same store stand by.
type office struct {
	leases store.Leases
	name   string
	holder string
	log    *slog.Logger
	held   atomic.Int64 // until when surely, in Unix nanoseconds
	// entered is set from when it was first ours.
	entered atomic.Bool
}

// surely tells whether nobody else can be in office now.
func (o *office) surely() bool { return time.Now().UnixNano() < o.held.Load() }

// doubted tells that the office was ours and may not be for a while already.
func (o *office) doubted() bool {
	held := o.held.Load()
	return o.entered.Load() && held != 0 && time.Now().UnixNano()-held > int64(2*time.Second)
}

// enter waits until the office is ours.
func (o *office) enter(ctx context.Context) error {
	for waited, failed := 0, 0; ; {
		err := o.renew(ctx)
		if err == nil {
			o.entered.Store(true)
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		switch {
		case !errors.Is(err, store.ErrHeld):
			if failed%tellEvery == 0 {
				o.log.Warn("the lease could not be asked for and is tried again", "error", err)
			}
			failed++
		case waited == 0:
			o.log.Info("another process is at work; this one stands by and takes over when that ends")
			waited++
		}
		if !sleep(ctx, leaseRetry) {
			return ctx.Err()
		}
	}
}

func (o *office) renew(ctx context.Context) error {
	asked := time.Now()
	ctx, cancel := context.WithTimeout(ctx, leaseTerm-leaseMargin)
	defer cancel()
	if _, err := o.leases.Hold(ctx, o.name, o.holder, leaseTerm); err != nil {
		return fmt.Errorf("holding the lease: %w", err)
	}
	o.held.Store(asked.Add(leaseTerm - leaseMargin).UnixNano())
	return nil
}

// keep renews the lease until ctx ends. A store that does not answer is no reason to
// leave: nobody else can enter either; but nothing is sent before it answers again.
func (o *office) keep(ctx context.Context) error {
	for failed := 0; sleep(ctx, leaseRenew); {
		err := o.renew(ctx)
		switch {
		case errors.Is(err, store.ErrHeld):
			o.held.Store(0)
			return errLost
		case err == nil && failed > 0:
			o.log.Info("the lease is renewed again")
			failed = 0
		case err != nil && ctx.Err() == nil:
			if failed%tellEvery == 0 {
				o.log.Warn("the lease could not be renewed and is tried again; nothing is sent meanwhile, but for safety replies", "error", err)
			}
			failed++
		}
	}
	return nil
}

// leave lets the next one in at once.
func (o *office) leave(ctx context.Context) {
	o.held.Store(0)
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if err := o.leases.Drop(ctx, o.name, o.holder); err != nil {
		o.log.Warn("the lease was not given back; it ends by itself", "error", err)
	}
}

// sleep waits; false when ctx has ended.
func sleep(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
