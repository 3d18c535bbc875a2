package place

import "strings"

// Title is how a zone is shown to a person, whatever their language: the last part of
// its IANA name, "Buenos Aires" for "America/Argentina/Buenos_Aires". A fixed distance
// is written as people write it: "UTC-5" for "Etc/GMT+5".
func Title(zone string) string {
	if offset, is := strings.CutPrefix(zone, "Etc/GMT"); is {
		switch {
		case strings.HasPrefix(offset, "+"):
			return utc + "-" + offset[1:]
		case strings.HasPrefix(offset, "-"):
			return utc + "+" + offset[1:]
		}
		return utc
	}
	if zone == "Antarctica/DumontDUrville" {
		return "Dumont d'Urville"
	}
	return strings.ReplaceAll(zone[strings.LastIndexByte(zone, '/')+1:], "_", " ")
}
