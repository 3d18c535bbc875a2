package redisstore

import (
	"context"
	"fmt"
	"strconv"

	"github.com/redis/go-redis/v9"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// News calls told with the partition of every commit that left its messages for others
// to send, by whichever process. It blocks until ctx ends and returns nil then. What
// was said while the connection was lost is not repeated: after each new connection
// told is called with every partition, the first time too.
func (s *Store) News(ctx context.Context, told func(store.Set)) error {
	sub := s.client.Subscribe(ctx, s.channel)
	closing := context.AfterFunc(ctx, func() { _ = sub.Close() }) // ends a Receive that waits
	defer func() {
		if closing() {
			_ = sub.Close()
		}
	}()
	for wait := firstWait; ; {
		message, err := sub.Receive(ctx) // connects again by itself
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			if s.closed() {
				return fmt.Errorf("listening for news: %w", errClosed)
			}
			if pause(ctx, wait) != nil {
				return nil
			}
			wait = min(2*wait, lastWait)
			continue
		}
		wait = firstWait
		if in, ok := setOf(message); ok {
			told(in)
		}
	}
}

// setOf is what a message of the subscription concerns.
func setOf(message any) (store.Set, bool) {
	switch m := message.(type) {
	case *redis.Subscription:
		return store.AllPartitions, m.Kind == "subscribe"
	case *redis.Message:
		p, err := strconv.ParseUint(m.Payload, 10, 8)
		if err != nil || p >= store.Partitions {
			return 0, false
		}
		return store.Set(0).With(store.Partition(p)), true
	}
	return 0, false
}
