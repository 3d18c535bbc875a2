package place

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/place/fold"
)

// index is the data, ready to be searched. Rows of one table are named in another by
// their number.
type index struct {
	zones     []zone // sorted by name
	zoneKeys  []row  // folded whole names, older ones too, sorted
	lastKeys  []row  // folded last parts, sorted
	regions   []region
	countries []country // sorted by code
	areas     []area    // names of regions and countries, sorted
	cities    []city    // sorted by key, then size, largest first
	names     []name    // other names of cities, sorted
}

type zone struct{ name, countries string }

// row is a name of the zone of that number.
type row struct {
	key string
	at  int
}

type region struct {
	country, name string
	zone          int  // the usual one
	sure          bool // no place in it has another
}

type country struct {
	code        string
	zone        int // -1 where the place decides
	first, past int // its regions
}

// area is a name of a country, or of a region where country is -1.
type area struct {
	key             string
	country, region int
}

type city struct {
	name, key    string
	region, zone uint16
	hundreds     uint32
}

type name struct {
	key      string
	city     int    // the first of that name
	more     string // numbers of the others, spaces between
	everyday bool
}

// read takes the text apart; its first lines say what the tables hold.
func read(text string) *index {
	for strings.HasPrefix(text, "#") {
		_, text, _ = strings.Cut(text, "\n")
	}
	x := &index{}
	tables := strings.SplitN(text, "\n\n", 6)
	x.readZones(tables[0])
	x.readLinks(tables[1])
	x.readRegions(tables[2])
	x.readCountries(tables[3])
	x.readCities(tables[4])
	x.readNames(tables[5])
	slices.SortFunc(x.zoneKeys, func(a, b row) int { return strings.Compare(a.key, b.key) })
	slices.SortFunc(x.lastKeys, func(a, b row) int { return strings.Compare(a.key, b.key) })
	slices.SortFunc(x.areas, func(a, b area) int { return strings.Compare(a.key, b.key) })
	return x
}

func (x *index) readZones(table string) {
	for line := range strings.Lines(table) {
		name, countries, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		x.zoneKeys = append(x.zoneKeys, row{fold.Name(name), len(x.zones)})
		if name != utc {
			x.lastKeys = append(x.lastKeys, row{fold.Name(Title(name)), len(x.zones)})
		}
		x.zones = append(x.zones, zone{name, countries})
	}
}

func (x *index) readLinks(table string) {
	for line := range strings.Lines(table) {
		name, at, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		x.zoneKeys = append(x.zoneKeys, row{fold.Name(name), number(at)})
	}
}

func (x *index) readRegions(table string) {
	for line := range strings.Lines(table) {
		at := len(x.regions)
		var col [5]string
		columns(line, col[:])
		x.regions = append(x.regions, region{col[0], col[1], number(col[3]), col[4] != ""})
		if col[1] == "" {
			continue
		}
		x.areas = append(x.areas, area{fold.Name(col[1]), -1, at})
		for key := range strings.SplitSeq(col[2], ",") {
			if key != "" {
				x.areas = append(x.areas, area{key, -1, at})
			}
		}
	}
}

func (x *index) readCountries(table string) {
	for line := range strings.Lines(table) {
		var col [3]string
		columns(line, col[:])
		at := len(x.countries)
		c := country{code: col[0], zone: -1}
		if col[1] != "-" {
			c.zone = number(col[1])
		}
		byCode := func(r region, code string) int { return cmp.Compare(r.country, code) }
		c.first, _ = slices.BinarySearchFunc(x.regions, c.code, byCode)
		for c.past = c.first; c.past < len(x.regions) && x.regions[c.past].country == c.code; c.past++ {
		}
		x.countries = append(x.countries, c)
		x.areas = append(x.areas, area{strings.ToLower(c.code), at, -1})
		for key := range strings.SplitSeq(col[2], ",") {
			x.areas = append(x.areas, area{key, at, -1})
		}
	}
}

func (x *index) readCities(table string) {
	x.cities = make([]city, 0, strings.Count(table, "\n")+1)
	for line := range strings.Lines(table) {
		var col [4]string
		columns(line, col[:])
		c := city{name: col[0], key: fold.Name(col[0]), region: uint16(number(col[1])), hundreds: uint32(number(col[3]))}
		c.zone = uint16(x.regions[c.region].zone)
		if col[2] != "" {
			c.zone = uint16(number(col[2]))
		}
		x.cities = append(x.cities, c)
	}
}

func (x *index) readNames(table string) {
	x.names = make([]name, 0, strings.Count(table, "\n")+1)
	for line := range strings.Lines(table) {
		var col [3]string
		columns(line, col[:])
		first, more, _ := strings.Cut(col[1], " ")
		x.names = append(x.names, name{col[0], number(first), more, col[2] != ""})
	}
}

// columns cuts a line at its tabs; what is missing stays empty.
func columns(line string, into []string) {
	line = strings.TrimSuffix(line, "\n")
	for i := range into {
		into[i], line, _ = strings.Cut(line, "\t")
	}
}

// number is a number of our own data, which the generator wrote.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		panic("reading the cities: " + err.Error())
	}
	return n
}

// place is what is told of a city.
func (x *index) place(at int) Place {
	c := x.cities[at]
	in := x.regions[c.region]
	return Place{c.name, in.name, in.country, x.zones[c.zone].name, int(c.hundreds) * 100}
}
