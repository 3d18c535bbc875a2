package redisstore

// merge takes up to limit elements from all the lists, in order, for as long as they are
// wanted. Next is the first that was left, nil when none was.
func merge[E any](lists [][]E, limit int, compare func(a, b E) int, wanted func(E) bool) (taken []E, next *E) {
	for {
		best := -1
		for i, l := range lists {
			if len(l) > 0 && (best < 0 || compare(l[0], lists[best][0]) < 0) {
				best = i
			}
		}
		if best < 0 {
			return taken, nil
		}
		first := &lists[best][0]
		if len(taken) >= limit || !wanted(*first) {
			return taken, first
		}
		taken = append(taken, *first)
		lists[best] = lists[best][1:]
	}
}

// share is how many elements to ask a partition for when limit are wanted of n: more
// than its part, so that one busy partition does not cost another round.
func share(limit, n int) int { return min(limit, max(16, 4*limit/max(1, n))) }
