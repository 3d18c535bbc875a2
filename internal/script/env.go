package script

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// Env is what a text or an expression may look at while it is played.
type Env interface {
	// Value is the answer in that slot; the zero Value when there is none.
	Value(slot *Slot) Value
	Reader
	Reminded
}

// Reader is whom a text is for.
type Reader interface {
	// Now is the time of the turn, in the person's zone.
	Now() time.Time
	// Lang is the index of the person's language.
	Lang() int
	// Library is what the texts come from.
	Library() *Library
}

// Reminded is what a person is reminded of.
type Reminded interface {
	// Reminders is how many reminders the person has.
	Reminders() int
	// Reminder is one of them, with what it is called; ok is false when there is none
	// of that id.
	Reminder(id uint16) (title string, r reminder.Reminder, ok bool)
}
