package answer

import (
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/place"
)

// maxPlaces is how many places of one name are told apart.
const maxPlaces = 3

// Zone reads where someone is, as a city ("Paris", "portland, maine") or the name of a
// time zone, and gives the IANA name of the zone. A name of several places is rejected
// with up to three of them, an abbreviation such as "CET" with why a city is surer.
func Zone(text string, l *lang.Language) (zone string, reject *Reject) {
	if reject := sized(text, l); reject != nil {
		return "", reject
	}
	if p, ok := place.One(text); ok {
		return p.Zone, nil
	}
	return "", noZone(oneLine(text))
}

// noZone says why a name is no zone.
func noZone(name string) *Reject {
	if place.Abbreviation(name) {
		return &Reject{Reason: ZoneLetters, A: clip(name)}
	}
	if names := namesakes(name); len(names) > 0 {
		return &Reject{Reason: SeveralPlaces, A: strings.Join(names, "; ")}
	}
	return &Reject{Reason: NoPlace, A: clip(name)}
}

// namesakes are the places that a name may mean, each in words that mean it alone.
func namesakes(name string) []string {
	var names []string
	zones := map[string]bool{}
	for _, p := range place.Find(name, 4*maxPlaces) {
		full := fullName(p)
		if one, ok := place.One(full); !ok || one.Zone != p.Zone || zones[p.Zone+full] {
			continue
		}
		zones[p.Zone+full] = true
		if names = append(names, full); len(names) == maxPlaces {
			break
		}
	}
	return names
}

// fullName is a place with what tells it apart: "Portland, Maine".
func fullName(p place.Place) string {
	switch {
	case p.Region != "":
		return p.Name + ", " + p.Region
	case p.Country != "":
		return p.Name + ", " + p.Country
	}
	return p.Name
}
