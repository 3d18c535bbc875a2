package storetest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// operations is how many operations Same plays.
const operations = 1500

// Same plays the same random operations on both stores, which must be empty, and
// fails at the first one that they answer differently. The seed alone decides
// which operations these are.
func Same(t *testing.T, a, b store.Store, seed uint64) {
	t.Helper()
	p := player{random: rand.New(rand.NewPCG(seed, 0)), now: noon()}
	for i := range operations {
		name, do := p.operation()
		gotA, gotB := do(t.Context(), a), do(t.Context(), b)
		if gotA != gotB {
			t.Fatalf("seed %d, operation %d: %s\n%T: %s\n%T: %s", seed, i, name, a, gotA, b, gotB)
		}
	}
	p.drain(t, a, b)
}

// player makes up operations. What it remembers (of the versions and the numbers
// of messages) makes most of them apply.
type player struct {
	random *rand.Rand
	now    time.Time
	guess  [8]struct{ version, seq uint64 }
	timers [8]map[string]time.Time
}

// deed is one operation; what it answers is a text, so that it can be compared.
type deed func(context.Context, store.Store) string

func (p *player) operation() (string, deed) {
	p.now = p.now.Add(time.Duration(p.random.IntN(2000)) * time.Millisecond)
	n := p.random.IntN(len(p.guess))
	actor := person(n)
	seq := p.guess[n].seq + uint64(p.random.IntN(3))
	switch kind := p.random.IntN(24); kind {
	case 0, 1, 2, 3, 4, 5, 6:
		return p.commit(n)
	case 7, 8:
		return fmt.Sprint("begin ", n, seq), func(ctx context.Context, s store.Store) string {
			return outcome(s.Begin(ctx, actor, seq))
		}
	case 9, 10:
		return fmt.Sprint("done ", n, seq), func(ctx context.Context, s store.Store) string {
			return outcome(s.Done(ctx, actor, seq))
		}
	case 11, 12:
		return p.put(actor, seq)
	case 13:
		return fmt.Sprint("release ", n, seq), func(ctx context.Context, s store.Store) string {
			return outcome(s.Release(ctx, actor, seq))
		}
	case 14:
		return p.setNote(actor)
	case 15:
		return p.lease()
	default:
		return p.read(kind, actor)
	}
}

func (p *player) setNote(actor chat.Actor) (string, deed) {
	name, data, until := p.name(), p.bytes(), time.Time{}
	switch p.random.IntN(5) {
	case 0:
		data = nil
	case 1:
		until = time.Now().Add(time.Hour)
	case 2:
		until = time.Now().Add(-time.Hour)
	}
	return fmt.Sprint("note ", actor.ID, name, until), func(ctx context.Context, s store.Store) string {
		return outcome(s.SetNote(ctx, actor, name, data, until))
	}
}

// lease compares who holds what. The fences of two stores may differ: a promise of
// their own says how they grow.
func (p *player) lease() (string, deed) {
	name, holder, drop := p.name(), p.name(), p.random.IntN(3) == 0
	return fmt.Sprint("lease ", name, holder, drop), func(ctx context.Context, s store.Store) string {
		if drop {
			return outcome(s.Drop(ctx, name, holder))
		}
		_, err := s.Hold(ctx, name, holder, time.Hour)
		return outcome(err)
	}
}

func (p *player) commit(n int) (string, deed) {
	turn := p.turn(n)
	return fmt.Sprintf("commit %+v", turn), func(ctx context.Context, s store.Store) string {
		receipt, err := s.Commit(ctx, turn)
		answer := fmt.Sprint(outcome(err), receipt)
		snapshot, err := s.Load(ctx, turn.Actor)
		p.guess[n].version = snapshot.Version
		return fmt.Sprintf("%s, then %d %q %s", answer, snapshot.Version, snapshot.Session, outcome(err))
	}
}

func (p *player) turn(n int) store.Turn {
	turn := store.Turn{
		Actor: person(n), Version: p.guess[n].version, Session: p.bytes(),
		Forget: p.random.IntN(40) == 0, Sending: p.random.IntN(3) == 0,
	}
	if p.random.IntN(6) == 0 {
		turn.Version += uint64(p.random.IntN(3)) - 1
	}
	if p.timers[n] == nil {
		p.timers[n] = make(map[string]time.Time)
	}
	if p.random.IntN(3) == 0 {
		name := p.name()
		due := p.timers[n][name]
		turn.Fired = &store.Timer{Name: name, Due: due.Add(time.Duration(p.random.IntN(4)/3) * time.Second)}
	}
	for range p.random.IntN(3) {
		turn.Chunks = append(turn.Chunks, store.Chunk{Seq: uint32(1 + p.random.IntN(5)), Data: p.bytes()})
	}
	for range p.random.IntN(3) {
		turn.Messages = append(turn.Messages, store.Message{Class: store.Class(p.random.IntN(3)), Data: p.bytes()})
	}
	for range p.random.IntN(2) {
		turn.Cancel = append(turn.Cancel, p.name())
	}
	for range p.random.IntN(3) {
		t := store.Timer{Name: p.name(), Due: p.now.Add(time.Duration(p.random.IntN(5)-1) * time.Minute).Truncate(time.Minute)}
		turn.Set = append(turn.Set, t)
		p.timers[n][t.Name] = t.Due
	}
	return turn
}

func (p *player) put(actor chat.Actor, seq uint64) (string, deed) {
	var earliest time.Time
	if p.random.IntN(2) == 0 {
		earliest = p.now.Add(time.Duration(p.random.IntN(10)-2) * time.Minute).Truncate(time.Minute)
	}
	return fmt.Sprint("put ", actor.ID, seq, earliest), func(ctx context.Context, s store.Store) string {
		return outcome(s.Put(ctx, actor, seq, earliest, "reason"))
	}
}

func (p *player) read(kind int, actor chat.Actor) (string, deed) {
	in, limit, now := p.set(), p.random.IntN(8), p.now
	switch kind {
	case 16, 17:
		return fmt.Sprintf("due %x %d", in, limit), func(ctx context.Context, s store.Store) string {
			due, next, err := s.Due(ctx, in, now, limit)
			return fmt.Sprintf("%s%v %s", comparably(due, next, now), next, outcome(err))
		}
	case 18:
		return fmt.Sprintf("parked %x %d", in, limit), func(ctx context.Context, s store.Store) string {
			letters, err := s.Parked(ctx, in, limit)
			p.remember(letters)
			return fmt.Sprintf("%s%s", printed(letters, letterKey), outcome(err))
		}
	case 19:
		name := p.name()
		return "note of " + actor.ID + name, func(ctx context.Context, s store.Store) string {
			data, err := s.Note(ctx, actor, name)
			return fmt.Sprintf("%t %q %s", data != nil, data, outcome(err))
		}
	case 20:
		return "records of " + actor.ID, func(ctx context.Context, s store.Store) string {
			chunks, err := s.Records(ctx, actor)
			last, lastErr := s.LastChunk(ctx, actor)
			return fmt.Sprintf("%v %v %s", chunks, last, outcome(errors.Join(err, lastErr)))
		}
	case 21:
		return fmt.Sprintf("upcoming %x", in), func(ctx context.Context, s store.Store) string {
			all, rest, err := s.Upcoming(ctx, in, "", 1000)
			return fmt.Sprintf("%v %q %s", named(all), rest, outcome(err))
		}
	default:
		return fmt.Sprintf("heads %x %d", in, limit), func(ctx context.Context, s store.Store) string {
			letters, wake, err := s.Heads(ctx, in, now, limit)
			p.remember(letters)
			return fmt.Sprintf("%s%v %s", printed(letters, letterKey), wake, outcome(err))
		}
	}
}

// remember takes note of messages that are there, for what is done next.
func (p *player) remember(letters []store.Letter) {
	for _, l := range letters {
		for n := range p.guess {
			if l.Actor == person(n) {
				p.guess[n].seq = l.Seq
			}
		}
	}
}

// drain forgets everything, after which neither store may hold a key.
func (p *player) drain(t *testing.T, stores ...store.Store) {
	t.Helper()
	for _, s := range stores {
		for n := range p.guess {
			snapshot, err := s.Load(t.Context(), person(n))
			must(t, err, tried(t, s, store.Turn{Actor: person(n), Version: snapshot.Version, Forget: true}))
		}
		for _, name := range names {
			for _, holder := range names {
				must(t, s.Drop(t.Context(), string(name), string(holder)))
			}
		}
		wantEmpty(t, s)
	}
}

func (p *player) set() store.Set {
	if p.random.IntN(2) == 0 {
		return store.AllPartitions
	}
	return store.Set(p.random.Uint64())
}

func (p *player) name() string { return string(names[p.random.IntN(len(names))]) }

// names are those of timers, notes, leases and holders: few, so that they meet.
const names = "abcd"

func (p *player) bytes() []byte {
	b := make([]byte, 1+p.random.IntN(20))
	for i := range b {
		b[i] = byte(p.random.Uint32())
	}
	return b
}

// printed shows whose each thing is as well: an actor hides that when it is printed.
func printed[E any](all []E, key func(E) string) string {
	var text strings.Builder
	for _, e := range all {
		fmt.Fprintf(&text, "%s: %+v\n", key(e), e)
	}
	return text.String()
}

// comparably is what stores agree on of what is due: which of those of one moment come
// first, and which a limit leaves out, they may answer differently.
func comparably(due []store.Occurrence, next, now time.Time) string {
	times := make([]string, len(due))
	for i, o := range due {
		times[i] = o.Due.String()
	}
	text := fmt.Sprintln(times)
	if !next.IsZero() && !next.After(now) {
		return text
	}
	slices.SortFunc(due, func(a, b store.Occurrence) int {
		return cmp.Or(strings.Compare(a.Actor.Key(), b.Actor.Key()), strings.Compare(a.Name, b.Name))
	})
	return text + printed(due, occurrenceKey)
}

func letterKey(l store.Letter) string         { return l.Actor.Key() }
func occurrenceKey(o store.Occurrence) string { return o.Actor.Key() }

// outcome is the error by which a caller decides. A text of its own may differ.
func outcome(err error) string {
	for _, known := range []error{store.ErrConflict, store.ErrFenced, store.ErrNoMessage, store.ErrDamaged, store.ErrFull, store.ErrHeld} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	if err != nil {
		return "another error"
	}
	return "fine"
}
