package place

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // so that the test does not depend on the machine

	"github.com/stillpoint-bot/stillpoint/internal/place/fold"
)

func TestEveryZoneLoadsAndIsTheNameOfToday(t *testing.T) {
	x := data()
	older := map[string]bool{}
	links := strings.Split(unpack(packed), "\n\n")[1]
	for line := range strings.Lines(links) {
		name, _, _ := strings.Cut(line, "\t")
		older[name] = true
		if _, err := time.LoadLocation(name); err != nil {
			t.Errorf("an older name: %v", err)
		}
	}
	if len(older) < 100 || len(x.zones) < 400 {
		t.Fatalf("%d zones and %d older names: too few", len(x.zones), len(older))
	}
	for _, z := range x.zones {
		if _, err := time.LoadLocation(z.name); err != nil {
			t.Errorf("a zone: %v", err)
		}
		if older[z.name] {
			t.Errorf("%s is an older name of another zone", z.name)
		}
	}
}

func TestEveryZoneIsFoundByItsNameAndItsLastPart(t *testing.T) {
	inZone := func(name string) func(Place) bool { return func(p Place) bool { return p.Zone == name } }
	for _, z := range data().zones {
		if p, ok := One(z.name); !ok || p.Zone != z.name {
			t.Errorf("One(%s) = %+v, %v", z.name, p, ok)
		}
		if got := Find(z.name, 1); len(got) != 1 || got[0].Zone != z.name {
			t.Errorf("Find(%s) = %v", z.name, got)
		}
		if last := Title(z.name); !slices.ContainsFunc(Find(last, 25), inZone(z.name)) {
			t.Errorf("Find(%s) does not have %s: %v", last, z.name, Find(last, 25))
		}
	}
}

func TestTheTablesAreSortedAsTheSearchNeedsThem(t *testing.T) {
	x := data()
	if len(x.cities) < 20_000 || len(x.names) < 20_000 {
		t.Fatalf("%d cities with %d other names: too few", len(x.cities), len(x.names))
	}
	if !slices.IsSortedFunc(x.cities, func(a, b city) int { return strings.Compare(a.key, b.key) }) {
		t.Error("the cities are not sorted by their folded names")
	}
	if !slices.IsSortedFunc(x.names, func(a, b name) int { return strings.Compare(a.key, b.key) }) {
		t.Error("the other names are not sorted")
	}
	if !slices.IsSortedFunc(x.regions, func(a, b region) int { return strings.Compare(a.country, b.country) }) {
		t.Error("the regions are not sorted by country")
	}
	for _, n := range x.names {
		if fold.Name(n.key) != n.key {
			t.Errorf("%q is not folded", n.key)
		}
		for digits := range strings.FieldsSeq(strconv.Itoa(n.city) + " " + n.more) {
			if number(digits) >= len(x.cities) {
				t.Errorf("%q is the name of no city", n.key)
			}
		}
	}
}

func TestEveryCityIsFoundByItsName(t *testing.T) {
	x := data()
	for at, c := range x.cities {
		found := false
		x.exact(fold.Name(c.name), nil, func(row int) { found = found || row == at })
		if !found {
			t.Errorf("%s is not found", c.name)
		}
	}
}

func TestEveryCountryWithPeopleHasACity(t *testing.T) {
	nobody := []string{"AQ", "BV", "HM", "TF", "IO", "UM", "SJ"} // Svalbard's towns are under another code or too small
	x := data()
	has := map[string]bool{}
	for _, c := range x.cities {
		has[x.regions[c.region].country] = true
	}
	for _, c := range x.countries {
		if !has[c.code] && !slices.Contains(nobody, c.code) {
			t.Errorf("%s has no city", c.code)
		}
	}
}
