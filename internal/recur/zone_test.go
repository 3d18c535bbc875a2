package recur_test

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

func TestZonesArePlacesAndNoAbbreviations(t *testing.T) {
	for name, want := range map[string]string{
		"Europe/Paris": "Europe/Paris", "europe/paris": "Europe/Paris", "AMERICA/ARGENTINA/BUENOS_AIRES": "America/Argentina/Buenos_Aires",
		"UTC": "UTC", "utc": "UTC", "Japan": "Japan",
	} {
		zone, err := recur.Zone(name)
		if err != nil || zone.String() != want {
			t.Errorf("%q: %v, %v", name, zone, err)
		}
	}
	for _, name := range []string{
		"", "Local", "local", "EST", "CET", "PST", "EST5EDT", "GMT+2", "Europe", "Europe/", "Europe/Atlantis",
		"../etc/passwd", "/Europe/Paris", "right/Europe/Paris", "posix/UTC", "Factory", " UTC", "Europe/Paris\n",
	} {
		if zone, err := recur.Zone(name); err == nil {
			t.Errorf("%q: %s", name, zone)
		}
	}
}

func TestZonesAreLoadedOnce(t *testing.T) {
	var zones recur.Zones
	a, err := zones.Zone("europe/paris")
	if err != nil || a.String() != "Europe/Paris" {
		t.Fatal(a, err)
	}
	b, _ := zones.Zone("Europe/Paris")
	c, _ := zones.Zone("Europe/Paris")
	if a != b || b != c {
		t.Error("the same zone was loaded again")
	}
	if zone, err := zones.Zone("CET"); err == nil {
		t.Error(zone)
	}
}

func TestEveryZoneOfTheListLoads(t *testing.T) {
	for _, name := range zoneNames(t) {
		if zone, err := recur.Zone(name); err != nil || zone.String() != name {
			t.Errorf("%q: %v, %v", name, zone, err)
		}
	}
}

func TestShiftIsTheNextChangeOfTheOffset(t *testing.T) {
	after := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		zone, at string
		by       time.Duration
	}{
		{"Europe/Paris", "2027-03-28T01:00:00Z", time.Hour},
		{"Australia/Lord_Howe", "2027-04-03T15:00:00Z", -30 * time.Minute},
		{"Europe/Dublin", "2027-03-28T01:00:00Z", time.Hour},
		{"America/Santiago", "2027-04-04T03:00:00Z", -time.Hour},
		{"Asia/Tokyo", "", 0},
		{"UTC", "", 0},
	} {
		at, by, ok := recur.Shift(after, zonesOf(t, c.zone)[0])
		if ok != (c.at != "") || ok && (at.Format(time.RFC3339) != c.at || by != c.by) {
			t.Errorf("%s: %s, %s, %t", c.zone, at, by, ok)
		}
	}
}

func TestAFingerprintIsOfAMonthAndItsZones(t *testing.T) {
	a := recur.Fingerprint(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
	b := recur.Fingerprint(time.Date(2026, 11, 30, 23, 59, 0, 0, time.UTC))
	c := recur.Fingerprint(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC))
	if a != b || a == c || a == 0 {
		t.Errorf("%x, %x, %x", a, b, c)
	}
}

func TestStampsNameTheDay(t *testing.T) {
	at := time.Date(2026, 11, 26, 21, 0, 0, 0, zonesOf(t, "Europe/Madrid")[0])
	for lang, want := range map[string]string{
		"en": "Thu 26 Nov 2026, 21:00", "es": "jue 26 nov 2026, 21:00", "fr": "Thu 26 Nov 2026, 21:00",
	} {
		if got := recur.Stamp(at, lang); got != want {
			t.Errorf("%s: %q", lang, got)
		}
	}
	if got, want := recur.Stamp(time.Date(2026, 1, 7, 9, 5, 0, 0, time.UTC), "es"), "mié 7 ene 2026, 09:05"; got != want {
		t.Errorf("%q", got)
	}
}

func TestDatesAreThoseOfTheCalendar(t *testing.T) {
	day := time.Date(1899, 12, 25, 0, 0, 0, 0, time.UTC)
	for range 80000 {
		d := recur.DateOf(day)
		if !d.Real() || d.Weekday() != day.Weekday() || d.String() != day.Format(time.DateOnly) || d.In(time.UTC) != day {
			t.Fatalf("%s is not %s", d, day)
		}
		day = day.AddDate(0, 0, 1)
	}
	for _, d := range []recur.Date{{2026, 2, 29}, {2026, 13, 1}, {2026, 0, 1}, {0, 1, 1}, {2026, 4, 31}, {1900, 2, 29}} {
		if d.Real() {
			t.Errorf("%s is real", d)
		}
	}
}
