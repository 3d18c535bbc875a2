package boltstore

import (
	"context"
	"encoding/binary"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Heads finds what may be sent now. Within a class those that were put off come
// first, by the time they were put off to: they have waited longest.
func (s *Store) Heads(ctx context.Context, in store.Set, now time.Time, limit int) (found []store.Letter, wake time.Time, err error) {
	if in == 0 {
		return nil, time.Time{}, ctx.Err()
	}
	f := finder{in: in, now: now.UnixMilli(), limit: limit}
	err = s.view(ctx, "looking for messages to send", func(t *tx) error {
		f.tx = t
		return f.find()
	})
	if err != nil {
		return nil, time.Time{}, err
	}
	return f.found, f.wake, nil
}

// finder goes through the classes and, in each, through later and then ready.
type finder struct {
	*tx
	in    store.Set
	now   int64
	limit int
	found []store.Letter
	wake  time.Time
}

func (f *finder) find() error {
	for low := 0; low <= 255; low++ {
		class, ok := f.nextClass(byte(low))
		if !ok {
			return nil
		}
		if err := f.putOff(class); err != nil {
			return err
		}
		if err := f.nextWake(class); err != nil {
			return err
		}
		if err := f.atOnce(class); err != nil {
			return err
		}
		low = int(class)
	}
	return nil
}

// nextClass is the lowest class from low on that a head has.
func (f *finder) nextClass(low byte) (class byte, ok bool) {
	for _, b := range []bucket{later, ready} {
		if key, _ := f.tx.in(b).Cursor().Seek([]byte{low}); len(key) > 0 && (!ok || key[0] < class) {
			class, ok = key[0], true
		}
	}
	return class, ok
}

// putOff finds the heads of later whose time has come.
func (f *finder) putOff(class byte) error {
	return f.each(later, []byte{class}, func(rest, value []byte) (bool, error) {
		at, actor, err := parseLater(rest)
		if err != nil || at > f.now || len(f.found) >= f.limit {
			return false, err
		}
		return true, f.add(actor, value)
	})
}

// nextWake finds the first head of later whose time has not come.
func (f *finder) nextWake(class byte) error {
	return f.scan(later, appendTime([]byte{class}, f.now+1), func(key, _ []byte) (bool, error) {
		if key[0] != class {
			return false, nil
		}
		at, actor, err := parseLater(key[1:])
		if err != nil || !f.wanted(actor) {
			return true, err
		}
		if when := timeOf(at); f.wake.IsZero() || when.Before(f.wake) {
			f.wake = when
		}
		return false, nil
	})
}

// atOnce finds the heads of ready.
func (f *finder) atOnce(class byte) error {
	return f.each(ready, []byte{class}, func(_, value []byte) (bool, error) {
		if len(f.found) >= f.limit {
			return false, nil
		}
		if len(value) < 8 {
			return false, damaged("a waiting message makes no sense")
		}
		actor, _, ok := cutActor(value[8:])
		if !ok {
			return false, damaged("a waiting message makes no sense")
		}
		return true, f.add(actor, value[:8])
	})
}

func (f *finder) wanted(actor chat.Actor) bool { return f.in.Has(store.PartitionOf(actor)) }

func (f *finder) add(actor chat.Actor, seq []byte) error {
	if !f.wanted(actor) {
		return nil
	}
	if len(seq) != 8 {
		return damaged("a waiting message makes no sense")
	}
	l, ok, err := f.letter(actor, seqOf(seq))
	if err == nil && !ok {
		err = damaged("a message that waits is not there")
	}
	f.found = append(f.found, l)
	return err
}

func parseLater(key []byte) (at int64, actor chat.Actor, err error) {
	if len(key) > 8 {
		if actor, _, ok := cutActor(key[8:]); ok {
			return readTime(key), actor, nil
		}
	}
	return 0, chat.Actor{}, damaged("a message that was put off makes no sense")
}

func seqOf(b []byte) uint64 { return binary.BigEndian.Uint64(b) }

// headOf is where a message would stand in the indexes.
func headOf(l store.Letter) head {
	h := head{where: inReady, class: l.Class, seq: l.Seq}
	if !l.Earliest.IsZero() {
		h.where, h.order = inLater, l.Earliest.UnixMilli()
	}
	return h
}

// setHead makes the indexes and e agree on who is first. A head that is new goes
// behind all others that are ready, so that a long mailbox holds up nobody.
func (t *tx) setHead(actor chat.Actor, e *entry, to head) error {
	from := e.head
	if from.where == to.where && from.seq == to.seq && (to.where != inLater || from.order == to.order) {
		return nil
	}
	if err := t.unlist(actor, from); err != nil {
		return err
	}
	if to.where == inReady {
		stamp, err := t.in(ready).NextSequence()
		if err != nil {
			return err
		}
		to.order = int64(stamp)
	}
	e.head = to
	return t.list(actor, to)
}

func (t *tx) list(actor chat.Actor, h head) error {
	seq := binary.BigEndian.AppendUint64(nil, h.seq)
	switch h.where {
	case inReady:
		return t.put(ready, readyKey(h), appendActor(seq, actor))
	case inLater:
		return t.put(later, laterKey(actor, h), seq)
	}
	return nil
}

func (t *tx) unlist(actor chat.Actor, h head) error {
	switch h.where {
	case inReady:
		return t.remove(ready, readyKey(h))
	case inLater:
		return t.remove(later, laterKey(actor, h))
	}
	return nil
}

func readyKey(h head) []byte {
	return binary.BigEndian.AppendUint64([]byte{byte(h.class)}, uint64(h.order))
}

func laterKey(actor chat.Actor, h head) []byte {
	return appendActor(appendTime([]byte{byte(h.class)}, h.order), actor)
}
