package redisstore_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

func commit(t *testing.T, s store.Store, turn store.Turn) {
	t.Helper()
	if _, err := s.Commit(t.Context(), turn); err != nil {
		t.Fatal(err)
	}
}

func load(t *testing.T, s store.Store, actor chat.Actor) store.Snapshot {
	t.Helper()
	snapshot, err := s.Load(t.Context(), actor)
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

func TestATurnOfSomebodyInMidFlowIsOneRoundTrip(t *testing.T) {
	s := open(t, redistest.Start(t).URL())
	commit(t, s, store.Turn{Actor: someone(1), Version: load(t, s, someone(1)).Version, Session: []byte("one")})
	before := s.Stats()
	for range 5 {
		snapshot := load(t, s, someone(1))
		commit(t, s, store.Turn{Actor: someone(1), Version: snapshot.Version, Session: []byte("next")})
	}
	after := s.Stats()
	if trips := after.RoundTrips - before.RoundTrips; trips != 5 {
		t.Errorf("five turns took %d round trips, want five", trips)
	}
}

func TestWhenNothingWaitsAndNothingIsDueALookIsOneRoundTrip(t *testing.T) {
	s := open(t, redistest.Start(t).URL())
	commit(t, s, store.Turn{Actor: someone(1), Set: []store.Timer{{Name: "later", Due: noon.Add(time.Hour)}}})
	before := s.Stats().RoundTrips
	if _, _, err := s.Heads(t.Context(), store.AllPartitions, noon, 100); err != nil {
		t.Fatal(err)
	}
	if _, next, err := s.Due(t.Context(), store.AllPartitions, noon, 100); err != nil || !next.Equal(noon.Add(time.Hour)) {
		t.Fatal(next, err)
	}
	if trips := s.Stats().RoundTrips - before; trips != 2 {
		t.Errorf("two looks took %d round trips", trips)
	}
}

func TestTwoProcessesMeetAConflictAndThenAFreshSession(t *testing.T) {
	server := redistest.Start(t)
	one, two := open(t, server.URL()), open(t, server.URL())
	load(t, one, someone(1))
	load(t, two, someone(1))
	commit(t, one, store.Turn{Actor: someone(1), Session: []byte("of one")})
	behind := load(t, two, someone(1))
	turn := store.Turn{Actor: someone(1), Version: behind.Version, Session: []byte("of two")}
	if _, err := two.Commit(t.Context(), turn); !errors.Is(err, store.ErrConflict) {
		t.Fatalf("got %v, want a conflict", err)
	}
	if fresh := load(t, two, someone(1)); fresh.Version != 1 || string(fresh.Session) != "of one" {
		t.Errorf("after a conflict: %+v", fresh)
	}
}

// TestARememberedSessionNeverBringsBackWhoWasForgotten: elsewhere the person was forgotten
// and has begun anew, and is by chance at the version remembered here.
func TestARememberedSessionNeverBringsBackWhoWasForgotten(t *testing.T) {
	server := redistest.Start(t)
	one, two := open(t, server.URL()), open(t, server.URL())
	load(t, one, someone(1))
	commit(t, one, store.Turn{Actor: someone(1), Session: []byte("the first life, sealed")})
	commit(t, two, store.Turn{Actor: someone(1), Version: 1, Forget: true})
	commit(t, two, store.Turn{Actor: someone(1), Session: []byte("another life, sealed")})
	for _, forget := range []bool{false, true} {
		remembered := load(t, one, someone(1))
		turn := store.Turn{Actor: someone(1), Version: remembered.Version, Session: []byte("the first life goes on"), Forget: forget}
		if string(remembered.Session) == "another life, sealed" {
			break // a conflict has told it before
		}
		if _, err := one.Commit(t.Context(), turn); !errors.Is(err, store.ErrConflict) {
			t.Fatalf("got %v, want a conflict", err)
		}
	}
	if fresh := load(t, one, someone(1)); string(fresh.Session) != "another life, sealed" {
		t.Errorf("stored is %q", fresh.Session)
	}
}

func TestAServerThatHasForgottenTheScriptsIsTaughtAgain(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server.URL())
	do(t, server, "SCRIPT", "FLUSH")
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			receipt, err := s.Commit(t.Context(), store.Turn{Actor: someone(i), Session: []byte("x"), Messages: []store.Message{{Data: []byte("x")}}})
			if err == nil {
				err = s.Done(t.Context(), someone(i), receipt.First)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if count, err := s.KeyCount(); err != nil || count != 50 {
		t.Errorf("%d keys, want 50 (%v)", count, err)
	}
}

func TestACallWaitsForAServerThatIsOnItsWayBack(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server.URL())
	commit(t, s, store.Turn{Actor: someone(1), Session: []byte("one")})
	server.Kill()
	answer := make(chan error)
	go func() {
		_, err := s.Records(t.Context(), someone(1))
		answer <- err
	}()
	if err := s.Healthy(t.Context()); err == nil {
		t.Error("a dead server is called healthy")
	}
	if err := server.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-answer; err != nil {
		t.Errorf("got %v", err)
	}
}

func TestNewsComeFromCommitsThatLeaveTheirMessagesToOthers(t *testing.T) {
	for name, url := range map[string]string{"one server": redistest.Start(t).URL(), "a cluster": redistest.StartCluster(t).URL()} {
		t.Run(name, func(t *testing.T) {
			s, other := open(t, url), open(t, url)
			ctx, stop := context.WithCancel(t.Context())
			news, ended := make(chan store.Set, 10), make(chan error, 1)
			go func() { ended <- s.News(ctx, func(in store.Set) { news <- in }) }()
			if in := <-news; in != store.AllPartitions {
				t.Errorf("the first news concern %x", in)
			}
			hello := []store.Message{{Data: []byte("hello")}}
			commit(t, other, store.Turn{Actor: someone(1), Session: []byte("x")})
			commit(t, other, store.Turn{Actor: someone(2), Session: []byte("x"), Messages: hello, Sending: true})
			commit(t, other, store.Turn{Actor: someone(3), Session: []byte("x"), Messages: hello})
			commit(t, other, store.Turn{Actor: someone(4), Messages: hello, Forget: true})
			for _, n := range []int{3, 4} {
				if in := <-news; in != store.Set(0).With(store.PartitionOf(someone(n))) {
					t.Errorf("news concern %x, want the partition of person %d", in, n)
				}
			}
			stop()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	}
}

func TestNewsConnectAgain(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server.URL())
	ctx, stop := context.WithCancel(t.Context())
	news, ended := make(chan store.Set, 10), make(chan error, 1)
	go func() { ended <- s.News(ctx, func(in store.Set) { news <- in }) }()
	<-news
	server.Kill()
	if err := server.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if in := <-news; in != store.AllPartitions {
		t.Errorf("after a new connection the news concern %x", in)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestManyMoreThanTheLimitAreFoundBitByBit(t *testing.T) {
	const people = 600
	s := open(t, redistest.Start(t).URL())
	for i := range people {
		turn := store.Turn{
			Actor: someone(i), Session: []byte("x"), Messages: []store.Message{{Class: store.Class(i % 3), Data: []byte("x")}},
			Set: []store.Timer{{Name: "x", Due: noon.Add(-time.Duration(i) * time.Second)}, {Name: "y", Due: noon}},
		}
		commit(t, s, turn)
	}
	seen, class := 0, store.Class(0)
	for {
		letters, _, err := s.Heads(t.Context(), store.AllPartitions, noon, 400)
		if err != nil {
			t.Fatal(err)
		}
		if len(letters) == 0 {
			break
		}
		for _, l := range letters {
			if l.Class < class {
				t.Fatalf("class %d after %d", l.Class, class)
			}
			seen, class = seen+1, l.Class
			if err := s.Done(t.Context(), l.Actor, l.Seq); err != nil {
				t.Fatal(err)
			}
		}
	}
	if seen != people {
		t.Errorf("%d messages, want %d", seen, people)
	}
	wantAllDue(t, s, 2*people)
}

// wantAllDue fires what is due until nothing is, earliest first.
func wantAllDue(t *testing.T, s *redisstore.Store, wanted int) {
	t.Helper()
	fired := 0
	var last time.Time
	for {
		due, next, err := s.Due(t.Context(), store.AllPartitions, noon, 500)
		if err != nil {
			t.Fatal(err)
		}
		if len(due) == 0 {
			if fired != wanted || !next.IsZero() {
				t.Errorf("%d fired, want %d; the next at %v", fired, wanted, next)
			}
			return
		}
		for _, o := range due {
			if o.Due.Before(last) {
				t.Fatalf("%v after %v", o.Due, last)
			}
			fired, last = fired+1, o.Due
			commit(t, s, store.Turn{Actor: o.Actor, Version: load(t, s, o.Actor).Version, Session: []byte("x"), Fired: &o.Timer})
		}
	}
}

func TestTheClockAndTheHealthOfTheServer(t *testing.T) {
	s := open(t, redistest.Start(t).URL())
	now, err := s.Clock(t.Context())
	if err != nil || now.Location() != time.UTC || time.Since(now).Abs() > time.Minute {
		t.Errorf("it is %v there (%v)", now, err)
	}
	if err := s.Healthy(t.Context()); err != nil {
		t.Error(err)
	}
	if err := errors.Join(s.Close(), s.Close()); err != nil {
		t.Error(err)
	}
	if _, err := s.Load(t.Context(), someone(1)); err == nil {
		t.Error("a closed store answers")
	}
}

func TestDamageIsToldAndNothingIsOverwritten(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server.URL())
	commit(t, s, store.Turn{Actor: someone(1), Session: []byte("x"), Messages: []store.Message{{Data: []byte("x")}}})
	key, mailbox := redisstore.KeysOf(s, someone(1))
	do(t, server, "SET", key, "nonsense")
	do(t, server, "HSET", mailbox, "1", "nonsense")
	if _, err := s.Commit(t.Context(), store.Turn{Actor: someone(1), Version: 1}); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("committing: %v", err)
	}
	if _, err := s.Load(t.Context(), someone(1)); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("loading: %v", err)
	}
	if _, _, err := s.Heads(t.Context(), store.AllPartitions, noon, 10); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("looking for messages: %v", err)
	}
	if err := s.Done(t.Context(), someone(1), 1); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("removing a message: %v", err)
	}
	if value, err := server.Do(t.Context(), "GET", key); err != nil || value != "nonsense" {
		t.Errorf("now there is %q (%v)", value, err)
	}
}

func TestAFullServerSaysSoAndNothingIsChanged(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server.URL())
	commit(t, s, store.Turn{Actor: someone(1), Session: []byte("kept")})
	do(t, server, "CONFIG", "SET", "maxmemory", "1000")
	if _, err := s.Commit(t.Context(), store.Turn{Actor: someone(1), Version: 1, Session: []byte("x")}); !errors.Is(err, store.ErrFull) {
		t.Errorf("got %v", err)
	}
	do(t, server, "CONFIG", "SET", "maxmemory", "0")
	if got := load(t, s, someone(1)); string(got.Session) != "kept" {
		t.Errorf("stored is %q", got.Session)
	}
}

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
