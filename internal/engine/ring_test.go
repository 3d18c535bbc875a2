package engine

import (
	"fmt"
	"slices"
	"testing"
)

// TestAnEventIsNeverTakenForOneOfTheLastEight: ids of one person differ in a digit or
// two. One that is taken for another is an answer that nobody ever gets.
func TestAnEventIsNeverTakenForOneOfTheLastEight(t *testing.T) {
	kinds := map[string]func(person, n int) string{
		"presses on Telegram":  func(person, n int) string { return fmt.Sprintf("c%d%09d", 5_000_000_000+person, n) },
		"messages on Telegram": func(person, n int) string { return fmt.Sprintf("m%d", 1_000_000*person+n) },
		"events on Discord":    func(person, n int) string { return fmt.Sprint(1<<60 + person<<40 + n<<22) },
	}
	for name, id := range kinds {
		t.Run(name, func(t *testing.T) {
			for person := range 1000 {
				var s Session
				for n := range 500 {
					next := id(person, n)
					if s.Seen(next) {
						t.Fatalf("%q counts as handled, after %d others", next, n)
					}
					s.remember(next)
				}
			}
		})
	}
}

// TestTheLastEightEventsAreKnownAgain: and what came before them is not.
func TestTheLastEightEventsAreKnownAgain(t *testing.T) {
	var s Session
	ids := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i"}
	for _, id := range ids {
		s.remember(id)
	}
	known := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !s.Seen(id) })
	if !slices.Equal(known, ids[1:]) {
		t.Errorf("knows %v, want %v", known, ids[1:])
	}
}
