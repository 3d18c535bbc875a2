package storetest

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func receiptPromises() []promise {
	return []promise{
		{"a receipt says where the messages stand", receiptFirst},
		{"a receipt tells when others wait ahead, not counting the parked", receiptAhead},
		{"messages committed as being sent are as Begin leaves them", sendingState},
		{"a message committed as being sent is sent, put off and parked like any other", sendingGoesOn},
		{"a farewell can be committed as being sent", sendingFarewell},
	}
}

func receipt(t *testing.T, s store.Store, turn store.Turn) store.Receipt {
	t.Helper()
	snapshot, err := s.Load(t.Context(), turn.Actor)
	must(t, err)
	turn.Version, turn.Session = snapshot.Version, []byte("session")
	got, err := s.Commit(t.Context(), turn)
	must(t, err)
	return got
}

func wantReceipt(t *testing.T, got store.Receipt, first uint64, ahead bool) {
	t.Helper()
	if got.First != first || got.Ahead != ahead {
		t.Errorf("got %+v, want %+v", got, store.Receipt{First: first, Ahead: ahead})
	}
}

func receiptFirst(t *testing.T, s store.Store) {
	wantReceipt(t, receipt(t, s, store.Turn{Actor: person(1)}), 0, false)
	two := []store.Message{message(store.Reply, "one"), message(store.Post, "two")}
	got := receipt(t, s, store.Turn{Actor: person(1), Messages: two})
	if l := head(t, s); l.Seq != got.First || got.First == 0 || got.Ahead {
		t.Errorf("the receipt says %+v and the head has Seq %d", got, l.Seq)
	}
	wantReceipt(t, receipt(t, s, store.Turn{Actor: person(1)}), 0, false)
	wantReceipt(t, receipt(t, s, store.Turn{Actor: person(1), Messages: two}), got.First+2, true)
	_, err := s.Commit(t.Context(), store.Turn{Actor: person(1), Version: 9, Messages: two})
	want(t, "committing on another version", err, store.ErrConflict)
	wantReceipt(t, receipt(t, s, store.Turn{Actor: person(1), Messages: two, Forget: true}), got.First+4, false)
}

func receiptAhead(t *testing.T, s store.Store) {
	turn := store.Turn{Actor: person(1), Messages: []store.Message{message(store.Reply, "x")}}
	first := receipt(t, s, turn)
	must(t, s.Put(t.Context(), person(1), first.First, time.Time{}, "unreachable"))
	wantReceipt(t, receipt(t, s, turn), first.First+1, false)
	must(t, s.Put(t.Context(), person(1), first.First+1, noon().Add(time.Hour), "slow down"))
	wantReceipt(t, receipt(t, s, turn), first.First+2, true)
	must(t, s.Done(t.Context(), person(1), first.First+1), s.Done(t.Context(), person(1), first.First+2))
	wantReceipt(t, receipt(t, s, turn), first.First+3, false)
	must(t, s.Done(t.Context(), person(1), first.First+3), s.Release(t.Context(), person(1), first.First))
	wantReceipt(t, receipt(t, s, turn), first.First+4, true)
}

func sendingState(t *testing.T, s store.Store) {
	got := receipt(t, s, store.Turn{Actor: person(1), Sending: true, Messages: []store.Message{
		message(store.Reminder, "one"), message(store.Reminder, "two"),
	}})
	for i, text := range []string{"one", "two"} {
		l := head(t, s)
		if l.Seq != got.First+uint64(i) || l.State != store.Sending || l.Attempts != 1 || string(l.Data) != text || l.Class != store.Reminder {
			t.Errorf("got %+v", l)
		}
		must(t, s.Done(t.Context(), person(1), l.Seq))
	}
	wantHeads(t, s, noon())
}

func sendingGoesOn(t *testing.T, s store.Store) {
	got := receipt(t, s, store.Turn{Actor: person(1), Sending: true, Messages: []store.Message{
		message(store.Reply, "one"), message(store.Reply, "two"),
	}})
	must(t, s.Put(t.Context(), person(1), got.First, noon().Add(time.Minute), "slow down"))
	wantHeads(t, s, noon())
	must(t, s.Begin(t.Context(), person(1), got.First))
	letters, _ := heads(t, s, store.AllPartitions, noon().Add(time.Minute), 10)
	wantTexts(t, "at its time", letters, "one")
	if l := letters[0]; l.State != store.Sending || l.Attempts != 2 {
		t.Errorf("got %+v", l)
	}
	must(t, s.Put(t.Context(), person(1), got.First, time.Time{}, "unreachable"))
	wantHeads(t, s, noon(), "two")
}

func sendingFarewell(t *testing.T, s store.Store) {
	live(t, s, person(1))
	got := receipt(t, s, store.Turn{Actor: person(1), Forget: true, Sending: true, Messages: []store.Message{message(store.Reply, "goodbye")}})
	if l := head(t, s); l.State != store.Sending || l.Attempts != 1 || l.Seq != got.First {
		t.Errorf("got %+v, and the receipt says %d", l, got.First)
	}
	must(t, s.Done(t.Context(), person(1), got.First))
	wantEmpty(t, s)
}
