package lang

// What moderators read about their community's reminders.
const (
	ScheduleNone UI = "schedule.none" // nothing is scheduled
)

func scheduleTexts() []UI {
	return []UI{ScheduleNone}
}
