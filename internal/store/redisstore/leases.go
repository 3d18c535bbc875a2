package redisstore

import (
	"context"
	"hash/fnv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// Hold takes the lease or renews it. It ends by the clock of Redis.
func (s *Store) Hold(ctx context.Context, name, holder string, ttl time.Duration) (uint64, error) {
	const doing = "holding a lease"
	p := &s.keys[partitionOfLease(name)]
	lease := p.lease(name)
	c := s.scripts.hold.on(2, &lease, &p.fence).with(holder, max(1, ttl.Milliseconds()))
	if err := s.do(ctx, c); err != nil {
		return 0, describe(doing, err)
	}
	fence, err := c.number()
	switch {
	case err != nil:
		return 0, describe(doing, err)
	case fence == 0:
		return 0, store.ErrHeld
	}
	return uint64(fence), nil
}

// Drop gives the lease up.
func (s *Store) Drop(ctx context.Context, name, holder string) error {
	const doing = "dropping a lease"
	lease := s.keys[partitionOfLease(name)].lease(name)
	c := s.scripts.drop.on(1, &lease).with(holder)
	if err := s.do(ctx, c); err != nil {
		return describe(doing, err)
	}
	return describe(doing, c.Err())
}

func partitionOfLease(name string) store.Partition {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	return store.Partition(h.Sum32() % store.Partitions)
}
