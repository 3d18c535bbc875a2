package redisstore

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"
)

// KeyCount is how many keys of ours there are, indexes included: 0 when nothing is kept.
// What says whose data it is, and the last fences, do not count. It walks through the
// whole database, and is there for tests and for curious operators.
func (s *Store) KeyCount() (int, error) {
	var mu sync.Mutex
	seen := map[string]struct{}{} // a walk may show a key twice
	err := eachMaster(context.Background(), s.client, func(ctx context.Context, c redis.Cmdable) error {
		return walk(ctx, c, func(keys []string) error {
			mu.Lock()
			defer mu.Unlock()
			for _, k := range keys {
				if ours(k) && k != formatKey && k != upgradedKey && !strings.HasSuffix(k, "}f") {
					seen[k] = struct{}{}
				}
			}
			return nil
		})
	})
	if err != nil {
		return 0, fmt.Errorf("counting keys: %w", err)
	}
	return len(seen), nil
}
