package delivery_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
)

// open is a vault that hides nothing.
type open struct{}

func (open) Open(_, sealed, _ []byte) ([]byte, error) { return sealed, nil }

// platform answers as it is told to.
type platform struct {
	answer func(to chat.Actor, text string) error
	got    []string
	ids    []string
}

func (p *platform) Send(_ context.Context, to chat.Actor, id string, m chat.Message) error {
	say, _ := m.(chat.Say)
	p.ids = append(p.ids, id)
	if err := p.answer(to, say.Text); err != nil {
		return err
	}
	p.got = append(p.got, to.ID+" "+say.Text)
	return nil
}

func anyone(id string) chat.Actor { return chat.Actor{Platform: "test", Kind: chat.Person, ID: id} }

// post commits messages to somebody.
func post(t *testing.T, s store.Store, to string, class store.Class, texts ...string) {
	t.Helper()
	snapshot, err := s.Load(t.Context(), anyone(to))
	if err != nil {
		t.Fatal(err)
	}
	turn := store.Turn{Actor: anyone(to), Version: snapshot.Version}
	for _, text := range texts {
		plain, err := chat.EncodeMessage(chat.Say{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		turn.Messages = append(turn.Messages, store.Message{Class: class, Data: plain})
	}
	if _, err := s.Commit(t.Context(), turn); err != nil {
		t.Fatal(err)
	}
}

func over(s store.Mailboxes, p *platform) *delivery.Delivery {
	return delivery.New(delivery.Config{
		Mail: s, Vault: open{}, Context: func(chat.Actor) []byte { return nil },
		Senders: map[chat.Platform]delivery.Sender{"test": p},
	})
}

// TestWhatWasSentIsAcknowledgedEvenWhenTheProgramEndsMeanwhile: else it would be
// sent again when the program starts.
func TestWhatWasSentIsAcknowledgedEvenWhenTheProgramEndsMeanwhile(t *testing.T) {
	s := memstore.New()
	post(t, s, "a", store.Reply, "one", "two")
	ctx, end := context.WithCancel(t.Context())
	p := &platform{answer: func(chat.Actor, string) error { end(); return nil }}
	if _, err := over(s, p).Drain(ctx); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	p.answer = func(chat.Actor, string) error { return nil }
	if _, err := over(s, p).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if want := []string{"a one", "a two"}; !slices.Equal(p.got, want) {
		t.Errorf("delivered %v, want %v", p.got, want)
	}
}

// TestASendThatWasCutShortIsTriedAgainUnderTheSameID: nobody knows whether it
// arrived, and a platform that looks at ids can tell.
func TestASendThatWasCutShortIsTriedAgainUnderTheSameID(t *testing.T) {
	s := memstore.New()
	post(t, s, "a", store.Reply, "one")
	ctx, end := context.WithCancel(t.Context())
	p := &platform{answer: func(chat.Actor, string) error { end(); return ctx.Err() }}
	if _, err := over(s, p).Drain(ctx); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	p.answer = func(chat.Actor, string) error { return nil }
	if _, err := over(s, p).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(p.got) != 1 || len(p.ids) != 2 || p.ids[0] != p.ids[1] {
		t.Errorf("delivered %v under %v", p.got, p.ids)
	}
}

// TestWhoIsPutOffHoldsUpNobodyElse: neither those who come after them, nor
// replies behind posts.
func TestWhoIsPutOffHoldsUpNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memstore.New()
		post(t, s, "limited", store.Post, "later", "later still")
		post(t, s, "gone", store.Post, "never")
		post(t, s, "b", store.Post, "post")
		post(t, s, "c", store.Reply, "reply")
		calls := 0
		p := &platform{answer: func(to chat.Actor, text string) error {
			switch {
			case to.ID == "limited" && calls < 1:
				calls++
				return chat.RetryError{After: time.Hour}
			case to.ID == "gone":
				return chat.ErrUnreachable
			}
			return nil
		}}
		d := over(s, p)
		began := time.Now()
		next, err := d.Drain(t.Context())
		if err != nil || !next.Equal(began.Add(time.Hour)) {
			t.Errorf("the next one goes at %v (%v)", next, err)
		}
		if want := []string{"c reply", "b post"}; !slices.Equal(p.got, want) {
			t.Errorf("delivered %v, want %v", p.got, want)
		}
		time.Sleep(time.Hour)
		if _, err := d.Drain(t.Context()); err != nil {
			t.Error(err)
		}
		if want := []string{"c reply", "b post", "limited later", "limited later still"}; !slices.Equal(p.got, want) {
			t.Errorf("delivered %v, want %v", p.got, want)
		}
		parked, err := s.Parked(t.Context(), store.AllPartitions, 10)
		if err != nil || len(parked) != 1 || parked[0].Reason != "unreachable" {
			t.Errorf("parked %v (%v)", parked, err)
		}
	})
}

// TestAMessageOfSomebodyForgottenMeanwhileIsNotSent: it was picked, and then all of
// theirs was deleted.
func TestAMessageOfSomebodyForgottenMeanwhileIsNotSent(t *testing.T) {
	s := memstore.New()
	post(t, s, "a", store.Reply, "one")
	post(t, s, "b", store.Reply, "two")
	p := &platform{}
	p.answer = func(to chat.Actor, _ string) error {
		if to.ID == "a" {
			_, err := s.Commit(t.Context(), store.Turn{Actor: anyone("b"), Version: 1, Forget: true})
			return err
		}
		return errors.New("not expected")
	}
	if _, err := over(s, p).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if want := []string{"a one"}; !slices.Equal(p.got, want) || len(p.ids) != 1 {
		t.Errorf("delivered %v after %d tries, want %v", p.got, len(p.ids), want)
	}
}
