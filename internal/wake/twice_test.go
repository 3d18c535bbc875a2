package wake_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
	"github.com/stillpoint-bot/stillpoint/internal/wake"
)

// TestTwoWhoFireForTheSamePeopleLoseNoneAndDoubleNone: for a moment both think that it is
// their turn, each with what it remembers, and one of them ends in the middle.
func TestTwoWhoFireForTheSamePeopleLoseNoneAndDoubleNone(t *testing.T) {
	server := redistest.Start(t)
	const people = 3000
	first := newCrowd(t, server.URL(), people)
	first.fill(t)
	second := newCrowd(t, server.URL(), people)
	second.due = first.due
	run := func(ctx context.Context, c *crowd) func() {
		ctx, cancel := context.WithCancel(ctx)
		w := wake.New(wake.Config{Timers: c.store, Handle: c.fire, Workers: 64})
		done := make(chan error, 1)
		go func() { done <- w.Run(ctx) }()
		return sync.OnceFunc(func() {
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
	}
	endFirst, endSecond := run(t.Context(), first), run(t.Context(), second)
	defer endSecond()
	for first.fired.Load()+second.fired.Load() < people/2 {
		if err := t.Context().Err(); err != nil {
			t.Fatal(err)
		}
		<-time.After(time.Millisecond)
	}
	endFirst()
	for limit := time.After(time.Minute); ; {
		due, next, err := second.store.Due(t.Context(), store.AllPartitions, first.due, 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(due) == 0 && next.After(first.due) {
			break
		}
		select {
		case <-limit:
			t.Fatalf("%d and %d of %d were committed", first.fired.Load(), second.fired.Load(), people)
		case <-time.After(time.Millisecond):
		}
	}
	endSecond()
	newCrowd(t, server.URL(), people).check(t)
	// What the first had under way when it ended may be committed and not counted.
	if one, two := first.fired.Load(), second.fired.Load(); one+two > people {
		t.Errorf("%d and %d commits of %d", one, two, people)
	}
}

// TestWhatIsSomebodyElsesIsLetGo: of who fires no more nothing is fired, though it was
// found before.
func TestWhatIsSomebodyElsesIsLetGo(t *testing.T) {
	a, now := &alarms{T: t, Store: memstore.New()}, noon
	for _, who := range []string{"one", "two", "three"} {
		a.set(who, noon.Add(-time.Minute))
	}
	ours := store.AllPartitions
	w := wake.New(wake.Config{Timers: a, Now: func() time.Time { return now }, In: func() store.Set { return ours }, Handle: func(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
		ours = 0 // from the first one on
		return a.handle(ctx, in)
	}})
	if _, err := w.Fire(t.Context()); err != nil || len(a.woken) != 1 {
		t.Errorf("woken %v (%v)", a.woken, err)
	}
	ours = store.AllPartitions
	if _, err := w.Fire(t.Context()); err != nil || len(a.woken) != 2 {
		t.Errorf("woken %v (%v)", a.woken, err)
	}
}

// TestItIsToldHowLateATimerWas and how far the clocks were apart.
func TestItIsToldHowLateATimerWas(t *testing.T) {
	a, now := &alarms{T: t, Store: memstore.New()}, noon
	a.set("one", noon.Add(-3*time.Second))
	var late []time.Duration
	skew := 3 * time.Second
	w := wake.New(wake.Config{
		Timers: a, Handle: a.handle, Now: func() time.Time { return now },
		Count: func(d time.Duration) { late = append(late, d) },
		Skew:  func(context.Context) (time.Duration, error) { return skew, nil },
	})
	if _, err := w.Fire(t.Context()); err == nil || len(late) != 0 {
		t.Errorf("fired %v (%v)", late, err)
	}
	if apart, refused := w.Skew(); apart != skew || !refused {
		t.Errorf("apart %v, refused %v", apart, refused)
	}
	skew = time.Second
	if _, err := w.Fire(t.Context()); err != nil || len(late) != 1 || late[0] != 3*time.Second {
		t.Errorf("late %v (%v)", late, err)
	}
	if _, refused := w.Skew(); refused {
		t.Error("refused though the clocks agree")
	}
}

// TestWhatSomebodyElseHadFiredIsNotCounted: it was handled, but late only for whoever came
// second.
func TestWhatSomebodyElseHadFiredIsNotCounted(t *testing.T) {
	a, now := &alarms{T: t, Store: memstore.New()}, noon
	a.set("ours", noon.Add(-time.Second))
	a.set("theirs", noon.Add(-time.Second))
	counted := 0
	w := wake.New(wake.Config{
		Timers: a, Now: func() time.Time { return now }, Count: func(time.Duration) { counted++ },
		Handle: func(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
			answer, err := a.handle(ctx, in)
			if in.Actor.ID == "theirs" { // a moment later the timer is not there any more
				answer, err = chat.Answer{}, nil
			}
			return answer, err
		},
	})
	if _, err := w.Fire(t.Context()); err != nil || len(a.woken) != 2 || counted != 1 {
		t.Errorf("counted %d of %v (%v)", counted, a.woken, err)
	}
}
