package simulation

import (
	"context"
	"hash/fnv"
	"math/rand/v2"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// task is what one goroutine is busy with. It has its own stream of chance: what
// happens to it does not depend on who else runs at that moment.
type task struct {
	rng     *rand.Rand
	in      chat.Inbound
	now     time.Time // what the clock showed when the session was loaded
	loaded  []byte    // the sealed session as it was loaded last
	applied int       // how often the event was committed on behalf of this call
	first   uint64    // upon which version, the last time
	lives   int       // and after how many lives
	desk    bool      // an operator acts for the actor: no event is behind it
}

// stream is chance of that name, always the same for one seed.
func stream(seed uint64, name string) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

type taskKey struct{}

func with(ctx context.Context, t *task) context.Context { return context.WithValue(ctx, taskKey{}, t) }

func taskOf(ctx context.Context) *task {
	t, _ := ctx.Value(taskKey{}).(*task)
	return t
}

// between is a length of time from low up to high, to the nanosecond: that nothing
// happens at the same moment as something else makes a seed repeat itself.
func between(rng *rand.Rand, low, high time.Duration) time.Duration {
	return low + time.Duration(rng.Int64N(int64(high-low)))
}

func chance(rng *rand.Rand, p float64) bool { return rng.Float64() < p }
