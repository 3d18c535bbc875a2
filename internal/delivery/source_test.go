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
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
)

// remind commits one message that comes from a reminder.
func remind(t *testing.T, s store.Store, m chat.Message) {
	t.Helper()
	plain, err := chat.EncodeMessage(m)
	if err != nil {
		t.Fatal(err)
	}
	turn := store.Turn{Actor: anyone("a"), Messages: []store.Message{{Class: store.Reminder, Data: plain}}}
	if _, err := s.Commit(t.Context(), turn); err != nil {
		t.Fatal(err)
	}
}

func TestAReminderThatDoesNotGetThroughIsToldToWhatItComesFrom(t *testing.T) {
	now := time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC)
	soon, past := now.Add(time.Hour).UnixMilli(), now.Add(-time.Second).UnixMilli()
	for name, c := range map[string]struct {
		source chat.Source
		answer error
		told   chat.Failure // 0: nothing is
		sent   bool
		parked int
	}{
		"one that is taken needs no word":                {chat.Source{Timer: "r1", Due: 1, Until: soon}, nil, 0, true, 0},
		"one that is too late is not sent, and not kept": {chat.Source{Timer: "r1", Due: 1, Until: past}, nil, chat.TooLate, false, 0},
		"one to a closed chat is set aside":              {chat.Source{Timer: "r1", Due: 1}, chat.ErrUnreachable, chat.Closed, false, 1},
		"one that is refused is set aside":               {chat.Source{Timer: "r1", Due: 1}, chat.ErrRefused, chat.Refused, false, 1},
		"what comes from no reminder tells nobody":       {chat.Source{}, chat.ErrRefused, 0, false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := memstore.New()
			remind(t, s, chat.Say{Text: "water", Source: c.source})
			p := &platform{answer: func(chat.Actor, string) error { return c.answer }}
			var told chat.Failure
			mail := delivery.New(delivery.Config{
				Mail: s, Vault: open{}, Context: func(chat.Actor) []byte { return nil }, Now: func() time.Time { return now },
				Senders: map[chat.Platform]delivery.Sender{"test": p},
				Failed: func(_ context.Context, who chat.Actor, source chat.Source, why chat.Failure) error {
					if who != anyone("a") || source != c.source {
						t.Errorf("told of %v", source)
					}
					told = why
					return nil
				},
			})
			if _, err := mail.Drain(t.Context()); err != nil && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			letters, err := s.Parked(t.Context(), store.AllPartitions, 10)
			if err != nil || told != c.told || (len(p.got) == 1) != c.sent || len(letters) != c.parked {
				t.Errorf("told %q, sent %v, %d set aside, %v", told, p.got, len(letters), err)
			}
			heads, _, _ := s.Heads(t.Context(), store.AllPartitions, now.Add(48*time.Hour), 10)
			if len(heads) != 0 {
				t.Errorf("%d wait still", len(heads))
			}
		})
	}
}

// TestWhatIsToldOfAFailureIsToldUntilItIsKept: a store that hiccups just then loses no word
// about it, and the message is set aside only afterwards.
func TestWhatIsToldOfAFailureIsToldUntilItIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memstore.New()
		remind(t, s, chat.Say{Text: "water", Source: chat.Source{Timer: "r1", Due: 1}})
		told := 0
		mail := delivery.New(delivery.Config{
			Mail: s, Vault: open{}, Context: func(chat.Actor) []byte { return nil },
			Senders: map[chat.Platform]delivery.Sender{"test": &platform{answer: func(chat.Actor, string) error { return chat.ErrUnreachable }}},
			Failed: func(context.Context, chat.Actor, chat.Source, chat.Failure) error {
				if told++; told < 3 {
					if letters, _ := s.Parked(t.Context(), store.AllPartitions, 1); len(letters) > 0 {
						t.Error("it was set aside before")
					}
					return errors.New("the store is away")
				}
				return nil
			},
		})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- mail.Run(ctx) }()
		time.Sleep(time.Minute)
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		letters, err := s.Parked(t.Context(), store.AllPartitions, 10)
		if told != 3 || len(letters) != 1 || err != nil {
			t.Errorf("told %d times, %d set aside, %v", told, len(letters), err)
		}
	})
}

// TestAPlatformThatIsAwayForADayIsToldToo: what the message comes from knows.
func TestAPlatformThatIsAwayForADayIsToldToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memstore.New()
		remind(t, s, chat.Say{Text: "water", Source: chat.Source{Timer: "r1", Due: 1}})
		var told []chat.Failure
		mail := delivery.New(delivery.Config{
			Mail: s, Vault: open{}, Context: func(chat.Actor) []byte { return nil },
			Senders: map[chat.Platform]delivery.Sender{"test": &platform{answer: func(chat.Actor, string) error { return errors.New("away") }}},
			Failed: func(_ context.Context, _ chat.Actor, _ chat.Source, why chat.Failure) error {
				told = append(told, why)
				return nil
			},
		})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- mail.Run(ctx) }()
		time.Sleep(26 * time.Hour)
		cancel()
		if err := <-ended; err != nil || len(told) != 1 || told[0] != chat.GaveUp {
			t.Errorf("told %v, %v", told, err)
		}
	})
}
