package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/stillpoint-bot/stillpoint/internal/place/fold"
)

func writeCountries(out *bytes.Buffer, cities []*city, zones zones) {
	codes := map[string]bool{}
	for _, of := range zones.countries {
		for _, code := range of {
			codes[code] = true
		}
	}
	for _, c := range cities {
		codes[c.country] = true
	}
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		only := "-"
		if zone := onlyZone(code, cities, zones); zone != "" {
			only = fmt.Sprint(zones.row(zone))
		}
		fmt.Fprintf(out, "%s\t%s\t%s\n", code, only, strings.Join(countryKeys(code), ","))
	}
}

// onlyZone is the zone of a country all of whose zones tell the same time, the
// capital's or else the largest city's; empty where the place decides.
func onlyZone(code string, cities []*city, zones zones) string {
	var of []string
	for _, zone := range zones.names {
		if slices.Contains(zones.countries[zone], code) {
			of = append(of, zone)
		}
	}
	if len(of) == 0 {
		return ""
	}
	main := chief(code, of, cities)
	for _, zone := range of {
		if !same(main, zone) {
			return ""
		}
	}
	return main
}

func chief(code string, of []string, cities []*city) string {
	zone, people := of[0], -1
	for _, c := range cities {
		if c.country != code || !slices.Contains(of, c.zone) {
			continue
		}
		if c.kind == "PPLC" {
			return c.zone
		}
		if c.people > people {
			zone, people = c.zone, c.people
		}
	}
	return zone
}

func countryKeys(code string) []string {
	var keys []string
	add := func(name string) {
		if key := fold.Name(name); key != "" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	if region, err := language.ParseRegion(code); err == nil {
		add(display.English.Regions().Name(region))
		add(display.Spanish.Regions().Name(region))
	}
	for line := range strings.Lines(countriesByHand) {
		if part := strings.Split(strings.TrimSpace(line), "|"); part[0] == code {
			for _, name := range part[1:] {
				add(name)
			}
		}
	}
	return keys
}

// countriesByHand has the names that people use besides the official ones.
//
//nolint:misspell // Spanish
const countriesByHand = `US|USA|America|United States of America|EEUU|EE UU|Estados Unidos de América|U.S.A.
GB|UK|Great Britain|Britain|Gran Bretaña|Inglaterra|England
AE|UAE|Emiratos|Emirates|EAU
CZ|Czech Republic|Czechia|República Checa|Chequia
MK|Macedonia|North Macedonia|Macedonia del Norte
SZ|Swaziland|Eswatini|Esuatini|Suazilandia
NL|Holland|Holanda|The Netherlands|Netherlands|Países Bajos
CI|Ivory Coast|Costa de Marfil|Côte d'Ivoire
CD|DR Congo|Congo|Democratic Republic of the Congo|República Democrática del Congo
CG|Congo|Republic of the Congo|República del Congo
KR|Korea|Corea|South Korea|Corea del Sur
KP|North Korea|Corea del Norte
MM|Burma|Birmania|Myanmar
TR|Turkey|Türkiye|Turquía
PS|Palestine|Palestina
HK|Hong Kong
MO|Macau|Macao
RU|Russia|Rusia
VA|Vatican|Vaticano
DO|República Dominicana|Dominican Republic
SY|Syria|Siria
BY|Belarus|Bielorrusia
LA|Laos
VN|Vietnam|Viet Nam
CV|Cape Verde|Cabo Verde
TL|East Timor|Timor Oriental|Timor-Leste
PR|Puerto Rico
ES|España|Spain
DE|Deutschland
FR|Francia
BR|Brasil
CH|Schweiz|Suisse|Suiza
IT|Italia
JP|Nippon
`
