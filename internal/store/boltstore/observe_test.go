package boltstore_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

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
		{"commit", func() error { return s.Commit(t.Context(), store.Turn{Actor: someone, Messages: hello}) }},
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
	if err := s.Commit(t.Context(), store.Turn{Actor: someone, Version: 9}); err == nil || !slices.Equal(seen, []string{"commit/begin"}) {
		t.Errorf("a conflict (%v) passed %v", err, seen)
	}
}

// TestCommitsThatWaitShareOneWrite holds up the first commit until all others
// wait, among them one that is refused.
func TestCommitsThatWaitShareOneWrite(t *testing.T) {
	const others = 20
	var arrived, first sync.WaitGroup
	arrived.Add(others + 1)
	first.Add(1)
	var mu sync.Mutex
	var written []string
	hold := true
	s := mustOpen(t, filepath.Join(t.TempDir(), "store"), boltstore.Config{Observe: func(point string) {
		switch point {
		case "commit/begin":
			arrived.Done()
		case "commit/written", "commit/durable":
			mu.Lock()
			written = append(written, point)
			wait := hold
			hold = false
			mu.Unlock()
			if wait {
				first.Done()
				arrived.Wait()
			}
		}
	}})
	defer mustClose(t, s)
	answers := make([]error, others)
	var all sync.WaitGroup
	all.Go(func() {
		if err := s.Commit(t.Context(), store.Turn{Actor: someone}); err != nil {
			t.Error(err)
		}
	})
	first.Wait()
	for i := range answers {
		all.Go(func() {
			answers[i] = s.Commit(t.Context(), store.Turn{Actor: member(i), Version: uint64(i % 2), Session: []byte("x")})
		})
	}
	all.Wait()
	for i, err := range answers {
		if fmt.Sprint(err) != fmt.Sprint([]error{nil, store.ErrConflict}[i%2]) {
			t.Errorf("commit %d: %v", i, err)
		}
		snapshot, err := s.Load(t.Context(), member(i))
		if err != nil || snapshot.Version != uint64(1-i%2) {
			t.Errorf("actor %d has version %d, %v", i, snapshot.Version, err)
		}
	}
	if len(written) != 2+others {
		t.Errorf("%d points were passed, want %d", len(written), 2+others)
	}
}
