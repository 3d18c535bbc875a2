package place

// Find lists the places a text may mean, at most that many (never more than 100), best
// first. What One would take leads. Then come a zone or cities called exactly so, in any
// spelling, by Spanish and English names and the city's own, the largest first; for a
// country or region, its largest cities; then what begins so, the largest first, and by
// less common names last. Two letters are rather a beginning than the code of a country.
//
// Behind a comma, or as last words, a country (its name in English or Spanish, or its
// code) or a region narrows: "paris, france", "portland me". Zones are found by their
// IANA name and by its last part. Nothing found is an empty list.
func Find(text string, most int) []Place {
	q, ok := ask(text)
	most = min(most, mostEver)
	if !ok || most <= 0 {
		return nil
	}
	if p, is := fixed(text); is {
		return []Place{p}
	}
	return data().find(q, most)
}

func (x *index) find(q question, most int) []Place {
	a := answer{x: x, most: most}
	if zone, ok := x.zoneNamed(q); ok {
		a.zone(zone)
	}
	if at, sure := x.one(q); sure {
		a.cities(func(each func(int)) { each(at) })
	}
	a.cities(func(each func(int)) { x.named(q, false, each) })
	a.zones(x.lastKeys, q, false)
	a.cities(func(each func(int)) {
		if len(q.head) > 2 || q.head == "uk" || q.head == "us" {
			x.largestIn(q, each)
		}
	})
	a.cities(func(each func(int)) { x.named(q, true, each) })
	for _, everyday := range []bool{true, false} {
		for _, begun := range []bool{false, true} {
			a.cities(func(each func(int)) {
				if in, ok := x.within(q.tails, begun); ok && (!begun || in != nil) {
					x.begins(q.head, in, everyday, each)
				}
			})
		}
	}
	a.cities(func(each func(int)) { x.largestIn(q, each) })
	a.zones(x.lastKeys, q, true)
	a.zones(x.zoneKeys, q, true)
	return a.places
}

// largestIn calls each with the cities of a country or region that the question names.
func (x *index) largestIn(q question, each func(at int)) {
	if len(q.tails) > 0 {
		return
	}
	in, ok := x.narrow(q.head, false)
	if !ok {
		return
	}
	for i := range x.cities {
		if in[x.cities[i].region] {
			each(i)
		}
	}
}

// answer grows tier by tier; later tiers leave out what earlier ones have.
type answer struct {
	x      *index
	most   int
	rows   []int
	places []Place
}

// cities adds the largest of those that one tier shows.
func (a *answer) cities(tier func(each func(at int))) {
	if len(a.places) >= a.most {
		return
	}
	best := ranked{x: a.x, most: a.most - len(a.places), before: a.rows}
	tier(best.add)
	for _, at := range best.rows {
		a.rows = append(a.rows, at)
		a.places = append(a.places, a.x.place(at))
	}
}
