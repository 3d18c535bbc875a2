package storetest

import (
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func notePromises() []promise {
	return []promise{
		{"a note is kept, replaced and removed by its name", noteKept},
		{"a note may be empty, and its name up to 64 bytes of anything", noteOdd},
		{"notes of different actors do not mix", noteOwners},
		{"a note ends at its time", noteEnds},
		{"what is read of a note is a copy, and so is what is kept", noteCopies},
		{"forgetting takes the notes as well", noteForgotten},
		{"the notes stay until the farewell is sent", noteFarewell},
		{"the notes of who comes back before the farewell is sent stay", noteReturn},
	}
}

func setNote(t *testing.T, s store.Store, of chat.Actor, name, text string) {
	t.Helper()
	must(t, s.SetNote(t.Context(), of, name, []byte(text), time.Time{}))
}

func wantNote(t *testing.T, s store.Store, of chat.Actor, name, wanted string) {
	t.Helper()
	got, err := s.Note(t.Context(), of, name)
	must(t, err)
	if got == nil || string(got) != wanted {
		t.Errorf("note %q: got %q, want %q", name, got, wanted)
	}
}

func wantNoNote(t *testing.T, s store.Store, of chat.Actor, name string) {
	t.Helper()
	got, err := s.Note(t.Context(), of, name)
	must(t, err)
	if got != nil {
		t.Errorf("note %q: got %q, want none", name, got)
	}
}

func noteKept(t *testing.T, s store.Store) {
	wantNoNote(t, s, person(1), "way")
	setNote(t, s, person(1), "way", "one")
	setNote(t, s, person(1), "other", "two")
	wantNote(t, s, person(1), "way", "one")
	setNote(t, s, person(1), "way", "three, longer than before")
	wantNote(t, s, person(1), "way", "three, longer than before")
	for range 2 {
		must(t, s.SetNote(t.Context(), person(1), "way", nil, time.Time{}))
		wantNoNote(t, s, person(1), "way")
	}
	wantNote(t, s, person(1), "other", "two")
	must(t, s.SetNote(t.Context(), person(1), "other", nil, time.Time{}))
	wantEmpty(t, s)
}

func noteOdd(t *testing.T, s store.Store) {
	names := []string{"", " ", "\x00", "1 2", "way\x00", "ü", strings.Repeat("n", 64)}
	for _, name := range names {
		setNote(t, s, person(1), name, "note "+name)
	}
	for _, name := range names {
		wantNote(t, s, person(1), name, "note "+name)
	}
	setNote(t, s, person(1), "", "")
	wantNote(t, s, person(1), "", "")
}

func noteOwners(t *testing.T, s store.Store) {
	bot := chat.Actor{Platform: "telegram", Kind: chat.Service, ID: "bot"}
	owners := []chat.Actor{person(1), person(11), bot, {Platform: "telegram", Kind: chat.Community, ID: "1"}}
	for _, a := range owners {
		setNote(t, s, a, "way", a.Key())
	}
	next(t, s, store.Turn{Actor: person(1)})
	commit(t, s, store.Turn{Actor: person(1), Version: 1, Forget: true})
	wantNoNote(t, s, person(1), "way")
	for _, a := range owners[1:] {
		wantNote(t, s, a, "way", a.Key())
	}
}

func noteEnds(t *testing.T, s store.Store) {
	now := time.Now()
	must(t, s.SetNote(t.Context(), person(1), "over", []byte("x"), now.Add(-time.Hour)))
	must(t, s.SetNote(t.Context(), person(1), "soon", []byte("soon"), now.Add(time.Hour)))
	wantNoNote(t, s, person(1), "over")
	wantNote(t, s, person(1), "soon", "soon")
	setNote(t, s, person(1), "good", "for good")
	must(t, s.SetNote(t.Context(), person(1), "soon", []byte("x"), now.Add(-time.Hour)))
	wantNoNote(t, s, person(1), "soon")
	wantNote(t, s, person(1), "good", "for good")
}

func noteCopies(t *testing.T, s store.Store) {
	data := []byte("note")
	must(t, s.SetNote(t.Context(), person(1), "way", data, time.Time{}))
	clear(data)
	got, err := s.Note(t.Context(), person(1), "way")
	must(t, err)
	clear(got)
	wantNote(t, s, person(1), "way", "note")
}

func noteForgotten(t *testing.T, s store.Store) {
	live(t, s, person(1))
	setNote(t, s, person(1), "way", "home")
	must(t, s.SetNote(t.Context(), person(1), "soon", []byte("soon"), time.Now().Add(time.Hour)))
	want(t, "forgetting on another version", tried(t, s, store.Turn{Actor: person(1), Version: 9, Forget: true}), store.ErrConflict)
	wantNote(t, s, person(1), "way", "home")
	commit(t, s, store.Turn{Actor: person(1), Version: 2, Forget: true})
	wantNoNote(t, s, person(1), "way")
	wantEmpty(t, s)
	setNote(t, s, person(2), "way", "of somebody nobody has seen")
	commit(t, s, store.Turn{Actor: person(2), Forget: true})
	wantEmpty(t, s)
}

func noteFarewell(t *testing.T, s store.Store) {
	live(t, s, person(1))
	setNote(t, s, person(1), "way", "home")
	commit(t, s, store.Turn{Actor: person(1), Version: 2, Forget: true, Messages: []store.Message{
		message(store.Reply, "all is deleted"), message(store.Reply, "goodbye"),
	}})
	for range 2 {
		wantNote(t, s, person(1), "way", "home")
		must(t, s.Done(t.Context(), person(1), head(t, s).Seq))
	}
	wantNoNote(t, s, person(1), "way")
	wantEmpty(t, s)
}

func noteReturn(t *testing.T, s store.Store) {
	live(t, s, person(1))
	setNote(t, s, person(1), "way", "home")
	commit(t, s, store.Turn{Actor: person(1), Version: 2, Forget: true, Messages: []store.Message{message(store.Reply, "goodbye")}})
	next(t, s, store.Turn{Actor: person(1)})
	must(t, s.Done(t.Context(), person(1), head(t, s).Seq))
	wantNote(t, s, person(1), "way", "home")
}
