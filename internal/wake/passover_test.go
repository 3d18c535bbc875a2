package wake_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store/memstore"
	"github.com/stillpoint-bot/stillpoint/internal/wake"
)

// damagedStore passes something over at every look.
type damagedStore struct {
	*alarms
	passed int64
}

func (d *damagedStore) PassedOver() int64 {
	d.passed++
	return d.passed
}

func TestWhatTheStorePassesOverIsLoggedOnceAMinute(t *testing.T) {
	now := noon
	a := &alarms{T: t, Store: memstore.New()}
	var log bytes.Buffer
	w := wake.New(wake.Config{
		Timers: &damagedStore{alarms: a}, Handle: a.handle,
		Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(&log, nil)),
	})
	for _, c := range []struct {
		later time.Duration
		lines int
	}{{0, 1}, {time.Second, 1}, {58 * time.Second, 1}, {time.Second, 2}} {
		now = now.Add(c.later)
		if _, err := w.Fire(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(log.String(), "passed over"); got != c.lines {
			t.Errorf("%v later there are %d lines, want %d:\n%s", c.later, got, c.lines, log.String())
		}
	}
}
