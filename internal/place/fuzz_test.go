package place_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/place"
)

func FuzzFind(f *testing.F) {
	for _, seed := range []string{"londres", "san jose, cr", "a", "America/", "Etc/GMT-14", "\xff, \xfe", "東京", "paris (fr)", "+", "ﷺ", "valencia españa ,", "utc"} {
		f.Add(seed, 5)
	}
	zones := map[string]bool{}
	f.Fuzz(func(t *testing.T, text string, most int) {
		found := place.Find(text, most)
		if len(found) > max(0, most) {
			t.Errorf("asked for %d: %d", most, len(found))
		}
		one, sure := place.One(text)
		if sure && most > 0 && (len(found) == 0 || found[0] != one) {
			t.Errorf("One(%q) = %+v and Find begins with %v", text, one, found)
		}
		if sure && place.Abbreviation(text) {
			t.Errorf("One(%q) took an abbreviation", text)
		}
		if sure {
			found = append(slices.Clone(found), one)
		}
		for _, p := range found {
			if zones[p.Zone] {
				continue
			}
			if _, err := time.LoadLocation(p.Zone); err != nil || p.Name == "" || p.People < 0 {
				t.Errorf("%q gives %+v: %v", text, p, err)
			}
			zones[p.Zone] = true
		}
	})
}
