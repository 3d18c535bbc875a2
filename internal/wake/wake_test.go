package wake_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/wake"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func anyone(id string) chat.Actor { return chat.Actor{Platform: "test", Kind: chat.Person, ID: id} }

// alarms is a store with timers, and a note of who was woken.
type alarms struct {
	*testing.T
	*memstore.Store
	woken []string
	fail  map[string]bool
}

func (a *alarms) set(who string, due time.Time) {
	a.Helper()
	if _, err := a.Commit(a.Context(), store.Turn{Actor: anyone(who), Set: []store.Timer{{Name: "wait", Due: due}}}); err != nil {
		a.Fatal(err)
	}
}

// handle does what a turn does: it consumes the timer.
func (a *alarms) handle(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
	if a.fail[in.Actor.ID] {
		return chat.Answer{}, errors.New("a fault")
	}
	due, _ := in.Event.(chat.Due)
	a.woken = append(a.woken, in.Actor.ID)
	_, err := a.Commit(ctx, store.Turn{Actor: in.Actor, Version: 1, Fired: &store.Timer{Name: due.Timer, Due: due.At}})
	return chat.Answer{Applied: err == nil}, err
}

func (a *alarms) waker(now *time.Time) *wake.Waker {
	return wake.New(wake.Config{Timers: a, Handle: a.handle, Now: func() time.Time { return *now }})
}

func TestWhatIsDueFiresInTheOrderOfItsTimeAndTheRestIsTold(t *testing.T) {
	a, now := &alarms{T: t, Store: memstore.New()}, noon
	a.set("third", noon)
	a.set("first", noon.Add(-time.Hour))
	a.set("second", noon.Add(-time.Minute))
	a.set("later", noon.Add(time.Millisecond))
	next, err := a.waker(&now).Fire(t.Context())
	if err != nil || !next.Equal(noon.Add(time.Millisecond)) {
		t.Errorf("the next is at %v (%v)", next, err)
	}
	if want := []string{"first", "second", "third"}; !slices.Equal(a.woken, want) {
		t.Errorf("woken %v, want %v", a.woken, want)
	}
}

// TestOneThatCannotBeHandledHoldsUpNobody: it is found again, and told of.
func TestOneThatCannotBeHandledHoldsUpNobody(t *testing.T) {
	a, now := &alarms{T: t, Store: memstore.New(), fail: map[string]bool{"stuck": true}}, noon
	a.set("stuck", noon.Add(-time.Hour))
	a.set("fine", noon)
	w := a.waker(&now)
	if _, err := w.Fire(t.Context()); err == nil || !slices.Equal(a.woken, []string{"fine"}) {
		t.Errorf("woken %v, error %v", a.woken, err)
	}
	a.fail["stuck"] = false
	if _, err := w.Fire(t.Context()); err != nil || !slices.Equal(a.woken, []string{"fine", "stuck"}) {
		t.Errorf("woken %v, error %v", a.woken, err)
	}
}

// TestManyThatCannotBeHandledHoldUpNobodyEither: more than are looked at at once.
func TestManyThatCannotBeHandledHoldUpNobodyEither(t *testing.T) {
	a, now := &alarms{T: t, Store: memstore.New(), fail: map[string]bool{}}, noon
	for i := range 600 {
		who := fmt.Sprint("stuck ", i)
		a.fail[who] = true
		a.set(who, noon.Add(-time.Hour))
	}
	a.set("fine", noon)
	if _, err := a.waker(&now).Fire(t.Context()); err == nil || !slices.Equal(a.woken, []string{"fine"}) {
		t.Errorf("woken %v, error %v", a.woken, err)
	}
}

// TestATimerThatStaysThoughItWasHandledIsToldOf: not fired for ever.
func TestATimerThatStaysThoughItWasHandledIsToldOf(t *testing.T) {
	a, times := &alarms{T: t, Store: memstore.New()}, 0
	a.set("stays", noon)
	w := wake.New(wake.Config{Timers: a, Now: func() time.Time { return noon }, Handle: func(context.Context, chat.Inbound) (chat.Answer, error) {
		times++
		return chat.Answer{}, nil
	}})
	if _, err := w.Fire(t.Context()); err == nil || times > 2 {
		t.Errorf("handled %d times, error %v", times, err)
	}
}
