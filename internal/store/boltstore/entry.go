package boltstore

import (
	"encoding/binary"
	"errors"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// entry is what the bucket of actors has for one: the session and where the
// mailbox stands, in one value, because nearly every turn changes both.
type entry struct {
	version uint64
	lastSeq uint64
	head    head
	session []byte
}

// head is the first message that is not parked, as it stands in the index.
type head struct {
	where byte // in which index: one of the three below
	class store.Class
	seq   uint64
	order int64 // the stamp in ready, the time in later
}

// Where a head stands. The bytes are stored.
const (
	nowhere = 0 // nothing waits
	inReady = 1
	inLater = 2
)

func (t *tx) entry(actor chat.Actor) (entry, error) {
	value, ok, err := t.get(actors, actorKey(actor))
	if err != nil || !ok {
		return entry{}, err
	}
	return parseEntry(value)
}

// setEntry stores e, or removes it when nothing of the actor is left.
func (t *tx) setEntry(actor chat.Actor, e entry) error {
	if e.version > 0 {
		return t.put(actors, actorKey(actor), e.encode())
	}
	some := false
	err := t.each(letters, actorKey(actor), func(_, _ []byte) (bool, error) {
		some = true
		return false, nil
	})
	switch {
	case err != nil:
		return err
	case some:
		return t.put(actors, actorKey(actor), e.encode())
	}
	return errors.Join(t.remove(actors, actorKey(actor)), t.removeAll(notes, actorKey(actor)))
}

func (e entry) encode() []byte {
	b := make([]byte, 0, 48+len(e.session))
	b = binary.AppendUvarint(b, e.version)
	b = binary.AppendUvarint(b, e.lastSeq)
	b = append(b, e.head.where)
	if e.head.where != nowhere {
		b = append(b, byte(e.head.class))
		b = binary.AppendUvarint(b, e.head.seq)
		b = binary.AppendVarint(b, e.head.order)
	}
	return append(b, e.session...)
}

func parseEntry(value []byte) (entry, error) {
	r := fields{rest: value}
	e := entry{version: r.unsigned(), lastSeq: r.unsigned()}
	if e.head.where = r.byte(); e.head.where != nowhere {
		e.head.class = store.Class(r.byte())
		e.head.seq = r.unsigned()
		e.head.order = r.signed()
	}
	if e.session = r.rest; r.bad || e.head.where > inLater {
		return entry{}, damaged("an actor's entry makes no sense")
	}
	return e, nil
}
