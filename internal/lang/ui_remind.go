package lang

// What is said about a person's own reminders.
const (
	RemindBegin UI = "remind.begin" // a button of a reminder: begins what it is for
)

func remindTexts() []UI {
	return []UI{RemindBegin}
}
