package place

// timesLarger is how much larger a city has to be than the next of its name to be the
// one that is surely meant.
const timesLarger = 10

// One is the place a person surely means: an IANA name (or "UTC"), or a city that is
// the only one of that name, or at least ten times as large as the next one in another
// zone. "portland, maine" and "paris us" narrow. A country or region with one time
// throughout is as sure. An abbreviation like "CET" never is.
func One(text string) (Place, bool) {
	if Abbreviation(text) {
		return Place{}, false
	}
	q, ok := ask(text)
	if !ok {
		return Place{}, false
	}
	x := data()
	if at, is := x.zoneNamed(q); is {
		a := answer{x: x, most: 1}
		a.zone(at)
		return a.places[0], true
	}
	return x.one(q)
}

func (x *index) one(q question) (Place, bool) {
	var rows []int
	x.named(q, false, func(at int) { rows = append(rows, at) })
	if len(rows) == 0 {
		return x.whole(q)
	}
	best := rows[0]
	for _, at := range rows {
		if x.larger(at, best) {
			best = at
		}
	}
	for _, at := range rows {
		other := x.cities[at].zone != x.cities[best].zone
		if other && x.cities[best].hundreds < timesLarger*max(1, x.cities[at].hundreds) {
			return Place{}, false
		}
	}
	return x.place(best), true
}

// whole is the largest city of a country or region where every place has one time.
func (x *index) whole(q question) (Place, bool) {
	best := ranked{x: x, most: 1}
	x.largestIn(q, best.add)
	if len(best.rows) == 0 {
		return Place{}, false
	}
	p := x.place(best.rows[0])
	zone := x.onlyZone(q.head)
	for _, a := range x.areas {
		if a.key != q.head || a.region < 0 {
			continue
		}
		if in := x.regions[a.region]; !in.sure || zone >= 0 && zone != in.zone {
			return Place{}, false
		}
		zone = x.regions[a.region].zone
	}
	return p, zone >= 0
}
