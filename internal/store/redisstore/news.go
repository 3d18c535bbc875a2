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
	heard, ended := make(chan store.Set), make(chan error, 1)
	err := s.launch(&s.ears, func() {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(s.life, cancel)() //nolint:contextcheck // it ends with either
		ended <- s.listen(ctx, heard)
	})
	if err != nil {
		return fmt.Errorf("listening for news: %w", err)
	}
	for {
		select {
		case in := <-heard:
			told(in)
		case <-ctx.Done():
			return nil
		case err := <-ended:
			if ctx.Err() != nil {
				return nil //nolint:nilerr // the store was closed as well, a moment later or before
			}
			return err
		}
	}
}

// listen passes on what is heard, until ctx ends. While a server that hangs is being
// connected to, the client does not notice that end for some seconds.
func (s *Store) listen(ctx context.Context, heard chan<- store.Set) error {
	sub := s.client.Subscribe(ctx, s.channel)
	closing := context.AfterFunc(ctx, func() { _ = sub.Close() }) // ends a Receive that waits
	defer func() {
		if closing() {
			_ = sub.Close()
		}
	}()
	for wait := firstWait; ; {
		message, err := sub.Receive(ctx) // connects again by itself
		if s.closed() {
			return fmt.Errorf("listening for news: %w", errClosed)
		}
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			_ = pause(ctx, wait) // the next Receive tells what has ended it
			wait = min(2*wait, lastWait)
			continue
		}
		wait = firstWait
		if in, ok := setOf(message); ok {
			select {
			case heard <- in:
			case <-ctx.Done():
			}
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
