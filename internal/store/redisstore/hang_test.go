package redisstore_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

// pause makes a server hang until it is resumed or the test ends.
func pause(t *testing.T, s *redistest.Server) {
	t.Helper()
	if err := s.Pause(); err != nil {
		t.Fatal(err)
	}
}

// flightsThatHang are commits of several people to a server that answers nothing. The
// answers come once all have one.
func flightsThatHang(t *testing.T, s *redisstore.Store, people int) <-chan []error {
	t.Helper()
	before := s.Stats().RoundTrips
	answers := make([]error, people)
	var all sync.WaitGroup
	for i := range people {
		all.Go(func() {
			_, answers[i] = s.Commit(context.Background(), store.Turn{Actor: someone(i), Session: []byte("x")})
		})
	}
	for s.Stats().RoundTrips == before {
		<-time.After(time.Millisecond)
	}
	answered := make(chan []error, 1)
	go func() {
		all.Wait()
		answered <- answers
	}()
	return answered
}

func TestAServerThatHangsDoesNotKeepTheStoreFromClosing(t *testing.T) {
	for name, start := range map[string]func(*testing.T) (string, []*redistest.Server){
		"one server": func(t *testing.T) (string, []*redistest.Server) {
			t.Helper()
			s := redistest.Start(t)
			return s.URL(), []*redistest.Server{s}
		},
		"a cluster": func(t *testing.T) (string, []*redistest.Server) {
			t.Helper()
			c := redistest.StartCluster(t)
			return c.URL(), c.Servers
		},
	} {
		t.Run(name, func(t *testing.T) {
			url, servers := start(t)
			s := open(t, url)
			for _, server := range servers {
				pause(t, server)
			}
			answered := flightsThatHang(t, s, 20)
			begun := time.Now()
			var all sync.WaitGroup
			for range 3 {
				all.Go(func() {
					if err := s.Close(); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			if took := time.Since(begun); took < 1900*time.Millisecond || took > 4*time.Second {
				t.Errorf("closing took %v, want the two seconds that flights may take, and hardly more", took)
			}
			for i, err := range <-answered {
				if err == nil {
					t.Errorf("commit %d is called done by a server that hangs", i)
				}
			}
		})
	}
}

func TestWhatIsUnderWayWhenTheStoreClosesIsFinished(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server.URL())
	pause(t, server)
	answered := flightsThatHang(t, s, 1)
	closed := make(chan error, 1)
	go func() { closed <- s.Close() }()
	for !redisstore.IsClosing(s) {
		<-time.After(time.Millisecond)
	}
	if err := server.Resume(); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(<-closed, errors.Join(<-answered...)); err != nil {
		t.Error(err)
	}
}

// TestACallReturnsSoonAfterItsContextEnds, however long the server hangs.
func TestACallReturnsSoonAfterItsContextEnds(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server.URL())
	pause(t, server)
	t.Cleanup(func() { _ = server.Resume() })
	answered := flightsThatHang(t, s, 20)
	var all sync.WaitGroup
	for name, call := range map[string]func(context.Context) error{
		"load":   func(ctx context.Context) error { _, err := s.Load(ctx, someone(99)); return err },
		"commit": func(ctx context.Context) error { _, err := s.Commit(ctx, store.Turn{Actor: someone(99)}); return err },
		"hold":   func(ctx context.Context) error { _, err := s.Hold(ctx, "poll", "me", time.Hour); return err },
		"heads":  func(ctx context.Context) error { _, _, err := s.Heads(ctx, store.AllPartitions, noon, 9); return err },
		"due":    func(ctx context.Context) error { _, _, err := s.Due(ctx, store.AllPartitions, noon, 9); return err },
		"note":   func(ctx context.Context) error { _, err := s.Note(ctx, someone(99), "x"); return err },
		"clock":  func(ctx context.Context) error { _, err := s.Clock(ctx); return err },
		"health": s.Healthy,
		"open": func(ctx context.Context) error {
			_, _, err := redisstore.Open(ctx, redisstore.Config{URL: server.URL()})
			return err
		},
	} {
		all.Go(func() {
			ctx, stop := context.WithCancel(t.Context())
			time.AfterFunc(100*time.Millisecond, stop)
			begun := time.Now()
			if err := call(ctx); !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", name, err)
			}
			if took := time.Since(begun); took > 800*time.Millisecond {
				t.Errorf("%s took %v", name, took)
			}
		})
	}
	all.Wait()
	if err := server.Resume(); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(<-answered...); err != nil {
		t.Errorf("who stayed has got %v", err)
	}
}

func TestNewsEndWithTheirContextAlsoWhenTheServerHangs(t *testing.T) {
	server := redistest.Start(t)
	for name, url := range map[string]string{
		"before anything was heard":  server.URL(),
		"while a database is chosen": "redis://" + server.Addr + "/1",
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, url)
			pause(t, server)
			t.Cleanup(func() { _ = server.Resume() })
			ctx, stop := context.WithCancel(t.Context())
			time.AfterFunc(100*time.Millisecond, stop)
			begun := time.Now()
			if err := s.News(ctx, func(store.Set) { t.Error("there are news from a server that hangs") }); err != nil {
				t.Error(err)
			}
			if took := time.Since(begun); took > 800*time.Millisecond {
				t.Errorf("it took %v", took)
			}
		})
	}
}

func TestWhoListensIsToldThatTheStoreIsClosed(t *testing.T) {
	s := open(t, redistest.Start(t).URL())
	heard, ended := make(chan store.Set, 1), make(chan error, 1)
	go func() { ended <- s.News(t.Context(), func(in store.Set) { heard <- in }) }()
	<-heard
	begun := time.Now()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err, took := <-ended, time.Since(begun); err == nil || took > time.Second {
		t.Errorf("it ended with %v after %v", err, took)
	}
}
