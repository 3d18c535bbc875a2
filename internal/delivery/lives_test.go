package delivery_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// forget deletes what is kept of an actor, with a farewell or without a word.
func (w *town) forget(of chat.Actor, farewell ...string) (store.Receipt, []store.Message) {
	w.Helper()
	snapshot, err := w.Load(context.Background(), of)
	if err != nil {
		w.Fatal(err)
	}
	turn := store.Turn{Actor: of, Version: snapshot.Version, Forget: true, Sending: true}
	for _, text := range farewell {
		turn.Messages = append(turn.Messages, w.message(store.Reply, text))
	}
	receipt, err := w.Commit(context.Background(), turn)
	if err != nil {
		w.Fatal(err)
	}
	return receipt, turn.Messages
}

// slowly takes a second for each send.
func slowly(context.Context, chat.Actor, string) error {
	time.Sleep(time.Second)
	return nil
}

// TestAFarewellIsSaidOnceThoughItsForgettingIsToldOfLate: it was found in the store and
// is under way already.
func TestAFarewellIsSaidOnceThoughItsForgettingIsToldOfLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		w.send = slowly
		defer w.run()()
		w.say(anyone("a"), store.Reply, "one", "two")
		pass(5 * time.Second)
		receipt, messages := w.forget(anyone("a"), "farewell")
		w.mail.Notify(store.AllPartitions)
		pass(500 * time.Millisecond)
		w.mail.Forget(anyone("a"), receipt)
		w.mail.Take(anyone("a"), receipt, messages, time.Now())
		pass(time.Minute)
		w.heard("a one", "a two", "a farewell")
		w.empty()
	})
}

// TestANewLifeIsNotDisturbedByWordOfTheOldOne: of its end, which comes late.
func TestANewLifeIsNotDisturbedByWordOfTheOldOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		w.send = slowly
		defer w.run()()
		w.commit(anyone("a"), store.Reply, true)
		receipt, _ := w.forget(anyone("a"))
		w.say(anyone("a"), store.Reply, "hello", "there")
		pass(500 * time.Millisecond)
		w.mail.Forget(anyone("a"), receipt)
		pass(time.Minute)
		w.heard("a hello", "a there")
		w.empty()
	})
}

// TestANewLifesMessageIsNotTakenForAnOldOne of the same number, which was under way
// when all was forgotten.
func TestANewLifesMessageIsNotTakenForAnOldOne(t *testing.T) {
	for _, story := range []struct {
		name string
		at   time.Duration // when all is forgotten
		told bool
		old  []string
	}{
		{"the first one, and it is told of", 500 * time.Millisecond, true, []string{"a one"}},
		{"the first one, by another process", 500 * time.Millisecond, false, []string{"a one"}},
		{"a later one, and it is told of", 1500 * time.Millisecond, true, []string{"a one", "a two"}},
		{"a later one, by another process", 1500 * time.Millisecond, false, []string{"a one", "a two"}},
	} {
		t.Run(story.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newTown(t, nil)
				w.send = slowly
				defer w.run()()
				w.say(anyone("a"), store.Reply, "one", "two")
				pass(story.at)
				receipt, _ := w.forget(anyone("a"))
				if story.told {
					w.mail.Forget(anyone("a"), receipt)
				}
				w.commit(anyone("a"), store.Reply, false, "hello", "there", "friend")
				w.mail.Notify(store.AllPartitions)
				pass(time.Minute)
				w.heard(append(story.old, "a hello", "a there", "a friend")...)
				w.empty()
			})
		})
	}
}

// TestANewLifesMessageIsNotAcknowledgedForAnOldOne whose acknowledging had an effect,
// but nobody learned of it.
func TestANewLifesMessageIsNotAcknowledgedForAnOldOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		w.fail = func(call string) error {
			if since := time.Since(w.began); call == "heads" && since > 10*time.Second && since < 15*time.Second {
				return errors.New("the store does not answer")
			}
			return nil
		}
		w.deaf.Store(true)
		defer w.run()()
		pass(10 * time.Second)
		w.say(anyone("a"), store.Reply, "one")
		pass(100 * time.Millisecond)
		w.forget(anyone("a"))
		w.deaf.Store(false)
		w.say(anyone("a"), store.Reply, "hello")
		pass(time.Minute)
		w.heard("a one", "a hello")
		w.empty()
	})
}

// TestANewLifesNumbersDoNotFollowThoseOfTheOldOne: a message is not the next one
// because the last life had got as far as the number before it.
func TestANewLifesNumbersDoNotFollowThoseOfTheOldOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		defer w.run()()
		w.commit(anyone("a"), store.Reply, false, "one", "two")
		pass(3 * time.Second)
		w.forget(anyone("a"))
		w.send = func(_ context.Context, _ chat.Actor, text string) error {
			if text == "hello" && time.Since(w.began) < 13*time.Second {
				return chat.RetryError{After: 10 * time.Second}
			}
			return nil
		}
		w.commit(anyone("a"), store.Reply, false, "hello")
		pass(3 * time.Second)
		w.commit(anyone("a"), store.Reply, false, "there")
		w.say(anyone("a"), store.Reply, "friend")
		pass(time.Minute)
		w.heard("a one", "a two", "a hello", "a there", "a friend")
		w.empty()
	})
}

// TestWhatWasForgottenElsewhereIsNotSentForANewLifesMessage of the same number, which
// it waits in the place of.
func TestWhatWasForgottenElsewhereIsNotSentForANewLifesMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		w.send = func(_ context.Context, _ chat.Actor, text string) error {
			if text == "one" {
				return chat.RetryError{After: 4 * time.Second}
			}
			return nil
		}
		defer w.run()()
		w.say(anyone("a"), store.Reply, "one", "two")
		pass(time.Second)
		w.forget(anyone("a"))
		w.commit(anyone("a"), store.Reply, false, "hello", "there")
		w.mail.Notify(store.AllPartitions)
		pass(time.Minute)
		w.heard("a hello", "a there")
		w.empty()
	})
}

// TestWhatIsReleasedWhileALaterMessageIsUnderWay disturbs it in nothing, and what waits
// behind both goes after them.
func TestWhatIsReleasedWhileALaterMessageIsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		w.send = func(ctx context.Context, to chat.Actor, text string) error {
			if (text == "one" || text == "two") && time.Since(w.began) < time.Second {
				return chat.ErrRefused
			}
			return slowly(ctx, to, text)
		}
		defer w.run()()
		w.say(anyone("a"), store.Reply, "one", "two")
		pass(2 * time.Second)
		w.say(anyone("a"), store.Reply, "three", "four")
		pass(500 * time.Millisecond)
		for seq := range uint64(2) {
			if err := w.Release(t.Context(), anyone("a"), seq+1); err != nil {
				t.Fatal(err)
			}
		}
		w.mail.Notify(store.AllPartitions)
		pass(time.Minute)
		w.heard("a three", "a one", "a two", "a four")
		w.empty()
	})
}

// TestAForgottenMessageIsNotSentAgain though its first try failed.
func TestAForgottenMessageIsNotSentAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		var tries atomic.Int64
		w.send = func(_ context.Context, _ chat.Actor, text string) error {
			time.Sleep(time.Second)
			if text == "one" {
				tries.Add(1)
				return errors.New("a fault")
			}
			return nil
		}
		defer w.run()()
		w.say(anyone("a"), store.Reply, "one")
		pass(500 * time.Millisecond)
		receipt, messages := w.forget(anyone("a"), "farewell")
		w.mail.Forget(anyone("a"), receipt)
		w.mail.Take(anyone("a"), receipt, messages, time.Now())
		pass(time.Minute)
		w.heard("a farewell")
		w.empty()
		if tries.Load() != 1 {
			t.Errorf("the forgotten message was tried %d times", tries.Load())
		}
	})
}

// empty tells that no message is left in the store.
func (w *town) empty() {
	w.Helper()
	heads, wake, err := w.Store.Heads(context.Background(), store.AllPartitions, time.Now(), 100)
	if err != nil || len(heads) > 0 || !wake.IsZero() || len(w.reasons()) > 0 {
		w.Errorf("%d messages wait, another until %v; parked %q (%v)", len(heads), wake, w.reasons(), err)
	}
}
