package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/place/fold"
)

const smallest = 15_000 // inhabitants of a city that is taken for its size alone

type city struct {
	name      string
	key       string // the name, folded
	country   string
	region    string // code within the country
	zone      string
	kind      string // feature code of GeoNames: PPLC is a capital
	people    int
	others    []string // other names as GeoNames has them
	extra     []string // other names by hand
	forgotten []string // other names that are left out, by hand
}

// readCities reads the tab-separated table of GeoNames: 1 name, 2 plain name, 3 other
// names, 7 kind, 8 country, 10 region, 14 people, 17 zone.
func readCities(path string, zones zones) ([]*city, error) {
	var all []*city
	err := lines(path, func(line string) error {
		col := strings.Split(line, "\t")
		if len(col) < 19 {
			return fmt.Errorf("%d columns", len(col))
		}
		people, err := strconv.Atoi(col[14])
		if err != nil {
			return err
		}
		c := &city{
			name: col[1], key: fold.Name(col[1]), country: col[8], region: col[10],
			zone: zones.now(col[17], col[8], col[10]), kind: col[7], people: people,
			others: append(strings.Split(col[3], ","), col[2]),
		}
		if c.zone != "" && c.key != "" {
			all = append(all, c)
		}
		return nil
	})
	return all, err
}

// now is a zone's name of today, empty for one that is not ours. The region of Aysén
// got its own zone after the city list was made.
func (z zones) now(name, country, region string) string {
	if country == "CL" && region == "11" {
		return "America/Coyhaique"
	}
	if current, older := z.links[name]; older {
		return current
	}
	if _, ours := z.countries[name]; ours {
		return name
	}
	return ""
}

// choose takes the cities that are large, a capital or the seat of a region, the ones
// that name a zone, and the largest of every zone; sorted by folded name, then size.
func choose(all []*city) []*city {
	slices.SortStableFunc(all, func(a, b *city) int { return cmp.Compare(b.people, a.people) })
	var chosen []*city
	named, inhabited := map[string]bool{}, map[string]bool{}
	for _, c := range all {
		names := !named[c.zone] && c.called(lastPart(c.zone))
		if large(c) || names || !inhabited[c.zone] {
			chosen = append(chosen, c)
			named[c.zone] = named[c.zone] || names
			inhabited[c.zone] = true
		}
	}
	slices.SortStableFunc(chosen, func(a, b *city) int { return strings.Compare(a.key, b.key) })
	return chosen
}

func large(c *city) bool {
	switch c.kind {
	case "PPLC", "PPLA", "PPLG":
		return true
	case "PPLX": // a part of a city: Brooklyn, but not every quarter
		return c.people >= 10*smallest
	case "PPLH", "PPLQ", "PPLW", "PPLCH", "PPLF", "PPLR":
		return false
	default:
		return c.people >= smallest
	}
}

func (c *city) called(name string) bool {
	key := fold.Name(name)
	return c.key == key || slices.ContainsFunc(c.others, func(other string) bool { return fold.Name(other) == key })
}

func lastPart(zone string) string { return zone[strings.LastIndexByte(zone, '/')+1:] }
