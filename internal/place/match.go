package place

import (
	"slices"
	"sort"
	"strings"
)

// narrowed says which regions count; nil counts all.
type narrowed []bool

func (n narrowed) has(c *city) bool { return n == nil || n[c.region] }

// exact calls each with every city of that name; some may come twice.
func (x *index) exact(key string, in narrowed, each func(at int)) {
	x.matching(key, func(found string) bool { return found == key }, in, each)
}

// begins calls each with every city one of whose names begins with key.
func (x *index) begins(key string, in narrowed, each func(at int)) {
	x.matching(key, func(found string) bool { return strings.HasPrefix(found, key) }, in, each)
}

func (x *index) matching(key string, match func(string) bool, in narrowed, each func(at int)) {
	if key == "" {
		return
	}
	from := sort.Search(len(x.cities), func(i int) bool { return x.cities[i].key >= key })
	for i := from; i < len(x.cities) && match(x.cities[i].key); i++ {
		if in.has(&x.cities[i]) {
			each(i)
		}
	}
	from = sort.Search(len(x.names), func(i int) bool { return x.names[i].key >= key })
	for i := from; i < len(x.names) && match(x.names[i].key); i++ {
		for digits := range strings.SplitSeq(x.names[i].rows, " ") {
			if at := number(digits); in.has(&x.cities[at]) {
				each(at)
			}
		}
	}
}

// narrow says which regions a word like "maine", "me", "france" or "fr" leaves, and
// whether there are any; begun takes names that only begin with it.
func (x *index) narrow(key string, begun bool) (narrowed, bool) {
	if key == "" {
		return nil, false
	}
	from := sort.Search(len(x.areas), func(i int) bool { return x.areas[i].key >= key })
	var in narrowed
	for _, a := range x.areas[from:] {
		if a.key != key && (!begun || !strings.HasPrefix(a.key, key)) {
			break
		}
		if in == nil {
			in = make(narrowed, len(x.regions))
		}
		first, past := a.region, a.region+1
		if a.country >= 0 {
			first, past = x.countries[a.country].first, x.countries[a.country].past
		}
		for i := first; i < past; i++ {
			in[i] = true
		}
	}
	return in, in != nil
}

// and leaves what both leave.
func (n narrowed) and(other narrowed) narrowed {
	if n == nil {
		return other
	}
	for i := range n {
		n[i] = n[i] && other[i]
	}
	return n
}

// ranked keeps the largest cities of those it is shown, each once.
type ranked struct {
	x      *index
	most   int
	before []int // shown already, not to be shown again
	rows   []int // largest first
}

func (r *ranked) add(at int) {
	if len(r.rows) == r.most && !r.x.larger(at, r.rows[r.most-1]) {
		return
	}
	if slices.Contains(r.rows, at) || slices.Contains(r.before, at) {
		return
	}
	i := sort.Search(len(r.rows), func(i int) bool { return r.x.larger(at, r.rows[i]) })
	if len(r.rows) == r.most {
		r.rows = r.rows[:r.most-1]
	}
	r.rows = slices.Insert(r.rows, i, at)
}

// larger orders by inhabitants, and cities of one size as the data has them.
func (x *index) larger(a, b int) bool {
	if x.cities[a].hundreds != x.cities[b].hundreds {
		return x.cities[a].hundreds > x.cities[b].hundreds
	}
	return a < b
}
