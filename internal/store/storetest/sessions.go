package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func sessionPromises() []promise {
	return []promise{
		{"an actor nobody has seen has version 0 and nothing else", unknownActor},
		{"a commit raises the version by one", commitRaises},
		{"a conflict changes nothing", conflictChangesNothing},
		{"a session may be empty", emptySession},
		{"a chunk replaces the one of the same Seq", chunksReplace},
		{"chunks come back by Seq and the last one alone", chunksBySeq},
		{"what is read is a copy, and so is what is kept", copies},
		{"large values come back whole", largeValues},
		{"actors with odd and similar ids do not mix", similarActors},
		{"after its context is cancelled a call does nothing", cancelled},
	}
}

func unknownActor(t *testing.T, s store.Store) {
	wantVersion(t, s, person(1), 0, "")
	chunks, err := s.Records(t.Context(), person(1))
	must(t, err)
	last, err := s.LastChunk(t.Context(), person(1))
	must(t, err)
	if len(chunks) != 0 || last.Seq != 0 {
		t.Errorf("an unknown actor has %d chunks, the last one with Seq %d", len(chunks), last.Seq)
	}
	want(t, "beginning a message", s.Begin(t.Context(), person(1), 1), store.ErrNoMessage)
	want(t, "putting a message aside", s.Put(t.Context(), person(1), 1, time.Time{}, "x"), store.ErrNoMessage)
	want(t, "releasing a message", s.Release(t.Context(), person(1), 1), store.ErrNoMessage)
	want(t, "acknowledging a message", s.Done(t.Context(), person(1), 1), nil)
	wantEmpty(t, s)
}

func commitRaises(t *testing.T, s store.Store) {
	for version := range uint64(5) {
		commit(t, s, store.Turn{Actor: person(1), Version: version, Session: fmt.Append(nil, "s", version)})
		wantVersion(t, s, person(1), version+1, fmt.Sprint("s", version))
	}
	wantVersion(t, s, person(2), 0, "")
}

func conflictChangesNothing(t *testing.T, s store.Store) {
	commit(t, s, store.Turn{Actor: person(1), Session: []byte("first"), Set: []store.Timer{timer("kept", time.Hour)}})
	for _, version := range []uint64{0, 2, 1 << 63} {
		_, err := s.Commit(t.Context(), store.Turn{
			Actor: person(1), Version: version, Session: []byte("second"),
			Chunks:   []store.Chunk{{Seq: 1, Data: []byte("chunk")}},
			Messages: []store.Message{message(store.Reply, "hello")},
			Set:      []store.Timer{timer("new", 0)}, Cancel: []string{"kept"},
		})
		want(t, "committing on another version", err, store.ErrConflict)
		_, err = s.Commit(t.Context(), store.Turn{Actor: person(1), Version: version, Forget: true})
		want(t, "forgetting on another version", err, store.ErrConflict)
	}
	wantVersion(t, s, person(1), 1, "first")
	wantHeads(t, s, noon())
	wantDue(t, s, noon().Add(time.Hour), timer("kept", time.Hour))
	chunks, err := s.Records(t.Context(), person(1))
	must(t, err)
	if len(chunks) != 0 {
		t.Errorf("%d chunks leaked", len(chunks))
	}
	want(t, "committing an unknown actor on version 1",
		tried(t, s, store.Turn{Actor: person(2), Version: 1, Session: []byte("x")}), store.ErrConflict)
	wantVersion(t, s, person(2), 0, "")
}

func emptySession(t *testing.T, s store.Store) {
	commit(t, s, store.Turn{Actor: person(1), Session: []byte("full")})
	commit(t, s, store.Turn{Actor: person(1), Version: 1})
	wantVersion(t, s, person(1), 2, "")
}

func chunksReplace(t *testing.T, s store.Store) {
	put := func(chunks ...store.Chunk) { next(t, s, store.Turn{Actor: person(1), Chunks: chunks}) }
	put(store.Chunk{Seq: 1, Data: []byte("one")})
	put(store.Chunk{Seq: 1, Data: []byte("one, longer than before")}, store.Chunk{Seq: 2, Data: []byte("two")})
	put(store.Chunk{Seq: 2, Data: []byte("2")})
	put()
	wantChunks(t, s, person(1), "1 one, longer than before", "2 2")
	next(t, s, store.Turn{Actor: person(2), Chunks: []store.Chunk{{Seq: 2, Data: []byte("other")}}})
	wantChunks(t, s, person(1), "1 one, longer than before", "2 2")
}

func chunksBySeq(t *testing.T, s store.Store) {
	var chunks []store.Chunk
	var wanted []string
	for _, seq := range []uint32{70_000, 2, 300, 1, 255, 256} {
		chunks = append(chunks, store.Chunk{Seq: seq, Data: fmt.Append(nil, seq)})
	}
	next(t, s, store.Turn{Actor: person(1), Chunks: chunks})
	for _, seq := range []uint32{1, 2, 255, 256, 300, 70_000} {
		wanted = append(wanted, fmt.Sprint(seq, " ", seq))
	}
	wantChunks(t, s, person(1), wanted...)
}

func wantChunks(t *testing.T, s store.Store, actor chat.Actor, wanted ...string) {
	t.Helper()
	chunks, err := s.Records(t.Context(), actor)
	must(t, err)
	var got []string
	for _, c := range chunks {
		got = append(got, fmt.Sprintf("%d %s", c.Seq, c.Data))
	}
	if !slices.Equal(got, wanted) {
		t.Errorf("chunks: got %q, want %q", got, wanted)
	}
	last, err := s.LastChunk(t.Context(), actor)
	must(t, err)
	if got := fmt.Sprintf("%d %s", last.Seq, last.Data); len(wanted) > 0 && got != wanted[len(wanted)-1] {
		t.Errorf("last chunk: got %q, want %q", got, wanted[len(wanted)-1])
	}
}

func copies(t *testing.T, s store.Store) {
	session, data, chunk := []byte("session"), []byte("message"), []byte("chunk")
	commit(t, s, store.Turn{
		Actor: person(1), Session: session,
		Messages: []store.Message{{Data: data}}, Chunks: []store.Chunk{{Seq: 1, Data: chunk}},
	})
	for range 2 { // first what was given is overwritten, then what was read
		clear(session)
		clear(data)
		clear(chunk)
		snapshot, err := s.Load(t.Context(), person(1))
		must(t, err)
		chunks, err := s.Records(t.Context(), person(1))
		must(t, err)
		letter := head(t, s)
		last, err := s.LastChunk(t.Context(), person(1))
		must(t, err)
		if got := fmt.Sprintf("%s %s %s %s", snapshot.Session, letter.Data, chunks[0].Data, last.Data); got != "session message chunk chunk" {
			t.Errorf("kept is %q", got)
		}
		session, data, chunk = snapshot.Session, letter.Data, chunks[0].Data
		clear(last.Data)
	}
}

func largeValues(t *testing.T, s store.Store) {
	big := func(fill byte) []byte { return bytes.Repeat([]byte{fill}, 1<<20) }
	commit(t, s, store.Turn{
		Actor: person(1), Session: big('s'), Chunks: []store.Chunk{{Seq: 1, Data: big('c')}},
		Messages: []store.Message{{Data: big('m')}},
	})
	commit(t, s, store.Turn{Actor: person(2), Session: []byte("small")})
	wantVersion(t, s, person(1), 1, string(big('s')))
	wantVersion(t, s, person(2), 1, "small")
	last, err := s.LastChunk(t.Context(), person(1))
	must(t, err)
	if !bytes.Equal(last.Data, big('c')) || !bytes.Equal(head(t, s).Data, big('m')) {
		t.Error("a large chunk or message came back changed")
	}
}

func similarActors(t *testing.T, s store.Store) {
	ids := []string{"1", "12", "1/2", "1\x00", "1\x00\x00", "1\x00\xff", "\x00", "\xff\xff", " ", "ü", "1/m/2", string(bytes.Repeat([]byte("x"), 300))}
	var actors []chat.Actor
	for _, id := range ids {
		actors = append(actors, chat.Actor{Platform: "t", Kind: chat.Person, ID: id}, chat.Actor{Platform: "t", Kind: chat.Community, ID: id})
	}
	for _, a := range actors {
		commit(t, s, store.Turn{
			Actor: a, Session: []byte(a.Key()), Chunks: []store.Chunk{{Seq: 1, Data: []byte(a.Key())}},
			Messages: []store.Message{message(store.Reply, a.Key())}, Set: []store.Timer{timer("\x00", 0)},
		})
	}
	letters, _ := heads(t, s, store.AllPartitions, noon(), 100)
	occurrences, _ := due(t, s, store.AllPartitions, noon(), 100)
	if len(letters) != len(actors) || len(occurrences) != len(actors) {
		t.Fatalf("%d heads and %d due, want %d", len(letters), len(occurrences), len(actors))
	}
	for i, a := range actors {
		if letters[i].Actor != a || string(letters[i].Data) != a.Key() {
			t.Errorf("message %d is another actor's", i)
		}
		must(t, tried(t, s, store.Turn{Actor: a, Version: 1, Forget: true}))
		for _, other := range actors[i+1:] {
			wantVersion(t, s, other, 1, other.Key())
			wantChunks(t, s, other, "1 "+other.Key())
		}
	}
	wantEmpty(t, s)
}

func cancelled(t *testing.T, s store.Store) {
	send(t, s, person(1), store.Reply, "hello")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, load := s.Load(ctx, person(1))
	_, records := s.Records(ctx, person(1))
	_, last := s.LastChunk(ctx, person(1))
	_, _, heads := s.Heads(ctx, store.AllPartitions, noon(), 1)
	_, _, due := s.Due(ctx, store.AllPartitions, noon(), 1)
	_, parked := s.Parked(ctx, store.AllPartitions, 1)
	_, committing := s.Commit(ctx, store.Turn{Actor: person(1), Version: 1, Session: []byte("x")})
	_, note := s.Note(ctx, person(1), "x")
	_, hold := s.Hold(ctx, "x", "me", time.Minute)
	for name, err := range map[string]error{
		"Commit": committing, "Note": note, "Hold": hold,
		"SetNote": s.SetNote(ctx, person(1), "x", []byte("x"), time.Time{}),
		"Drop":    s.Drop(ctx, "x", "me"),
		"Load":    load, "Records": records, "LastChunk": last, "Heads": heads, "Due": due, "Parked": parked,
		"Begin":   s.Begin(ctx, person(1), 1),
		"Done":    s.Done(ctx, person(1), 1),
		"Put":     s.Put(ctx, person(1), 1, time.Time{}, "x"),
		"Release": s.Release(ctx, person(1), 1),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v, want %v", name, err, context.Canceled)
		}
	}
	wantVersion(t, s, person(1), 1, "session")
	if l := head(t, s); l.State != store.Waiting || l.Attempts != 0 {
		t.Errorf("the message is now %c after %d attempts", l.State, l.Attempts)
	}
}
