package redisstore_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
)

func someone(n int) chat.Actor {
	return chat.Actor{Platform: "telegram", Kind: chat.Person, ID: fmt.Sprint(n)}
}

// crowd is many who commit at the same time.
type crowd struct {
	writers      []writer
	acknowledged atomic.Int64
	went         chan struct{} // something after each commit, unless nobody has looked since
	ended        chan struct{}
	all          sync.WaitGroup
}

// gather lets people commit until disperse.
func gather(t *testing.T, s *redisstore.Store, people int) *crowd {
	t.Helper()
	c := &crowd{writers: make([]writer, people), went: make(chan struct{}, 1), ended: make(chan struct{})}
	for i := range c.writers {
		c.writers[i].actor = someone(i)
		c.all.Go(func() {
			for {
				select {
				case <-c.ended:
					return
				default:
				}
				if !c.writers[i].commit(t, s) {
					continue
				}
				c.acknowledged.Add(1)
				select {
				case c.went <- struct{}{}:
				default:
				}
			}
		})
	}
	return c
}

// await waits for a thousand acknowledged commits more.
func (c *crowd) await() {
	for target := c.acknowledged.Load() + 1000; c.acknowledged.Load() < target; {
		<-c.went
	}
}

// disperse ends it, looks that nothing acknowledged is lost, and counts the commits of
// which nobody knew.
func (c *crowd) disperse(t *testing.T, s *redisstore.Store) (unknown int) {
	t.Helper()
	close(c.ended)
	c.all.Wait()
	for _, w := range c.writers {
		wantAll(t, s, w)
		unknown += w.unknown
	}
	return unknown
}

// writer commits turns of one person, and remembers what was acknowledged.
type writer struct {
	actor        chat.Actor
	acknowledged uint64
	unknown      int // commits of which nobody knows
}

// commit makes one turn that says its version. After an unknown outcome the session is
// loaded again, as a conversation does. It tells whether the turn was acknowledged.
func (w *writer) commit(t *testing.T, s *redisstore.Store) bool {
	snapshot, err := s.Load(t.Context(), w.actor)
	if err != nil {
		return false
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
		return false
	}
	w.acknowledged = snapshot.Version + 1
	return true
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
