package memstore

import (
	"context"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Parked lists what is parked, by actor and then by Seq.
func (s *Store) Parked(ctx context.Context, in store.Set, limit int) ([]store.Letter, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.mu.Unlock()
	var letters []store.Letter
	for p := range s.parked.from(in, place{}) {
		for _, l := range s.actors[p.actor].letters {
			if len(letters) >= limit {
				return letters, nil
			}
			if l.State == store.Parked {
				letters = append(letters, copyOf(l))
			}
		}
	}
	return letters, nil
}
