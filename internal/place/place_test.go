package place_test

import (
	"testing"
	"time"
	_ "time/tzdata" // so that the test does not depend on the machine

	"github.com/stillpoint-bot/stillpoint/internal/place"
)

func TestOneIsSure(t *testing.T) {
	for _, c := range []struct{ why, text, zone string }{
		{"a Spanish name", "Londres", "Europe/London"},
		{"two words in Spanish", "nueva york", "America/New_York"},
		{"an everyday short name", "NYC", "America/New_York"},
		{"a name with a foreign accent", "Múnich", "Europe/Berlin"},
		{"its own name without the dots", "munchen", "Europe/Berlin"},
		{"its own name as keyboards without dots write it", "Muenchen", "Europe/Berlin"},
		{"Spanish for a city far away", "pekín", "Asia/Shanghai"},
		{"another script", "Москва", "Europe/Moscow"},
		{"characters without spaces", "東京", "Asia/Tokyo"},
		{"a state behind a comma", "portland, maine", "America/New_York"},
		{"the code of a state without a comma", "Portland ME", "America/New_York"},
		{"a country in Spanish", "san jose, costa rica", "America/Costa_Rica"},
		{"the code of a country", "san jose, cr", "America/Costa_Rica"},
		{"a large one before its namesake", "paris", "Europe/Paris"},
		{"the small namesake when it is asked for", "paris us", "America/Chicago"},
		{"an IANA name in any case", "america/argentina/buenos_aires", "America/Argentina/Buenos_Aires"},
		{"an IANA name of the past", "Europe/Kiev", "Europe/Kyiv"},
		{"universal time", "UTC", "UTC"},
	} {
		p, ok := place.One(c.text)
		if !ok || p.Zone != c.zone {
			t.Errorf("%s: One(%q) = %+v, %v; want %s", c.why, c.text, p, ok, c.zone)
		}
		if _, err := time.LoadLocation(p.Zone); err != nil {
			t.Errorf("%s: %v", c.why, err)
		}
	}
}
