package discord

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// identifies spaces the beginning of new sessions: so many at once every five
// seconds, and none when the day's are used up, because Discord would take the
// token away.
type identifies struct {
	rest *rest
	mu   sync.Mutex
	next map[int]time.Time // by the group of shards that share a turn
}

// botGateway is what GET /gateway/bot says.
type botGateway struct {
	Shards int `json:"shards"`
	Limit  struct {
		Remaining   *int  `json:"remaining"`
		ResetAfter  int64 `json:"reset_after"` // milliseconds
		Concurrency int   `json:"max_concurrency"`
	} `json:"session_start_limit"`
}

func (r *rest) botGateway(ctx context.Context) (botGateway, error) {
	var told botGateway
	if err := r.do(ctx, call{method: "GET", path: "/gateway/bot", route: route{kind: "gateway/bot"}}, &told); err != nil {
		return botGateway{}, fmt.Errorf("asking about the gateway: %w", verdict(err))
	}
	return told, nil
}

// admit waits for the shard's turn. It fails with ErrToken and ErrIdentifies only;
// when Discord cannot be asked, connecting will tell more.
func (i *identifies) admit(ctx context.Context, s *shard) error {
	told, err := i.rest.botGateway(ctx)
	if errors.Is(err, ErrToken) {
		return err
	}
	if left := told.Limit.Remaining; left != nil && *left <= 0 {
		wait := time.Duration(told.Limit.ResetAfter) * time.Millisecond
		return fmt.Errorf("starting a session: %w: try again in %v", ErrIdentifies, wait.Round(time.Minute))
	}
	if err := sleep(ctx, i.turn(s.id%max(told.Limit.Concurrency, 1))); err != nil {
		return nil //nolint:nilerr // whoever called sees that ctx has ended
	}
	i.rest.cfg.Observe("gateway/identify", 0)
	return nil
}

// turn reserves the next turn of a group and says how long to wait for it.
func (i *identifies) turn(group int) time.Duration {
	i.mu.Lock()
	defer i.mu.Unlock()
	now := i.rest.cfg.Now()
	at := i.next[group]
	if at.Before(now) {
		at = now
	}
	i.next[group] = at.Add(i.rest.cfg.Timing.Identify)
	return at.Sub(now)
}
