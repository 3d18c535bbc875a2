package place_test

import (
	"fmt"

	"github.com/stillpoint-bot/stillpoint/internal/place"
)

func Example() {
	for _, text := range []string{"Nueva York", "portland, maine", "San José"} {
		if p, sure := place.One(text); sure {
			fmt.Println(text, "is", p.Zone)
			continue
		}
		fmt.Println(text, "may be")
		for _, p := range place.Find(text, 2) {
			fmt.Println("-", p.Name, p.Region, p.Country, p.Zone)
		}
	}
	// Output:
	// Nueva York is America/New_York
	// portland, maine is America/New_York
	// San José may be
	// - San Jose California US America/Los_Angeles
	// - San José San José CR America/Costa_Rica
}

func ExampleAbbreviation() {
	fmt.Println(place.Abbreviation("CET"), place.Abbreviation("GMT+2"), place.Abbreviation("Madrid"))
	// Output: true true false
}

func ExampleTitle() {
	fmt.Println(place.Title("America/Argentina/Buenos_Aires"))
	// Output: Buenos Aires
}

func ExampleGuess() {
	zone, ok := place.Guess("Alemania")
	fmt.Println(zone, ok)
	_, ok = place.Guess("US")
	fmt.Println(ok)
	// Output:
	// Europe/Berlin true
	// false
}
