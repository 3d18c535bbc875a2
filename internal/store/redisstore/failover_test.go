package redisstore_test

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

// TestNothingAcknowledgedIsLostWhenAReplicaTakesOver kills the master while many commit. A
// replica becomes the master, and the store finds it by itself.
func TestNothingAcknowledgedIsLostWhenAReplicaTakesOver(t *testing.T) {
	watched := redistest.StartWatched(t)
	s := open(t, watched.URL()+"&wait=1")
	c := gather(t, s, 32)
	c.await()
	before, err := watched.Master(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before.Kill()
	c.await()
	after, err := watched.Master(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if after == before {
		t.Error("nobody has taken over")
	}
	if c.disperse(t, s) == 0 {
		t.Error("no commit was under way when the master was killed: this test has tried nothing")
	}
	if err := s.Healthy(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAChangeThatNoReplicaHasIsNotReportedAsDone(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server.URL()+"?wait=1")
	if _, err := s.Hold(t.Context(), "poll", "me", time.Hour); err == nil {
		t.Error("it is called done although there is no replica")
	}
	if _, err := s.Load(t.Context(), someone(1)); err != nil {
		t.Errorf("what changes nothing has to wait for no replica: %v", err)
	}
}
