package delivery_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
)

func TestAnOperatorSeesWhatIsSetAsideAndNobodysName(t *testing.T) {
	s := memstore.New()
	secret := chat.Actor{Platform: "test", Kind: chat.Person, ID: "8230417755"}
	post(t, s, secret.ID, store.Reply, "one", "two")
	post(t, s, "other", store.Post, "three")
	for of, reasons := range map[chat.Actor][]string{secret: {"refused", "failed"}, anyone("other"): {"failed"}} {
		for i, reason := range reasons {
			if err := s.Put(t.Context(), of, uint64(i+1), time.Time{}, reason); err != nil {
				t.Fatal(err)
			}
		}
	}
	outbox := delivery.Outbox{Mail: s}
	list, err := outbox.List(t.Context())
	if err != nil || len(list) != 3 {
		t.Fatalf("listed %v (%v)", list, err)
	}
	ids := map[string]bool{}
	for _, p := range list {
		ids[p.ID] = true
		if strings.Contains(p.ID, secret.ID) || p.Platform != "test" || p.Reason == "" {
			t.Errorf("listed %+v", p)
		}
	}
	if len(ids) != 3 {
		t.Errorf("the ids are %v", ids)
	}
	if n, err := outbox.Drop(t.Context(), delivery.ByID(list[0].ID)); n != 1 || err != nil {
		t.Errorf("dropped %d (%v)", n, err)
	}
	n, in, err := outbox.Release(t.Context(), func(delivery.Parked) bool { return true })
	if n != 2 || in == 0 || err != nil {
		t.Errorf("released %d in %x (%v)", n, in, err)
	}
	if list, err := outbox.List(t.Context()); len(list) != 0 || err != nil {
		t.Errorf("left: %v (%v)", list, err)
	}
}

func TestADeliveryCountsWhatBecomesOfMessages(t *testing.T) {
	s := memstore.New()
	post(t, s, "a", store.Reply, "one")
	post(t, s, "b", store.Post, "two")
	post(t, s, "c", store.Post, "three")
	counted := map[delivery.Event]int{}
	p := &platform{answer: func(to chat.Actor, _ string) error {
		return map[string]error{"b": chat.ErrRefused, "c": chat.RetryError{After: time.Minute}}[to.ID]
	}}
	d := delivery.New(delivery.Config{
		Mail: s, Vault: open{}, Context: func(chat.Actor) []byte { return nil },
		Senders: map[chat.Platform]delivery.Sender{"test": p}, Count: func(e delivery.Event) { counted[e]++ },
	})
	if _, err := d.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, e := range []delivery.Event{
		{Name: "sent", Platform: "test", Class: store.Reply},
		{Name: "parked", Platform: "test", Class: store.Post, Reason: "refused"},
		{Name: "put-off", Platform: "test", Class: store.Post, Reason: "limited"},
	} {
		if counted[e] != 1 {
			t.Errorf("counted %+v %d times", e, counted[e])
		}
	}
	got := d.Stats()
	if got.Sent != [3]uint64{1, 0, 0} || got.Parked["refused"] != 1 || got.PutOff["limited"] != 1 || got.Waiting != [3]int{0, 0, 1} || got.Chats != 1 || got.Busy != 0 {
		t.Errorf("the stats are %+v", got)
	}
}
