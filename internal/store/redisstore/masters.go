package redisstore

import (
	"context"
	"sync/atomic"

	"github.com/redis/go-redis/v9"
)

// eachMaster does something on every server that may be written to, at once.
func eachMaster(ctx context.Context, client redis.UniversalClient, do func(context.Context, redis.Cmdable) error) error {
	if cluster, ok := client.(*redis.ClusterClient); ok {
		return cluster.ForEachMaster(ctx, func(ctx context.Context, c *redis.Client) error { return do(ctx, c) })
	}
	return do(ctx, client)
}

// size is how many keys all servers have.
func size(ctx context.Context, client redis.UniversalClient) (int64, error) {
	var count atomic.Int64
	err := eachMaster(ctx, client, func(ctx context.Context, c redis.Cmdable) error {
		n, err := c.DBSize(ctx).Result()
		count.Add(n)
		return err
	})
	return count.Load(), err
}
