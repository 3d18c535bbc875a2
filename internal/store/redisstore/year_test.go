package redisstore_test

import (
	"crypto/rand"
	"strconv"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

// A year of daily check-ins with eight answers each, as package record writes them down
// and package vault seals them: 7.5 KB in eight chunks, the last one growing each day.
const (
	days       = 365
	perDay     = 20 // bytes of one check-in
	chunkFull  = 1000
	sealing    = 29
	perYear    = 10_000 // bytes in Redis that DESIGN promises at most
	yearChunks = 8
)

func TestAYearOfDailyCheckInsStaysSmallInRedis(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server.URL())
	live(t, s)
	chunks, err := s.Records(t.Context(), someone(1))
	if err != nil {
		t.Fatal(err)
	}
	kept := 0
	for _, c := range chunks {
		kept += len(c.Data)
	}
	taken := memoryOf(t, server, redisstore.RecordsOf(s, someone(1)))
	t.Logf("a year of check-ins is %d bytes in %d chunks, and takes %d bytes in Redis", kept, len(chunks), taken)
	if len(chunks) != yearChunks || kept < 7_400 || kept > 7_700 {
		t.Errorf("that is not the year that package record writes down")
	}
	if taken > perYear {
		t.Errorf("a year takes %d bytes, want %d at most", taken, perYear)
	}
}

// live commits a year, day by day.
func live(t *testing.T, s *redisstore.Store) {
	t.Helper()
	var chunk []byte
	seq := uint32(1)
	for day := range days {
		if len(chunk) > chunkFull-perDay-sealing {
			chunk, seq = nil, seq+1
		}
		chunk = append(chunk, make([]byte, perDay)...)
		sealed := make([]byte, len(chunk)+sealing) // sealed bytes look like random ones
		_, _ = rand.Read(sealed)
		commit(t, s, store.Turn{
			Actor: someone(1), Version: uint64(day), Session: []byte("x"),
			Chunks: []store.Chunk{{Seq: seq, Data: sealed}},
		})
	}
}

// memoryOf is what a key takes with all that Redis needs for it.
func memoryOf(t *testing.T, server *redistest.Server, key string) int {
	t.Helper()
	answer, err := server.Do(t.Context(), "MEMORY", "USAGE", key, "SAMPLES", "0")
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(answer[1:])
	if err != nil {
		t.Fatalf("Redis says %q", answer)
	}
	return n
}
