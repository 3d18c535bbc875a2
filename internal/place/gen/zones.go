package main

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // so that the answer does not depend on the machine
)

// zones are the names a person's time zone can have: those that zone.tab has for a
// country, and the older names that mean one of them.
type zones struct {
	names     []string            // sorted
	countries map[string][]string // zone to ISO 3166-1 alpha-2 codes
	links     map[string]string   // older name to name
}

func readZones(folder string) (zones, error) {
	z := zones{countries: map[string][]string{"UTC": nil}, links: map[string]string{}}
	err := lines(filepath.Join(folder, "zone.tab"), func(line string) error {
		if part := strings.Split(line, "\t"); !strings.HasPrefix(line, "#") && len(part) > 2 {
			z.countries[part[2]] = append(z.countries[part[2]], part[0])
		}
		return nil
	})
	if err != nil {
		return z, err
	}
	z.names = slices.Sorted(maps.Keys(z.countries))
	for _, name := range z.names {
		if _, err := time.LoadLocation(name); err != nil {
			return z, fmt.Errorf("loading zone %s: %w", name, err)
		}
	}
	return z, z.readLinks(filepath.Join(folder, "tzdata.zi"))
}

// readLinks follows each older name, over others where it must, to one of ours.
func (z *zones) readLinks(path string) error {
	direct := merged()
	err := lines(path, func(line string) error {
		if part := strings.Fields(line); len(part) == 3 && part[0] == "L" {
			direct[part[2]] = part[1]
		}
		return nil
	})
	if err != nil {
		return err
	}
	for older := range direct {
		name := older
		for range 4 {
			if _, ours := z.countries[name]; ours {
				break
			}
			name = direct[name]
		}
		if _, ours := z.countries[name]; !ours || name == older || !strings.Contains(older, "/") {
			continue
		}
		if _, err := time.LoadLocation(older); err == nil {
			z.links[older] = name
		}
	}
	return nil
}

// merged are names that some builds of the tz database keep with a past of their
// own, though they have told the same time as their neighbour for decades.
func merged() map[string]string {
	return map[string]string{
		"Etc/UTC": "UTC", "Etc/GMT": "UTC",
		"America/Montreal": "America/Toronto", "America/Nipigon": "America/Toronto",
		"America/Thunder_Bay": "America/Toronto", "America/Rainy_River": "America/Winnipeg",
		"America/Pangnirtung": "America/Iqaluit", "America/Yellowknife": "America/Edmonton",
		"America/Coral_Harbour": "America/Atikokan", "America/Ensenada": "America/Tijuana",
		"America/Rosario": "America/Argentina/Cordoba", "America/Shiprock": "America/Denver",
		"Asia/Choibalsan": "Asia/Ulaanbaatar", "Asia/Chongqing": "Asia/Shanghai",
		"Asia/Hanoi": "Asia/Bangkok", "Asia/Harbin": "Asia/Shanghai", "Asia/Kashgar": "Asia/Urumqi",
		"Asia/Tel_Aviv": "Asia/Jerusalem", "Atlantic/Jan_Mayen": "Arctic/Longyearbyen",
		"Australia/Currie": "Australia/Hobart", "Europe/Belfast": "Europe/London",
		"Europe/Tiraspol": "Europe/Chisinau", "Europe/Uzhgorod": "Europe/Kyiv",
		"Europe/Zaporozhye": "Europe/Kyiv", "Pacific/Enderbury": "Pacific/Kanton",
		"Pacific/Johnston": "Pacific/Honolulu",
	}
}

// same tells whether two zones have had one time every day from 2022 to 2030.
func same(a, b string) bool {
	in, out := mustLoad(a), mustLoad(b)
	day := time.Date(2022, 1, 1, 12, 0, 0, 0, time.UTC)
	for ; day.Year() < 2031; day = day.AddDate(0, 0, 1) {
		_, here := day.In(in).Zone()
		_, there := day.In(out).Zone()
		if here != there {
			return false
		}
	}
	return true
}

// mustLoad loads a zone that readZones has loaded before.
func mustLoad(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

func lines(path string, each func(line string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // only read
	scan := bufio.NewScanner(file)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		if err := each(scan.Text()); err != nil {
			return err
		}
	}
	return scan.Err()
}
