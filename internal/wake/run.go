package wake

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Run fires timers until ctx ends, and returns when everything it started has ended.
func (w *Waker) Run(ctx context.Context) error {
	var all sync.WaitGroup
	defer all.Wait()
	all.Go(func() { _ = w.loop.Run(ctx) }) // it ends with ctx and returns nothing else
	free := make(chan struct{}, w.cfg.Workers)
	for {
		next, ok := w.employ(ctx, &all, free)
		if !ok || !w.sleep(ctx, next) {
			return nil
		}
	}
}

// employ gives work to whoever is free. It says when there will be more, zero when
// only news can tell; false when ctx has ended.
func (w *Waker) employ(ctx context.Context, all *sync.WaitGroup, free chan struct{}) (time.Time, bool) {
	for {
		select {
		case <-ctx.Done():
			return time.Time{}, false
		case free <- struct{}{}:
		default: // all are busy: the first that is not looks for more itself
			return time.Time{}, true
		}
		f, next := w.next()
		if f == nil {
			<-free
			return next, true
		}
		all.Go(func() { w.work(ctx, f, free) })
	}
}

func (w *Waker) work(ctx context.Context, f *firing, free chan struct{}) {
	for ; f != nil; f, _ = w.next() {
		if err := w.fire(ctx, f); err != nil && ctx.Err() == nil {
			w.failed(err)
		}
		if ctx.Err() != nil {
			break
		}
	}
	<-free
	w.tell()
}

// failed logs what could not be fired, once in a while.
func (w *Waker) failed(err error) {
	w.mu.Lock()
	w.failures++
	now, times := w.cfg.Now(), w.failures
	since := now.Sub(w.logged)
	quiet := !w.logged.IsZero() && since >= 0 && since < time.Minute
	if !quiet {
		w.logged, w.failures = now, 0
	}
	w.mu.Unlock()
	if !quiet {
		w.cfg.Log.Error("timers could not be fired and are tried again", "times", times, "error", err)
	}
}

// next is a firing to handle, or when there will be one.
func (w *Waker) next() (*firing, time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now, in := w.cfg.Now(), w.cfg.In()
	if f := w.hand.next(in, now); f != nil {
		return f, time.Time{}
	}
	next := w.hand.again(now)
	return w.hand.next(in, now), next
}

// fire hands one over. One that cannot be handled waits, and holds up nobody.
func (w *Waker) fire(ctx context.Context, f *firing) error {
	w.cfg.Observe("wake/due")
	in := chat.Inbound{Actor: f.Actor, Event: chat.Due{Timer: f.Name, At: f.Due}}
	answer, err := w.cfg.Handle(ctx, in)
	hopeless := err != nil && w.cfg.Hopeless(err)
	w.mu.Lock()
	now := w.cfg.Now()
	w.hand.finish(f, err, hopeless, now)
	look := w.hand.wants()
	if w.ended != nil {
		close(w.ended)
		w.ended = nil
	}
	w.mu.Unlock()
	if look {
		w.loop.Notify()
	}
	if err != nil {
		return fmt.Errorf("firing a timer: %w", err)
	}
	if answer.Applied {
		w.cfg.Count(now.Sub(f.Due))
	}
	return nil
}

// tell wakes whoever gives work out.
func (w *Waker) tell() {
	select {
	case w.news <- struct{}{}:
	default:
	}
}

// sleep waits for news or until then; false when ctx has ended.
func (w *Waker) sleep(ctx context.Context, until time.Time) bool {
	wait := time.Minute
	if !until.IsZero() {
		wait = min(max(until.Sub(w.cfg.Now()), 0), wait)
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-w.news:
	case <-timer.C:
	}
	return true
}

// Fire hands over everything that is due now, one after the other, waits for what
// others have in hand, and says when the next timer is (zero: there is none). What
// failed before is tried once more.
func (w *Waker) Fire(ctx context.Context) (time.Time, error) {
	w.mu.Lock()
	w.hand.retry()
	w.mu.Unlock()
	var faults []error
	for {
		fresh, next, err := w.lookOnce(ctx)
		faults = append(faults, err)
		done, err := w.fireAll(ctx)
		faults = append(faults, err)
		if others := w.unfinished(); others != nil && ctx.Err() == nil {
			select {
			case <-others:
			case <-ctx.Done():
			}
			continue
		}
		if ctx.Err() != nil || fresh+done == 0 || w.hopeless(faults) {
			return next, errors.Join(faults...)
		}
	}
}

// hopeless tells that there is no use in looking again.
func (w *Waker) hopeless(faults []error) bool {
	for _, err := range faults {
		if errors.Is(err, errStays) {
			return true
		}
	}
	return false
}

func (w *Waker) fireAll(ctx context.Context) (done int, err error) {
	var faults []error
	for f, _ := w.next(); f != nil; f, _ = w.next() {
		if err := w.fire(ctx, f); err != nil {
			faults = append(faults, err)
		}
		if done++; ctx.Err() != nil {
			break
		}
	}
	return done, errors.Join(faults...)
}

// unfinished is closed when a worker ends, nil when nobody is at work.
func (w *Waker) unfinished() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.hand.busy == 0 {
		return nil
	}
	if w.ended == nil {
		w.ended = make(chan struct{})
	}
	return w.ended
}
