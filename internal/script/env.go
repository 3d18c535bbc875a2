package script

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// Env is what a text or an expression may look at while it is played: the answers, and
// how things stand with the person. One value implements it, the engine's turn.
type Env interface {
	// Value is the answer in that slot; the zero Value when there is none.
	Value(slot *Slot) Value
	// Now is the time of the turn, in the person's zone.
	Now() time.Time
	// Lang is the index of the person's language.
	Lang() int
	// Library is what the texts come from.
	Library() *Library
	// Reminders is how many reminders the person has.
	Reminders() int
	// Reminder is one of them, with what it is called; ok is false when there is none
	// of that id.
	Reminder(id uint16) (title string, r reminder.Reminder, ok bool)
}
