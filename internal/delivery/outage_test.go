package delivery_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// TestHoursWithoutThePlatformLoseNothing: what was said in them arrives soon after, in
// its order, and nothing of it without what came before.
func TestHoursWithoutThePlatformLoseNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		down := true
		w.send = func(context.Context, chat.Actor, string) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			if down {
				return errors.New("502 Bad Gateway")
			}
			return nil
		}
		defer w.run()()
		w.say(anyone("a"), store.Reply, "one", "two")
		pass(time.Hour)
		w.say(anyone("a"), store.Reply, "three")
		w.say(anyone("b"), store.Reminder, "reminder")
		pass(9 * time.Hour)
		w.heard()
		w.mu.Lock()
		down = false
		w.mu.Unlock()
		back := time.Since(w.began)
		pass(10 * time.Minute)
		w.heard("a one", "a two", "a three", "b reminder")
		if took := w.when("a three") - back; took > 31*time.Second {
			t.Errorf("the replies came %v after the platform was back", took)
		}
		if parked := w.reasons(); len(parked) > 0 {
			t.Errorf("parked: %v", parked)
		}
	})
}

// TestADayWithoutAnAnswerParksAMessage: it would hold up its chat for ever.
func TestADayWithoutAnAnswerParksAMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, func(cfg *delivery.Config) { cfg.Every = time.Minute })
		w.send = func(_ context.Context, _ chat.Actor, text string) error {
			if text == "odd" {
				return errors.New("nobody knows")
			}
			return nil
		}
		defer w.run()()
		w.say(anyone("a"), store.Reply, "odd", "plain")
		pass(23 * time.Hour)
		w.heard()
		pass(2 * time.Hour)
		w.heard("a plain")
		if parked := w.reasons(); len(parked) != 1 || parked[0] != "a failed" {
			t.Errorf("parked: %v", parked)
		}
	})
}
