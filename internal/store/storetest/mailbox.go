package storetest

import (
	"math"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func mailboxPromises() []promise {
	return []promise{
		{"messages wait as they were committed, one head an actor", oneHead},
		{"messages of one actor keep the order of the commits, whatever the class", orderWithin},
		{"between actors the most urgent class comes first, then who is ready longest", orderBetween},
		{"an actor that was just served goes behind the others", takingTurns},
		{"limit cuts off the least urgent", headsLimit},
		{"only the partitions asked for are looked at", headsPartitions},
		{"Begin marks a message and counts the attempts", beginCounts},
		{"Done removes it, and doing so again is no error", doneRepeats},
		{"a message that was put off holds up its actor until then", putOff},
		{"the ones put off are ready in the order of their times", putOffOrder},
		{"a parked message lets the next one go on", parked},
		{"a released message is the head again", released},
		{"parked messages are listed, and in the partitions asked for", parkedList},
		{"a Seq is never used twice, also after the mailbox was empty", seqGrows},
	}
}

func oneHead(t *testing.T, s store.Store) {
	wantHeads(t, s, noon())
	send(t, s, person(1), store.Reminder, "one", "two")
	got := head(t, s)
	if got.Actor != person(1) || got.Seq == 0 || got.Class != store.Reminder || got.State != store.Waiting ||
		got.Attempts != 0 || !got.Earliest.IsZero() || got.Reason != "" || string(got.Data) != "one" {
		t.Errorf("got %+v", got)
	}
}

func orderWithin(t *testing.T, s store.Store) {
	send(t, s, person(1), store.Post, "a", "b")
	send(t, s, person(1), store.Reply, "c")
	send(t, s, person(1), store.Reminder, "d")
	var before uint64
	for _, wanted := range []string{"a", "b", "c", "d"} {
		got := head(t, s)
		if string(got.Data) != wanted || got.Seq <= before {
			t.Errorf("got %q with Seq %d after %d, want %q", got.Data, got.Seq, before, wanted)
		}
		before = got.Seq
		must(t, s.Begin(t.Context(), person(1), got.Seq), s.Done(t.Context(), person(1), got.Seq))
	}
	wantHeads(t, s, noon())
}

func orderBetween(t *testing.T, s store.Store) {
	send(t, s, person(5), store.Post, "post 5")
	send(t, s, person(9), store.Reply, "reply 9")
	send(t, s, person(3), store.Reminder, "reminder 3")
	send(t, s, person(7), store.Reply, "reply 7")
	send(t, s, person(1), store.Post, "post 1")
	send(t, s, person(8), store.Reply, "reply 8")
	wantHeads(t, s, noon(), "reply 9", "reply 7", "reply 8", "reminder 3", "post 5", "post 1")
	send(t, s, person(5), store.Reply, "reply 5") // behind its post: the class of the head counts
	wantHeads(t, s, noon(), "reply 9", "reply 7", "reply 8", "reminder 3", "post 5", "post 1")
}

func takingTurns(t *testing.T, s store.Store) {
	send(t, s, person(1), store.Reply, "1a", "1b", "1c")
	send(t, s, person(2), store.Reply, "2a", "2b")
	for _, wanted := range []string{"1a", "2a", "1b", "2b", "1c"} {
		letters, _ := heads(t, s, store.AllPartitions, noon(), 1)
		wantTexts(t, "the first", letters, wanted)
		must(t, s.Done(t.Context(), letters[0].Actor, letters[0].Seq))
	}
}

func headsLimit(t *testing.T, s store.Store) {
	send(t, s, person(1), store.Post, "post")
	send(t, s, person(2), store.Reminder, "reminder")
	send(t, s, person(3), store.Reply, "reply")
	letters, _ := heads(t, s, store.AllPartitions, noon(), 2)
	wantTexts(t, "two of three", letters, "reply", "reminder")
}

func headsPartitions(t *testing.T, s store.Store) {
	for i := range 40 {
		send(t, s, person(i), store.Class(i%3), "hello")
	}
	total := 0
	for p := range store.Partition(store.Partitions) {
		letters, _ := heads(t, s, store.Set(0).With(p), noon(), 100)
		total += len(letters)
		for _, l := range letters {
			if store.PartitionOf(l.Actor) != p {
				t.Errorf("partition %d answers for partition %d", p, store.PartitionOf(l.Actor))
			}
		}
	}
	if total != 40 {
		t.Errorf("all partitions together have %d heads, want 40", total)
	}
}

func beginCounts(t *testing.T, s store.Store) {
	send(t, s, person(1), store.Reply, "hello")
	seq := head(t, s).Seq
	for attempt := 1; attempt <= 300; attempt += 100 {
		for range 100 {
			must(t, s.Begin(t.Context(), person(1), seq))
		}
		if got := head(t, s); got.State != store.Sending || got.Attempts != attempt+99 || string(got.Data) != "hello" {
			t.Errorf("after %d attempts: %c, %d, %q", attempt+99, got.State, got.Attempts, got.Data)
		}
	}
	want(t, "beginning a message that never was", s.Begin(t.Context(), person(1), seq+1), store.ErrNoMessage)
	must(t, s.Put(t.Context(), person(1), seq, time.Time{}, "unreachable"))
	want(t, "beginning a parked message", s.Begin(t.Context(), person(1), seq), store.ErrNoMessage)
}

func doneRepeats(t *testing.T, s store.Store) {
	send(t, s, person(1), store.Reply, "one", "two", "three")
	first := head(t, s)
	for range 2 {
		must(t, s.Done(t.Context(), person(1), first.Seq))
		wantHeads(t, s, noon(), "two")
	}
	must(t, s.Done(t.Context(), person(1), first.Seq+2)) // not the head: the head stays
	wantHeads(t, s, noon(), "two")
	must(t, s.Done(t.Context(), person(1), math.MaxUint64), s.Done(t.Context(), person(2), first.Seq+1))
	wantHeads(t, s, noon(), "two")
	want(t, "beginning it afterwards", s.Begin(t.Context(), person(1), first.Seq), store.ErrNoMessage)
	want(t, "putting it aside afterwards", s.Put(t.Context(), person(1), first.Seq, noon(), "x"), store.ErrNoMessage)
	want(t, "releasing it afterwards", s.Release(t.Context(), person(1), first.Seq), store.ErrNoMessage)
}

func putOff(t *testing.T, s store.Store) {
	send(t, s, person(1), store.Reply, "one", "two")
	seq, then := head(t, s).Seq, noon().Add(time.Minute)
	must(t, s.Begin(t.Context(), person(1), seq), s.Put(t.Context(), person(1), seq, then, "slow down"))
	for _, now := range []time.Time{noon(), then.Add(-time.Millisecond)} {
		letters, wake := heads(t, s, store.AllPartitions, now, 10)
		if len(letters) != 0 || !wake.Equal(then) || wake.Location() != time.UTC {
			t.Errorf("at %v: %q may go, the next at %v", now, texts(letters), wake)
		}
	}
	letters, wake := heads(t, s, store.AllPartitions, then, 10)
	wantTexts(t, "at its time", letters, "one")
	if l := letters[0]; l.State != store.Waiting || l.Attempts != 1 || l.Reason != "slow down" || !l.Earliest.Equal(then) || !wake.IsZero() {
		t.Errorf("got %+v and the next at %v", l, wake)
	}
	must(t, s.Done(t.Context(), person(1), seq))
	wantHeads(t, s, noon(), "two")
}

func putOffOrder(t *testing.T, s store.Store) {
	for i, minutes := range []int{3, 1, 2, 30} {
		send(t, s, person(i), store.Reply, string(rune('a'+i)))
		letters, _ := heads(t, s, store.Set(0).With(store.PartitionOf(person(i))), noon(), 100)
		for _, l := range letters {
			if l.Actor == person(i) {
				must(t, s.Put(t.Context(), l.Actor, l.Seq, noon().Add(time.Duration(minutes)*time.Minute), "slow down"))
			}
		}
	}
	wantHeads(t, s, noon().Add(3*time.Minute), "b", "c", "a")
	for _, limit := range []int{0, 1, 2, 10} {
		if _, wake := heads(t, s, store.AllPartitions, noon().Add(3*time.Minute), limit); !wake.Equal(noon().Add(30 * time.Minute)) {
			t.Errorf("limit %d: the next at %v, want 12:30", limit, wake)
		}
	}
	if got, wake := heads(t, s, 0, noon().Add(time.Hour), 10); len(got) != 0 || !wake.IsZero() {
		t.Errorf("no partition has %d heads and the next at %v", len(got), wake)
	}
}

func parked(t *testing.T, s store.Store) {
	send(t, s, person(1), store.Reply, "one", "two", "three")
	first := head(t, s).Seq
	must(t, s.Begin(t.Context(), person(1), first), s.Put(t.Context(), person(1), first, time.Time{}, "unreachable"))
	wantHeads(t, s, noon(), "two")
	must(t, s.Put(t.Context(), person(1), first+1, time.Time{}, "unreachable"))
	wantHeads(t, s, noon(), "three")
	must(t, s.Done(t.Context(), person(1), first+2))
	wantHeads(t, s, noon())
	send(t, s, person(1), store.Reply, "four")
	wantHeads(t, s, noon(), "four")
	got, err := s.Parked(t.Context(), store.AllPartitions, 10)
	must(t, err)
	wantTexts(t, "parked", got, "one", "two")
	if l := got[0]; l.Actor != person(1) || l.State != store.Parked || l.Reason != "unreachable" || l.Attempts != 1 || l.Seq != first {
		t.Errorf("got %+v", l)
	}
	must(t, s.Put(t.Context(), person(1), first, noon().Add(time.Minute), "later"))
	wantHeads(t, s, noon())
	wantHeads(t, s, noon().Add(time.Minute), "one")
}

func released(t *testing.T, s store.Store) {
	send(t, s, person(1), store.Reply, "one", "two")
	first := head(t, s).Seq
	must(t, s.Begin(t.Context(), person(1), first), s.Put(t.Context(), person(1), first, time.Time{}, "unreachable"))
	wantHeads(t, s, noon(), "two")
	for range 2 {
		must(t, s.Release(t.Context(), person(1), first))
		if l := head(t, s); string(l.Data) != "one" || l.State != store.Waiting || l.Attempts != 1 || l.Reason != "" || !l.Earliest.IsZero() {
			t.Errorf("got %+v", l)
		}
	}
	must(t, s.Begin(t.Context(), person(1), first), s.Release(t.Context(), person(1), first))
	if l := head(t, s); l.State != store.Sending {
		t.Errorf("a message that was not parked is now %c", l.State)
	}
	must(t, s.Done(t.Context(), person(1), first))
	wantHeads(t, s, noon(), "two")
}

func parkedList(t *testing.T, s store.Store) {
	for i := range 20 {
		send(t, s, person(i), store.Reply, "gone", "stays")
	}
	letters, _ := heads(t, s, store.AllPartitions, noon(), 100)
	for _, l := range letters {
		must(t, s.Put(t.Context(), l.Actor, l.Seq, time.Time{}, "unreachable"))
	}
	total := 0
	for p := range store.Partition(store.Partitions) {
		got, err := s.Parked(t.Context(), store.Set(0).With(p), 100)
		must(t, err)
		total += len(got)
		for _, l := range got {
			if store.PartitionOf(l.Actor) != p || string(l.Data) != "gone" {
				t.Errorf("partition %d lists %q of partition %d", p, l.Data, store.PartitionOf(l.Actor))
			}
		}
	}
	some, err := s.Parked(t.Context(), store.AllPartitions, 7)
	must(t, err)
	if total != 20 || len(some) != 7 {
		t.Errorf("%d parked, want 20; %d with a limit of 7", total, len(some))
	}
}

func seqGrows(t *testing.T, s store.Store) {
	var last uint64
	for range 5 {
		send(t, s, person(1), store.Reply, "a", "b")
		for range 2 {
			got := head(t, s)
			if got.Seq <= last {
				t.Errorf("Seq %d after %d", got.Seq, last)
			}
			last = got.Seq
			must(t, s.Done(t.Context(), person(1), last))
		}
		wantHeads(t, s, noon())
	}
	commit(t, s, store.Turn{Actor: person(1), Version: 5, Forget: true, Messages: []store.Message{message(store.Reply, "goodbye")}})
	if got := head(t, s); got.Seq <= last {
		t.Errorf("after forgetting, Seq %d after %d", got.Seq, last)
	}
}
