// Package redisstore keeps everything in Redis: the store for several processes that
// share the work, and for servers that others look after. It knows bytes, times and
// actors, and nothing of what the bytes mean. Redis alone, Sentinel and Cluster serve.
//
// A turn is one script, so all of it happens or none. Calls that arrive together share
// a round trip, and a session used lately costs none to load. What a call reports as
// done is as durable as the server makes it: with appendfsync always it is on the disk.
package redisstore

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

var _ store.Store = (*Store)(nil)

// Store is a store.Store in Redis.
type Store struct {
	*batcher
	scripts *scripts
	keys    *layout
	warm    *warm
	channel string
	slotted bool // a cluster: keys of two partitions cannot be touched together
	now     func() time.Time

	passed  atomic.Int64 // what could not be read, at every look (passover.go)
	spoilt  atomic.Int64 // of it, at the last look for due timers
	limping atomic.Bool  // a part of the servers did not answer then
	older   older
}

// closeGrace is how long Close waits for what is under way: longer than a server that is
// well ever takes, and short for somebody who wants the process to end.
const closeGrace = 2 * time.Second

// Close lets what is under way finish, for two seconds at most, and lets go of the
// connections. What a hanging server has not answered by then is an error with an
// unknown outcome to whoever asked. A second Close waits for the first and is no error.
func (s *Store) Close() error {
	if err := s.close(closeGrace); err != nil {
		return fmt.Errorf("closing the store: %w", err)
	}
	return nil
}

// Stats says how much was asked of Redis since the start.
type Stats struct {
	RoundTrips int64 // pipelines
	Commands   int64 // in all of them
	PassedOver int64 // what looks at the timers could not read, counted at every look
}

// Stats counts. It costs nothing.
func (s *Store) Stats() Stats { return Stats{s.trips.Load(), s.commands.Load(), s.passed.Load()} }

// Healthy asks Redis for a sign of life and waits a second for it.
func (s *Store) Healthy(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	_, err := apart(ctx, s.batcher, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, eachMaster(ctx, s.client, func(ctx context.Context, c redis.Cmdable) error { return c.Ping(ctx).Err() })
	})
	if err != nil {
		return fmt.Errorf("asking Redis for a sign of life: %w", err)
	}
	return nil
}

// Clock is the time by the clock of Redis, in UTC; of a cluster, by one of its servers.
func (s *Store) Clock(ctx context.Context) (time.Time, error) {
	now, err := apart(ctx, s.batcher, func(ctx context.Context) (time.Time, error) { return s.client.Time(ctx).Result() })
	if err != nil {
		return time.Time{}, fmt.Errorf("asking Redis for the time: %w", err)
	}
	return now.UTC(), nil
}
