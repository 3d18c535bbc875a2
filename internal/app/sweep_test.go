package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
)

// crowd is many people with timers, each of whom is asked to work them out anew.
type crowd struct {
	*memstore.Store

	mu    sync.Mutex
	asked map[string]int
	fault map[string]error // of whom it cannot be asked
	lists int
	mute  int // from which list on the store does not answer; 0: it always does
	now   int // how many are asked at this moment
	most  int
}

func newCrowd(t *testing.T, people int) *crowd {
	t.Helper()
	c := &crowd{Store: memstore.New(), asked: map[string]int{}, fault: map[string]error{}}
	due := time.Date(2026, 12, 1, 8, 0, 0, 0, time.UTC)
	for i := range people {
		turn := store.Turn{Actor: chat.Actor{Platform: "test", Kind: chat.Person, ID: fmt.Sprint(i)}, Session: []byte("x"), Set: []store.Timer{{Name: "r1", Due: due}, {Name: "r2", Due: due}}}
		if _, err := c.Commit(t.Context(), turn); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func (c *crowd) Upcoming(ctx context.Context, in store.Set, after store.Cursor, limit int) ([]store.Occurrence, store.Cursor, error) {
	c.lists++
	if c.mute > 0 && c.lists >= c.mute {
		return nil, "", errors.New("the store does not answer")
	}
	return c.Store.Upcoming(ctx, in, after, limit)
}

func (c *crowd) handle(_ context.Context, in chat.Inbound) (chat.Answer, error) {
	c.mu.Lock()
	c.asked[in.Actor.ID]++
	c.now++
	c.most = max(c.most, c.now)
	err := c.fault[in.Actor.ID]
	c.mu.Unlock()
	time.Sleep(time.Millisecond) // of a clock that is not the real one
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now--
	return chat.Answer{}, err
}

// times tells how many were asked how often.
func (c *crowd) times() map[int]int {
	n := map[int]int{}
	for _, times := range c.asked {
		n[times]++
	}
	return n
}

func (c *crowd) keeper() *timeKeeper {
	return &timeKeeper{timers: c, handle: c.handle, log: slog.New(slog.DiscardHandler)}
}

func TestOneWhoseReminderCannotBeReadHoldsUpNobodysWorkingOutAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t, 2000)
		c.fault["0"] = fmt.Errorf("opening a session: %w", conversation.ErrUnreadable)
		c.fault["7"] = fmt.Errorf("loading a session: %w", store.ErrDamaged)
		if err := c.keeper().all(t.Context()); err != nil {
			t.Errorf("it is not over: %v", err)
		}
		if n := c.times(); n[1] != 2000 || len(n) != 1 {
			t.Errorf("asked so often: %v", n)
		}
		if c.most != sweepAtOnce {
			t.Errorf("%d were asked at once, want %d", c.most, sweepAtOnce)
		}
	})
}

func TestWhoCouldNotBeAskedIsAskedAgainAndNobodyElseIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t, 2000)
		passing := errors.New("a fault that passes")
		c.fault["0"], c.fault["1999"] = passing, passing
		k := c.keeper()
		if err := k.all(t.Context()); !errors.Is(err, passing) {
			t.Errorf("told %v", err)
		}
		if n := c.times(); n[1] != 2000 {
			t.Errorf("asked so often: %v", n)
		}
		clear(c.fault)
		if err := k.all(t.Context()); err != nil {
			t.Error(err)
		}
		if n := c.times(); n[1] != 1998 || n[2] != 2 {
			t.Errorf("asked so often: %v", n)
		}
	})
}

func TestASweepThatWasCutShortGoesOnWhereItStood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t, 2000)
		c.mute = 3
		k := c.keeper()
		if err := k.all(t.Context()); err == nil || len(c.asked) == 0 || len(c.asked) == 2000 {
			t.Fatalf("%d were asked (%v)", len(c.asked), err)
		}
		c.mute = 0
		if err := k.all(t.Context()); err != nil {
			t.Error(err)
		}
		if n := c.times(); n[1] != 2000 || len(n) != 1 {
			t.Errorf("asked so often: %v", n)
		}
	})
}

func TestASweepRestsWhenNobodyCanBeAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrowd(t, 3000)
		for i := range 3000 {
			c.fault[fmt.Sprint(i)] = errors.New("the store does not answer")
		}
		k := c.keeper()
		if err := k.all(t.Context()); err == nil || len(c.asked) > 2*sweepFaults {
			t.Errorf("%d were asked (%v)", len(c.asked), err)
		}
		clear(c.fault)
		if err := k.all(t.Context()); err != nil || len(c.asked) != 3000 {
			t.Errorf("%d were asked (%v)", len(c.asked), err)
		}
	})
}
