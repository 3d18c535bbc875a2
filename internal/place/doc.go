// Package place finds the time zone of a city by the names people give it, in any
// spelling, without asking anybody: "sao paulo", "Múnich", "portland, maine". It
// knows no clock and no time: what comes out is the IANA name of a zone.
//
// The cities are those from 15,000 inhabitants, all capitals and the seats of regions;
// README.md tells where they come from and how to make the data anew. They are read
// at the first question, once, and never change. Everything here is safe for use by
// several goroutines.
package place

// Place is somewhere a person can say they live.
type Place struct {
	Name    string // as the data writes it: "São Paulo"
	Region  string // state or province, "Maine"; empty where none is known
	Country string // ISO 3166-1 alpha-2, "US"; empty for UTC
	Zone    string // IANA name of today: "America/Sao_Paulo"
	People  int    // inhabitants, to the nearest hundred; 0 where nobody counted
}

const (
	longest  = 100 // bytes of a text that is looked at
	mostEver = 100 // places in one answer
)
