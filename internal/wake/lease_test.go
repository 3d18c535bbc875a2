package wake_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/wake"
)

// TestNothingIsLostWhenForAMomentItWasNotOurTurn: between two looks, while many were in
// hand.
func TestNothingIsLostWhenForAMomentItWasNotOurTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var theirs atomic.Bool
		m, _ := newMorning(t, func(cfg *wake.Config) {
			cfg.Workers = 4
			cfg.In = func() store.Set {
				if theirs.Load() {
					return 0
				}
				return store.AllPartitions
			}
		})
		defer m.end()
		for i := range 200 {
			who := fmt.Sprint(i)
			m.slow[who] = 100 * time.Millisecond
			m.set(who, "wait", 10*time.Millisecond)
		}
		before := m.pass(1150 * time.Millisecond)
		theirs.Store(true)
		now := m.pass(200 * time.Millisecond) // those at work end and find nothing for them
		if len(before.woken) == 0 || len(now.woken) > len(before.woken)+4 {
			t.Fatalf("%d were woken before and %d when it was not our turn", len(before.woken), len(now.woken))
		}
		theirs.Store(false)
		now = m.pass(10 * time.Second)
		if len(now.woken) != 200 || now.both {
			t.Errorf("%d of 200 were woken, two of one: %v", len(now.woken), now.both)
		}
	})
}
