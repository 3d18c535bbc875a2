package storetest

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func timerPromises() []promise {
	return []promise{
		{"a timer is set, moved and cancelled by its name", setMoveCancel},
		{"a turn cancels before it sets", cancelBeforeSet},
		{"firing takes the occurrence away, and the same turn may set the next one", fireAndSet},
		{"a firing for another due time is fenced", fencedByDue},
		{"a firing of a timer that is not there is fenced", fencedByAbsence},
		{"the fence is checked before the version", fenceFirst},
		{"of two firings of one occurrence at once one commits", fireTwice},
		{"due are the earliest first, of every actor", dueOrder},
		{"only the partitions asked for are looked at", duePartitions},
		{"limit cuts off the latest, and next is the first that was left out", dueLimit},
		{"a time is kept to the millisecond, in UTC, before 1970 too", dueTimes},
		{"a name that is too long is refused and nothing is changed", longName},
	}
}

func setMoveCancel(t *testing.T, s store.Store) {
	next(t, s, store.Turn{Actor: person(1), Set: []store.Timer{timer("a", time.Minute), timer("b", time.Hour)}})
	wantDue(t, s, noon().Add(time.Hour), timer("a", time.Minute), timer("b", time.Hour))
	next(t, s, store.Turn{Actor: person(1), Set: []store.Timer{timer("a", 2*time.Hour), timer("c", 0), timer("c", time.Second)}})
	wantDue(t, s, noon().Add(3*time.Hour), timer("c", time.Second), timer("b", time.Hour), timer("a", 2*time.Hour))
	next(t, s, store.Turn{Actor: person(1), Cancel: []string{"b", "absent", "b"}})
	wantDue(t, s, noon().Add(3*time.Hour), timer("c", time.Second), timer("a", 2*time.Hour))
	next(t, s, store.Turn{Actor: person(2), Cancel: []string{"a", "c"}})
	wantDue(t, s, noon().Add(3*time.Hour), timer("c", time.Second), timer("a", 2*time.Hour))
	next(t, s, store.Turn{Actor: person(1), Set: []store.Timer{timer("a", 2*time.Hour)}})
	wantDue(t, s, noon().Add(3*time.Hour), timer("c", time.Second), timer("a", 2*time.Hour))
}

func cancelBeforeSet(t *testing.T, s store.Store) {
	next(t, s, store.Turn{Actor: person(1), Set: []store.Timer{timer("a", time.Minute)}})
	next(t, s, store.Turn{Actor: person(1), Cancel: []string{"a"}, Set: []store.Timer{timer("a", time.Hour)}})
	wantDue(t, s, noon().Add(time.Hour), timer("a", time.Hour))
}

func fireAndSet(t *testing.T, s store.Store) {
	today, tomorrow := timer("daily", 0), timer("daily", 24*time.Hour)
	next(t, s, store.Turn{Actor: person(1), Set: []store.Timer{today}})
	next(t, s, store.Turn{Actor: person(1), Fired: &today, Set: []store.Timer{tomorrow}})
	wantDue(t, s, tomorrow.Due, tomorrow)
	next(t, s, store.Turn{Actor: person(1), Fired: &tomorrow, Cancel: []string{"daily"}})
	wantDue(t, s, tomorrow.Due)
}

func fencedByDue(t *testing.T, s store.Store) {
	stored, stale := timer("daily", time.Hour), timer("daily", 0)
	next(t, s, store.Turn{Actor: person(1), Set: []store.Timer{stored}})
	_, err := s.Commit(t.Context(), store.Turn{
		Actor: person(1), Version: 1, Session: []byte("late"), Fired: &stale,
		Messages: []store.Message{message(store.Reminder, "again")}, Cancel: []string{"daily"},
	})
	want(t, "firing a time that was moved", err, store.ErrFenced)
	wantVersion(t, s, person(1), 1, "session")
	wantHeads(t, s, noon())
	wantDue(t, s, stored.Due, stored)
	_, err = s.Commit(t.Context(), store.Turn{Actor: person(1), Version: 1, Forget: true, Fired: &stale})
	want(t, "forgetting with such a firing", err, store.ErrFenced)
	wantVersion(t, s, person(1), 1, "session")
}

func fencedByAbsence(t *testing.T, s store.Store) {
	fired := timer("daily", 0)
	turn := store.Turn{Actor: person(1), Session: []byte("x"), Fired: &fired}
	want(t, "firing for an unknown actor", tried(t, s, turn), store.ErrFenced)
	wantEmpty(t, s)
	next(t, s, store.Turn{Actor: person(2), Set: []store.Timer{fired}})
	want(t, "firing the timer of another actor", tried(t, s, turn), store.ErrFenced)
	wantDue(t, s, noon(), fired)
}

func fenceFirst(t *testing.T, s store.Store) {
	stored, stale := timer("daily", 0), timer("daily", time.Minute)
	next(t, s, store.Turn{Actor: person(1), Set: []store.Timer{stored}})
	want(t, "a stale firing on a wrong version", tried(t, s, store.Turn{Actor: person(1), Version: 9, Fired: &stale}), store.ErrFenced)
	want(t, "a true firing on a wrong version", tried(t, s, store.Turn{Actor: person(1), Version: 9, Fired: &stored}), store.ErrConflict)
	wantDue(t, s, noon(), stored)
}

func fireTwice(t *testing.T, s store.Store) {
	const rounds, workers = 10, 4
	daily := timer("daily", 0)
	next(t, s, store.Turn{Actor: person(1), Set: []store.Timer{daily}})
	for round := range rounds {
		fired, following := timer("daily", time.Duration(round)*time.Hour), timer("daily", time.Duration(round+1)*time.Hour)
		answers := make([]error, workers)
		var all sync.WaitGroup
		for i := range answers {
			all.Go(func() { answers[i] = fire(t, s, person(1), fired, following) })
		}
		all.Wait()
		committed := 0
		for _, err := range answers {
			switch {
			case err == nil:
				committed++
			case !errors.Is(err, store.ErrFenced):
				t.Errorf("round %d: %v", round, err)
			}
		}
		if committed != 1 {
			t.Errorf("round %d: %d of %d firings committed, want 1", round, committed, workers)
		}
	}
	wantVersion(t, s, person(1), 1+rounds, "fired")
}

// fire does what a worker does: it loads again for as long as it meets others.
func fire(t *testing.T, s store.Store, actor chat.Actor, fired, following store.Timer) error {
	for {
		snapshot, err := s.Load(t.Context(), actor)
		if err != nil {
			return err
		}
		_, err = s.Commit(t.Context(), store.Turn{
			Actor: actor, Version: snapshot.Version, Session: []byte("fired"), Fired: &fired, Set: []store.Timer{following},
		})
		if !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
}

func dueOrder(t *testing.T, s store.Store) {
	for i, minutes := range []int{50, 10, 40, 20, 30} {
		next(t, s, store.Turn{Actor: person(i), Set: []store.Timer{timer("x", time.Duration(minutes)*time.Minute), timer("y", time.Duration(minutes+5)*time.Minute)}})
	}
	got, following := due(t, s, store.AllPartitions, noon().Add(30*time.Minute), 100)
	if len(got) != 5 || !following.Equal(noon().Add(35*time.Minute)) {
		t.Fatalf("%d due and the next at %v", len(got), following)
	}
	for i, o := range got {
		if wanted := noon().Add(time.Duration(10+5*i) * time.Minute); !o.Due.Equal(wanted) {
			t.Errorf("number %d is due at %v, want %v", i, o.Due, wanted)
		}
	}
	if got[0].Actor != person(1) || got[0].Name != "x" {
		t.Errorf("the first is %s of %v", got[0].Name, got[0].Actor)
	}
	none, following := due(t, s, store.AllPartitions, noon(), 100)
	if len(none) != 0 || !following.Equal(noon().Add(10*time.Minute)) {
		t.Errorf("before all of them: %d due and the next at %v", len(none), following)
	}
	if _, following = due(t, s, store.AllPartitions, noon().Add(time.Hour), 100); !following.IsZero() {
		t.Errorf("after all of them the next is at %v, want none", following)
	}
}

func duePartitions(t *testing.T, s store.Store) {
	for i := range 40 {
		next(t, s, store.Turn{Actor: person(i), Set: []store.Timer{timer("x", 0), timer("later", time.Hour)}})
	}
	total := 0
	for p := range store.Partition(store.Partitions) {
		got, following := due(t, s, store.Set(0).With(p), noon(), 100)
		total += len(got)
		for _, o := range got {
			if store.PartitionOf(o.Actor) != p {
				t.Errorf("partition %d answers for partition %d", p, store.PartitionOf(o.Actor))
			}
		}
		if (len(got) > 0) != following.Equal(noon().Add(time.Hour)) {
			t.Errorf("partition %d: %d due and the next at %v", p, len(got), following)
		}
	}
	if total != 40 {
		t.Errorf("all partitions together have %d due, want 40", total)
	}
	if got, following := due(t, s, 0, noon(), 100); len(got) != 0 || !following.IsZero() {
		t.Errorf("no partition has %d due and the next at %v", len(got), following)
	}
}

func dueLimit(t *testing.T, s store.Store) {
	for i := range 5 {
		next(t, s, store.Turn{Actor: person(i), Set: []store.Timer{timer("x", time.Duration(i)*time.Minute)}})
	}
	got, following := due(t, s, store.AllPartitions, noon().Add(time.Hour), 3)
	if len(got) != 3 || !got[2].Due.Equal(noon().Add(2*time.Minute)) || !following.Equal(noon().Add(3*time.Minute)) {
		t.Errorf("got %v and the next at %v", got, following)
	}
}

func dueTimes(t *testing.T, s store.Store) {
	zone := time.FixedZone("", -5*3600)
	old := store.Timer{Name: "old", Due: time.Date(1955, 1, 1, 0, 0, 0, 7e6, zone)}
	far := store.Timer{Name: "far", Due: time.Date(2255, 1, 1, 0, 0, 0, 9e6, zone)}
	next(t, s, store.Turn{Actor: person(1), Set: []store.Timer{far, timer("now", time.Millisecond), old}})
	got, following := due(t, s, store.AllPartitions, noon().Add(time.Millisecond), 10)
	if len(got) != 2 || !got[0].Due.Equal(old.Due) || got[0].Due.Location() != time.UTC || !following.Equal(far.Due) {
		t.Errorf("got %v and the next at %v", got, following)
	}
	wantDue(t, s, noon(), store.Timer{Name: "old", Due: old.Due.UTC()})
	next(t, s, store.Turn{Actor: person(1), Fired: &old})
}

func longName(t *testing.T, s store.Store) {
	next(t, s, store.Turn{Actor: person(1), Set: []store.Timer{timer(strings.Repeat("n", 64), 0)}})
	_, err := s.Commit(t.Context(), store.Turn{
		Actor: person(1), Version: 1, Session: []byte("x"),
		Messages: []store.Message{message(store.Reply, "x")}, Set: []store.Timer{timer(strings.Repeat("n", 65), 0)},
	})
	if err == nil {
		t.Error("a name of 65 bytes was accepted")
	}
	wantVersion(t, s, person(1), 1, "session")
	wantHeads(t, s, noon())
}
