package place_test

import (
	"strings"
	"sync"
	"testing"

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
		{"the English name", "Munich", "Europe/Berlin"},
		{"Spanish for a city far away", "pekín", "Asia/Shanghai"},
		{"the English name of that city", "Beijing", "Asia/Shanghai"},
		{"Spanish again", "Moscú", "Europe/Moscow"},
		{"a long name", "Ciudad de México", "America/Mexico_City"},
		{"its letters", "CDMX", "America/Mexico_City"},
		{"another script", "Москва", "Europe/Moscow"},
		{"characters without spaces", "東京", "Asia/Tokyo"},
		{"a script written from the right", "القاهرة", "Africa/Cairo"},
		{"a state behind a comma", "portland, maine", "America/New_York"},
		{"a state without a comma", "portland maine", "America/New_York"},
		{"the code of a state without a comma", "Portland ME", "America/New_York"},
		{"a state and a country", "Portland, Oregon, USA", "America/Los_Angeles"},
		{"a country in brackets", "Birmingham (UK)", "Europe/London"},
		{"a Canadian province", "London, ON", "America/Toronto"},
		{"a country in Spanish", "san jose, costa rica", "America/Costa_Rica"},
		{"a country in Spanish that has another name in English", "valencia, españa", "Europe/Madrid"},
		{"the code of a country", "san jose, cr", "America/Costa_Rica"},
		{"a state in Spanish", "Charlotte, Carolina del Norte", "America/New_York"},
		{"a large one before its namesake", "paris", "Europe/Paris"},
		{"the small namesake when it is asked for", "paris us", "America/Chicago"},
		{"a country of one time", "Colombia", "America/Bogota"},
		{"a country in Spanish", "alemania", "Europe/Berlin"},
		{"a state of one time", "California", "America/Los_Angeles"},
		{"an island by its Spanish name", "Menorca", "Europe/Madrid"},
		{"a city whose list name is Irish", "Galway", "Europe/Dublin"},
		{"an island far from its country", "Isla de Pascua", "Pacific/Easter"},
		{"a city, a state and signs in between", "New York, N.Y.", "America/New_York"},
		{"an IANA name in any case", "america/argentina/buenos_aires", "America/Argentina/Buenos_Aires"},
		{"an IANA name with spaces", "America/New York", "America/New_York"},
		{"an IANA name of the past", "Europe/Kiev", "Europe/Kyiv"},
		{"a zone where no city is", "Antarctica/Troll", "Antarctica/Troll"},
		{"universal time", "UTC", "UTC"},
		{"universal time, in full", "Etc/UTC", "UTC"},
		{"a distance for ever, as IANA names it", "etc/gmt+5", "Etc/GMT+5"},
	} {
		if p, ok := place.One(c.text); !ok || p.Zone != c.zone {
			t.Errorf("%s: One(%q) = %+v, %v; want %s", c.why, c.text, p, ok, c.zone)
		}
	}
}

func TestOneIsNotSure(t *testing.T) {
	for _, c := range []struct{ why, text string }{
		{"two large cities of one name", "San José"},
		{"four cities", "Córdoba"},
		{"a city and a state", "Washington"},
		{"a city and a larger state", "Ontario"},
		{"a country and a state", "Georgia"},
		{"a country of several times", "Estados Unidos"},
		{"a country whose islands have another time", "Spain"},
		{"a state of two times", "Texas"},
		{"two countries of one name", "Congo"},
		{"a name that nobody has", "Nowhere-at-all"},
		{"a region where it is not", "Paris, Japan"},
		{"a region that is none", "Paris, Wonderland"},
		{"a beginning", "Lond"},
		{"a station in Antarctica by a common name", "Casey"},
		{"an abbreviation", "CET"},
		{"an abbreviation between spaces", " est "},
		{"a distance", "GMT+2"},
		{"a distance that no zone has", "Etc/GMT+15"},
		{"nothing", ""},
		{"only signs", ", ,"},
		{"far too much", strings.Repeat("Paris ", 50)},
	} {
		if p, ok := place.One(c.text); ok {
			t.Errorf("%s: One(%q) = %+v; want unsure", c.why, c.text, p)
		}
	}
}

func TestFindPutsTheLikelyFirst(t *testing.T) {
	for _, c := range []struct{ why, text, want string }{
		{"exact names by size", "portland", "Portland Oregon, Portland Maine, Portland Texas"},
		{"exact before longer names", "lima", "Lima Lima Province, Lima Ohio, Limassol Limassol"},
		{"a beginning, by size", "nueva y", "New York City New York"},
		{"accents left out while typing", "bogot", "Bogotá Bogota D.C."},
		{"only the country's", "san jose, us", "San Jose California"},
		{"a country being typed", "san jose, costa", "San José San José, San José Alajuela Province"},
		{"a state being typed", "portland mai", "Portland Maine"},
		{"a beginning within a country", "mad, es", "Madrid Madrid"},
		{"the largest of a country", "Japón", "Tokyo Tokyo, Yokohama Kanagawa, Osaka Osaka"},
		{"the country before a village of its name", "colombia", "Bogotá Bogota D.C., Colombia Las Tunas Province"},
		{"an IANA name being typed", "America/Argentina/Bu", "Buenos Aires Buenos Aires F.D."},
		{"the last part of a zone without a city", "dumont d", "Dumont d'Urville "},
		{"a zone's last part after the city of that name", "davis", "Davis California, Davis "},
		{"two letters are a beginning", "mi", "Minsk Minsk City"},
		{"an everyday name before an old one of a larger city", "mil", "Milan Lombardy"},
		{"but not these", "UK", "London England, Birmingham England"},
		{"nothing", "", ""},
		{"a name that nobody has", "zzzzzz", ""},
	} {
		var got []string
		for _, p := range place.Find(c.text, 3) {
			got = append(got, p.Name+" "+p.Region)
		}
		if list := strings.Join(got, ", "); list != c.want && !strings.HasPrefix(list, c.want+", ") {
			t.Errorf("%s: Find(%q) = %q; want %q", c.why, c.text, list, c.want)
		}
	}
}

func TestFindKeepsToTheNumberAsked(t *testing.T) {
	for _, most := range []int{-1, 0, 1, 7, 25, 100, 1000} {
		want := max(0, min(most, 100))
		if got := len(place.Find("san", most)); got != want {
			t.Errorf("asked for %d: %d", most, got)
		}
	}
}

func TestFindShowsNothingTwice(t *testing.T) {
	for _, text := range []string{"san", "madrid", "new york", "america", "valencia", "a", "victoria", "méxico", "utc"} {
		seen := map[place.Place]bool{}
		for _, p := range place.Find(text, 100) {
			if seen[p] {
				t.Errorf("Find(%q) has %+v twice", text, p)
			}
			seen[p] = true
		}
	}
}

func TestSeveralMayAskAtOnce(t *testing.T) {
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if p, ok := place.One("Bogotá"); !ok || p.Zone != "America/Bogota" {
				t.Errorf("One = %+v, %v", p, ok)
			}
		})
	}
	all.Wait()
}

func TestAbbreviation(t *testing.T) {
	for _, text := range []string{"CET", "est", " PST ", "CEST", "gmt", "GMT+2", "UTC-5", "utc +05:30", "+0200", "-3", "GMT−4", "AEST", "BRT", "Z"} {
		if !place.Abbreviation(text) {
			t.Errorf("%q is no abbreviation", text)
		}
	}
	for _, text := range []string{"", "UTC", "utc", "London", "Europe/Paris", "Etc/GMT+2", "Este", "este oeste", "est edt", "2", "+", "GMT+", "UTC+12345", "Rome +1 hour"} {
		if place.Abbreviation(text) {
			t.Errorf("%q is an abbreviation", text)
		}
	}
}

func TestTitle(t *testing.T) {
	for zone, want := range map[string]string{
		"Europe/Paris": "Paris", "America/Argentina/Buenos_Aires": "Buenos Aires", "America/Port-au-Prince": "Port-au-Prince",
		"UTC": "UTC", "Etc/UTC": "UTC", "Etc/GMT+5": "UTC-5", "Etc/GMT-14": "UTC+14", "Etc/GMT": "UTC",
		"Antarctica/DumontDUrville": "Dumont d'Urville", "": "",
	} {
		if got := place.Title(zone); got != want {
			t.Errorf("Title(%q) = %q; want %q", zone, got, want)
		}
	}
}

func TestGuess(t *testing.T) {
	for country, want := range map[string]string{
		"CO": "America/Bogota", "co": "America/Bogota", "Colombia": "America/Bogota", "Perú": "America/Lima",
		"DE": "Europe/Berlin", "Alemania": "Europe/Berlin", "AR": "America/Argentina/Buenos_Aires", "GB": "Europe/London",
		"Japón": "Asia/Tokyo", "FR": "Europe/Paris", "GE": "Asia/Tbilisi", "Georgia": "Asia/Tbilisi",
	} {
		if zone, ok := place.Guess(country); !ok || zone != want {
			t.Errorf("Guess(%q) = %q, %v; want %q", country, zone, ok, want)
		}
	}
	for _, country := range []string{"", "US", "Estados Unidos", "ES", "MX", "Chile", "BR", "Congo", "XX", "California", "Paris", "FR, DE"} {
		if zone, ok := place.Guess(country); ok {
			t.Errorf("Guess(%q) = %q; want none", country, zone)
		}
	}
}
