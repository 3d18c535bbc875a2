package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func leasePromises() []promise {
	return []promise{
		{"a lease is held by one, who may renew it", leaseHeld},
		{"the next holder gets a higher fence", leaseFence},
		{"only its holder can drop a lease", leaseDrop},
		{"leases of different names are held apart", leaseNames},
		{"a lease that is not renewed ends", leaseEnds},
		{"of many at once one gets the lease", leaseRace},
	}
}

// hold takes a lease that can be had.
func hold(t *testing.T, s store.Store, name, holder string) uint64 {
	t.Helper()
	fence, err := s.Hold(t.Context(), name, holder, time.Hour)
	must(t, err)
	if fence == 0 {
		t.Error("a lease was given with fence 0")
	}
	return fence
}

func wantHeld(t *testing.T, s store.Store, name, holder string) {
	t.Helper()
	_, err := s.Hold(t.Context(), name, holder, time.Hour)
	want(t, "holding what somebody else has", err, store.ErrHeld)
}

func leaseHeld(t *testing.T, s store.Store) {
	fence := hold(t, s, "send", "a")
	for range 3 {
		wantHeld(t, s, "send", "b")
		if again := hold(t, s, "send", "a"); again != fence {
			t.Errorf("renewing changed the fence from %d to %d", fence, again)
		}
	}
}

func leaseFence(t *testing.T, s store.Store) {
	var last uint64
	for i := range 6 {
		holder := fmt.Sprint("holder ", i/2) // each of them twice
		fence := hold(t, s, "send", holder)
		if fence <= last {
			t.Errorf("fence %d after %d", fence, last)
		}
		last = fence
		must(t, s.Drop(t.Context(), "send", holder))
	}
}

func leaseDrop(t *testing.T, s store.Store) {
	must(t, s.Drop(t.Context(), "send", "a"))
	fence := hold(t, s, "send", "a")
	must(t, s.Drop(t.Context(), "send", "b"), s.Drop(t.Context(), "send", ""))
	wantHeld(t, s, "send", "b")
	if again := hold(t, s, "send", "a"); again != fence {
		t.Errorf("the fence is now %d, was %d", again, fence)
	}
	must(t, s.Drop(t.Context(), "send", "a"), s.Drop(t.Context(), "send", "a"))
	hold(t, s, "send", "b")
	wantHeld(t, s, "send", "a")
}

func leaseNames(t *testing.T, s store.Store) {
	for i := range 20 {
		hold(t, s, fmt.Sprint("shard ", i), fmt.Sprint("holder with spaces ", i))
	}
	for i := range 20 {
		wantHeld(t, s, fmt.Sprint("shard ", i), fmt.Sprint("holder with spaces ", i+1))
		hold(t, s, fmt.Sprint("shard ", i), fmt.Sprint("holder with spaces ", i))
	}
}

func leaseEnds(t *testing.T, s store.Store) {
	fence, err := s.Hold(t.Context(), "send", "a", 20*time.Millisecond)
	must(t, err)
	for begun := time.Now(); ; {
		following, err := s.Hold(t.Context(), "send", "b", time.Hour)
		if err == nil {
			if following <= fence {
				t.Errorf("fence %d after %d", following, fence)
			}
			return
		}
		if !errors.Is(err, store.ErrHeld) || time.Since(begun) > 10*time.Second {
			t.Fatalf("a lease of 20 ms has not ended after %v: %v", time.Since(begun), err)
		}
	}
}

func leaseRace(t *testing.T, s store.Store) {
	answers := make([]error, workers)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { _, answers[i] = s.Hold(t.Context(), "send", fmt.Sprint(i), time.Hour) })
	}
	all.Wait()
	winners := 0
	for _, err := range answers {
		switch {
		case err == nil:
			winners++
		case !errors.Is(err, store.ErrHeld):
			t.Error(err)
		}
	}
	if winners != 1 {
		t.Errorf("%d hold the lease, want 1", winners)
	}
}
