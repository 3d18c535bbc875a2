package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func upcomingPromises() []promise {
	return []promise{
		{"a walk gives every timer once while nothing changes", walkAll},
		{"a walk gives what stays as it is, whatever else changes", walkThroughChanges},
		{"only the partitions asked for are walked through", walkPartitions},
		{"an actor's timers come together", walkTogether},
		{"where nothing is set the walk is over at once", walkNothing},
	}
}

// walk calls Upcoming until the end, and between after each time.
func walk(t *testing.T, s store.Store, in store.Set, limit int, between func()) (found []store.Occurrence) {
	t.Helper()
	var cursor store.Cursor
	for range 10_000 {
		some, next, err := s.Upcoming(t.Context(), in, cursor, limit)
		must(t, err)
		found = append(found, some...)
		if next == "" {
			return found
		}
		cursor = next
		between()
	}
	t.Fatal("the walk does not end")
	return nil
}

// named is what was found, in words and in order.
func named(found []store.Occurrence) []string {
	names := make([]string, len(found))
	for i, o := range found {
		names[i] = fmt.Sprint(o.Actor.Key(), " ", o.Name, " ", o.Due)
	}
	slices.Sort(names)
	return names
}

// seedWalk sets one timer for most people and three for some, and says which.
func seedWalk(t *testing.T, s store.Store, people int) (all []store.Occurrence) {
	t.Helper()
	for i := range people {
		set := []store.Timer{timer("r1", time.Duration(i%7-2)*time.Hour)}
		if i%5 == 0 {
			set = append(set, timer("r2", 0), timer("z1", -time.Hour))
		}
		next(t, s, store.Turn{Actor: person(i), Set: set})
		for _, one := range set {
			all = append(all, store.Occurrence{Actor: person(i), Timer: one})
		}
	}
	next(t, s, store.Turn{Actor: person(people)}) // somebody without any
	return all
}

func walkAll(t *testing.T, s store.Store) {
	all := named(seedWalk(t, s, 60))
	for _, limit := range []int{1, 3, 7, 1000, 0} {
		found := walk(t, s, store.AllPartitions, limit, func() {})
		if !slices.Equal(named(found), all) {
			t.Errorf("with limit %d the walk gave %d timers, want these %d once", limit, len(found), len(all))
		}
		if len(found) > 0 && (found[0].Due.Location() != time.UTC) {
			t.Errorf("a time is in %v", found[0].Due.Location())
		}
	}
}

func walkThroughChanges(t *testing.T, s store.Store) {
	seedWalk(t, s, 60)
	var untouched []string
	for i := range 60 {
		if i%5 == 0 {
			untouched = append(untouched, fmt.Sprint(person(i).Key(), " r2 ", noon()))
		}
	}
	calls := 0
	found := named(walk(t, s, store.AllPartitions, 2, func() {
		calls++
		for i := calls % 3; i < 60; i += 3 { // others move to and fro, and come and go
			turn := store.Turn{Actor: person(i), Set: []store.Timer{timer("r1", time.Duration((calls*31+i)%19-9)*time.Hour)}}
			if (calls+i)%2 == 0 {
				turn = store.Turn{Actor: person(i), Cancel: []string{"r1", "z1"}}
			}
			next(t, s, turn)
		}
	}))
	for _, name := range untouched {
		if !slices.Contains(found, name) {
			t.Errorf("%s was there all the time and was not given", name)
		}
	}
}

func walkPartitions(t *testing.T, s store.Store) {
	all := seedWalk(t, s, 40)
	in := store.Set(0x5555555555555555)
	var wanted []store.Occurrence
	for _, o := range all {
		if in.Has(store.PartitionOf(o.Actor)) {
			wanted = append(wanted, o)
		}
	}
	if found := walk(t, s, in, 4, func() {}); !slices.Equal(named(found), named(wanted)) {
		t.Errorf("got %d timers of these partitions, want %d", len(found), len(wanted))
	}
	if found := walk(t, s, 0, 4, func() {}); len(found) > 0 {
		t.Errorf("no partition gave %d timers", len(found))
	}
}

func walkTogether(t *testing.T, s store.Store) {
	seedWalk(t, s, 30)
	last, done := chat.Actor{}, map[chat.Actor]bool{}
	for _, o := range walk(t, s, store.AllPartitions, 2, func() {}) {
		if o.Actor != last && done[o.Actor] {
			t.Errorf("an actor's timers are parted")
		}
		last = o.Actor
		done[last] = true
	}
}

func walkNothing(t *testing.T, s store.Store) {
	next(t, s, store.Turn{Actor: person(1)})
	found, cursor, err := s.Upcoming(t.Context(), store.AllPartitions, "", 10)
	if err != nil || len(found) > 0 || cursor != "" {
		t.Errorf("got %d timers and cursor %q (%v)", len(found), cursor, err)
	}
}
