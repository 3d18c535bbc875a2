package engine

import "github.com/stillpoint-bot/stillpoint/internal/reminder"

// Reminders are the person's reminders, by id: what a test may hold them to.
func (s *Session) Reminders() []reminder.Reminder {
	all := make([]reminder.Reminder, len(s.reminders))
	for i := range s.reminders {
		all[i] = s.reminders[i].Reminder
	}
	return all
}
