package boltstore_test

import (
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

func benchCommit(b *testing.B, parallel int) {
	s := mustOpen(b, filepath.Join(b.TempDir(), "store"), quick)
	defer mustClose(b, s)
	session, text := make([]byte, 180), make([]byte, 150)
	var actors atomic.Int64
	b.SetParallelism(parallel)
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		actor := chat.Actor{Platform: "telegram", Kind: chat.Person, ID: fmt.Sprint(actors.Add(1))}
		for version := uint64(0); pb.Next(); version++ {
			turn := store.Turn{Actor: actor, Version: version, Session: session, Messages: []store.Message{{Data: text}}}
			if err := s.Commit(b.Context(), turn); err != nil {
				b.Error(err)
				return
			}
			if version > 0 {
				continue
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
}

func BenchmarkCommit(b *testing.B)           { benchCommit(b, 1) }
func BenchmarkCommitParallel64(b *testing.B) { benchCommit(b, 32) } // times the two cores

func BenchmarkLoad(b *testing.B) {
	s := mustOpen(b, filepath.Join(b.TempDir(), "store"), quick)
	defer mustClose(b, s)
	if err := s.Commit(b.Context(), store.Turn{Actor: someone, Session: make([]byte, 180)}); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Load(b.Context(), someone); err != nil {
			b.Fatal(err)
		}
	}
}
