package lang

// What is said about a person's own reminders.
const (
	RemindBegin   UI = "remind.begin"   // a button of a reminder: begins what it is for
	RemindOn      UI = "remind.on"      // a reminder's state: at work
	RemindPaused  UI = "remind.paused"  // by the person
	RemindStalled UI = "remind.stalled" // by itself: three in a row did not get through
	RemindOver    UI = "remind.over"    // its last time has passed
)

// The other buttons under a reminder.
const (
	RemindDone   UI = "remind.done"
	RemindHalf   UI = "remind.half"  // again in half an hour
	RemindLater  UI = "remind.later" // again in two hours
	RemindNotNow UI = "remind.not-now"
)

// What may be typed right after a reminder and means the same as a button, with commas
// between.
const (
	RemindBeginWords  UI = "remind.begin-words"
	RemindDoneWords   UI = "remind.done-words"
	RemindHalfWords   UI = "remind.half-words" // the shorter of both is meant when nobody says how long
	RemindLaterWords  UI = "remind.later-words"
	RemindNotNowWords UI = "remind.not-now-words"
)

// What is said with a reminder, and about what was done with its buttons.
const (
	RemindLate    UI = "remind.late" // above one that comes late; {1} the time it was planned for
	RemindLast    UI = "remind.last" // below the last one
	RemindNoted   UI = "remind.noted"
	RemindSnoozed UI = "remind.snoozed" // {1} the time at which it comes again
	RemindNext    UI = "remind.next"    // it was let pass; {1} when the next one comes
	RemindPassed  UI = "remind.passed"  // it was let pass, and none comes after it
	RemindStop    UI = "remind.stop"    // somebody typed stop right after one
)

// What is said when something about reminders cannot be done; {1} how many there are.
const (
	RemindFull  UI = "remind.full"  // as many as fit
	RemindLarge UI = "remind.large" // their words take too much room
	RemindPast  UI = "remind.past"  // the time has gone by since it was chosen
	RemindGone  UI = "remind.gone"  // the one that was meant is not there any more
	RemindUnset UI = "remind.unset" // what or when was never said
)

// The list of somebody's reminders.
const (
	RemindNone   UI = "remind.none"
	RemindList   UI = "remind.list"   // {1} where the times are
	RemindComes  UI = "remind.comes"  // {1} when it comes next
	RemindHushed UI = "remind.hushed" // its next time falls into the person's quiet hours
	// RemindLeftOut: {1} when the last one was left out, {2} why.
	RemindLeftOut UI = "remind.left-out"
	RemindMore    UI = "remind.more" // {1} how many more there are
)

// Why one was left out.
const (
	RemindWhyLate    UI = "remind.why-late"
	RemindWhyQuiet   UI = "remind.why-quiet"   // in quiet hours
	RemindWhyNight   UI = "remind.why-night"   // in the usual night, when none are set
	RemindWhySilence UI = "remind.why-silence" // silence was asked for, or kept after a hard word
	RemindWhyBusy    UI = "remind.why-busy"
	RemindWhyGone    UI = "remind.why-gone"
)

// What is told once, when somebody is there again; {1} the reminder.
const (
	RemindMissed      UI = "remind.missed"       // {2} when it should have come
	RemindMissedOnce  UI = "remind.missed-once"  // the same, and it does not come again; {2} when
	RemindMissedThree UI = "remind.missed-three" // three in a row: it rests
	RemindBack        UI = "remind.back"         // it came less often for a while
	RemindUntold      UI = "remind.untold"       // it was left out; {2} when, {3} why
	RemindUnworded    UI = "remind.unworded"     // what it was for is gone; {1} the times it was set for
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
		RemindBegin, RemindDone, RemindHalf, RemindLater, RemindNotNow,
		RemindBeginWords, RemindDoneWords, RemindHalfWords, RemindLaterWords, RemindNotNowWords,
		RemindLate, RemindLast, RemindNoted, RemindSnoozed, RemindNext, RemindPassed, RemindStop,
		RemindFull, RemindLarge, RemindPast, RemindGone, RemindUnset,
		RemindNone, RemindList, RemindComes, RemindHushed, RemindLeftOut, RemindMore,
		RemindWhyLate, RemindWhyQuiet, RemindWhyNight, RemindWhySilence, RemindWhyBusy, RemindWhyGone, RemindUntold, RemindUnworded,
		RemindMissed, RemindMissedOnce, RemindMissedThree, RemindBack,
	}
}
