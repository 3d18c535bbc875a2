package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/place/fold"
)

const head = `# Cities and their time zones; made by internal/place/gen, not to be edited.
# City and region names, sizes and zones: GeoNames (www.geonames.org), CC BY 4.0, shortened and reordered.
# Six tables with an empty line between them, columns by tabs, rows counted from 0 within a table:
# zones: name, codes of its countries (spaces); links: older name, zone row;
# regions: country code, name, other folded names (commas), usual zone row, = if no place of 500 or more inhabitants in it has another; countries: code, one zone row or -, folded names (commas);
# cities: name, region row, zone row if not the region's, people in hundreds; sorted by folded name, then size;
# names: folded name, city rows (spaces), + if it is an everyday name; sorted.
`

// readRegions reads the names of regions by "US.ME".
func readRegions(path string) (map[string]string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		Code string `json:"code"`
		Name string `json:"name"`
	}
	if err := json.Unmarshal(raw, &rows); err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, row := range rows {
		// The codes of Viet Nam were given out anew between the two lists.
		if !strings.HasPrefix(row.Code, "VN.") {
			names[row.Code] = row.Name
		}
	}
	return names, nil
}

// write lays the tables out as head tells.
func write(cities, all []*city, zones zones, regions map[string]string) []byte {
	var out bytes.Buffer
	out.WriteString(head)
	for _, zone := range zones.names {
		fmt.Fprintf(&out, "%s\t%s\n", zone, strings.Join(zones.countries[zone], " "))
	}
	out.WriteByte('\n')
	for _, older := range slices.Sorted(maps.Keys(zones.links)) {
		fmt.Fprintf(&out, "%s\t%d\n", older, zones.row(zones.links[older]))
	}
	out.WriteByte('\n')
	rows, usual := writeRegions(&out, cities, mixed(all, regions), zones, regions)
	out.WriteByte('\n')
	writeCountries(&out, cities, zones)
	out.WriteByte('\n')
	for _, c := range cities {
		code := c.code(regions)
		zone := ""
		if usual[code] != c.zone {
			zone = fmt.Sprint(zones.row(c.zone))
		}
		fmt.Fprintf(&out, "%s\t%d\t%s\t%d\n", c.name, rows[code], zone, (c.people+50)/100)
	}
	out.WriteByte('\n')
	writeNames(&out, cities)
	return out.Bytes()
}

func (z zones) row(name string) int {
	row, found := slices.BinarySearch(z.names, name)
	if !found {
		panic("no zone " + name)
	}
	return row
}

// code is the city's region as "US.ME", or "US." where the region has no name.
func (c *city) code(regions map[string]string) string {
	if code := c.country + "." + c.region; regions[code] != "" {
		return code
	}
	return c.country + "."
}

func writeRegions(out *bytes.Buffer, cities []*city, mixed map[string]bool, zones zones, regions map[string]string) (map[string]int, map[string]string) {
	counts := map[string]map[string]int{}
	for _, c := range cities {
		code := c.code(regions)
		if counts[code] == nil {
			counts[code] = map[string]int{}
		}
		counts[code][c.zone]++
	}
	rows, usual := map[string]int{}, map[string]string{}
	for i, code := range slices.Sorted(maps.Keys(counts)) {
		rows[code] = i
		usual[code] = most(counts[code])
		sure := "="
		if mixed[code] {
			sure = ""
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%d\t%s\n", code[:2], regions[code], strings.Join(regionKeys(code, regions[code]), ","), zones.row(usual[code]), sure)
	}
	return rows, usual
}

// mixed are the regions that have more than one zone.
func mixed(all []*city, regions map[string]string) map[string]bool {
	zone, more := map[string]string{}, map[string]bool{}
	for _, c := range all {
		code := c.code(regions)
		if other := zone[code]; other != "" && other != c.zone {
			more[code] = true
		}
		zone[code] = c.zone
	}
	return more
}

func most(counts map[string]int) string {
	keys := slices.Sorted(maps.Keys(counts))
	return slices.MaxFunc(keys, func(a, b string) int { return cmp.Compare(counts[a], counts[b]) })
}

func writeNames(out *bytes.Buffer, cities []*city) {
	rows, everyday := map[string][]int{}, map[string]string{}
	for i, c := range cities {
		for _, key := range c.keys() {
			rows[key] = append(rows[key], i)
		}
		for _, name := range c.extra {
			everyday[fold.Name(name)] = "\t+"
		}
	}
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		fmt.Fprintf(out, "%s\t%s%s\n", key, strings.Trim(fmt.Sprint(rows[key]), "[]"), everyday[key])
	}
}

func compress(path string, text []byte) error {
	var out bytes.Buffer
	zip, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := zip.Write(text); err != nil {
		return err
	}
	if err := zip.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o644) //nolint:gosec // data of the source tree, read by all
}
