package redisstore_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

func someone(n int) chat.Actor {
	return chat.Actor{Platform: "telegram", Kind: chat.Person, ID: fmt.Sprint(n)}
}

// writer commits turns of one person, and remembers what was acknowledged.
type writer struct {
	actor        chat.Actor
	acknowledged uint64
	unknown      int // commits of which nobody knows
}

// commit makes one turn that says its version. After an unknown outcome the session is
// loaded again, as a conversation does.
func (w *writer) commit(t *testing.T, s *redisstore.Store) {
	snapshot, err := s.Load(t.Context(), w.actor)
	if err != nil {
		return
	}
	if snapshot.Version < w.acknowledged {
		t.Errorf("version %d is there, %d was acknowledged", snapshot.Version, w.acknowledged)
	}
	text := fmt.Append(nil, snapshot.Version+1)
	_, err = s.Commit(t.Context(), store.Turn{
		Actor: w.actor, Version: snapshot.Version, Session: text, Messages: []store.Message{{Data: text}},
	})
	if err != nil {
		w.unknown++
		return
	}
	w.acknowledged = snapshot.Version + 1
}

// TestNothingAcknowledgedIsLostWhenRedisIsKilled kills the server three times while many
// commit, and starts it again on what it has on disk.
func TestNothingAcknowledgedIsLostWhenRedisIsKilled(t *testing.T) {
	const people, kills, between = 32, 3, 1000
	server := redistest.Start(t)
	s := open(t, server.URL())
	writers := make([]writer, people)
	var commits atomic.Int64
	ended, reached := make(chan struct{}), make(chan struct{}, kills+1)
	var all sync.WaitGroup
	for i := range writers {
		writers[i].actor = someone(i)
		all.Go(func() {
			for {
				select {
				case <-ended:
					return
				default:
				}
				writers[i].commit(t, s)
				if commits.Add(1)%between == 0 {
					select {
					case reached <- struct{}{}:
					default:
					}
				}
			}
		})
	}
	for range kills {
		<-reached
		server.Kill()
		if err := server.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	<-reached
	close(ended)
	all.Wait()
	unknown := 0
	for _, w := range writers {
		wantAll(t, s, w)
		unknown += w.unknown
	}
	if unknown == 0 {
		t.Error("no commit was under way when the server was killed: this test has tried nothing")
	}
}

// wantAll: every version that is there has its message, once and in order.
func wantAll(t *testing.T, s *redisstore.Store, w writer) {
	t.Helper()
	version, messages := redisstore.Stored(t, s, w.actor)
	if version < w.acknowledged || version > w.acknowledged+uint64(w.unknown) {
		t.Errorf("version %d is there, %d was acknowledged and %d unknown", version, w.acknowledged, w.unknown)
	}
	if uint64(len(messages)) != version {
		t.Errorf("%d messages for version %d", len(messages), version)
	}
	for i, text := range messages {
		if text != fmt.Sprint(i+1) {
			t.Fatalf("message %d says %s", i+1, text)
		}
	}
}
