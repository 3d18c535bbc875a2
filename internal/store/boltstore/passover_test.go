package boltstore

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// TestATimerThatMakesNoSenseKeepsNobodyElseWaiting: it is whole as far as its checksum
// goes, and still says nothing.
func TestATimerThatMakesNoSenseKeepsNobodyElseWaiting(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "store"), Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // nothing is read from it later
	noon := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	somebody := chat.Actor{Platform: "telegram", Kind: chat.Person, ID: "1"}
	if _, err := s.Commit(t.Context(), store.Turn{Actor: somebody, Session: []byte("s"), Set: []store.Timer{{Name: "daily", Due: noon}}}); err != nil {
		t.Fatal(err)
	}
	err = s.update(func(tx *tx) error {
		if err := tx.put(due, []byte("\x00"), nil); err != nil {
			return err
		}
		return tx.put(timers, []byte("\x00"), nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	found, next, err := s.Due(t.Context(), store.AllPartitions, noon, 10)
	if err != nil || len(found) != 1 || found[0].Actor != somebody || !next.IsZero() {
		t.Errorf("due are %v, the next is at %v (%v)", found, next, err)
	}
	all, _, err := s.Upcoming(t.Context(), store.AllPartitions, "", 10)
	if err != nil || len(all) != 1 {
		t.Errorf("a walk meets %v (%v)", all, err)
	}
	if s.PassedOver() != 2 {
		t.Errorf("%d were passed over", s.PassedOver())
	}
}
