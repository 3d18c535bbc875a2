package recur

import (
	"fmt"
	"time"
)

// Stamp is an instant for people, in t's zone: "Thu 26 Nov 2026, 21:00", in Spanish
// "jue 26 nov 2026, 21:00". Any other language than "es" reads English.
func Stamp(t time.Time, lang string) string {
	days, months := "SunMonTueWedThuFriSat", "JanFebMarAprMayJunJulAugSepOctNovDec"
	if lang == "es" {
		days, months = "domlunmarmiéjueviesáb", "enefebmarabrmayjunjulagosepoctnovdic"
	}
	return fmt.Sprintf("%s %d %s %d, %02d:%02d",
		third(days, int(t.Weekday())), t.Day(), third(months, int(t.Month())-1), t.Year(), t.Hour(), t.Minute())
}

// third is the n-th group of three letters.
func third(letters string, n int) string {
	runes := []rune(letters)
	return string(runes[3*n : 3*n+3])
}
