package boltstore_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// conversation commits turns of one actor, each with an answer to send.
func conversation(b *testing.B, s store.Store, actor int64, more func() bool) {
	session, text := make([]byte, 180), make([]byte, 150)
	turn := store.Turn{
		Actor:   chat.Actor{Platform: "telegram", Kind: chat.Person, ID: fmt.Sprint(actor)},
		Session: session, Messages: []store.Message{{Data: text}},
	}
	for ; more(); turn.Version++ {
		if _, err := s.Commit(b.Context(), turn); err != nil {
			b.Error(err)
			return
		}
	}
}

func BenchmarkCommit(b *testing.B) {
	s := mustOpen(b, filepath.Join(b.TempDir(), "store"), quick)
	defer mustClose(b, s)
	b.ReportAllocs()
	conversation(b, s, 1, b.Loop)
}

func BenchmarkCommitBy64(b *testing.B) {
	s := mustOpen(b, filepath.Join(b.TempDir(), "store"), quick)
	defer mustClose(b, s)
	var actors atomic.Int64
	b.SetParallelism(64 / runtime.GOMAXPROCS(0))
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) { conversation(b, s, actors.Add(1), pb.Next) })
}

func BenchmarkLoad(b *testing.B) {
	s := mustOpen(b, filepath.Join(b.TempDir(), "store"), quick)
	defer mustClose(b, s)
	if _, err := s.Commit(b.Context(), store.Turn{Actor: someone, Session: make([]byte, 180)}); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Load(b.Context(), someone); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen opens a store of ten thousand people, which includes looking
// through its structure.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "store")
	s := mustOpen(b, path, quick)
	var all sync.WaitGroup
	for w := range 50 {
		all.Go(func() {
			for i := range 200 {
				_, err := s.Commit(b.Context(), store.Turn{
					Actor: member(w*200 + i), Session: make([]byte, 200),
					Chunks: []store.Chunk{{Seq: 1, Data: make([]byte, 1000)}, {Seq: 2, Data: make([]byte, 1000)}},
					Set:    []store.Timer{{Name: "daily", Due: noon}},
				})
				if err != nil {
					b.Error(err)
				}
			}
		})
	}
	all.Wait()
	mustClose(b, s)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		mustClose(b, mustOpen(b, path, quick))
	}
	b.ReportMetric(float64(info.Size())/1e6, "MB")
}
