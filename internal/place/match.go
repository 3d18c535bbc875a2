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
	x.between(key, key+"\x00", in, false, each)
}

// begins calls each with every city one of whose names begins with key; of names that
// are not the city's own only the everyday ones, if that is asked.
func (x *index) begins(key string, in narrowed, everyday bool, each func(at int)) {
	x.between(key, key+"\xff", in, everyday, each)
}

// between calls each with the cities that have a name from first up to past. No folded
// name has a byte 00 or FF, so that these end the names that are, or begin with, another.
func (x *index) between(first, past string, in narrowed, everyday bool, each func(at int)) {
	shown := func(at int) {
		if in.has(&x.cities[at]) {
			each(at)
		}
	}
	byKey := func(key string) int {
		return sort.Search(len(x.cities), func(i int) bool { return x.cities[i].key >= key })
	}
	for at, end := byKey(first), byKey(past); at < end; at++ {
		shown(at)
	}
	byName := func(key string) int {
		return sort.Search(len(x.names), func(i int) bool { return x.names[i].key >= key })
	}
	for _, n := range x.names[byName(first):byName(past)] {
		if everyday && !n.everyday {
			continue
		}
		shown(n.city)
		if n.more == "" {
			continue
		}
		for digits := range strings.SplitSeq(n.more, " ") {
			shown(number(digits))
		}
	}
}

// narrow says which regions a word like "maine", "me", "france" or "fr" leaves, and
// whether there are any; begun takes names that only begin with it.
func (x *index) narrow(key string, begun bool) (narrowed, bool) {
	if key == "" {
		return nil, false
	}
	found := x.areasOf(key)
	if begun {
		found = x.areasFrom(key)
	}
	if len(found) == 0 {
		return nil, false
	}
	in := make(narrowed, len(x.regions))
	for _, a := range found {
		first, past := a.region, a.region+1
		if a.country >= 0 {
			first, past = x.countries[a.country].first, x.countries[a.country].past
		}
		for i := first; i < past; i++ {
			in[i] = true
		}
	}
	return in, true
}

// areasOf are the countries and regions of exactly that name.
func (x *index) areasOf(key string) []area {
	found := x.areasFrom(key)
	past := 0
	for past < len(found) && found[past].key == key {
		past++
	}
	return found[:past]
}

// areasFrom are those whose name begins so.
func (x *index) areasFrom(key string) []area {
	first := sort.Search(len(x.areas), func(i int) bool { return x.areas[i].key >= key })
	past := first
	for past < len(x.areas) && strings.HasPrefix(x.areas[past].key, key) {
		past++
	}
	return x.areas[first:past]
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
