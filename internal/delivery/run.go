package delivery

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Run sends until ctx ends, and returns when everything it started has ended. What is
// being sent then is finished within Config.Linger.
func (d *Delivery) Run(ctx context.Context) error {
	lasting, release := outlive(ctx, d.cfg.Linger)
	defer release()
	d.count(1)
	defer d.count(-1)
	var all sync.WaitGroup
	defer all.Wait()
	d.Notify(d.cfg.In())
	all.Go(func() { _ = d.loop.Run(ctx) }) // it ends with ctx and returns nothing else
	free := make(chan struct{}, d.cfg.Workers)
	for {
		wait, ok := d.employ(ctx, lasting, &all, free)
		if !ok {
			return nil
		}
		if !d.sleep(ctx, wait) {
			return nil
		}
	}
}

// outlive is a context that ends so long after ctx, or when it is released.
func outlive(ctx context.Context, by time.Duration) (lasting context.Context, release func()) {
	lasting, cancel := context.WithCancel(context.WithoutCancel(ctx))
	timer := make(chan *time.Timer, 1)
	stop := context.AfterFunc(ctx, func() { timer <- time.AfterFunc(by, cancel) })
	return lasting, func() {
		if !stop() {
			(<-timer).Stop()
		}
		cancel()
	}
}

// count notes that a Run begins or ends. Whoever waits for its workers looks again.
func (d *Delivery) count(runs int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.runs += runs
	close(d.ended)
	d.ended = make(chan struct{})
}

// employ gives work to whoever is free. It says when there will be more, zero when
// only news can tell; false when ctx has ended.
func (d *Delivery) employ(ctx, lasting context.Context, all *sync.WaitGroup, free chan struct{}) (time.Time, bool) {
	for {
		if ctx.Err() != nil {
			return time.Time{}, false
		}
		select {
		case free <- struct{}{}:
		default: // all are busy: the first that is not looks for more itself
			return time.Time{}, true
		}
		l, next := d.next()
		if l == nil {
			<-free
			return next, true
		}
		all.Go(func() { d.work(ctx, lasting, l, free) })
	}
}

// work serves lanes for as long as there are any, and none but the one in hand once ctx
// has ended.
func (d *Delivery) work(ctx, lasting context.Context, l *lane, free chan struct{}) {
	for ; l != nil; l, _ = d.next() {
		_ = d.serve(lasting, lasting, l) // told of already, and tried again
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

// Drain has everything sent that may go now, and says when the next one may go that was
// put off (zero: none was). Beside Run it waits for Run's workers; without, it sends
// itself, one after the other. A failed send is no error of Drain's; what the store
// cannot do is. It returns within a second after ctx has ended.
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
	lasting, release := outlive(ctx, acknowledging)
	defer release()
	l, next := d.nextAlone()
	for ; l != nil; l, next = d.nextAlone() {
		if err := d.serve(ctx, lasting, l); err != nil {
			faults = append(faults, err)
		}
		if ctx.Err() != nil {
			break
		}
	}
	return next, errors.Join(faults...)
}

// acknowledging is how long the store may take, after a Drain was to end, to be told of
// the one message that was sent.
const acknowledging = time.Second / 2

// nextAlone is next where no Run serves lanes: it lets its sends end in peace.
func (d *Delivery) nextAlone() (*lane, time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.runs == 0 {
		return d.board.pick(d.cfg.Now())
	}
	_, next := d.board.best(d.cfg.Now())
	return nil, next
}

func (d *Delivery) anyNews() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.board.look&d.cfg.In() != 0
}

// unfinished is closed when a worker ends, nil when nobody is at work or about to be.
func (d *Delivery) unfinished() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.runs > 0 {
		if l, _ := d.board.best(d.cfg.Now()); l != nil {
			d.tell(0)
			return d.ended
		}
	}
	if d.board.busy == 0 {
		return nil
	}
	return d.ended
}
