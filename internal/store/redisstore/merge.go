package redisstore

// list is what one partition has, in order. When more is behind it, its last element
// is only there to show where the rest begins.
type list[E any] struct {
	elements []E
	more     bool
}

// merge takes up to limit elements from all the lists, in order, for as long as they
// satisfy wanted, and no further than it is sure of the order. Next is the first that
// was left, nil when none was.
func merge[E any](lists []list[E], limit int, compare func(a, b E) int, wanted func(E) bool) (taken []E, next *E) {
	for {
		best := -1
		for i := range lists {
			if len(lists[i].elements) > 0 && (best < 0 || compare(lists[i].elements[0], lists[best].elements[0]) < 0) {
				best = i
			}
		}
		if best < 0 {
			return taken, nil
		}
		first, rest := &lists[best].elements[0], lists[best].elements[1:]
		if len(taken) >= limit || !wanted(*first) || lists[best].more && len(rest) == 0 {
			return taken, first
		}
		taken = append(taken, *first)
		lists[best].elements = rest
	}
}

// share is how many elements to ask a partition for when limit are wanted of n: more
// than its part, so that one busy partition does not cost another round.
func share(limit, n int) int { return min(limit, max(16, 4*limit/max(1, n))) }
