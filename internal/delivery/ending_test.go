package delivery_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
)

// frozen is a store that stops answering, and lets go of whoever gives up.
type frozen struct {
	*memstore.Store
	still atomic.Bool
}

func (f *frozen) wait(ctx context.Context) error {
	if f.still.Load() {
		<-ctx.Done()
	}
	return ctx.Err()
}

func (f *frozen) Heads(ctx context.Context, in store.Set, now time.Time, limit int) ([]store.Letter, time.Time, error) {
	if err := f.wait(ctx); err != nil {
		return nil, time.Time{}, err
	}
	return f.Store.Heads(ctx, in, now, limit)
}

func (f *frozen) Done(ctx context.Context, of chat.Actor, seq uint64) error {
	if err := f.wait(ctx); err != nil {
		return err
	}
	return f.Store.Done(ctx, of, seq)
}

// TestADrainEndsInTimeThoughTheStoreHangs: beside a Run that looks at the store, and
// alone with a message to acknowledge.
func TestADrainEndsInTimeThoughTheStoreHangs(t *testing.T) {
	for name, beside := range map[string]bool{"beside Run": true, "alone": false} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := &frozen{Store: memstore.New()}
				w := newTown(t, func(cfg *delivery.Config) { cfg.Mail = f })
				w.send = func(context.Context, chat.Actor, string) error { f.still.Store(true); return nil }
				w.Store = f.Store
				if beside {
					f.still.Store(true)
					defer w.run()()
					pass(time.Minute)
				} else {
					w.commit(anyone("a"), store.Reply, false, "one")
				}
				ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
				defer cancel()
				began := time.Now()
				if _, err := w.mail.Drain(ctx); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("it ended with %v", err)
				}
				if took := time.Since(began); took > 3*time.Second {
					t.Errorf("it took %v", took)
				}
			})
		})
	}
}

// TestASendUnderWayIsFinishedWhenTheProgramEnds: cut off, it would come twice. Nothing
// new is begun, and nobody waits for ever.
func TestASendUnderWayIsFinishedWhenTheProgramEnds(t *testing.T) {
	cases := map[string]struct {
		takes time.Duration
		ends  time.Duration // after how long Run has ended
		heard []string
	}{
		"a slow platform":               {takes: 6 * time.Second, ends: 6 * time.Second, heard: []string{"a one"}},
		"one that does not answer soon": {takes: time.Hour, ends: 7 * time.Second},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newTown(t, nil)
				w.send = func(ctx context.Context, _ chat.Actor, _ string) error {
					select {
					case <-time.After(c.takes):
						return nil
					case <-ctx.Done():
						return ctx.Err()
					}
				}
				end := w.run()
				w.say(anyone("a"), store.Reply, "one", "two")
				pass(time.Second)
				flush, cancel := context.WithTimeout(t.Context(), 2*time.Second)
				defer cancel()
				if _, err := w.mail.Drain(flush); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("it drained with %v", err)
				}
				end()
				if took := time.Since(w.began); took != c.ends {
					t.Errorf("it ended after %v, want %v", took, c.ends)
				}
				w.heard(c.heard...)
				w.waits(2 - len(c.heard))
			})
		})
	}
}

// TestADrainLeavesSendingToTheWorkersBesideIt: its own sends would be cut off with it.
func TestADrainLeavesSendingToTheWorkersBesideIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, func(cfg *delivery.Config) { cfg.Workers = 1 })
		w.send = func(context.Context, chat.Actor, string) error { time.Sleep(time.Second); return nil }
		end := w.run()
		pass(0)
		for _, who := range []string{"a", "b", "c"} {
			w.say(anyone(who), store.Reply, "one")
		}
		if _, err := w.mail.Drain(t.Context()); err != nil {
			t.Error(err)
		}
		w.heard("a one", "b one", "c one")
		if took := time.Since(w.began); took != 3*time.Second {
			t.Errorf("it took %v: more than one was sent at once", took)
		}
		end()
	})
}

// waits checks how many messages the store has still.
func (w *town) waits(want int) {
	w.Helper()
	for n := 0; ; n++ {
		heads, _, err := w.Store.Heads(context.Background(), store.AllPartitions, time.Now().Add(time.Hour), 10)
		if err != nil {
			w.Fatal(err)
		}
		if len(heads) == 0 {
			if n != want {
				w.Errorf("%d messages wait, want %d", n, want)
			}
			return
		}
		if err := w.Store.Done(context.Background(), heads[0].Actor, heads[0].Seq); err != nil {
			w.Fatal(err)
		}
	}
}
