package boltstore

import (
	"bytes"
	"context"
	"encoding/binary"
	"math"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Load reads a session.
func (s *Store) Load(ctx context.Context, actor chat.Actor) (snapshot store.Snapshot, err error) {
	err = s.view(ctx, "loading a session", func(t *tx) error {
		e, err := t.entry(actor)
		snapshot = store.Snapshot{Version: e.version, Session: bytes.Clone(e.session)}
		return err
	})
	if err != nil {
		return store.Snapshot{}, err
	}
	return snapshot, nil
}

// Records reads all chunks of an actor.
func (s *Store) Records(ctx context.Context, actor chat.Actor) (found []store.Chunk, err error) {
	err = s.view(ctx, "loading records", func(t *tx) error {
		return t.each(chunks, actorKey(actor), func(rest, value []byte) (bool, error) {
			c, err := parseChunk(rest, value)
			found = append(found, c)
			return true, err
		})
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// LastChunk reads the chunk with the highest Seq.
func (s *Store) LastChunk(ctx context.Context, actor chat.Actor) (last store.Chunk, err error) {
	err = s.view(ctx, "loading the last records", func(t *tx) error {
		key, value, err := t.last(chunks, chunkKey(actor, math.MaxUint32))
		rest, ok := bytes.CutPrefix(key, actorKey(actor))
		if err != nil || !ok {
			return err
		}
		last, err = parseChunk(rest, value)
		return err
	})
	if err != nil {
		return store.Chunk{}, err
	}
	return last, nil
}

func parseChunk(rest, value []byte) (store.Chunk, error) {
	if len(rest) != 4 {
		return store.Chunk{}, damaged("the key of a chunk makes no sense")
	}
	return store.Chunk{Seq: binary.BigEndian.Uint32(rest), Data: bytes.Clone(value)}, nil
}

// last is the highest key up to high; nil when there is none.
func (t *tx) last(b bucket, high []byte) (key, value []byte, err error) {
	c := t.in(b).Cursor()
	key, signed := c.Seek(high)
	switch {
	case key == nil:
		key, signed = c.Last()
	case !bytes.Equal(key, high):
		key, signed = c.Prev()
	}
	if key == nil {
		return nil, nil, nil
	}
	value, err = verified(b, key, signed)
	return key, value, err
}
