package wake_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/wake"
)

// TestThoseWhoCannotBeWokenTakeNobodysRoom: there are more of them than may be in hand.
func TestThoseWhoCannotBeWokenTakeNobodysRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, _ := newMorning(t, func(cfg *wake.Config) { cfg.Room = 256 })
		defer m.end()
		for i := range 300 {
			who := fmt.Sprint("stuck ", i)
			m.fail[who] = true
			m.set(who, "wait", 10*time.Millisecond)
		}
		m.set("fine", "wait", 20*time.Millisecond)
		now := m.pass(3 * time.Second)
		if _, woken := now.woken["fine wait"]; !woken {
			t.Error("one who can be woken waits behind those who cannot")
		}
		m.mu.Lock()
		clear(m.fail)
		m.mu.Unlock()
		now = m.pass(2 * time.Minute)
		if len(now.woken) != 301 {
			t.Errorf("%d of 301 were woken", len(now.woken))
		}
	})
}

// TestWhatIsBeyondRepairIsTriedOnceAnHour, and what is not within a minute.
func TestWhatIsBeyondRepairIsTriedOnceAnHour(t *testing.T) {
	broken, passing := errors.New("it cannot be read"), errors.New("a fault that passes")
	synctest.Test(t, func(t *testing.T) {
		tried := make(chan string, 1000)
		m, _ := newMorning(t, func(cfg *wake.Config) {
			cfg.Hopeless = func(err error) bool { return errors.Is(err, broken) }
			cfg.Handle = func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
				tried <- in.Actor.ID
				if in.Actor.ID == "broken" {
					return chat.Answer{}, fmt.Errorf("opening a session: %w", broken)
				}
				return chat.Answer{}, passing
			}
		})
		defer m.end()
		m.set("broken", "wait", 10*time.Millisecond)
		m.set("ill", "wait", 10*time.Millisecond)
		times := func(after time.Duration) map[string]int {
			m.pass(after)
			counted := map[string]int{}
			for len(tried) > 0 {
				counted[<-tried]++
			}
			return counted
		}
		if n := times(59 * time.Minute); n["broken"] != 1 || n["ill"] < 59 {
			t.Errorf("tried within the hour: %v", n)
		}
		if n := times(3 * time.Minute); n["broken"] != 1 {
			t.Errorf("tried when the hour was over: %v", n)
		}
	})
}
