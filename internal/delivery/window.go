package delivery

import "time"

// window allows so many sends in any stretch of time of its span, wherever that
// begins. Moments are counted from any one beginning. The nil window allows all.
type window struct {
	span  time.Duration
	taken []time.Duration // the latest sends, a ring
	next  int             // where the next one goes
	count int             // how many there are
}

func newWindow(most int, span time.Duration) *window {
	if most <= 0 || span <= 0 {
		return nil
	}
	return &window{span: span, taken: make([]time.Duration, most)}
}

// at is the earliest moment from now on at which one may go that leaves spare others
// free. A spare that is no less than the window is as good as one less.
func (w *window) at(now time.Duration, spare int) time.Duration {
	if w == nil {
		return now
	}
	w.mend(now)
	room := max(len(w.taken)-spare, 1)
	if w.count < room {
		return now
	}
	before := w.taken[(w.next-room+len(w.taken))%len(w.taken)]
	return max(now, before+w.span)
}

// take counts one that goes now.
func (w *window) take(now time.Duration) {
	if w == nil {
		return
	}
	w.taken[w.next] = max(now, w.latest())
	w.next = (w.next + 1) % len(w.taken)
	w.count = min(w.count+1, len(w.taken))
}

// over is when nothing of the window is taken any more.
func (w *window) over(now time.Duration) time.Duration {
	if w == nil || w.count == 0 {
		return now
	}
	return max(now, w.latest()+w.span)
}

func (w *window) latest() time.Duration {
	if w.count == 0 {
		return -1 << 62
	}
	return w.taken[(w.next-1+len(w.taken))%len(w.taken)]
}

// mend forgets what was taken after now: a clock that was set back by more than a
// span would hold everything up until it is there again.
func (w *window) mend(now time.Duration) {
	if w.count > 0 && w.latest()-now > w.span {
		w.count, w.next = 0, 0
	}
}
