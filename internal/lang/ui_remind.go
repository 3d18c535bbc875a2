package lang

// What is said about a person's own reminders.
const (
	RemindBegin   UI = "remind.begin"   // a button of a reminder: begins what it is for
	RemindOn      UI = "remind.on"      // a reminder's state: at work
	RemindPaused  UI = "remind.paused"  // by the person
	RemindStalled UI = "remind.stalled" // by itself: three in a row did not get through
	RemindOver    UI = "remind.over"    // its last time has passed
)

// What is said about a schedule or a place that cannot be taken.
const (
	RejectWhen        UI = "reject.when"         // {1} what means nothing here, {2} examples
	RejectWhenHalf    UI = "reject.when-half"    // {1} examples
	RejectNoDate      UI = "reject.no-date"      // {1} examples
	RejectNoTime      UI = "reject.no-time"      // {1} examples
	RejectPast        UI = "reject.past"         // {1} examples
	RejectTwoTimes    UI = "reject.two-times"    // {1} what has two meanings, {2} examples
	RejectTooOften    UI = "reject.too-often"    // {1} examples
	RejectZoneLetters UI = "reject.zone-letters" // {1} the abbreviation
	RejectZoneSeveral UI = "reject.zone-several" // {1} up to three places of that name
	RejectZoneUnknown UI = "reject.zone-unknown" // {1} what was typed
)

func remindTexts() []UI {
	return []UI{
		RemindOn, RemindPaused, RemindStalled, RemindOver,
		RejectWhen, RejectWhenHalf, RejectNoDate, RejectNoTime, RejectPast, RejectTwoTimes, RejectTooOften,
		RejectZoneLetters, RejectZoneSeveral, RejectZoneUnknown,
		RemindBegin,
	}
}
