package delivery

import "time"

// entry is a lane in a line. It counts as long as the lane has not gone elsewhere.
type entry struct {
	lane  *lane
	stamp uint64
	at    time.Time // when it may go on, in the line of those who wait for a moment
}

func (e entry) counts() bool { return e.lane.stamp == e.stamp }

// queue is first come, first served.
type queue struct {
	entries []entry
	first   int
}

func (q *queue) push(l *lane) { q.entries = append(q.entries, entry{lane: l, stamp: l.stamp}) }

// front is the first lane that still stands here, nil when none does.
func (q *queue) front() *lane {
	for q.first < len(q.entries) {
		if e := q.entries[q.first]; e.counts() {
			return e.lane
		}
		q.pop()
	}
	return nil
}

// pop takes the first one away, whoever it is.
func (q *queue) pop() {
	q.entries[q.first] = entry{}
	q.first++
	if q.first == len(q.entries) {
		q.entries, q.first = q.entries[:0], 0
	} else if q.first > 1024 && q.first*2 > len(q.entries) {
		n := copy(q.entries, q.entries[q.first:])
		clear(q.entries[n:])
		q.entries, q.first = q.entries[:n], 0
	}
}

// later is who waits for a moment, the earliest first and the first come of those who
// wait for the same: a heap.
type later []entry

func (h later) before(i, j int) bool {
	if h[i].at.Equal(h[j].at) {
		return h[i].stamp < h[j].stamp
	}
	return h[i].at.Before(h[j].at)
}

func (h *later) push(l *lane, at time.Time) {
	*h = append(*h, entry{lane: l, stamp: l.stamp, at: at})
	for i := len(*h) - 1; i > 0; {
		up := (i - 1) / 2
		if !h.before(i, up) {
			return
		}
		(*h)[i], (*h)[up] = (*h)[up], (*h)[i]
		i = up
	}
}

// first is the earliest one that still waits, false when nobody does.
func (h *later) first() (entry, bool) {
	for len(*h) > 0 {
		if e := (*h)[0]; e.counts() {
			return e, true
		}
		h.pop()
	}
	return entry{}, false
}

func (h *later) pop() {
	s := *h
	last := len(s) - 1
	s[0] = s[last]
	s[last] = entry{}
	s = s[:last]
	*h = s
	for i := 0; ; {
		low := 2*i + 1
		if low >= last {
			return
		}
		if right := low + 1; right < last && s.before(right, low) {
			low = right
		}
		if !s.before(low, i) {
			return
		}
		s[i], s[low] = s[low], s[i]
		i = low
	}
}
