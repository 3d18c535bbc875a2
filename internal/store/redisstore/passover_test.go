package redisstore_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

// TestOneDamagedThingKeepsNobodyElseWaiting: all others are found as ever, by who looks
// for what is due and by who walks through everything.
func TestOneDamagedThingKeepsNobodyElseWaiting(t *testing.T) {
	const people = 50
	for name, c := range map[string]struct {
		harm func(t *testing.T, server *redistest.Server, s *redisstore.Store)
		lost int // people behind what was harmed, at most
	}{
		"somebody's value is garbage": {func(t *testing.T, server *redistest.Server, s *redisstore.Store) {
			value, _ := redisstore.KeysOf(s, someone(7))
			do(t, server, "SET", value, "garbage")
		}, 1},
		"somebody's value is of another type": {func(t *testing.T, server *redistest.Server, s *redisstore.Store) {
			value, _ := redisstore.KeysOf(s, someone(7))
			do(t, server, "DEL", value)
			do(t, server, "SADD", value, "x")
		}, 1},
		"strange members stand first in a page": {func(t *testing.T, server *redistest.Server, s *redisstore.Store) {
			_, page, _, _ := redisstore.IndexOf(s, someone(7))
			for i := range 9 {
				do(t, server, "ZADD", page, fmt.Sprint(i), fmt.Sprintf("!%d", i))
			}
			do(t, server, "ZADD", page, "-inf", "!first", "inf", "!last")
		}, 0},
		"strange members stand first in a directory": {func(t *testing.T, server *redistest.Server, s *redisstore.Store) {
			for i := range 9 {
				do(t, server, "ZADD", redisstore.DirectoryOf(s, someone(7)), fmt.Sprint(i), fmt.Sprint(100_000+i))
			}
		}, 0},
		"a page is of another type": {func(t *testing.T, server *redistest.Server, s *redisstore.Store) {
			_, page, _, _ := redisstore.IndexOf(s, someone(7))
			do(t, server, "SET", page, "x")
		}, 5},
		"a directory is of another type": {func(t *testing.T, server *redistest.Server, s *redisstore.Store) {
			do(t, server, "SET", redisstore.DirectoryOf(s, someone(7)), "x")
		}, 9},
	} {
		t.Run(name, func(t *testing.T) {
			server := redistest.Start(t)
			s := open(t, server.URL())
			remindAll(t, s, people)
			c.harm(t, server, s)
			for range 2 {
				due, _, err := s.Due(t.Context(), store.AllPartitions, noon.Add(time.Hour), 1000)
				if err != nil || len(due) < people-c.lost {
					t.Errorf("%d of %d are due (%v)", len(due), people, err)
				}
			}
			all, _, err := s.Upcoming(t.Context(), store.AllPartitions, "", 1000)
			if err != nil || len(all) < people-c.lost {
				t.Errorf("%d of %d are met on a walk (%v)", len(all), people, err)
			}
			if s.Stats().PassedOver < 2 {
				t.Errorf("%d were passed over in two looks", s.Stats().PassedOver)
			}
		})
	}
}

// TestDamageInFrontTakesNobodysPlace: whoever asks for a few at a time gets to everybody.
func TestDamageInFrontTakesNobodysPlace(t *testing.T) {
	const people, harmed = 40, 25
	server := redistest.Start(t)
	s := open(t, server.URL())
	remindAll(t, s, people)
	for i := range harmed {
		value, _ := redisstore.KeysOf(s, someone(i))
		do(t, server, "SET", value, "garbage")
	}
	fired := 0
	for range 100 {
		due, _, err := s.Due(t.Context(), store.AllPartitions, noon.Add(time.Hour), 3)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range due {
			commit(t, s, store.Turn{Actor: o.Actor, Version: 1, Session: []byte("s"), Fired: &store.Timer{Name: o.Name, Due: o.Due}})
			fired++
		}
	}
	if fired != people-harmed {
		t.Errorf("%d of %d fired", fired, people-harmed)
	}
}

// TestAServerThatIsGoneIsToldWhenItIsTheOnlyOne: nothing due and nothing known are not
// the same.
func TestAServerThatIsGoneIsToldWhenItIsTheOnlyOne(t *testing.T) {
	server := redistest.Start(t)
	s, _, err := redisstore.Open(t.Context(), redisstore.Config{URL: server.URL(), Patience: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // its server is gone
	remindAll(t, s, 3)
	server.Kill()
	if due, _, err := s.Due(t.Context(), store.AllPartitions, noon.Add(time.Hour), 10); err == nil {
		t.Errorf("%d are due, and no error", len(due))
	}
}

// remindAll sets a timer for each of so many people, a second apart.
func remindAll(t *testing.T, s *redisstore.Store, people int) {
	t.Helper()
	for i := range people {
		commit(t, s, store.Turn{Actor: someone(i), Session: []byte("s"), Set: []store.Timer{{Name: "daily", Due: noon.Add(time.Duration(i) * time.Second)}}})
	}
}

// TestAMasterThatIsGoneKeepsOnlyItsOwnPeopleWaiting: the others of the cluster serve on.
func TestAMasterThatIsGoneKeepsOnlyItsOwnPeopleWaiting(t *testing.T) {
	cluster := redistest.StartCluster(t)
	for _, server := range cluster.Servers {
		do(t, server, "CONFIG", "SET", "cluster-require-full-coverage", "no")
	}
	s, _, err := redisstore.Open(t.Context(), redisstore.Config{URL: cluster.URL(), Patience: 10 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // a server of it is gone
	const people = 60
	remindAll(t, s, people)
	cluster.Servers[2].Kill()
	due, _, err := s.Due(t.Context(), store.AllPartitions, noon.Add(time.Hour), 1000)
	if err != nil || len(due) < people/3 || len(due) == people {
		t.Errorf("%d of %d are due (%v)", len(due), people, err)
	}
	if _, _, err := s.Upcoming(t.Context(), store.AllPartitions, "", 1000); err == nil {
		t.Error("a walk through everything has missed a third, and says nothing")
	}
}
