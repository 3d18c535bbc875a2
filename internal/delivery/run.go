package delivery

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Run sends until ctx ends, and returns when everything it started has ended.
func (d *Delivery) Run(ctx context.Context) error {
	var all sync.WaitGroup
	defer all.Wait()
	d.Notify(d.cfg.In())
	all.Go(func() { _ = d.loop.Run(ctx) }) // it ends with ctx and returns nothing else
	free := make(chan struct{}, d.cfg.Workers)
	for {
		wait, ok := d.employ(ctx, &all, free)
		if !ok {
			return nil
		}
		if !d.sleep(ctx, wait) {
			return nil
		}
	}
}

// employ gives work to whoever is free. It says when there will be more, zero when
// only news can tell; false when ctx has ended.
func (d *Delivery) employ(ctx context.Context, all *sync.WaitGroup, free chan struct{}) (time.Time, bool) {
	for {
		select {
		case <-ctx.Done():
			return time.Time{}, false
		case free <- struct{}{}:
		default: // all are busy: the first that is not looks for more itself
			return time.Time{}, true
		}
		l, next := d.next()
		if l == nil {
			<-free
			return next, true
		}
		all.Go(func() { d.work(ctx, l, free) })
	}
}

// work serves lanes for as long as there are any.
func (d *Delivery) work(ctx context.Context, l *lane, free chan struct{}) {
	for ; l != nil; l, _ = d.next() {
		_ = d.serve(ctx, l) // told of already, and tried again
		if ctx.Err() != nil {
			break
		}
	}
	<-free
	d.tell(0) // who waits must wait for what is next now
}

// next is a lane to serve, or when there will be one.
func (d *Delivery) next() (*lane, time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.board.pick(d.cfg.Now())
}

// sleep waits for news or until then, and never long: clocks are moved. False when
// ctx has ended.
func (d *Delivery) sleep(ctx context.Context, until time.Time) bool {
	wait := time.Minute
	if !until.IsZero() {
		wait = min(max(until.Sub(d.cfg.Now()), 0), wait)
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-d.news:
	case <-timer.C:
	}
	return true
}

// Drain sends everything that may go now, one after the other, waits for what others
// have under way, and says when the next one may go that was put off (zero: none
// was). A failed send is no error of Drain's; what the store cannot do is.
func (d *Delivery) Drain(ctx context.Context) (next time.Time, err error) {
	var faults []error
	var stored time.Time
	for d.again(d.cfg.In()); ; {
		wake, err := d.look(ctx)
		if err != nil {
			return time.Time{}, errors.Join(append(faults, err)...)
		}
		stored = sooner(stored, wake)
		next, err := d.serveAll(ctx)
		faults = append(faults, err)
		switch others := d.unfinished(); {
		case ctx.Err() != nil:
			return time.Time{}, errors.Join(append(faults, ctx.Err())...)
		case others != nil:
			select {
			case <-others:
			case <-ctx.Done():
			}
		case !d.anyNews():
			return sooner(next, stored), errors.Join(faults...)
		}
	}
}

// serveAll serves lanes until there is none, and says when there will be.
func (d *Delivery) serveAll(ctx context.Context) (time.Time, error) {
	var faults []error
	l, next := d.next()
	for ; l != nil; l, next = d.next() {
		if err := d.serve(ctx, l); err != nil {
			faults = append(faults, err)
		}
		if ctx.Err() != nil {
			break
		}
	}
	return next, errors.Join(faults...)
}

func (d *Delivery) anyNews() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.board.look&d.cfg.In() != 0
}

// unfinished is closed when a worker ends, nil when nobody is at work.
func (d *Delivery) unfinished() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.board.busy == 0 {
		return nil
	}
	return d.ended
}
