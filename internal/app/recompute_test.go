package app

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

func TestDueTimesAreWorkedOutAnewOnlyWhenTheRulesOfTimeZonesHaveChanged(t *testing.T) {
	now := time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC)
	note := func(from time.Time, marks uint64) string { return fmt.Sprintf("%d %x", from.Unix(), marks) }
	for name, c := range map[string]struct {
		kept  string
		asked int // of two owners with three timers
	}{
		"the first start has nothing to compare":       {"", 0},
		"the same rules change nothing":                {note(now.AddDate(0, -1, 0), recur.Fingerprint(now.AddDate(0, -1, 0))), 0},
		"a note from long ago is made anew":            {note(now.AddDate(-2, 0, 0), recur.Fingerprint(now.AddDate(-2, 0, 0))), 0},
		"other rules have everybody's worked out anew": {note(now.AddDate(0, -1, 0), 1), 2},
		"a damaged note is made anew":                  {"what is this", 0},
	} {
		t.Run(name, func(t *testing.T) {
			k, asked := keeperAt(t, now, c.kept)
			for range 2 { // the second look has nothing to do any more
				if err := k.look(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if *asked != c.asked {
				t.Errorf("%d owners were worked out anew, it should be %d", *asked, c.asked)
			}
			kept, err := k.notes.Note(t.Context(), houseNotes(), zonesNote)
			if err != nil || len(kept) == 0 {
				t.Errorf("noted %q, %v", kept, err)
			}
		})
	}
}

// keeperAt is a keeper over a store where two persons have three timers.
func keeperAt(t *testing.T, now time.Time, kept string) (*timeKeeper, *int) {
	t.Helper()
	ring, err := vault.New([]vault.Key{{ID: 1, Secret: [32]byte{1}}})
	if err != nil {
		t.Fatal(err)
	}
	s := memstore.New()
	for id, timers := range map[string][]store.Timer{
		"a": {{Name: "r1", Due: now.Add(time.Hour)}, {Name: "r2", Due: now.Add(2 * time.Hour)}},
		"b": {{Name: "r1", Due: now.Add(time.Hour)}},
	} {
		turn := store.Turn{Actor: chat.Actor{Platform: "test", Kind: chat.Person, ID: id}, Session: []byte("x"), Set: timers}
		if _, err := s.Commit(t.Context(), turn); err != nil {
			t.Fatal(err)
		}
	}
	var mu sync.Mutex
	asked := new(int)
	k := &timeKeeper{
		notes: sealedNotes{s, ring}, timers: s, now: func() time.Time { return now }, log: slog.New(slog.DiscardHandler),
		handle: func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
			if _, is := in.Event.(chat.Recompute); is {
				mu.Lock()
				defer mu.Unlock()
				*asked++
			}
			return chat.Answer{}, nil
		},
	}
	if kept != "" {
		if err := k.notes.SetNote(t.Context(), houseNotes(), zonesNote, []byte(kept), time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	return k, asked
}
