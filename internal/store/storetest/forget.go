package storetest

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func forgetPromises() []promise {
	return []promise{
		{"forgetting removes session, chunks, mailbox and timers", forgetAll},
		{"of a forgotten actor the farewell remains, and after it no key", forgetFarewell},
		{"a turn of the old life is a conflict in the new one", anotherLifeIsAConflict},
		{"a forgotten actor may begin anew, with the farewell still waiting", forgetAndReturn},
		{"forgetting an unknown actor leaves nothing", forgetUnknown},
		{"forgetting may consume an occurrence", forgetFired},
		{"a parked farewell is kept until it is sent", forgetParked},
	}
}

// wantEmpty asks a store that can tell whether it holds any key.
func wantEmpty(t *testing.T, s store.Store) {
	t.Helper()
	counter, ok := s.(interface{ KeyCount() (int, error) })
	if !ok {
		t.Logf("%T has no KeyCount: not looked for left keys", s)
		return
	}
	count, err := counter.KeyCount()
	must(t, err)
	if count != 0 {
		t.Errorf("%d keys are left", count)
	}
}

// live gives an actor something of everything.
func live(t *testing.T, s store.Store, actor chat.Actor) {
	t.Helper()
	send(t, s, actor, store.Reply, "parked", "put off", "waits")
	letters, _ := heads(t, s, store.AllPartitions, noon(), 10)
	for _, l := range letters {
		if l.Actor == actor {
			must(t, s.Put(t.Context(), actor, l.Seq, time.Time{}, "unreachable"))
			must(t, s.Put(t.Context(), actor, l.Seq+1, noon().Add(time.Hour), "slow down"))
		}
	}
	next(t, s, store.Turn{
		Actor: actor, Chunks: []store.Chunk{{Seq: 1, Data: []byte("one")}, {Seq: 2, Data: []byte("two")}},
		Set: []store.Timer{timer("a", 0), timer("b", time.Hour)},
	})
}

func wantNothing(t *testing.T, s store.Store, actor chat.Actor) {
	t.Helper()
	wantVersion(t, s, actor, 0, "")
	wantChunks(t, s, actor)
	wantDue(t, s, noon().Add(time.Hour))
	parked, err := s.Parked(t.Context(), store.AllPartitions, 10)
	must(t, err)
	wantTexts(t, "parked", parked)
}

func forgetAll(t *testing.T, s store.Store) {
	live(t, s, person(1))
	commit(t, s, store.Turn{
		Actor: person(1), Version: 2, Forget: true, Session: []byte("ignored"),
		Chunks: []store.Chunk{{Seq: 3, Data: []byte("ignored")}}, Set: []store.Timer{timer("ignored", 0)},
	})
	wantNothing(t, s, person(1))
	wantHeads(t, s, noon().Add(time.Hour))
	wantEmpty(t, s)
}

func forgetFarewell(t *testing.T, s store.Store) {
	live(t, s, person(1))
	commit(t, s, store.Turn{Actor: person(1), Version: 2, Forget: true, Messages: []store.Message{
		message(store.Reply, "all is deleted"), message(store.Reply, "goodbye"),
	}})
	for _, wanted := range []string{"all is deleted", "goodbye"} {
		wantNothing(t, s, person(1))
		got := head(t, s)
		if string(got.Data) != wanted {
			t.Errorf("got %q, want %q", got.Data, wanted)
		}
		must(t, s.Begin(t.Context(), person(1), got.Seq))
		must(t, s.Put(t.Context(), person(1), got.Seq, noon().Add(-time.Minute), "slow down"))
		must(t, s.Done(t.Context(), person(1), got.Seq))
	}
	wantHeads(t, s, noon())
	wantEmpty(t, s)
	want(t, "acknowledging once more", s.Done(t.Context(), person(1), 9), nil)
	wantEmpty(t, s)
}

func forgetAndReturn(t *testing.T, s store.Store) {
	live(t, s, person(1))
	commit(t, s, store.Turn{Actor: person(1), Version: 2, Forget: true, Messages: []store.Message{message(store.Reply, "goodbye")}})
	want(t, "a turn that was begun before", tried(t, s, store.Turn{Actor: person(1), Version: 2, Session: []byte("x")}), store.ErrConflict)
	goodbye := head(t, s).Seq
	commit(t, s, store.Turn{Actor: person(1), Session: []byte("again"), Messages: []store.Message{message(store.Reply, "welcome back")}})
	wantVersion(t, s, person(1), 1, "again")
	wantHeads(t, s, noon(), "goodbye")
	must(t, s.Done(t.Context(), person(1), goodbye))
	wantHeads(t, s, noon(), "welcome back")
	must(t, s.Done(t.Context(), person(1), head(t, s).Seq))
	wantVersion(t, s, person(1), 1, "again")
	commit(t, s, store.Turn{Actor: person(1), Version: 1, Forget: true})
	wantEmpty(t, s)
}

func forgetUnknown(t *testing.T, s store.Store) {
	commit(t, s, store.Turn{Actor: person(1), Forget: true})
	wantEmpty(t, s)
	commit(t, s, store.Turn{Actor: person(1), Forget: true, Messages: []store.Message{message(store.Reply, "nothing was kept")}})
	wantHeads(t, s, noon(), "nothing was kept")
	commit(t, s, store.Turn{Actor: person(1), Forget: true})
	wantEmpty(t, s)
}

func forgetFired(t *testing.T, s store.Store) {
	live(t, s, person(1))
	fired := timer("a", 0)
	commit(t, s, store.Turn{Actor: person(1), Version: 2, Forget: true, Fired: &fired})
	wantEmpty(t, s)
}

func forgetParked(t *testing.T, s store.Store) {
	live(t, s, person(1))
	commit(t, s, store.Turn{Actor: person(1), Version: 2, Forget: true, Messages: []store.Message{message(store.Reply, "goodbye")}})
	seq := head(t, s).Seq
	must(t, s.Put(t.Context(), person(1), seq, time.Time{}, "unreachable"))
	wantHeads(t, s, noon())
	must(t, s.Release(t.Context(), person(1), seq))
	wantHeads(t, s, noon(), "goodbye")
	must(t, s.Put(t.Context(), person(1), seq, time.Time{}, "unreachable"), s.Done(t.Context(), person(1), seq))
	wantEmpty(t, s)
}

// anotherLifeIsAConflict: versions begin anew, so that a number alone does not tell
// what a turn was built on.
func anotherLifeIsAConflict(t *testing.T, s store.Store) {
	commit(t, s, store.Turn{Actor: person(1), Session: []byte("the session of the old life")})
	commit(t, s, store.Turn{Actor: person(1), Version: 1, Upon: []byte("the session of the old life"), Forget: true})
	commit(t, s, store.Turn{Actor: person(1), Session: []byte("the session of the new life")})
	for _, forget := range []bool{false, true} {
		late := store.Turn{Actor: person(1), Version: 1, Upon: []byte("the session of the old life"), Session: []byte("more of it"), Forget: forget}
		want(t, "committing what belongs to the old life", tried(t, s, late), store.ErrConflict)
	}
	wantVersion(t, s, person(1), 1, "the session of the new life")
	commit(t, s, store.Turn{Actor: person(1), Version: 1, Upon: []byte("the session of the new life"), Session: []byte("more of it")})
	wantVersion(t, s, person(1), 2, "more of it")
}
