package simulation

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/script"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/wake"
)

// replica is one process: it handles events, fires timers, and one of them sends.
type replica struct {
	w    *world
	name string
	ctx  context.Context
	end  context.CancelFunc
	all  sync.WaitGroup
	dead atomic.Bool // it was killed: nothing it does has an effect any more
	fuse fuse
	// seeds is where new sessions get theirs from: each another one.
	seeds atomic.Uint32
	// graceful is what the end at the fuse will be: in good order, or all at once.
	graceful bool

	port  *port
	talk  *conversation.Conversation
	waker *wake.Waker
	mail  *delivery.Delivery // nil: another one sends
}

func newReplica(w *world, name string, sends bool) *replica {
	r := &replica{w: w, name: name}
	r.ctx, r.end = context.WithCancel(context.Background())
	p := &port{w: w, r: r, calls: map[string]int{}}
	r.seeds.Store(uint32(w.seed)*2654435761 ^ uint32(w.fleet.count)<<16)
	r.talk = conversation.New(conversation.Config{
		Library: func() *script.Library { return w.lib }, Store: p, Vault: w.ring, Guard: w.guard, Now: w.clock.Now,
		Seed: func() uint32 { return r.seeds.Add(1) }, Sends: func(chat.Platform) bool { return sends },
		Committed: r.committed, Missed: func(chat.Actor) { w.fleet.notify(time.Time{}) },
	})
	r.port = p
	r.waker = wake.New(wake.Config{Timers: p, Handle: r.fire, Now: w.clock.Now, Workers: 3, Every: w.weather.glance})
	r.loop("wake", r.waker.Run)
	if sends {
		r.mail = delivery.New(delivery.Config{
			Mail: p, Vault: w.ring, Context: conversation.MessageContext, Now: w.clock.Now,
			Senders: map[chat.Platform]delivery.Sender{platformName: &way{platform: w.platform, r: r}}, Workers: 4, Every: w.weather.glance,
			Lost: r.lost, Failed: r.failed,
		})
		r.loop("mail", r.mail.Run)
	}
	return r
}

func (r *replica) loop(what string, run func(context.Context) error) {
	r.all.Go(func() {
		if err := run(r.ctx); err != nil {
			r.w.fail("%s of %s ended with %v", what, r.name, err)
		}
	})
}

// fire is how the waker hands over what is due.
func (r *replica) fire(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
	return r.handle(ctx, r.port.chanceOf("fire", in.Actor, name(in)), in)
}

// lost and failed tell the conversation what the house tells it: that somebody cannot be
// reached, and that a reminder did not get through.
func (r *replica) lost(ctx context.Context, actor chat.Actor, source chat.Source) {
	if source == (chat.Source{}) {
		r.hear(ctx, chat.Inbound{Actor: actor, Event: chat.Lifecycle{Change: chat.Blocked}})
	}
}

func (r *replica) failed(ctx context.Context, actor chat.Actor, source chat.Source, why chat.Failure) error {
	id := fmt.Sprint("undelivered/", source.Timer, "@", source.Due)
	r.hear(ctx, chat.Inbound{ID: id, Actor: actor, Event: chat.Undelivered{Source: source, Why: why}})
	return nil
}

func (r *replica) hear(ctx context.Context, in chat.Inbound) {
	_, _ = r.handle(ctx, r.port.chanceOf("hear", in.Actor, name(in)), in) // what cannot be kept is only not known
}

// committed hands over what a turn left to do, as the house does, sometimes late. A
// process that dies does so before it or a little after.
func (r *replica) committed(actor chat.Actor, receipt store.Receipt, turn store.Turn, since time.Time) {
	rng := r.port.chanceOf("hand", actor, fmt.Sprint(receipt.First, "/", turn.Version))
	late := 100 * time.Microsecond
	if r.w.weather.strikes(rng, r.w.weather.storeSlow) {
		late = 4 * time.Second
	}
	time.Sleep(between(rng, time.Nanosecond, late))
	r.burn()
	if r.dead.Load() {
		return
	}
	defer func() {
		time.Sleep(between(rng, time.Nanosecond, 90*time.Millisecond))
		r.burn()
	}()
	if turn.Forget && r.mail != nil {
		r.mail.Forget(actor, receipt)
	}
	switch {
	case turn.Sending:
		r.w.oracle.handed(actor, receipt, turn.Messages)
		r.mail.Take(actor, receipt, turn.Messages, since)
	case len(turn.Messages) > 0:
		r.w.fleet.notifyOf(actor)
	}
	for _, t := range turn.Set {
		r.w.fleet.notify(t.Due)
	}
}

func (r *replica) handle(ctx context.Context, rng *rand.Rand, in chat.Inbound) (chat.Answer, error) {
	t := &task{rng: rng, in: in}
	answer, err := r.talk.Handle(with(ctx, t), in)
	if err == nil && t.applied == 0 {
		r.w.oracle.answered(t, answer)
	}
	return answer, err
}

// take is an event that comes from a platform.
func (r *replica) take(rng *rand.Rand, in chat.Inbound) error {
	r.all.Add(1)
	defer r.all.Done()
	_, err := r.handle(r.ctx, rng, in)
	return err
}

// burn is one step nearer to the end, which only comes while there are faults.
func (r *replica) burn() {
	if r.w.weather.calm.Load() || !r.fuse.burn() {
		return
	}
	r.w.note("end", r.name, "graceful", r.graceful)
	r.dead.Store(!r.graceful)
	r.end()
	r.w.fleet.fallen <- r
}

// fleet are the replicas that run, and who sees to it that they do.
type fleet struct {
	w      *world
	rng    *rand.Rand
	mu     sync.Mutex
	up     []*replica
	fallen chan *replica
	count  int
}

func newFleet(w *world) *fleet {
	return &fleet{w: w, rng: stream(w.seed, "fleet"), fallen: make(chan *replica, 16)}
}

// notify tells of a timer, or of everything when at is zero.
func (f *fleet) notify(at time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range f.up {
		r.waker.Notify(at)
		if r.mail != nil && at.IsZero() {
			r.mail.Notify(store.AllPartitions)
		}
	}
}

// notifyOf tells who sends of an actor's messages.
func (f *fleet) notifyOf(actor chat.Actor) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range f.up {
		if r.mail != nil {
			r.mail.Notify(store.Set(0).With(store.PartitionOf(actor)))
		}
	}
}

// pick is a replica that runs, nil when none does.
func (f *fleet) pick(rng *rand.Rand) *replica {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.up) == 0 {
		return nil
	}
	return f.up[rng.IntN(len(f.up))]
}

// desk is where an operator deletes what is kept of an actor.
func (f *fleet) desk(rng *rand.Rand, actor chat.Actor) {
	r := f.pick(rng)
	if r == nil {
		return
	}
	r.all.Add(1)
	defer r.all.Done()
	t := &task{rng: rng, in: chat.Inbound{Actor: actor}, desk: true}
	_ = r.talk.Forget(with(r.ctx, t), actor) // what fails is left
}

func (f *fleet) start(sends bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.count++
	r := newReplica(f.w, fmt.Sprint("replica-", f.count), sends)
	r.graceful = f.w.weather.crash*f.rng.Float64() < f.w.weather.stop*f.rng.Float64()
	if p := f.w.weather.crash + f.w.weather.stop; p > 0 && !f.w.weather.calm.Load() {
		r.fuse.light(1 + f.rng.IntN(int(4/p)))
	}
	f.up = append(f.up, r)
}

// run replaces whoever falls, until ctx ends. Sending goes over to another only
// when the one before has ended.
func (f *fleet) run(ctx context.Context) {
	f.start(true)
	f.start(false)
	for {
		select {
		case <-ctx.Done():
			return
		case r := <-f.fallen:
			f.remove(r)
			r.all.Wait()
			time.Sleep(between(f.rng, time.Millisecond, 20*time.Second))
			f.start(r.mail != nil)
		}
	}
}

func (f *fleet) remove(r *replica) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.up {
		if f.up[i] == r {
			f.up = append(f.up[:i:i], f.up[i+1:]...)
			return
		}
	}
}

// end stops all of them in good order.
func (f *fleet) end() {
	for _, r := range f.up {
		r.end()
		r.all.Wait()
	}
}
