package memstore

import (
	"iter"
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// index keeps elements in order, a list for each partition: most of what is
// asked concerns few of them, and short lists are quick to insert into.
type index[E any] struct {
	compare func(a, b E) int
	parts   [store.Partitions][]E
}

func newIndex[E any](compare func(a, b E) int) *index[E] { return &index[E]{compare: compare} }

func (x *index[E]) insert(p store.Partition, e E) {
	i, found := slices.BinarySearchFunc(x.parts[p], e, x.compare)
	if !found {
		x.parts[p] = slices.Insert(x.parts[p], i, e)
	}
}

func (x *index[E]) remove(p store.Partition, e E) {
	if i, found := slices.BinarySearchFunc(x.parts[p], e, x.compare); found {
		x.parts[p] = slices.Delete(x.parts[p], i, i+1)
	}
}

func (x *index[E]) len() int {
	n := 0
	for _, part := range x.parts {
		n += len(part)
	}
	return n
}

// from walks the elements of some partitions in order, beginning at low.
func (x *index[E]) from(in store.Set, low E) iter.Seq[E] {
	return func(yield func(E) bool) {
		var rest [store.Partitions][]E
		for p := range x.parts {
			if part := x.parts[p]; len(part) > 0 && in.Has(store.Partition(p)) {
				i, _ := slices.BinarySearchFunc(part, low, x.compare)
				rest[p] = part[i:]
			}
		}
		for {
			p := x.lowest(&rest)
			if p < 0 || !yield(rest[p][0]) {
				return
			}
			rest[p] = rest[p][1:]
		}
	}
}

// lowest is the list that begins with the lowest element, -1 when all are empty.
func (x *index[E]) lowest(rest *[store.Partitions][]E) int {
	best := -1
	for p := range rest {
		if len(rest[p]) > 0 && (best < 0 || x.compare(rest[p][0], rest[best][0]) < 0) {
			best = p
		}
	}
	return best
}
