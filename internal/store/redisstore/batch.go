package redisstore

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// What is refused or cut off is tried again after a wait that doubles each time.
const (
	firstWait = 4 * time.Millisecond
	lastWait  = 200 * time.Millisecond
)

// maxShare is how many commands one pipeline carries, unless one caller has more.
const maxShare = 512

// batcher lets commands that arrive together share one pipeline, because a round trip
// costs as much for one as for many. Whoever comes while all flights are out joins the
// next one; nobody waits for company. A flight is a goroutine that ends when nobody is
// left; close waits for it, or cuts it off when it hangs.
type batcher struct {
	client   redis.UniversalClient
	flights  int           // how many pipelines may be out at once
	patience time.Duration // how long a refused command is tried again
	replicas int           // how many must have a change before it is reported as done

	mu      sync.Mutex
	waiting []*order
	flying  int
	shut    bool
	all     sync.WaitGroup
	ears    sync.WaitGroup // who listens: that ends only with the connections

	life    context.Context //nolint:containedctx // of the flights: they outlast the calls that sent them
	cut     context.CancelFunc
	closing sync.Once

	orders          sync.Pool // of *order: those that were carried out are used again
	trips, commands atomic.Int64
}

func newBatcher(client redis.UniversalClient, cfg Config) *batcher {
	b := &batcher{client: client, flights: cfg.Flights, patience: cfg.Patience, replicas: cfg.Wait}
	b.life, b.cut = context.WithCancel(context.Background())
	return b
}

// order is what one caller wants done. Done gets something once it is.
type order struct {
	commands []*command
	done     chan struct{}
}

// do carries commands out; each has its own answer. What was certainly refused only for
// the moment is tried again. An error is of ctx or of a store that was closed.
func (b *batcher) do(ctx context.Context, commands ...*command) error {
	return b.doWithin(ctx, b.patience, commands...)
}

// doWithin is do with another patience. What needs another way, and no patience, has its
// one try even when that is over: errSlowly and NOSCRIPT are no answers for a caller.
func (b *batcher) doWithin(ctx context.Context, patience time.Duration, commands ...*command) error {
	begun := time.Now()
	for wait := firstWait; ; wait = min(2*wait, lastWait) {
		if err := b.once(ctx, commands); err != nil {
			return err
		}
		again, atOnce := toRepeat(commands, time.Since(begun) <= patience)
		if len(again) == 0 {
			return nil
		}
		if !atOnce {
			if err := pause(ctx, wait); err != nil {
				giveUp(again, err)
				return nil // each command still has the answer that it got
			}
		}
		for _, c := range again {
			c.again()
		}
		commands = again
	}
}

// giveUp has commands that would have gone another way say why they did not.
func giveUp(commands []*command, why error) {
	for _, c := range commands {
		if c.Err() == errSlowly { //nolint:errorlint // never wrapped
			c.SetErr(why)
		}
	}
}

// toRepeat are the commands that were not carried out and may be soon: those that were
// refused only when patient. AtOnce tells that it is only for those that go another way.
func toRepeat(commands []*command, patient bool) (again []*command, atOnce bool) {
	atOnce = true
	for _, c := range commands {
		err := c.Err()
		switch {
		case err == nil:
		case redis.HasErrorPrefix(err, "NOSCRIPT"), err == errSlowly: //nolint:errorlint // never wrapped
			again = append(again, c)
		case patient && refusedFor(err):
			again, atOnce = append(again, c), false
		}
	}
	return again, atOnce
}

func pause(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (b *batcher) once(ctx context.Context, commands []*command) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	o, ok := b.orders.Get().(*order)
	if !ok {
		o = &order{done: make(chan struct{}, 1)}
	}
	o.commands = append(o.commands[:0], commands...)
	if err := b.join(o); err != nil {
		return err
	}
	select {
	case <-o.done:
		clear(o.commands)
		b.orders.Put(o)
		return nil
	case <-ctx.Done():
		b.leave(o)
		return ctx.Err()
	}
}

// join puts o in line, and sends a flight when one may go.
func (b *batcher) join(o *order) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.shut {
		return errClosed
	}
	b.waiting = append(b.waiting, o)
	if b.flying < b.flights {
		b.flying++
		b.all.Go(b.fly)
	}
	return nil
}

// leave takes o out of the line, when it still stands there.
func (b *batcher) leave(o *order) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if i := slices.Index(b.waiting, o); i >= 0 {
		b.waiting = slices.Delete(b.waiting, i, i+1)
	}
}

// fly carries out what waits, until nothing does.
func (b *batcher) fly() {
	for orders := b.take(nil); len(orders) > 0; orders = b.take(orders) {
		b.send(orders)
		for _, o := range orders {
			o.done <- struct{}{} // it has room: an order is carried out once
		}
	}
}

func (b *batcher) send(orders []*order) {
	ctx := b.life // what is under way ends by the timeouts of the client, or with the store
	batch, runs := load(ctx, orders)
	pipe, wait := b.client.Pipeline(), copies{replicas: b.replicas}
	_ = pipe.BatchProcess(ctx, batch...)
	wait.ask(ctx, pipe, orders)
	b.trips.Add(1)
	b.commands.Add(int64(len(batch)))
	_, _ = pipe.Exec(ctx) // each command has its own error
	for _, r := range runs {
		r.tell(ctx)
	}
	wait.judge(orders)
}

// load is what goes into one pipeline: commands as they are, and quick commits together.
func load(ctx context.Context, orders []*order) (batch []redis.Cmder, runs []shared) {
	batch = make([]redis.Cmder, 0, 2*len(orders))
	var commits []*command
	for _, o := range orders {
		for _, c := range o.commands {
			if c.quick != nil {
				commits = append(commits, c)
				continue
			}
			c.Cmd = redis.NewCmd(ctx, c.args...)
			batch = append(batch, c)
		}
	}
	runs = together(commits)
	for _, r := range runs {
		batch = append(batch, r.send(ctx))
	}
	return batch, runs
}

// take moves the front of the line to last; when the line is empty the flight ends.
func (b *batcher) take(last []*order) []*order {
	b.mu.Lock()
	defer b.mu.Unlock()
	n, size := 0, 0
	for n < len(b.waiting) && (n == 0 || size+len(b.waiting[n].commands) <= maxShare) {
		size += len(b.waiting[n].commands)
		n++
	}
	if n == 0 {
		b.flying--
		return nil
	}
	orders := append(last[:0], b.waiting[:n]...)
	b.waiting = slices.Delete(b.waiting, 0, n)
	return orders
}

// close refuses what comes later, and lets what is under way finish within grace. What
// hangs is cut off then: whoever waits for it gets an error with an unknown outcome. Who
// closes a second time waits for the first.
func (b *batcher) close(grace time.Duration) (err error) {
	b.closing.Do(func() {
		b.mu.Lock()
		b.shut = true
		b.mu.Unlock()
		landed := make(chan struct{})
		go func() { // ends with the last flight, which is waited for below
			b.all.Wait()
			close(landed)
		}()
		waitFor(landed, grace)
		b.cut()
		err = b.client.Close()
		<-landed
		b.ears.Wait()
	})
	return err
}

func waitFor(done <-chan struct{}, most time.Duration) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	}
}

func (b *batcher) closed() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.shut
}
