package redisstore_test

import (
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

// TestNothingAcknowledgedIsLostWhenRedisIsKilled kills the server three times while many
// commit, and starts it again on what it has on disk.
func TestNothingAcknowledgedIsLostWhenRedisIsKilled(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server.URL())
	c := gather(t, s, 32)
	for range 3 {
		c.await()
		server.Kill()
		if err := server.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	c.await()
	if c.disperse(t, s) == 0 {
		t.Error("no commit was under way when the server was killed: this test has tried nothing")
	}
}
