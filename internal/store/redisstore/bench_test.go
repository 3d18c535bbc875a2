package redisstore_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

// someTurn is a turn of usual size: a session, a message, now and then a timer.
func someTurn(actor int64, version uint64) store.Turn {
	turn := store.Turn{
		Actor:   chat.Actor{Platform: "telegram", Kind: chat.Person, ID: fmt.Sprint(100_000_000 + actor)},
		Version: version, Session: make([]byte, 140), Sending: true,
		Messages: []store.Message{{Data: make([]byte, 220)}},
	}
	return turn
}

// cpu is how much processor time this process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkCommit commits the turns of 256 people at once and acknowledges what they
// say. The raw loop runs the same scripts with the same arguments in pipelines of 256,
// with nothing around them: the ratio of the two is what the store costs.
func BenchmarkCommit(b *testing.B) {
	server := redistest.Start(b)
	raw := rawCommits(b, server)
	server.Flush(b)
	s := open(b, server.URL())
	var next atomic.Int64
	var all sync.WaitGroup
	b.ReportAllocs()
	b.ResetTimer()
	begun, used := time.Now(), cpu()
	before := s.Stats()
	for person := range int64(256) {
		all.Go(func() {
			for turn := someTurn(person, 0); next.Add(1) <= int64(b.N); turn.Version++ {
				receipt, err := s.Commit(b.Context(), turn)
				if err == nil {
					err = s.Done(b.Context(), turn.Actor, receipt.First)
				}
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	took, used := time.Since(begun), cpu()-used
	stats := s.Stats()
	turns := float64(b.N)
	b.ReportMetric(turns/took.Seconds(), "turns/s")
	b.ReportMetric(raw, "raw/s")
	b.ReportMetric(turns/took.Seconds()/raw, "ratio")
	b.ReportMetric(float64(used.Microseconds())/turns, "µs-cpu/turn")
	b.ReportMetric(float64(stats.Commands-before.Commands)/float64(stats.RoundTrips-before.RoundTrips), "commands/trip")
}

// rawCommits is how many turns a second go through two bare connections.
func rawCommits(b *testing.B, server *redistest.Server) float64 {
	b.Helper()
	s := open(b, server.URL())
	client := redis.NewClient(&redis.Options{Addr: server.Addr, Protocol: 2})
	defer func() { _ = client.Close() }()
	const people, share = 512, 256
	var all sync.WaitGroup
	begun := time.Now()
	var turns atomic.Int64
	for half := range people / share {
		all.Go(func() {
			for version := uint64(0); time.Since(begun) < time.Second; version++ {
				pipe := client.Pipeline()
				for i := range share {
					turn := someTurn(int64(half*share+i), version)
					for _, args := range redisstore.RawTurn(s, turn, version+1) {
						pipe.Do(context.Background(), args...)
					}
				}
				if _, err := pipe.Exec(context.Background()); err != nil {
					b.Error(err)
					return
				}
				turns.Add(share)
			}
		})
	}
	all.Wait()
	return float64(turns.Load()) / time.Since(begun).Seconds()
}
