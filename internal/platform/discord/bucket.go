package discord

import (
	"sync"
	"time"
)

// tooLong is the longest wait that a call makes by itself; longer ones are handed
// to whoever asked, who may have something else to do.
const tooLong = time.Second

// bucket is the allowance of one route, as the last answer told it.
type bucket struct {
	remaining int
	until     time.Time // when the allowance is full again
}

// buckets are the allowances of all routes. It is safe for concurrent use.
type buckets struct {
	mu   sync.Mutex
	name map[string]string  // route to the bucket that Discord named for it
	all  map[string]*bucket // bucket and what it is about to its allowance
	tidy time.Time
}

func newBuckets() *buckets {
	return &buckets{name: map[string]string{}, all: map[string]*bucket{}}
}

// route is where a call goes: the same kind of call shares a kind, the same
// channel or interaction an about.
type route struct{ kind, about string }

func (b *buckets) key(r route) string {
	if name, ok := b.name[r.kind]; ok {
		return name + " " + r.about
	}
	return r.kind + " " + r.about
}

// take uses one call of the allowance, or says how long to wait for it.
func (b *buckets) take(r route, now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	one, ok := b.all[b.key(r)]
	if !ok || !now.Before(one.until) {
		return 0
	}
	if one.remaining <= 0 {
		return one.until.Sub(now)
	}
	one.remaining--
	return 0
}

// learn takes in what an answer told. Calls that are under way were counted by
// take, so that a higher number than ours is not believed before the time is over.
func (b *buckets) learn(r route, name string, remaining int, after time.Duration, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if name != "" {
		b.name[r.kind] = name
	}
	key, until := b.key(r), now.Add(after)
	if one, ok := b.all[key]; ok && now.Before(one.until) {
		one.remaining, one.until = min(one.remaining, remaining), until
	} else {
		b.all[key] = &bucket{remaining: remaining, until: until}
	}
	b.sweep(now)
}

// sweep frees what is full again, at most once a minute: there is a bucket for
// every interaction.
func (b *buckets) sweep(now time.Time) {
	if now.Before(b.tidy) {
		return
	}
	b.tidy = now.Add(time.Minute)
	for key, one := range b.all {
		if !now.Before(one.until) {
			delete(b.all, key)
		}
	}
}
