package telegramtest

import "time"

// window counts what happened within the last span, and remembers the most it saw.
// Whoever holds it locks it.
type window struct {
	span  time.Duration
	times []time.Time
	peak  int
}

// count is how many happened in the span that ends now.
func (w *window) count(now time.Time) int {
	gone := 0
	for gone < len(w.times) && now.Sub(w.times[gone]) >= w.span {
		gone++
	}
	w.times = w.times[gone:]
	return len(w.times)
}

func (w *window) add(now time.Time) {
	w.count(now)
	w.times = append(w.times, now)
	w.peak = max(w.peak, len(w.times))
}

// free is how long it takes until there is room for one more under the limit.
func (w *window) free(now time.Time, limit int) time.Duration {
	n := w.count(now)
	if limit <= 0 || n < limit {
		return 0
	}
	return w.span - now.Sub(w.times[n-limit])
}
