package wake_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/wake"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// morning is a waker that runs over a store, and how it went.
type morning struct {
	*testing.T
	*memstore.Store
	began time.Time
	end   func()

	mu sync.Mutex
	state
	slow map[string]time.Duration
	fail map[string]bool
	busy map[string]int
}

// state is how it stands.
type state struct {
	woken map[string]time.Duration // "who timer", and after how long
	looks int
	both  bool // somebody was woken twice at once
	most  int  // how many were at once
}

func newMorning(t *testing.T, change func(*wake.Config)) (*morning, *wake.Waker) {
	t.Helper()
	m := &morning{T: t, Store: memstore.New(), began: time.Now(), state: state{woken: map[string]time.Duration{}}, slow: map[string]time.Duration{}, fail: map[string]bool{}, busy: map[string]int{}}
	cfg := wake.Config{Timers: m, Handle: m.handle}
	if change != nil {
		change(&cfg)
	}
	w := wake.New(cfg)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	m.end = func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	return m, w
}

func (m *morning) Due(ctx context.Context, in store.Set, now time.Time, limit int) ([]store.Occurrence, time.Time, error) {
	m.mu.Lock()
	m.looks++
	m.mu.Unlock()
	return m.Store.Due(ctx, in, now, limit)
}

func (m *morning) set(who, timer string, after time.Duration) time.Time {
	m.Helper()
	of, due := anyone(who), m.began.Add(after)
	snapshot, err := m.Load(context.Background(), of)
	if err == nil {
		_, err = m.Commit(context.Background(), store.Turn{Actor: of, Version: snapshot.Version, Set: []store.Timer{{Name: timer, Due: due}}})
	}
	if err != nil {
		m.Fatal(err)
	}
	return due
}

func (m *morning) handle(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
	who := in.Actor.ID
	m.mu.Lock()
	m.busy[who]++
	m.both = m.both || m.busy[who] > 1
	m.most = max(m.most, len(m.busy))
	slow, fail := m.slow[who], m.fail[who]
	m.mu.Unlock()
	time.Sleep(slow)
	defer func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.busy, who)
	}()
	if fail {
		return chat.Answer{}, errors.New("a fault")
	}
	due, _ := in.Event.(chat.Due)
	snapshot, err := m.Load(ctx, in.Actor)
	if err == nil {
		_, err = m.Commit(ctx, store.Turn{Actor: in.Actor, Version: snapshot.Version, Fired: &store.Timer{Name: due.Timer, Due: due.At}})
	}
	if err != nil {
		return chat.Answer{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.woken[who+" "+due.Timer] = time.Since(m.began)
	return chat.Answer{}, nil
}

// pass lets time pass, and tells how it stands then.
func (m *morning) pass(d time.Duration) state {
	time.Sleep(d)
	synctest.Wait()
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.state
	now.woken = maps.Clone(m.woken)
	return now
}

// TestASlowOrFailingOneHoldsUpNobody, and nobody is woken twice at once.
func TestASlowOrFailingOneHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, w := newMorning(t, nil)
		defer m.end()
		m.slow["slow"], m.fail["failing"] = time.Minute, true
		for i := range 1000 {
			m.set(fmt.Sprint(i), "wait", time.Second)
		}
		for _, who := range []string{"slow", "failing"} {
			m.set(who, "wait", 0)
			m.set(who, "again", 500*time.Millisecond)
		}
		w.Notify(time.Time{})
		now := m.pass(5 * time.Second)
		if len(now.woken) != 1000 || now.both || now.most > 32 {
			t.Errorf("%d were woken, %d at once, two of one: %v", len(now.woken), now.most, now.both)
		}
		m.mu.Lock()
		m.fail["failing"] = false
		m.mu.Unlock()
		now = m.pass(3 * time.Minute)
		if len(now.woken) != 1004 || now.both {
			t.Errorf("%d were woken, two of one: %v", len(now.woken), now.both)
		}
	})
}

// TestATimerIsOnTimeAndCostsNoMoreLooksThanItNeeds.
func TestATimerIsOnTimeAndCostsNoMoreLooksThanItNeeds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, w := newMorning(t, func(cfg *wake.Config) { cfg.Every = time.Hour })
		defer m.end()
		synctest.Wait()
		for i := range 100 {
			w.Notify(m.set(fmt.Sprint("late ", i), "wait", 2*time.Hour))
		}
		now := m.pass(time.Minute)
		if now.looks != 1 {
			t.Errorf("looked %d times for what is far away", now.looks)
		}
		w.Notify(m.set("soon", "wait", 10*time.Minute))
		now = m.pass(15 * time.Minute)
		if at := now.woken["soon wait"]; at != 10*time.Minute || now.looks > 4 {
			t.Errorf("woken after %v, looked %d times", at, now.looks)
		}
		now = m.pass(2 * time.Hour)
		if at := now.woken["late 7 wait"]; len(now.woken) != 101 || at != 2*time.Hour {
			t.Errorf("%d were woken, the seventh after %v", len(now.woken), at)
		}
	})
}

// TestWithoutNewsATimerIsFoundAllTheSame: whoever set it could not tell.
func TestWithoutNewsATimerIsFoundAllTheSame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, _ := newMorning(t, nil)
		defer m.end()
		synctest.Wait()
		m.set("a", "wait", 100*time.Millisecond)
		now := m.pass(3 * time.Second)
		if at, ok := now.woken["a wait"]; !ok || at > 1100*time.Millisecond {
			t.Errorf("woken %v, after %v", ok, at)
		}
	})
}

// TestNothingFiresWhileTheClocksDisagree: a timer might come hours early.
func TestNothingFiresWhileTheClocksDisagree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		skew := -3 * time.Second
		m, _ := newMorning(t, func(cfg *wake.Config) {
			cfg.Skew = func(context.Context) (time.Duration, error) {
				mu.Lock()
				defer mu.Unlock()
				return skew, nil
			}
		})
		defer m.end()
		m.set("a", "wait", 0)
		now := m.pass(time.Minute)
		if len(now.woken) != 0 || now.looks != 0 {
			t.Errorf("%d were woken, looked %d times", len(now.woken), now.looks)
		}
		mu.Lock()
		skew = time.Second
		mu.Unlock()
		now = m.pass(time.Minute)
		if len(now.woken) != 1 {
			t.Error("nobody was woken when the clocks agreed again")
		}
	})
}

// TestTheClocksAreComparedBeforeItIsOurTurn, so that whose clock is wrong does not ask
// for it, and knows when to.
func TestTheClocksAreComparedBeforeItIsOurTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var skew atomic.Int64
		skew.Store(int64(-3 * time.Second))
		m, w := newMorning(t, func(cfg *wake.Config) {
			cfg.In = func() store.Set { return 0 }
			cfg.Skew = func(context.Context) (time.Duration, error) { return time.Duration(skew.Load()), nil }
		})
		defer m.end()
		now := m.pass(time.Second)
		if apart, refused := w.Skew(); apart != -3*time.Second || !refused || now.looks != 0 {
			t.Errorf("apart %v, refused %v, looked %d times", apart, refused, now.looks)
		}
		skew.Store(0)
		m.pass(3 * time.Second)
		if _, refused := w.Skew(); refused {
			t.Error("it is not seen that the clocks agree again")
		}
		skew.Store(int64(4 * time.Second))
		m.pass(time.Minute)
		if _, refused := w.Skew(); !refused {
			t.Error("it is not seen that the clocks are apart again")
		}
	})
}

// TestMoreThanThereIsRoomForFiresToo.
func TestMoreThanThereIsRoomForFiresToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, _ := newMorning(t, func(cfg *wake.Config) { cfg.Room, cfg.Workers = 10, 2 })
		defer m.end()
		for i := range 2000 {
			m.set(fmt.Sprint(i), "wait", 100*time.Millisecond)
		}
		now := m.pass(5 * time.Second)
		if len(now.woken) != 2000 || now.most > 2 {
			t.Errorf("%d were woken, %d at once", len(now.woken), now.most)
		}
	})
}
