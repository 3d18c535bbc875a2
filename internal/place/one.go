package place

import "strings"

// timesLarger is how much larger a place has to be than the next of its name to be the
// one that is surely meant.
const timesLarger = 10

// One is the place a person surely means: an IANA name (or "UTC"), or a city that is
// the only one of that name, or at least ten times as large as the next one in another
// zone. A country or region of that name counts as much as its largest city in another
// zone, so "washington" is unsure; one that has a single time is an answer itself:
// "colombia". Words behind narrow, as in Find: "portland, maine", "paris us". An
// abbreviation like "CET" is never sure, nor is a beginning.
func One(text string) (Place, bool) {
	if p, ok := fixed(text); ok {
		return p, true
	}
	q, ok := ask(text)
	if !ok || Abbreviation(text) {
		return Place{}, false
	}
	x := data()
	if at, is := x.zoneNamed(q); is {
		a := answer{x: x, most: 1}
		a.zone(at)
		return a.places[0], true
	}
	at, sure := x.one(q)
	if !sure {
		return Place{}, false
	}
	return x.place(at), true
}

// fixed reads the zones that have one distance from Greenwich for ever, "Etc/GMT+5".
// They are no places: only who writes the name in full gets them.
func fixed(text string) (Place, bool) {
	text = strings.TrimSpace(text)
	const before = "Etc/GMT"
	if len(text) < len(before)+2 || !strings.EqualFold(text[:len(before)], before) {
		return Place{}, false
	}
	sign, hours := text[len(before)], text[len(before)+1:]
	west := strings.Contains(" 1 2 3 4 5 6 7 8 9 10 11 12 ", " "+hours+" ")
	east := west || hours == "13" || hours == "14"
	if sign == '+' && west || sign == '-' && east {
		zone := before + text[len(before):]
		return Place{Name: Title(zone), Zone: zone}, true
	}
	return Place{}, false
}

// one is the city that is surely meant, also the largest of a country or region.
func (x *index) one(q question) (at int, sure bool) {
	best, inArea := -1, -1
	x.named(q, false, func(at int) {
		if best < 0 || x.larger(at, best) {
			best = at
		}
	})
	x.spelledOut(q, func(at int) {
		if inArea < 0 || x.larger(at, inArea) {
			inArea = at
		}
	})
	area := best < 0 || inArea >= 0 && x.cities[inArea].zone != x.cities[best].zone && x.larger(inArea, best)
	if area {
		best = inArea
	}
	if best < 0 || area && !x.onlyOneTime(q.head) {
		return 0, false
	}
	sure = true
	rival := func(at int) {
		if x.cities[at].zone != x.cities[best].zone && x.cities[best].hundreds < timesLarger*max(1, x.cities[at].hundreds) {
			sure = false
		}
	}
	x.named(q, false, rival)
	if !area {
		x.spelledOut(q, rival)
	}
	return best, sure
}

// spelledOut is largestIn for names, not for codes of two letters, which are words too.
func (x *index) spelledOut(q question, each func(at int)) {
	if len(q.head) > 2 {
		x.largestIn(q, each)
	}
}

// onlyOneTime tells whether everything of that name, countries and regions, has one
// time throughout, and all the same.
func (x *index) onlyOneTime(key string) bool {
	zone := -1
	for _, a := range x.areasOf(key) {
		only := x.zoneOf(a)
		if only < 0 || zone >= 0 && only != zone {
			return false
		}
		zone = only
	}
	return zone >= 0
}

// zoneOf is the zone of a country or region where every place has the same time, or -1.
func (x *index) zoneOf(a area) int {
	switch {
	case a.country >= 0:
		return x.countries[a.country].zone
	case x.regions[a.region].sure:
		return x.regions[a.region].zone
	default:
		return -1
	}
}
