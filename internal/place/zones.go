package place

import (
	"slices"
	"sort"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/place/fold"
)

const utc = "UTC"

// zoneNamed is the zone whose whole IANA name, of today or older, the question is.
func (x *index) zoneNamed(q question) (int, bool) {
	if len(q.tails) > 0 {
		return 0, false
	}
	at, found := slices.BinarySearchFunc(x.zoneKeys, q.head, func(r row, key string) int { return strings.Compare(r.key, key) })
	if !found {
		return 0, false
	}
	return x.zoneKeys[at].at, true
}

// zone adds a zone: as the city that gave it its name, or by that name alone.
func (a *answer) zone(at int) {
	if len(a.places) >= a.most {
		return
	}
	if row, ok := a.x.namesake(at); ok {
		if !slices.Contains(a.rows, row) {
			a.rows = append(a.rows, row)
			a.places = append(a.places, a.x.place(row))
		}
		return
	}
	p := a.x.placeOf(at)
	if !slices.Contains(a.places, p) {
		a.places = append(a.places, p)
	}
}

// zones adds those that the question names, or begins to name.
func (a *answer) zones(keys []row, q question, begun bool) {
	if len(q.tails) > 0 {
		return
	}
	from := sort.Search(len(keys), func(i int) bool { return keys[i].key >= q.head })
	for _, key := range keys[from:] {
		if len(a.places) >= a.most || key.key != q.head && (!begun || !strings.HasPrefix(key.key, q.head)) {
			return
		}
		a.zone(key.at)
	}
}

// namesake is the largest city in a zone that is called like it.
func (x *index) namesake(at int) (int, bool) {
	best := ranked{x: x, most: 1}
	x.exact(fold.Name(Title(x.zones[at].name)), nil, func(row int) {
		if int(x.cities[row].zone) == at {
			best.add(row)
		}
	})
	if len(best.rows) == 0 {
		return 0, false
	}
	return best.rows[0], true
}

// placeOf tells of a zone that no city of ours is called like.
func (x *index) placeOf(at int) Place {
	z := x.zones[at]
	first, _, _ := strings.Cut(z.countries, " ")
	return Place{Name: Title(z.name), Country: first, Zone: z.name}
}
