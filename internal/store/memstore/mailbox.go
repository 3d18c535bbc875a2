package memstore

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Heads finds what may be sent now. Within a class those that were put off come
// first, by the time they were put off to: they have waited longest.
func (s *Store) Heads(ctx context.Context, in store.Set, now time.Time, limit int) ([]store.Letter, time.Time, error) {
	if err := s.enter(ctx); err != nil {
		return nil, time.Time{}, err
	}
	defer s.mu.Unlock()
	at := now.UnixMilli()
	var found []head
	var wake time.Time
	for class, ok := s.nextClass(in, 0); ok; class, ok = s.nextClass(in, int(class)+1) {
		for h := range s.later.from(in, head{class: class}.before()) {
			if h.class != class || h.earliest > at || len(found) >= limit {
				break
			}
			found = append(found, h)
		}
		for h := range s.later.from(in, head{class: class, earliest: at + 1}) {
			if t := time.UnixMilli(h.earliest).UTC(); h.class == class && (wake.IsZero() || t.Before(wake)) {
				wake = t
			}
			break
		}
		for h := range s.ready.from(in, head{class: class}) {
			if h.class != class || len(found) >= limit {
				break
			}
			found = append(found, h)
		}
	}
	return s.lettersOf(found), wake, nil
}

// before is lower than every head of its class.
func (h head) before() head {
	h.earliest = -1 << 63
	return h
}

// nextClass is the lowest class from low on that any head has.
func (s *Store) nextClass(in store.Set, low int) (class store.Class, ok bool) {
	if low > 255 {
		return 0, false
	}
	from := head{class: store.Class(low)}
	for h := range s.later.from(in, from.before()) {
		class, ok = h.class, true
		break
	}
	for h := range s.ready.from(in, from) {
		if !ok || h.class < class {
			class, ok = h.class, true
		}
		break
	}
	return class, ok
}

func (s *Store) lettersOf(heads []head) []store.Letter {
	var letters []store.Letter
	for _, h := range heads {
		letters = append(letters, copyOf(*s.actors[h.actor].letter(h.seq)))
	}
	return letters
}

func copyOf(l store.Letter) store.Letter {
	l.Data = bytes.Clone(l.Data)
	return l
}

// Begin marks a message as being sent.
func (s *Store) Begin(ctx context.Context, of chat.Actor, seq uint64) error {
	return s.change(ctx, of, seq, func(l *store.Letter) error {
		if l.State == store.Parked {
			return store.ErrNoMessage
		}
		l.State = store.Sending
		l.Attempts++
		return nil
	})
}

// Put sets a message aside.
func (s *Store) Put(ctx context.Context, of chat.Actor, seq uint64, earliest time.Time, reason string) error {
	return s.change(ctx, of, seq, func(l *store.Letter) error {
		l.State, l.Reason, l.Earliest = store.Parked, reason, time.Time{}
		if !earliest.IsZero() {
			l.State, l.Earliest = store.Waiting, time.UnixMilli(earliest.UnixMilli()).UTC()
		}
		return nil
	})
}

// Release lets a parked message go. One that is not parked stays as it is.
func (s *Store) Release(ctx context.Context, of chat.Actor, seq uint64) error {
	return s.change(ctx, of, seq, func(l *store.Letter) error {
		if l.State == store.Parked {
			l.State, l.Reason, l.Earliest = store.Waiting, "", time.Time{}
		}
		return nil
	})
}

// Done removes a message.
func (s *Store) Done(ctx context.Context, of chat.Actor, seq uint64) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.mu.Unlock()
	a := s.actors[of]
	if a == nil {
		return nil
	}
	if i, found := a.search(seq); found {
		a.letters = slices.Delete(a.letters, i, i+1)
		s.rehead(a)
		s.tidy(a)
	}
	return nil
}

// change does something to one message and then sees who is first.
func (s *Store) change(ctx context.Context, of chat.Actor, seq uint64, do func(*store.Letter) error) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.mu.Unlock()
	a := s.actors[of]
	if a == nil {
		return store.ErrNoMessage
	}
	l := a.letter(seq)
	if l == nil {
		return store.ErrNoMessage
	}
	if err := do(l); err != nil {
		return err
	}
	s.rehead(a)
	return nil
}

func (a *actor) search(seq uint64) (int, bool) {
	return slices.BinarySearchFunc(a.letters, seq, func(l store.Letter, seq uint64) int { return cmp.Compare(l.Seq, seq) })
}

func (a *actor) letter(seq uint64) *store.Letter {
	i, found := a.search(seq)
	if !found {
		return nil
	}
	return &a.letters[i]
}

// rehead makes the indexes agree with the mailbox. An actor whose head changes
// goes behind all others that are ready, so that a long mailbox holds up nobody.
func (s *Store) rehead(a *actor) {
	first := a.first()
	if first < 0 {
		s.sethead(a, nil)
	} else {
		s.sethead(a, a.headOf(a.letters[first]))
	}
	if slices.ContainsFunc(a.letters, func(l store.Letter) bool { return l.State == store.Parked }) {
		s.parked.insert(a.part, a.place)
	} else {
		s.parked.remove(a.part, a.place)
	}
}

// first is the place of the first message that is not parked, -1 when there is none.
func (a *actor) first() int {
	return slices.IndexFunc(a.letters, func(l store.Letter) bool { return l.State != store.Parked })
}

func (a *actor) headOf(l store.Letter) *head {
	h := &head{class: l.Class, place: a.place, seq: l.Seq, putOff: !l.Earliest.IsZero()}
	if h.putOff {
		h.earliest = l.Earliest.UnixMilli()
	}
	return h
}

func (s *Store) sethead(a *actor, to *head) {
	from := a.head
	if from != nil && to != nil && from.seq == to.seq && from.putOff == to.putOff && from.earliest == to.earliest {
		return
	}
	if from != nil {
		s.indexOf(from).remove(a.part, *from)
	}
	if a.head = to; to == nil {
		return
	}
	if !to.putOff {
		s.stamp++
		to.stamp = s.stamp
	}
	s.indexOf(to).insert(a.part, *to)
}

func (s *Store) indexOf(h *head) *index[head] {
	if h.putOff {
		return s.later
	}
	return s.ready
}
