package memstore

import (
	"bytes"
	"context"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// note is one thing that an adapter keeps; a zero until is for good.
type note struct {
	data  []byte
	until time.Time
}

// Note reads a note.
func (s *Store) Note(ctx context.Context, of chat.Actor, name string) ([]byte, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.mu.Unlock()
	n, ok := s.notes[of][name]
	if !ok || (!n.until.IsZero() && !time.Now().Before(n.until)) {
		return nil, nil
	}
	return bytes.Clone(n.data), nil
}

// SetNote keeps a note, or removes it.
func (s *Store) SetNote(ctx context.Context, of chat.Actor, name string, data []byte, until time.Time) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.mu.Unlock()
	if data == nil {
		delete(s.notes[of], name)
		if len(s.notes[of]) == 0 {
			delete(s.notes, of)
		}
		return nil
	}
	if s.notes[of] == nil {
		s.notes[of] = map[string]note{}
	}
	s.notes[of][name] = note{bytes.Clone(data), until}
	return nil
}
