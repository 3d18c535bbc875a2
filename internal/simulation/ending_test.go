package simulation

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/record"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// chunkContext is what a piece of records is sealed with.
func chunkContext(a chat.Actor, seq uint32) []byte {
	return fmt.Appendf(nil, "records/%d/%s", seq, a.Key())
}

var farAway = time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC)

// drained: when the faults have ended, nothing waits, and every message is with its
// person, parked with a reason, or was forgotten with them.
func (w *world) drained() {
	w.restful()
	if heads, _, _ := w.store.Heads(context.Background(), store.AllPartitions, farAway, 100); len(heads) > 0 {
		w.fail("%d chats still have messages that wait", len(heads))
	}
	if due, _, _ := w.store.Due(context.Background(), store.AllPartitions, w.clock.Now(), 100); len(due) > 0 {
		w.fail("%d timers are due and did not fire", len(due))
	}
	letters, _ := w.store.Parked(context.Background(), store.AllPartitions, 10000)
	for _, l := range letters {
		if l.Reason == "" {
			w.fail("a message is parked without a reason")
		}
	}
	parked := 0
	w.oracle.mu.Lock()
	defer w.oracle.mu.Unlock()
	for _, a := range w.oracle.of {
		for _, l := range a.mail {
			if l.delivered == 0 && !l.parked && !l.forgotten && !l.passed {
				w.fail("message %d was committed and is nowhere", l.index)
			}
			if l.parked && !l.forgotten {
				parked++
			}
		}
	}
	if parked != len(letters) {
		w.fail("%d messages are parked, it should be %d", len(letters), parked)
	}
}

// restful waits for a moment at which no reminder has just come due, for a while.
func (w *world) restful() {
	for range 10 {
		now := w.clock.Now()
		heads, _, _ := w.store.Heads(context.Background(), store.AllPartitions, farAway, 1)
		due, _, _ := w.store.Due(context.Background(), store.AllPartitions, now.Add(time.Second), 1)
		if len(heads)+len(due) == 0 {
			return
		}
		time.Sleep(5*time.Second + 23*time.Nanosecond)
	}
}

// passedBy: who is answered does not wait for somebody whose messages are put off.
func (w *world) passedBy() {
	w.platform.aside.Store(&w.persons[0].actor)
	for _, p := range w.persons {
		p.inbound.send(chat.Command{Name: "help"})
		p.inbound.wait()
		before := p.count()
		time.Sleep(2 * time.Second)
		p.inbound.send(chat.Command{Name: "help"})
		p.inbound.wait()
		time.Sleep(2 * time.Second)
		if aside := w.platform.putsOff(p.actor); (p.count() == before) != aside {
			w.fail("person %s got %d replies within two seconds, put off: %v", p.actor.ID, p.count()-before, aside)
		}
	}
	w.platform.aside.Store(nil)
	time.Sleep(11*time.Minute + 19*time.Nanosecond)
	w.drained()
}

func (p *person) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.got
}

// left: the store holds what a replay comes to, and no key more.
func (w *world) left() {
	keys := 0
	for actor, a := range w.oracle.of {
		keys += w.leftOf(actor, a)
	}
	if n, _ := w.store.KeyCount(); n != keys {
		w.fail("%d keys are left, what lives needs %d", n, keys)
	}
}

func (w *world) leftOf(actor chat.Actor, a *account) (keys int) {
	ctx := context.Background()
	snapshot, _ := w.store.Load(ctx, actor)
	plain, err := []byte(nil), error(nil)
	if snapshot.Version > 0 {
		plain, err = w.ring.Open(nil, snapshot.Session, []byte("session/"+actor.Key()))
	}
	if snapshot.Version != a.version || err != nil || (a.version > 0 && !bytes.Equal(plain, a.session.Encode(nil))) {
		w.fail("person %s is stored as version %d, a replay has %d (%v)", actor.ID, snapshot.Version, a.version, err)
	}
	chunks, _ := w.store.Records(ctx, actor)
	if n := w.recordsIn(actor, chunks); n != len(a.kept) {
		w.fail("person %s has %d records, a replay has %d", actor.ID, n, len(a.kept))
	}
	parked := 0
	for _, l := range a.mail {
		if l.parked && !l.forgotten {
			parked++
		}
	}
	if parked > 0 {
		keys++ // the list of those who have parked ones
	}
	if a.version > 0 || parked > 0 {
		keys++
	}
	return keys + 2*len(a.timers) + len(chunks) + parked
}

func (w *world) recordsIn(actor chat.Actor, chunks []store.Chunk) (n int) {
	for _, c := range chunks {
		plain, err := w.ring.Open(nil, c.Data, chunkContext(actor, c.Seq))
		records, bad := record.Decode(plain)
		if err != nil || bad != nil {
			w.fail("records of person %s cannot be read: %v, %v", actor.ID, err, bad)
		}
		n += len(records)
	}
	return n
}

// forgetAll: when all are forgotten, nothing is left.
func (w *world) forgetAll() {
	for actor, a := range w.oracle.of {
		_, err := w.store.Commit(context.Background(), store.Turn{Actor: actor, Version: a.version, Forget: true})
		if err != nil {
			w.fail("person %s cannot be forgotten: %v", actor.ID, err)
		}
	}
	if n, _ := w.store.KeyCount(); n != 0 {
		w.fail("%d keys are left when all are forgotten", n)
	}
}
