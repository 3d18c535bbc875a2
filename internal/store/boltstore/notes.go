package boltstore

import (
	"bytes"
	"context"
	"encoding/binary"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Note reads a note.
func (s *Store) Note(ctx context.Context, of chat.Actor, name string) (data []byte, err error) {
	err = s.view(ctx, "reading a note", func(t *tx) error {
		value, ok, err := t.get(notes, noteKey(of, name))
		if err != nil || !ok {
			return err
		}
		r := fields{rest: value}
		if ms := r.signed(); ms != 0 && time.Now().UnixMilli() >= ms {
			return nil
		}
		if r.bad {
			return damaged("a note makes no sense")
		}
		data = append([]byte{}, r.rest...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return data, nil
}

// SetNote keeps a note, or removes it. One whose time is over is removed with the
// next note of its actor.
func (s *Store) SetNote(ctx context.Context, of chat.Actor, name string, data []byte, until time.Time) error {
	return s.change(ctx, "note", "keeping a note", func(t *tx) error {
		if err := t.sweep(of); err != nil {
			return err
		}
		if data == nil {
			return t.remove(notes, noteKey(of, name))
		}
		return t.put(notes, noteKey(of, name), encodeNote(data, until))
	})
}

// encodeNote writes until (0: for good) and then the data.
func encodeNote(data []byte, until time.Time) []byte {
	var ms int64
	if !until.IsZero() {
		ms = until.UnixMilli()
	}
	return append(binary.AppendVarint(nil, ms), data...)
}

// sweep removes the actor's notes whose time is over.
func (t *tx) sweep(of chat.Actor) error {
	var old [][]byte
	now, prefix := time.Now().UnixMilli(), actorKey(of)
	err := t.each(notes, prefix, func(rest, value []byte) (bool, error) {
		r := fields{rest: value}
		if ms := r.signed(); ms != 0 && now >= ms {
			old = append(old, append(bytes.Clone(prefix), rest...))
		}
		return true, nil
	})
	for _, key := range old {
		if err == nil {
			err = t.remove(notes, key)
		}
	}
	return err
}
