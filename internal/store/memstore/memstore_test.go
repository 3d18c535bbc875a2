package memstore_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/storetest"
)

func open(t *testing.T) store.Store {
	s := memstore.New()
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestContract(t *testing.T) { storetest.Run(t, open) }

func TestTheSameCallsHaveTheSameResults(t *testing.T) {
	for seed := range uint64(20) {
		storetest.Same(t, open(t), open(t), seed)
	}
}

// TestInsideABubble has a sender wait, in the time of the bubble, for a message
// that was put off.
func TestInsideABubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memstore.New()
		actor := chat.Actor{Platform: "terminal", Kind: chat.Person, ID: "1"}
		start := time.Now()
		if _, err := s.Commit(t.Context(), store.Turn{Actor: actor, Messages: []store.Message{{Data: []byte("hello")}}}); err != nil {
			t.Fatal(err)
		}
		if err := s.Put(t.Context(), actor, 1, start.Add(time.Hour), "slow down"); err != nil {
			t.Fatal(err)
		}
		var sent time.Time
		go func() {
			for {
				letters, wake, err := s.Heads(t.Context(), store.AllPartitions, time.Now(), 1)
				if err != nil || len(letters) > 0 {
					sent = time.Now()
					return
				}
				time.Sleep(time.Until(wake))
			}
		}()
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		if !sent.Equal(start.Add(time.Hour)) {
			t.Errorf("sent after %v, want an hour", sent.Sub(start))
		}
	})
}

func TestAfterCloseEveryCallFails(t *testing.T) {
	s := memstore.New()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(t.Context(), chat.Actor{Platform: "terminal", Kind: chat.Person, ID: "1"}); err == nil {
		t.Error("a closed store answers")
	}
}
