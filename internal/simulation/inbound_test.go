package simulation

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// window is how many events of one person may be on their way beside the oldest
// that is. The session remembers the last eight ids: a platform that hands an event
// in again must do so before eight others were taken.
const window = 4

// inbound is the way in for one person. Events get lost and come again, come late,
// come twice, and overtake each other.
type inbound struct {
	p    *person
	mu   sync.Mutex
	sent int
	open []int // of the events whose last copy has not arrived
	all  sync.WaitGroup
}

// send lets an event go on its way; it blocks while too many are.
func (b *inbound) send(e chat.Event) {
	for !b.fits() {
		time.Sleep(between(b.p.rng, 100*time.Millisecond, time.Second))
	}
	b.mu.Lock()
	number := b.sent
	b.sent++
	b.open = append(b.open, number)
	b.mu.Unlock()
	in := chat.Inbound{ID: fmt.Sprint(b.p.actor.ID, "-", number), Actor: b.p.actor, Locale: b.p.lang, Event: e}
	b.p.w.note("send", b.p.actor, name(in))
	b.all.Go(func() { b.travel(in, number) })
}

func (b *inbound) fits() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.open) == 0 || b.sent-b.open[0] < window
}

// travel brings all copies of an event in.
func (b *inbound) travel(in chat.Inbound, number int) {
	w := b.p.w
	rng := stream(w.seed, "in "+in.ID)
	var copies sync.WaitGroup
	n := 1
	if w.weather.strikes(rng, w.weather.twice) {
		n += 1 + rng.IntN(2)
	}
	for i := range n {
		own := stream(w.seed, fmt.Sprint("in ", in.ID, " copy ", i))
		copies.Go(func() { b.bring(own, in) })
	}
	copies.Wait()
	b.arrived(number)
}

func (b *inbound) arrived(number int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range b.open {
		if b.open[i] == number {
			b.open = append(b.open[:i:i], b.open[i+1:]...)
			return
		}
	}
}

// bring hands one copy in until it is acknowledged.
func (b *inbound) bring(rng *rand.Rand, in chat.Inbound) {
	w := b.p.w
	time.Sleep(between(rng, time.Millisecond, 30*time.Millisecond))
	if w.weather.strikes(rng, w.weather.delayed) {
		time.Sleep(between(rng, 10*time.Millisecond, 20*time.Second))
	}
	for tries := 0; ; tries++ {
		if r := w.fleet.pick(rng); r != nil && !w.weather.strikes(rng, w.weather.dropped) {
			if err := r.take(rng, in); err == nil {
				w.oracle.acknowledged(in)
				return
			}
		}
		if tries > 2000 {
			w.fail("event %s is never taken", in.ID)
			return
		}
		time.Sleep(between(rng, 50*time.Millisecond, 10*time.Second))
	}
}

func (b *inbound) wait() { b.all.Wait() }

// acknowledged: what a platform was told is taken, was applied. There are
// exceptions: what changes nothing is only answered; and a button that found nobody, and
// an event whose commit failed while its person was forgotten, belonged to what is gone.
func (o *oracle) acknowledged(in chat.Inbound) {
	o.mu.Lock()
	defer o.mu.Unlock()
	a := o.account(in.Actor)
	gone := a.idle[in.ID] || choice(in.Event) && a.strange[in.ID] || a.doubted[in.ID] && a.lives > 0
	if !a.ever[in.ID] && !gone {
		o.w.fail("event %s was acknowledged and not applied", in.ID)
	}
}

// nobody takes note of an event that came when nothing was known of its actor.
func (o *oracle) nobody(in chat.Inbound) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.account(in.Actor).strange[in.ID] = true
}

// doubtful takes note of an event whose commit failed, for all its caller knows.
func (o *oracle) doubtful(of chat.Actor, id string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.account(of).doubted[id] = true
}
