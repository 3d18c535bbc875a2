package delivery_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// TestInACrowdNothingIsLeftLying: hand-overs, acknowledgements and looks at the store
// cross each other in every way, and nobody waits for the look that comes now and then.
func TestInACrowdNothingIsLeftLying(t *testing.T) {
	const people, words = 150, 20
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, func(cfg *delivery.Config) { cfg.Every, cfg.Workers = time.Hour, 8 })
		w.send = func(context.Context, chat.Actor, string) error {
			time.Sleep(rand.N(time.Millisecond))
			return nil
		}
		end := w.run()
		var crowd sync.WaitGroup
		for p := range people {
			crowd.Go(func() {
				for n := range words {
					receipt, messages := w.commit(anyone(fmt.Sprint(p)), store.Class(n%3), true, fmt.Sprint(n))
					if n%4 == 0 {
						w.mail.Notify(store.Set(0).With(store.PartitionOf(anyone(fmt.Sprint(p)))))
					}
					time.Sleep(rand.N(2 * time.Millisecond)) // it is told of a little later
					w.mail.Take(anyone(fmt.Sprint(p)), receipt, messages, time.Now())
				}
			})
		}
		crowd.Wait()
		pass(30 * time.Minute)
		if n := w.count(); n != people*words {
			t.Errorf("%d messages arrived, want %d", n, people*words)
		}
		if last := w.last(); last > 10*time.Second {
			t.Errorf("the last one arrived after %v", last)
		}
		w.waits(0)
		end()
	})
}
