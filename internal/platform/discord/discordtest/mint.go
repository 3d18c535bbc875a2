package discordtest

import (
	"strconv"
	"sync"
	"time"
)

// epoch is the first second of 2015, in milliseconds: where snowflakes begin.
const epoch = 1420070400000

// mint makes ids that grow, like Discord's.
type mint struct {
	now  func() time.Time
	mu   sync.Mutex
	last uint64
}

func (m *mint) next() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last = max(m.last+1, uint64(m.now().UnixMilli()-epoch)<<22)
	return strconv.FormatUint(m.last, 10)
}

// shardOf is the shard that hears of a server; private messages belong to shard 0.
func shardOf(guild string, shards int) int {
	id, err := strconv.ParseUint(guild, 10, 64)
	if err != nil || shards < 2 {
		return 0
	}
	return int((id >> 22) % uint64(shards))
}
