package memstore_test

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
)

// conversation commits turns of one actor and sends the answer of each.
func conversation(b *testing.B, s store.Store, actor int64, more func() bool) {
	turn := store.Turn{
		Actor:   chat.Actor{Platform: "telegram", Kind: chat.Person, ID: fmt.Sprint(actor)},
		Session: make([]byte, 180), Messages: []store.Message{{Data: make([]byte, 150)}},
	}
	for ; more(); turn.Version++ {
		if _, err := s.Commit(b.Context(), turn); err != nil {
			b.Error(err)
			return
		}
		if err := s.Done(b.Context(), turn.Actor, turn.Version+1); err != nil {
			b.Error(err)
		}
	}
}

func BenchmarkCommitAndDone(b *testing.B) {
	b.ReportAllocs()
	conversation(b, memstore.New(), 1, b.Loop)
}

func BenchmarkCommitAndDoneBy64(b *testing.B) {
	s := memstore.New()
	var actors atomic.Int64
	b.SetParallelism(64 / runtime.GOMAXPROCS(0))
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) { conversation(b, s, actors.Add(1), pb.Next) })
}

// BenchmarkHeadsOf10000 looks for a hundred messages when ten thousand wait.
func BenchmarkHeadsOf10000(b *testing.B) {
	s := memstore.New()
	for i := range int64(10_000) {
		turn := store.Turn{
			Actor:    chat.Actor{Platform: "telegram", Kind: chat.Person, ID: fmt.Sprint(i)},
			Messages: []store.Message{{Class: store.Class(i % 3), Data: make([]byte, 150)}},
		}
		if _, err := s.Commit(b.Context(), turn); err != nil {
			b.Fatal(err)
		}
	}
	now := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		if letters, _, err := s.Heads(b.Context(), store.AllPartitions, now, 100); err != nil || len(letters) != 100 {
			b.Fatal(len(letters), err)
		}
	}
}
