package wake_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
	"github.com/stillpoint-bot/stillpoint/internal/wake"
)

// BenchmarkCrowd is as many people as b.N says who are all due at one instant, on a real
// Redis: go test -bench Crowd -benchtime 200000x. Each firing opens and seals a session,
// leaves a message and sets the timer for tomorrow.
func BenchmarkCrowd(b *testing.B) {
	server := redistest.Start(b)
	c := newCrowd(b, server.URL(), b.N)
	c.fill(b)
	w := wake.New(wake.Config{Timers: c.store, Handle: c.fire, Workers: 512})
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	_, _ = server.Do(b.Context(), "CONFIG", "RESETSTAT")
	before := stats(b, server)
	used := cpuTime()
	b.ReportAllocs()
	b.ResetTimer()
	begun := time.Now()
	go func() { ended <- w.Run(ctx) }()
	<-c.all
	took := time.Since(begun)
	b.StopTimer()
	used = cpuTime() - used
	b.ReportMetric(float64(b.N)/took.Seconds(), "fired/s")
	b.ReportMetric(float64(used.Microseconds())/float64(b.N), "µs-cpu/fired")
	b.ReportMetric((stats(b, server)-before)*1e6/float64(b.N), "µs-redis/fired")
	cancel()
	if err := <-ended; err != nil {
		b.Error(err)
	}
	if os.Getenv("STILLPOINT_COMMANDS") != "" {
		text, err := server.Do(b.Context(), "INFO", "everything")
		_, _ = fmt.Println(text, err)
	}
	c.check(b)
}

// crowd is people with a sealed session and a daily timer each.
type crowd struct {
	store  *redisstore.Store
	ring   *vault.Ring
	people int
	due    time.Time
	fired  atomic.Int64
	all    chan struct{} // closed when everybody was fired for
}

func newCrowd(tb testing.TB, url string, people int) *crowd {
	tb.Helper()
	s, _, err := redisstore.Open(tb.Context(), redisstore.Config{URL: url})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	ring, err := vault.New([]vault.Key{{ID: 1, Secret: [32]byte{1}}})
	if err != nil {
		tb.Fatal(err)
	}
	return &crowd{store: s, ring: ring, people: people, due: time.Now().Truncate(time.Second), all: make(chan struct{})}
}

func (*crowd) actor(i int) chat.Actor {
	return chat.Actor{Platform: "telegram", Kind: chat.Person, ID: fmt.Sprint(5_000_000_000 + i)}
}

// fill commits everybody's first session.
func (c *crowd) fill(tb testing.TB) {
	tb.Helper()
	var all sync.WaitGroup
	const workers = 256
	for w := range workers {
		all.Go(func() {
			for i := w; i < c.people; i += workers {
				a := c.actor(i)
				sealed := c.ring.Seal(nil, bytes.Repeat([]byte("s"), 300), []byte(a.Key()))
				if _, err := c.store.Commit(tb.Context(), store.Turn{Actor: a, Session: sealed, Set: []store.Timer{{Name: "r1", Due: c.due}}}); err != nil {
					tb.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}

// fire does what a turn does.
func (c *crowd) fire(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
	due, _ := in.Event.(chat.Due)
	for {
		snapshot, err := c.store.Load(ctx, in.Actor)
		if err != nil {
			return chat.Answer{}, err
		}
		bound := []byte(in.Actor.Key())
		plain, err := c.ring.Open(nil, snapshot.Session, bound)
		if err != nil {
			return chat.Answer{}, err
		}
		_, err = c.store.Commit(ctx, store.Turn{
			Actor: in.Actor, Version: snapshot.Version, Upon: snapshot.Session, Session: c.ring.Seal(nil, plain, bound),
			Messages: []store.Message{{Class: store.Reminder, Data: c.ring.Seal(nil, bytes.Repeat([]byte("m"), 210), bound)}},
			Fired:    &store.Timer{Name: due.Timer, Due: due.At},
			Set:      []store.Timer{{Name: due.Timer, Due: due.At.AddDate(0, 0, 1)}},
		})
		switch {
		case errors.Is(err, store.ErrConflict):
			continue
		case errors.Is(err, store.ErrFenced):
			return chat.Answer{}, nil
		case err == nil && c.fired.Add(1) == int64(c.people):
			close(c.all)
		}
		return chat.Answer{}, err
	}
}

// check looks that everybody was fired for once.
func (c *crowd) check(tb testing.TB) {
	tb.Helper()
	wrong := 0
	for i := range c.people {
		if snapshot, err := c.store.Load(tb.Context(), c.actor(i)); err != nil || snapshot.Version != 2 {
			wrong++
		}
	}
	if wrong > 0 {
		tb.Errorf("%d of %d were not fired for exactly once", wrong, c.people)
	}
}

// stats is how many seconds of processor time the server has used.
func stats(tb testing.TB, server *redistest.Server) float64 {
	tb.Helper()
	text, err := server.Do(tb.Context(), "INFO", "cpu")
	if err != nil {
		tb.Fatal(err)
	}
	var sum float64
	for line := range strings.Lines(text) {
		for _, name := range []string{"used_cpu_sys:", "used_cpu_user:"} {
			if value, ok := strings.CutPrefix(line, name); ok {
				var seconds float64
				_, _ = fmt.Sscan(value, &seconds)
				sum += seconds
			}
		}
	}
	return sum
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
