package boltstore

import (
	"bytes"
	"encoding/binary"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// letter is one message; ok is false when it is not there.
func (t *tx) letter(actor chat.Actor, seq uint64) (l store.Letter, ok bool, err error) {
	value, ok, err := t.get(letters, letterKey(actor, seq))
	if err != nil || !ok {
		return store.Letter{}, false, err
	}
	l, err = parseLetter(value)
	l.Actor, l.Seq = actor, seq
	return l, err == nil, err
}

// findLetter is letter for who needs it.
func (t *tx) findLetter(actor chat.Actor, seq uint64) (store.Letter, error) {
	l, ok, err := t.letter(actor, seq)
	if err == nil && !ok {
		err = store.ErrNoMessage
	}
	return l, err
}

// setLetter stores a message and lists it when it is parked.
func (t *tx) setLetter(l store.Letter) error {
	key := letterKey(l.Actor, l.Seq)
	if err := t.put(letters, key, encodeLetter(l)); err != nil {
		return err
	}
	if l.State == store.Parked {
		return t.put(parked, key, nil)
	}
	return t.remove(parked, key)
}

func encodeLetter(l store.Letter) []byte {
	b := make([]byte, 0, 32+len(l.Reason)+len(l.Data))
	b = append(b, byte(l.Class), byte(l.State))
	if l.Earliest.IsZero() {
		b = append(b, 0)
	} else {
		b = append(b, 1)
		b = binary.AppendVarint(b, l.Earliest.UnixMilli())
	}
	b = binary.AppendUvarint(b, uint64(l.Attempts))
	b = binary.AppendUvarint(b, uint64(len(l.Reason)))
	b = append(b, l.Reason...)
	return append(b, l.Data...)
}

func parseLetter(value []byte) (store.Letter, error) {
	r := fields{rest: value}
	l := store.Letter{Class: store.Class(r.byte()), State: store.State(r.byte())}
	if r.byte() == 1 {
		l.Earliest = timeOf(r.signed())
	}
	l.Attempts = int(r.unsigned())
	l.Reason = r.text()
	if r.bad {
		return store.Letter{}, damaged("a message makes no sense")
	}
	l.Data = bytes.Clone(r.rest)
	return l, nil
}
