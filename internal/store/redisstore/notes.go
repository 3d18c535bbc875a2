package redisstore

import (
	"context"
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Note reads a note.
func (s *Store) Note(ctx context.Context, of chat.Actor, name string) ([]byte, error) {
	const doing = "reading a note"
	c := ask("hget", s.keys.of(of).notes, name)
	if err := s.do(ctx, c); err != nil {
		return nil, describe(doing, err)
	}
	value, ok, err := c.value()
	if err != nil || !ok {
		return nil, describe(doing, err)
	}
	r := reader{rest: value}
	until, err := strconv.ParseInt(r.text(), 10, 64)
	if err != nil {
		return nil, describe(doing, damaged("a note makes no sense"))
	}
	if until != 0 && s.now().UnixMilli() >= until {
		return nil, nil
	}
	return r.rest, nil
}

// SetNote keeps a note, or removes it.
func (s *Store) SetNote(ctx context.Context, of chat.Actor, name string, data []byte, until time.Time) error {
	const doing = "keeping a note"
	keep, ends := "1", int64(0)
	if data == nil {
		keep, data = "0", []byte{}
	}
	if !until.IsZero() {
		ends = until.UnixMilli()
	}
	c := s.scripts.note.on(4, &s.keys.of(of).notes).with(name, keep, ends, data)
	if err := s.do(ctx, c); err != nil {
		return describe(doing, err)
	}
	return describe(doing, c.Err())
}
