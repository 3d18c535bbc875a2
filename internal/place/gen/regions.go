package main

import (
	"slices"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/place/fold"
)

// regionKeys are the folded names and codes of a region besides its own name.
func regionKeys(code, name string) []string {
	var keys []string
	add := func(text string) {
		if key := fold.Name(text); key != "" && key != fold.Name(name) && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	country, region, _ := strings.Cut(code, ".")
	if country == "US" {
		add(region)
	}
	for ending := range strings.FieldsSeq("Province Department Region District Oblast County State Governorate Prefecture Parish Voivodeship") {
		add(strings.TrimSuffix(name, " "+ending))
	}
	for line := range strings.Lines(regionsByHand) {
		if part := strings.Split(strings.TrimSpace(line), "|"); part[0] == country && part[1] == name {
			for _, other := range part[2:] {
				add(other)
			}
		}
	}
	return keys
}

// regionsByHand has Spanish names and everyday codes: country, the name in the data, others.
const regionsByHand = `US|New York|Nueva York
US|Washington|Estado de Washington
US|Texas|Tejas
US|North Carolina|Carolina del Norte
US|South Carolina|Carolina del Sur
US|North Dakota|Dakota del Norte
US|South Dakota|Dakota del Sur
US|West Virginia|Virginia Occidental
US|New Mexico|Nuevo México
US|New Jersey|Nueva Jersey
US|New Hampshire|Nuevo Hampshire
US|Pennsylvania|Pensilvania
US|Louisiana|Luisiana
US|Mississippi|Misisipi
US|Missouri|Misuri
US|Oregon|Oregón
US|Hawaii|Hawái
US|Michigan|Míchigan
US|District of Columbia|Distrito de Columbia|D.C.
CA|Alberta|AB
CA|British Columbia|BC|Columbia Británica
CA|Manitoba|MB
CA|New Brunswick|NB|Nuevo Brunswick
CA|Newfoundland and Labrador|NL|Newfoundland|Terranova
CA|Nova Scotia|NS|Nueva Escocia
CA|Ontario|ON
CA|Prince Edward Island|PE|PEI
CA|Quebec|QC
CA|Saskatchewan|SK
CA|Yukon|YT|Yukón
CA|Northwest Territories|NT
CA|Nunavut|NU
AU|New South Wales|NSW|Nueva Gales del Sur
AU|Victoria|VIC
AU|Queensland|QLD
AU|South Australia|SA|Australia Meridional
AU|Western Australia|WA|Australia Occidental
AU|Tasmania|TAS
AU|Northern Territory|NT
AU|Australian Capital Territory|ACT
GB|England|Inglaterra
GB|Scotland|Escocia
GB|Wales|Gales
GB|Northern Ireland|Irlanda del Norte
ES|Andalusia|Andalucía
ES|Catalonia|Cataluña|Catalunya
ES|Basque Country|País Vasco|Euskadi
ES|Balearic Islands|Islas Baleares|Baleares|Mallorca
ES|Canary Islands|Islas Canarias|Canarias
ES|Valencia|Comunidad Valenciana
ES|Castille-La Mancha|Castilla-La Mancha
ES|Castille and León|Castilla y León
ES|Navarre|Navarra
DE|Bavaria|Bayern|Baviera
DE|Saxony|Sachsen|Sajonia
MX|Mexico City|Ciudad de México|CDMX
MX|México|Estado de México|Edomex
MX|Baja California|BC
MX|Baja California Sur|BCS
MX|Nuevo León|NL
BR|São Paulo|SP
BR|Rio de Janeiro|RJ
BR|Minas Gerais|MG
BR|Federal District|DF
AR|Buenos Aires F.D.|CABA|Capital Federal
`
