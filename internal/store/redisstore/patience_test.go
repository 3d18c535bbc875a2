package redisstore_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore"
	"github.com/stillpoint-bot/stillpoint/internal/store/redisstore/redistest"
)

// TestWhoHasNoPatienceIsStillToldWhy: a commit upon something old is a conflict, and not
// only "not as foreseen".
func TestWhoHasNoPatienceIsStillToldWhy(t *testing.T) {
	server := redistest.Start(t)
	hasty, _, err := redisstore.Open(t.Context(), redisstore.Config{URL: server.URL(), Patience: time.Nanosecond})
	if err != nil {
		t.Fatal(err)
	}
	defer hasty.Close() //nolint:errcheck // nothing is under way
	commit(t, hasty, store.Turn{Actor: someone(1), Session: []byte("one")})
	if _, err := hasty.Load(t.Context(), someone(1)); err != nil { // from now on it is remembered
		t.Fatal(err)
	}
	commit(t, open(t, server.URL()), store.Turn{Actor: someone(1), Version: 1, Session: []byte("two")})
	_, err = hasty.Commit(t.Context(), store.Turn{Actor: someone(1), Version: 1, Session: []byte("another two")})
	if !errors.Is(err, store.ErrConflict) {
		t.Errorf("the answer is %v", err)
	}
}
