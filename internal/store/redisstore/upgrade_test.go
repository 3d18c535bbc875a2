package redisstore_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

// TestTheIndexOfTheFirstFormatIsTakenOver: with all that is due, and also what an older
// process wrote after the upgrade.
func TestTheIndexOfTheFirstFormatIsTakenOver(t *testing.T) {
	server := redistest.Start(t)
	old := open(t, server.URL())
	const people = 700
	for i := range people {
		commit(t, old, store.Turn{Actor: someone(i), Session: []byte("s"), Set: []store.Timer{{Name: "daily", Due: noon.Add(time.Duration(i) * time.Second)}}})
	}
	toFirstFormat(t, server, old, people)
	do(t, server, "SET", "{p0}format", "stillpoint 1")
	if got := dueOf(t, open(t, server.URL()), people); got != people {
		t.Errorf("%d of %d are due after the upgrade", got, people)
	}
	if format, err := server.Do(t.Context(), "GET", "{p0}format"); err != nil || format != "stillpoint 2" {
		t.Errorf("the format is %q (%v)", format, err)
	}
	toFirstFormat(t, server, old, people/2)
	s := open(t, server.URL())
	if got := dueOf(t, s, people); got != people {
		t.Errorf("%d of %d are due after the next start", got, people)
	}
	for i := range people {
		commit(t, s, store.Turn{Actor: someone(i), Version: 1, Forget: true})
	}
	if count, err := s.KeyCount(); err != nil || count != 0 {
		t.Errorf("%d keys are left (%v)", count, err)
	}
}

// toFirstFormat moves the index entries of some people to where they were once.
func toFirstFormat(t *testing.T, server *redistest.Server, s *redisstore.Store, people int) {
	t.Helper()
	for i := range people {
		first, page, packed, member := redisstore.IndexOf(s, someone(i))
		do(t, server, "ZREM", page, packed)
		do(t, server, "ZADD", first, fmt.Sprint(noon.Add(time.Duration(i)*time.Second).UnixMilli()), member)
	}
}

func dueOf(t *testing.T, s *redisstore.Store, people int) int {
	t.Helper()
	due, next, err := s.Due(t.Context(), store.AllPartitions, noon.Add(time.Hour), 2*people)
	if err != nil || !next.IsZero() {
		t.Fatalf("the next is at %v (%v)", next, err)
	}
	for i, o := range due {
		if o.Actor != someone(i) || !o.Due.Equal(noon.Add(time.Duration(i)*time.Second)) {
			t.Fatalf("number %d is due at %v", i, o.Due)
		}
	}
	return len(due)
}

// TestAnIndexThatSaysSomethingElseThanTheSessionIsMended: otherwise the same stray would
// be looked at for ever.
func TestAnIndexThatSaysSomethingElseThanTheSessionIsMended(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server.URL())
	commit(t, s, store.Turn{Actor: someone(1), Session: []byte("s"), Set: []store.Timer{{Name: "daily", Due: noon.Add(2 * time.Hour)}}})
	for _, who := range []int{1, 2} {
		_, page, packed, _ := redisstore.IndexOf(s, someone(who))
		do(t, server, "ZADD", page, "5", packed)
		do(t, server, "ZADD", redisstore.DirectoryOf(s, someone(who)), "5", page[strings.IndexByte(page, ':')+1:])
	}
	for range 2 {
		due, next, err := s.Due(t.Context(), store.AllPartitions, noon, 10)
		if err != nil || len(due) != 0 || !next.Equal(noon.Add(2*time.Hour)) {
			t.Fatalf("%d are due, the next at %v (%v)", len(due), next, err)
		}
	}
	commit(t, s, store.Turn{Actor: someone(1), Version: 1, Forget: true})
	if count, err := s.KeyCount(); err != nil || count != 0 {
		t.Errorf("%d keys are left (%v)", count, err)
	}
}

// TestWhatAnOlderReplicaWritesAfterTheUpgradeIsFound: replicas are exchanged one after
// the other, and the older ones commit until they end.
func TestWhatAnOlderReplicaWritesAfterTheUpgradeIsFound(t *testing.T) {
	server := redistest.Start(t)
	old := open(t, server.URL())
	const people = 5
	do(t, server, "SET", "{p0}format", "stillpoint 1")
	clock := noon
	upgrade := func() *redisstore.Store {
		s, _, err := redisstore.Open(t.Context(), redisstore.Config{URL: server.URL(), Now: func() time.Time { return clock }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	for name, s := range map[string]*redisstore.Store{"the one that upgraded": upgrade(), "one that came later": upgrade()} {
		remindAll(t, old, people)
		toFirstFormat(t, server, old, people)
		do(t, server, "ZADD", "{p0}t", "1", "nobody's")
		clock = clock.Add(2 * time.Minute)
		if got := dueOf(t, s, people); got != people {
			t.Errorf("%s finds %d of %d", name, got, people)
		}
		for i := range people {
			commit(t, old, store.Turn{Actor: someone(i), Version: 1, Forget: true})
		}
	}
}

// TestOlderReplicasAreReckonedWithForADay: after that nothing is asked for them.
func TestOlderReplicasAreReckonedWithForADay(t *testing.T) {
	server := redistest.Start(t)
	do(t, server, "SET", "{p0}format", "stillpoint 1")
	clock := noon
	s, _, err := redisstore.Open(t.Context(), redisstore.Config{URL: server.URL(), Now: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // nothing is written
	asked := func() int64 {
		before := s.Stats().Commands
		dueOf(t, s, 1)
		return s.Stats().Commands - before
	}
	for _, c := range []struct {
		after time.Duration
		twice bool
	}{{0, false}, {time.Hour, true}, {time.Second, false}, {24 * time.Hour, true}, {time.Hour, false}} {
		clock = clock.Add(c.after)
		if got := asked(); (got > store.Partitions) != c.twice {
			t.Errorf("%v later %d commands were asked", c.after, got)
		}
	}
}
