package engine

import "github.com/stillpoint-bot/stillpoint/internal/reminder"

// Reminders is how many reminders the person has.
func (t *turn) Reminders() int { return 0 }

// Reminder is one of the person's reminders.
func (t *turn) Reminder(uint16) (title string, r reminder.Reminder, ok bool) {
	return "", reminder.Reminder{}, false
}
