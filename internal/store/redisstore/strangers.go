package redisstore

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

const warnUncounted Warning = "SCAN may not be used here: whether this database holds keys of something else is not checked"

func warnStrangers(keys int, all bool) Warning {
	what := strconv.Itoa(keys) + " keys of something else: they are left alone"
	if keys == 1 {
		what = "1 key of something else: it is left alone"
	}
	if !all {
		what = "at least " + what
	}
	return Warning("this database holds " + what + ", a database of its own is safer")
}

// ours tells whether a key is one that keys.go lists.
func ours(key string) bool {
	if key == formatKey || key == upgradedKey {
		return true
	}
	number, name, ok := strings.Cut(strings.TrimPrefix(key, "{p"), "}")
	p, err := strconv.Atoi(number)
	if !ok || err != nil || p < 0 || p >= store.Partitions || key != "{p"+strconv.Itoa(p)+"}"+name {
		return false
	}
	switch name {
	case "t", "d", "r", "l", "k", "f":
		return true
	}
	kind, rest, ok := strings.Cut(name, ":")
	return ok && len(kind) == 1 && strings.Contains("amcnht", kind) && rest != ""
}

// Looking for strangers stops after so many keys of a server: they come in no order, so
// that what shares the database in earnest is met among them.
const (
	scanStep = 1000
	scanMost = 20_000
)

// errEnough ends a walk early.
var errEnough = errors.New("enough keys were seen")

// strangers warns of keys that are not ours. It changes nothing.
func (s *Store) strangers(ctx context.Context) ([]Warning, error) {
	var mu sync.Mutex
	found, all := 0, true
	err := eachMaster(ctx, s.client, func(ctx context.Context, c redis.Cmdable) error {
		seen := 0
		err := walk(ctx, c, func(keys []string) error {
			mu.Lock()
			defer mu.Unlock()
			for _, k := range keys {
				if !ours(k) {
					found++
				}
			}
			if seen += len(keys); seen >= scanMost {
				all = false
				return errEnough
			}
			return nil
		})
		if errors.Is(err, errEnough) {
			return nil
		}
		return err
	})
	switch {
	case forbidden(err):
		return []Warning{warnUncounted}, nil
	case err != nil:
		return nil, fmt.Errorf("looking for keys of something else: %w", err)
	case found > 0:
		return []Warning{warnStrangers(found, all)}, nil
	}
	return nil, nil
}

// walk shows see the keys of one server, some perhaps twice, until see does not want more.
func walk(ctx context.Context, c redis.Cmdable, see func([]string) error) error {
	for cursor := uint64(0); ; {
		keys, next, err := c.Scan(ctx, cursor, "", scanStep).Result()
		if err == nil {
			err = see(keys)
		}
		if err != nil || next == 0 {
			return err
		}
		cursor = next
	}
}
