package discordtest

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// limits counts requests per bucket (a route and the resource it is about) and
// overall, in fixed windows.
type limits struct {
	now     func() time.Time
	global  int
	mu      sync.Mutex
	buckets map[string]*window
	overall window
}

// window is a stretch of time in which so many requests came.
type window struct {
	until time.Time
	used  int
}

// allowance is what is left of a bucket after a request.
type allowance struct {
	bucket    string
	limit     int
	remaining int
	reset     time.Duration
	global    bool // it is the overall limit that is exhausted
	over      bool
}

// maxBuckets is when forgotten windows are swept out.
const maxBuckets = 10_000

func newLimits(now func() time.Time, global int) *limits {
	return &limits{now: now, global: global, buckets: map[string]*window{}}
}

// take counts one request. The overall limit leaves interactions out, like Discord.
func (l *limits) take(e endpoint, major string) allowance {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	a := allowance{bucket: bucketName(e.method + e.pattern), limit: e.limit}
	if !e.open && !l.overall.take(now, l.global, time.Second) {
		a.global, a.over, a.reset = true, true, l.overall.until.Sub(now)
		return a
	}
	w := l.bucket(a.bucket+":"+major, now)
	a.over = !w.take(now, e.limit, e.per)
	a.remaining, a.reset = max(e.limit-w.used, 0), w.until.Sub(now)
	return a
}

func (l *limits) bucket(key string, now time.Time) *window {
	w := l.buckets[key]
	if w != nil {
		return w
	}
	if len(l.buckets) >= maxBuckets {
		for k, old := range l.buckets {
			if now.After(old.until) {
				delete(l.buckets, k)
			}
		}
	}
	w = &window{}
	l.buckets[key] = w
	return w
}

// take counts a request and tells whether it is still within the limit.
func (w *window) take(now time.Time, limit int, per time.Duration) bool {
	if !now.Before(w.until) {
		w.until, w.used = now.Add(per), 0
	}
	if w.used >= limit {
		return false
	}
	w.used++
	return true
}

func bucketName(route string) string {
	sum := sha256.Sum256([]byte(route))
	return hex.EncodeToString(sum[:16])
}

func (a allowance) headers(h http.Header, now time.Time) {
	h.Set("X-RateLimit-Bucket", a.bucket)
	h.Set("X-RateLimit-Limit", strconv.Itoa(a.limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(a.remaining))
	h.Set("X-RateLimit-Reset-After", seconds(a.reset))
	h.Set("X-RateLimit-Reset", strconv.FormatFloat(float64(now.Add(a.reset).UnixMilli())/1000, 'f', 3, 64))
}

// seconds is rounded up, so that waiting for it is long enough.
func seconds(d time.Duration) string {
	return strconv.FormatFloat(math.Ceil(d.Seconds()*1000)/1000, 'f', 3, 64)
}

// tooMany is the answer 429.
func tooMany(after time.Duration, global bool) reply {
	r := reply{
		status: http.StatusTooManyRequests,
		body: map[string]any{
			"message": "You are being rate limited.", "global": global,
			"retry_after": math.Ceil(after.Seconds()*1000) / 1000,
		},
		header: map[string]string{
			"Retry-After":       strconv.Itoa(int(math.Ceil(after.Seconds()))),
			"X-RateLimit-Scope": "user",
		},
	}
	if global {
		r.header["X-RateLimit-Global"], r.header["X-RateLimit-Scope"] = "true", "global"
	}
	return r
}
