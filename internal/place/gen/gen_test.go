package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// small lays out inputs of a few lines: three zones, and cities as GeoNames lists them.
func small(t *testing.T) (zoneinfo, cities string) {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("zone.tab", "# comment\nDE\t+5230+01322\tEurope/Berlin\tmost\nDE\t+4742+00841\tEurope/Busingen\nES\t+4024-00341\tEurope/Madrid\nES\t+2806-01524\tAtlantic/Canary\nUA\t+5026+03031\tEurope/Kyiv\n")
	write("tzdata.zi", "# version\nL Europe/Kyiv Europe/Kiev\nL Europe/Berlin Arctic/Longyearbyen\nL Europe/Kyiv NoSlash\n")
	row := func(name, others, kind, country, region, people, zone string) string {
		return strings.Join([]string{"1", name, name, others, "0", "0", "P", kind, country, "", region, "", "", "", people, "", "0", zone, "2023-01-01"}, "\t") + "\n"
	}
	return dir, write("cities.txt", row("Berlin", "Berlín,BER,bai lin,Берлин", "PPLC", "DE", "16", "3426354", "Europe/Berlin")+
		row("Büsingen", "", "PPL", "DE", "01", "1500", "Europe/Busingen")+
		row("Dorf", "", "PPL", "DE", "01", "900", "Europe/Berlin")+
		row("Madrid", "", "PPLC", "ES", "29", "3255944", "Europe/Madrid")+
		row("Las Palmas", "", "PPLA", "ES", "53", "378517", "Atlantic/Canary")+
		row("Kyiv", "Kiev,Київ,Kijów", "PPLC", "UA", "12", "2797553", "Europe/Kiev")+
		row("Somewhere", "", "PPLC", "XX", "", "5000000", "Nowhere/City"))
}

func read(t *testing.T) (zones, []*city) {
	t.Helper()
	dir, path := small(t)
	zones, err := readZones(dir)
	if err != nil {
		t.Fatal(err)
	}
	all, err := readCities(path, zones)
	if err != nil {
		t.Fatal(err)
	}
	return zones, all
}

func TestTheTablesAreLaidOutAsTheHeadTells(t *testing.T) {
	zones, all := read(t)
	regions := map[string]string{"DE.16": "State of Berlin", "DE.01": "Baden-Württemberg", "ES.29": "Madrid", "ES.53": "Canary Islands", "UA.12": "Kyiv City"}
	text := string(write(choose(all), all, zones, regions))
	tables := strings.Split(text, "\n\n")
	for i, want := range []string{
		"Europe/Busingen\tDE\n",
		"\nEurope/Kiev\t3\n",
		"DE\tBaden-Württemberg\t\t2\t\n", // two zones: not sure
		"DE\t1\tgermany,alemania,deutschland\n",
		"Berlin\t1\t\t34264\nBüsingen\t0\t\t15\nKyiv\t",
		"kiev\t2\nkijow\t2\nкиів\t2\n", // in Latin letters or the country's own, and no codes
	} {
		if i >= len(tables) || !strings.Contains(tables[i], want) {
			t.Errorf("table %d lacks %q in\n%s", i, want, text)
		}
	}
	if strings.Contains(text, "Dorf") || strings.Contains(text, "Somewhere") {
		t.Error("a village, or a city without a zone of ours, was taken")
	}
}

func TestWriteIsTheSameEveryTime(t *testing.T) {
	zones, all := read(t)
	once := write(choose(all), all, zones, nil)
	for range 5 {
		if !slices.Equal(once, write(choose(all), all, zones, nil)) {
			t.Fatal("the same input gave other bytes")
		}
	}
}

func TestNamesWorthKeeping(t *testing.T) {
	berlin, kyiv := &city{country: "DE"}, &city{country: "UA"}
	for _, c := range []struct {
		why, name string
		of        *city
		want      bool
	}{
		{"another language", "Berlín", berlin, true},
		{"an airport", "BER", berlin, false},
		{"a transcription", "bai lin", berlin, false},
		{"a script of elsewhere", "Берлин", berlin, false},
		{"the country's own script", "Київ", kyiv, true},
		{"nothing", "", kyiv, false},
	} {
		if got := c.of.worth(c.name); got != c.want {
			t.Errorf("%s: %q: %v", c.why, c.name, got)
		}
	}
}

func TestATableByHandCannotRot(t *testing.T) {
	_, all := read(t)
	var added []string
	add := func(_ *city, names []string) { added = append(added, names...) }
	if err := eachByHand(all, "Berlin|DE|Berlín|Spree-Athen\n", add); err != nil || len(added) != 2 {
		t.Errorf("%v, %v", added, err)
	}
	for _, line := range []string{"Berlin|FR|Berlín\n", "Berlin|DE\n"} {
		if eachByHand(all, line, add) == nil {
			t.Errorf("%q was taken", line)
		}
	}
}

func TestOneTimeForACountry(t *testing.T) {
	zones, all := read(t)
	if got := onlyZone("DE", all, zones); got != "Europe/Berlin" {
		t.Errorf("Germany has two zones of one time: %q", got)
	}
	if got := onlyZone("ES", all, zones); got != "" {
		t.Errorf("Spain has two times: %q", got)
	}
}

func TestRegionKeys(t *testing.T) {
	for code, want := range map[string]string{"US.NC": "nc,carolina del norte", "JP.40": "tokyo"} {
		name := map[string]string{"US.NC": "North Carolina", "JP.40": "Tokyo Prefecture"}[code]
		if got := strings.Join(regionKeys(code, name), ","); got != want {
			t.Errorf("%s: %q; want %q", code, got, want)
		}
	}
}
