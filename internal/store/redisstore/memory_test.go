package redisstore_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

const (
	perPerson = 450 // bytes in Redis that a person in mid-flow may take, with one timer
	perTimer  = 130 // bytes that each timer more may take
)

// TestWhatAPersonTakesInRedis fills a server with people in mid-flow and looks how much
// its memory grew, so that keys, tables and the allocator's rounding are all in it.
func TestWhatAPersonTakesInRedis(t *testing.T) {
	const people = 20_000
	server := redistest.Start(t, "--save", "", "--appendonly", "no")
	s := open(t, server.URL())
	empty := usedMemory(t, server)
	fill(t, s, people, 0, "daily.1")
	one := usedMemory(t, server)
	const more = 3
	for i := range uint64(more) {
		fill(t, s, people, 1+i, "daily."+strconv.FormatUint(2+i, 10))
	}
	person, timer := (one-empty)/people, (usedMemory(t, server)-one)/people/more
	t.Logf("%d bytes a person in mid-flow with one timer, %d bytes for one timer more", person, timer)
	if person > perPerson {
		t.Errorf("a person takes %d bytes, want %d at most", person, perPerson)
	}
	if timer > perTimer {
		t.Errorf("a timer takes %d bytes, want %d at most", timer, perTimer)
	}
}

// fill commits a turn for everybody that says something, which is sent, and sets a timer.
func fill(t *testing.T, s *redisstore.Store, people int, version uint64, timer string) {
	t.Helper()
	errs := make(chan error)
	const workers = 64
	for w := range workers {
		go func() {
			var err error
			for i := w; i < people && err == nil; i += workers {
				turn := someTurn(int64(i)*7, version)
				turn.Set = []store.Timer{{Name: timer, Due: time.UnixMilli(1_800_000_000_000 + int64(i)*977)}}
				var receipt store.Receipt
				if receipt, err = s.Commit(t.Context(), turn); err == nil {
					err = s.Done(t.Context(), turn.Actor, receipt.First)
				}
			}
			errs <- err
		}()
	}
	for range workers {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func usedMemory(t *testing.T, server *redistest.Server) int {
	t.Helper()
	info, err := server.Do(t.Context(), "INFO", "memory")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(info) {
		if text, ok := strings.CutPrefix(strings.TrimSpace(line), "used_memory:"); ok {
			n, err := strconv.Atoi(text)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
	}
	t.Fatal("Redis does not say how much memory it uses")
	return 0
}

func TestAMailboxThatIsEmptyTakesNothing(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server.URL())
	someone := chat.Actor{Platform: "telegram", Kind: chat.Person, ID: "123456789"}
	receipt, err := s.Commit(t.Context(), store.Turn{Actor: someone, Session: []byte("x"), Messages: []store.Message{{Data: []byte("hello")}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Done(t.Context(), someone, receipt.First); err != nil {
		t.Fatal(err)
	}
	if count, err := s.KeyCount(); err != nil || count != 1 {
		t.Errorf("%d keys, want the session alone (%v)", count, err)
	}
}
