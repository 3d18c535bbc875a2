package boltstore_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/boltstore"
)

func TestObserveSeesEachChangePassItsThreePoints(t *testing.T) {
	var seen []string
	s := mustOpen(t, filepath.Join(t.TempDir(), "store"), boltstore.Config{Observe: func(point string) { seen = append(seen, point) }})
	defer mustClose(t, s)
	hello := []store.Message{{Data: []byte("hello")}}
	steps := []struct {
		name string
		do   func() error
	}{
		{"commit", func() error {
			_, err := s.Commit(t.Context(), store.Turn{Actor: someone, Messages: hello})
			return err
		}},
		{"begin", func() error { return s.Begin(t.Context(), someone, 1) }},
		{"put", func() error { return s.Put(t.Context(), someone, 1, time.Time{}, "unreachable") }},
		{"release", func() error { return s.Release(t.Context(), someone, 1) }},
		{"done", func() error { return s.Done(t.Context(), someone, 1) }},
	}
	for _, step := range steps {
		seen = nil
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if want := []string{step.name + "/begin", step.name + "/written", step.name + "/durable"}; !slices.Equal(seen, want) {
			t.Errorf("%s passed %v", step.name, seen)
		}
	}
	seen = nil
	if _, err := s.Commit(t.Context(), store.Turn{Actor: someone, Version: 9}); err == nil || !slices.Equal(seen, []string{"commit/begin"}) {
		t.Errorf("a conflict (%v) passed %v", err, seen)
	}
}

// together holds up a first commit until all turns wait for the disk. It is the
// store, what each turn was answered, and how often one of them was written.
func together(t *testing.T, turns []store.Turn) (s *boltstore.Store, answers []error, written int) {
	t.Helper()
	var arrived, first, all sync.WaitGroup
	arrived.Add(len(turns) + 1)
	first.Add(1)
	var count atomic.Int64
	s = mustOpen(t, filepath.Join(t.TempDir(), "store"), boltstore.Config{Observe: func(point string) {
		switch point {
		case "commit/begin":
			arrived.Done()
		case "commit/written":
			if count.Add(1) == 1 {
				first.Done()
				arrived.Wait()
			}
		}
	}})
	t.Cleanup(func() { mustClose(t, s) })
	all.Go(func() {
		if _, err := s.Commit(t.Context(), store.Turn{Actor: someone}); err != nil {
			t.Error(err)
		}
	})
	first.Wait()
	answers = make([]error, len(turns))
	for i, turn := range turns {
		all.Go(func() { _, answers[i] = s.Commit(t.Context(), turn) })
	}
	all.Wait()
	return s, answers, int(count.Load()) - 1
}

func wantVersionOf(t *testing.T, s store.Store, actor chat.Actor, version uint64) {
	t.Helper()
	if got, err := s.Load(t.Context(), actor); err != nil || got.Version != version {
		t.Errorf("version %d, want %d (%v)", got.Version, version, err)
	}
}

func TestOfTheTurnsThatShareAWriteEachIsRefusedAlone(t *testing.T) {
	var turns []store.Turn
	for i := range 20 {
		turns = append(turns, store.Turn{Actor: member(i), Version: uint64(i % 2), Session: []byte("x")})
	}
	s, answers, written := together(t, turns)
	for i, err := range answers {
		if !errors.Is(err, []error{nil, store.ErrConflict}[i%2]) {
			t.Errorf("turn %d: %v", i, err)
		}
		wantVersionOf(t, s, member(i), uint64(1-i%2))
	}
	if written != 10 {
		t.Errorf("%d turns were written, want 10", written)
	}
}

// TestOfTheTurnsThatShareAWriteEachFailsAlone has one in the middle that bbolt
// cannot store: its key is too long.
func TestOfTheTurnsThatShareAWriteEachFailsAlone(t *testing.T) {
	var turns []store.Turn
	for i := range 20 {
		turns = append(turns, store.Turn{Actor: member(i), Session: []byte("x"), Messages: []store.Message{{Data: []byte("hello")}}})
	}
	turns[7].Actor.ID = strings.Repeat("x", 40_000)
	s, answers, _ := together(t, turns)
	for i, err := range answers {
		if (err != nil) != (i == 7) {
			t.Errorf("turn %d: %v", i, err)
		}
		if i != 7 {
			wantVersionOf(t, s, member(i), 1)
		}
	}
	letters, _, err := s.Heads(t.Context(), store.AllPartitions, noon, 100)
	if err != nil || len(letters) != 19 {
		t.Errorf("%d messages, want 19 (%v)", len(letters), err)
	}
}
