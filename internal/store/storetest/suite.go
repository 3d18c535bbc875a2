// Package storetest is the contract of package store as tests: every
// implementation runs the same suite, and Same plays random operations on two
// of them and compares. It knows no implementation.
package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Open makes an empty store for one test. It closes it with t.Cleanup.
type Open func(t *testing.T) store.Store

// promise is one sentence of the contract and how it is tried.
type promise struct {
	name string
	try  func(t *testing.T, s store.Store)
}

// Run tries every promise of the contract on a store of its own.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	t.Helper()
	for _, group := range []struct {
		name     string
		promises []promise
	}{
		{"sessions", sessionPromises()},
		{"timers", timerPromises()},
		{"a walk through the timers", upcomingPromises()},
		{"mailboxes", mailboxPromises()},
		{"receipts", receiptPromises()},
		{"forgetting", forgetPromises()},
		{"notes", notePromises()},
		{"leases", leasePromises()},
		{"many at once", concurrencyPromises()},
	} {
		t.Run(group.name, func(t *testing.T) {
			for _, p := range group.promises {
				t.Run(p.name, func(t *testing.T) { p.try(t, open(t)) })
			}
		})
	}
}

// noon is the time the tests count from.
func noon() time.Time { return time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC) }

func person(n int) chat.Actor {
	return chat.Actor{Platform: "telegram", Kind: chat.Person, ID: fmt.Sprint(n)}
}

// must stops the test at the first error of a step that is not what is tried.
func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// want says what an operation should have answered.
func want(t *testing.T, what string, got, wanted error) {
	t.Helper()
	if !errors.Is(got, wanted) || wanted == nil && got != nil {
		t.Errorf("%s: got %v, want %v", what, got, wanted)
	}
}

// tried is what committing the turn answered.
func tried(t *testing.T, s store.Store, turn store.Turn) error {
	t.Helper()
	_, err := s.Commit(t.Context(), turn)
	return err
}

func commit(t *testing.T, s store.Store, turn store.Turn) {
	t.Helper()
	if _, err := s.Commit(t.Context(), turn); err != nil {
		t.Fatalf("committing version %d: %v", turn.Version, err)
	}
}

// next commits the turn on top of whatever is stored.
func next(t *testing.T, s store.Store, turn store.Turn) {
	t.Helper()
	snapshot, err := s.Load(t.Context(), turn.Actor)
	must(t, err)
	turn.Version = snapshot.Version
	if turn.Session == nil {
		turn.Session = []byte("session")
	}
	commit(t, s, turn)
}

func wantVersion(t *testing.T, s store.Store, actor chat.Actor, version uint64, session string) {
	t.Helper()
	got, err := s.Load(t.Context(), actor)
	must(t, err)
	if got.Version != version || string(got.Session) != session {
		t.Errorf("stored is version %d with session %.40q, want %d with %.40q", got.Version, got.Session, version, session)
	}
}

func message(class store.Class, text string) store.Message {
	return store.Message{Class: class, Data: []byte(text)}
}

// send commits one turn that says these things.
func send(t *testing.T, s store.Store, actor chat.Actor, class store.Class, texts ...string) {
	t.Helper()
	turn := store.Turn{Actor: actor}
	for _, text := range texts {
		turn.Messages = append(turn.Messages, message(class, text))
	}
	next(t, s, turn)
}

func heads(t *testing.T, s store.Store, in store.Set, now time.Time, limit int) ([]store.Letter, time.Time) {
	t.Helper()
	letters, wake, err := s.Heads(t.Context(), in, now, limit)
	must(t, err)
	return letters, wake
}

// head is the one message that waits of all actors.
func head(t *testing.T, s store.Store) store.Letter {
	t.Helper()
	letters, _ := heads(t, s, store.AllPartitions, noon(), 10)
	if len(letters) != 1 {
		t.Fatalf("%d actors have a message that may be sent, want 1", len(letters))
	}
	return letters[0]
}

func texts(letters []store.Letter) []string {
	var got []string
	for _, l := range letters {
		got = append(got, string(l.Data))
	}
	return got
}

func wantTexts(t *testing.T, what string, letters []store.Letter, wanted ...string) {
	t.Helper()
	if got := texts(letters); fmt.Sprint(got) != fmt.Sprint(wanted) {
		t.Errorf("%s: got %q, want %q", what, got, wanted)
	}
}

func wantHeads(t *testing.T, s store.Store, now time.Time, wanted ...string) {
	t.Helper()
	letters, _ := heads(t, s, store.AllPartitions, now, 100)
	wantTexts(t, "heads", letters, wanted...)
}

func timer(name string, in time.Duration) store.Timer {
	return store.Timer{Name: name, Due: noon().Add(in)}
}

func due(t *testing.T, s store.Store, in store.Set, now time.Time, limit int) ([]store.Occurrence, time.Time) {
	t.Helper()
	occurrences, next, err := s.Due(t.Context(), in, now, limit)
	must(t, err)
	return occurrences, next
}

func wantDue(t *testing.T, s store.Store, now time.Time, wanted ...store.Timer) {
	t.Helper()
	occurrences, _ := due(t, s, store.AllPartitions, now, 100)
	got := []store.Timer{}
	for _, o := range occurrences {
		got = append(got, o.Timer)
	}
	if fmt.Sprint(got) != fmt.Sprint(append([]store.Timer{}, wanted...)) {
		t.Errorf("due: got %v, want %v", got, wanted)
	}
}
