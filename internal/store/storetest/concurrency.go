package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func concurrencyPromises() []promise {
	return []promise{
		{"commits by eight at once leave no gap in the versions", noGaps},
		{"readers, senders and writers do not disturb each other", everybody},
	}
}

const workers = 8

// advance commits on top of what is stored and is told to try again by conflicts.
func advance(t *testing.T, s store.Store, actor chat.Actor, text string) (version uint64, err error) {
	for {
		snapshot, err := s.Load(t.Context(), actor)
		if err != nil {
			return 0, err
		}
		_, err = s.Commit(t.Context(), store.Turn{
			Actor: actor, Version: snapshot.Version, Session: fmt.Append(nil, snapshot.Version+1),
			Messages: []store.Message{message(store.Reply, text)},
		})
		if !errors.Is(err, store.ErrConflict) {
			return snapshot.Version + 1, err
		}
	}
}

func noGaps(t *testing.T, s store.Store) {
	const each, actors = 20, 3
	var mu sync.Mutex
	seen := make(map[string]int)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := range each {
				version, err := advance(t, s, person(i%actors), fmt.Sprint(w, "/", i))
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				seen[fmt.Sprint(i%actors, "@", version)]++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	for a := range actors {
		versions := workers * ((each - a + actors - 1) / actors)
		wantVersion(t, s, person(a), uint64(versions), fmt.Sprint(versions))
		for v := 1; v <= versions; v++ {
			if count := seen[fmt.Sprint(a, "@", v)]; count != 1 {
				t.Errorf("actor %d: %d commits think they made version %d", a, count, v)
			}
		}
		if got := drain(t, s, person(a)); got != versions {
			t.Errorf("actor %d has %d messages, want %d", a, got, versions)
		}
	}
}

// drain sends everything an actor has, and looks at the order.
func drain(t *testing.T, s store.Store, actor chat.Actor) (sent int) {
	t.Helper()
	var last uint64
	for {
		letters, _ := heads(t, s, store.Set(0).With(store.PartitionOf(actor)), noon(), 100)
		found := false
		for _, l := range letters {
			if l.Actor != actor {
				continue
			}
			found = true
			if l.Seq <= last {
				t.Errorf("Seq %d after %d", l.Seq, last)
			}
			last = l.Seq
			must(t, s.Done(t.Context(), actor, l.Seq))
		}
		if !found {
			return sent
		}
		sent++
	}
}

func everybody(t *testing.T, s store.Store) {
	const each = 15
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := range each {
				if _, err := advance(t, s, person(w), fmt.Sprint(i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	received := make(map[chat.Actor][]string)
	all.Go(func() {
		for count := 0; count < workers*each; {
			letters, _, err := s.Heads(t.Context(), store.AllPartitions, noon(), 5)
			_, _, dueErr := s.Due(t.Context(), store.AllPartitions, noon(), 5)
			if err := errors.Join(err, dueErr); err != nil {
				t.Error(err)
				return
			}
			for _, l := range letters {
				count++
				received[l.Actor] = append(received[l.Actor], string(l.Data))
				err := errors.Join(s.Begin(t.Context(), l.Actor, l.Seq), s.Put(t.Context(), l.Actor, l.Seq, noon().Add(time.Hour), "x"), s.Done(t.Context(), l.Actor, l.Seq))
				if err != nil {
					t.Error(err)
					return
				}
			}
		}
	})
	all.Wait()
	for w := range workers {
		for i, text := range received[person(w)] {
			if text != fmt.Sprint(i) {
				t.Errorf("actor %d: message %d is %q", w, i, text)
			}
		}
	}
	wantHeads(t, s, noon().Add(2*time.Hour))
}
