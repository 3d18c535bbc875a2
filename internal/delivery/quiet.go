package delivery

import (
	"log/slog"
	"sync"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// line is what a log line is about.
type line struct {
	platform chat.Platform
	what     string
	reason   string
}

// quiet logs each kind of thing when it first happens, and then once a minute how
// often it did. It names nobody.
type quiet struct {
	log   *slog.Logger
	mu    sync.Mutex
	kinds map[line]*tally
}

type tally struct {
	told  time.Time
	times int
}

// say counts one, and logs when that was not done for a minute.
func (q *quiet) say(now time.Time, l line, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	t := q.kinds[l]
	if t == nil {
		t = &tally{}
		if q.kinds == nil {
			q.kinds = map[line]*tally{}
		}
		q.kinds[l] = t
	}
	t.times++
	if since := now.Sub(t.told); !t.told.IsZero() && since >= 0 && since < time.Minute {
		return
	}
	if err != nil {
		q.log.Error("the store could not be told about messages", "platform", l.platform, "times", t.times, "error", err)
	} else {
		q.log.Warn("a message was not delivered", "platform", l.platform, "outcome", l.what, "reason", l.reason, "times", t.times)
	}
	t.told, t.times = now, 0
}
