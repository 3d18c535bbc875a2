package discord

import (
	"sync"
	"time"
)

// skewLast is for how long the smallest difference of the clocks counts.
const skewLast = 10 * time.Minute

// skew is how far our clock is ahead of Discord's, as far as interactions tell that
// Discord took an answer to, and which were young then: the way they had is in it, and
// the shortest one is nearest to the truth. Before the first it is none.
type skew struct {
	mu    sync.Mutex
	ahead time.Duration // negative: it is behind
	since time.Time     // zero: nothing is known
}

// learn takes in how old an interaction seemed to be when it came.
func (k *skew) learn(age time.Duration, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.since.IsZero() || age <= k.ahead || now.Sub(k.since) > skewLast {
		k.ahead, k.since = age, now
	}
}

// age is how old something is that Discord made then.
func (k *skew) age(now, then time.Time) time.Duration {
	k.mu.Lock()
	defer k.mu.Unlock()
	return max(now.Sub(then)-k.ahead, 0)
}
