package script

import "time"

// Env is what a text or an expression may look at while it is played.
type Env interface {
	// Value is the answer in that slot; the zero Value when there is none.
	Value(slot *Slot) Value
	// Now is the time of the turn, in the person's zone.
	Now() time.Time
	// Lang is the index of the person's language.
	Lang() int
	// Library is what the texts come from.
	Library() *Library
}
