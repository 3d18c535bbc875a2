package place

// Guess is the zone of a country all of whose places tell the same time, as "CO" or
// "Alemania" do and "US" does not: an ISO code, or the name in English or Spanish.
// The zone is the one of its capital. Summer times until 2030 are compared.
func Guess(country string) (zone string, ok bool) {
	q, ok := ask(country)
	if !ok || len(q.tails) > 0 {
		return "", false
	}
	x := data()
	at := -1
	for _, a := range x.areasOf(q.head) {
		if a.country < 0 {
			continue
		}
		only := x.countries[a.country].zone
		if only < 0 || at >= 0 && at != only {
			return "", false
		}
		at = only
	}
	if at < 0 {
		return "", false
	}
	return x.zones[at].name, true
}
