package lang

// What moderators read about their community's reminders. Replies are put together from
// several of them.
const (
	ScheduleNone            UI = "schedule.none" // nothing is scheduled
	ScheduleNotYours        UI = "schedule.not-yours"
	ScheduleStewardLocked   UI = "schedule.steward-locked"
	ScheduleFull            UI = "schedule.full" // {1} the most
	ScheduleTooMuch         UI = "schedule.too-much"
	ScheduleBoth            UI = "schedule.both"
	ScheduleTextLong        UI = "schedule.text-long" // {1} the most, {2} how many it has
	ScheduleTextEmpty       UI = "schedule.text-empty"
	ScheduleWhatUnknown     UI = "schedule.what-unknown"  // {1} what was typed, {2} the titles
	ScheduleZoneUnknown     UI = "schedule.zone-unknown"  // {1} what was typed
	ScheduleZoneShort       UI = "schedule.zone-short"    // {1} what was typed: an abbreviation
	ScheduleZoneSeveral     UI = "schedule.zone-several"  // {1} what was typed, {2} the places
	ScheduleTwoZones        UI = "schedule.two-zones"     // {1} and {2} the zones
	ScheduleWhichUnknown    UI = "schedule.which-unknown" // {1} what was typed
	ScheduleWhichEmpty      UI = "schedule.which-empty"   // {1} an example
	ScheduleSpreadLong      UI = "schedule.spread-long"   // {1} the most minutes
	ScheduleMonthEndUnknown UI = "schedule.month-end-unknown"
	ScheduleSame            UI = "schedule.same"
	ScheduleClosed          UI = "schedule.closed"
	ScheduleExpired         UI = "schedule.expired"
	ScheduleElsewhere       UI = "schedule.elsewhere" // the zone has changed since the draft was shown
	SchedulePassedBy        UI = "schedule.passed-by"
	ScheduleNever           UI = "schedule.never"
)

// When a phrase cannot be read; {1} is the part.
const (
	ScheduleWhyEmpty      UI = "schedule.why.empty"
	ScheduleWhyLong       UI = "schedule.why.long"
	ScheduleWhyWord       UI = "schedule.why.word"       // {1} the part
	ScheduleWhyUnfinished UI = "schedule.why.unfinished" // {1} the part
	ScheduleWhyDate       UI = "schedule.why.date"       // {1} the part
	ScheduleWhyTime       UI = "schedule.why.time"       // {1} the part
	ScheduleWhyPast       UI = "schedule.why.past"       // {1} the part
	ScheduleWhyTwo        UI = "schedule.why.two"        // {1} the part
	ScheduleWhyOften      UI = "schedule.why.often"
	ScheduleWhyRange      UI = "schedule.why.range"   // {1} the part
	ScheduleWhyOther      UI = "schedule.why.other"   // {1} the part
	ScheduleFor           UI = "schedule.for-example" // {1} the examples, one a line
)

// A reminder before it is saved.
const (
	SchedulePreview       UI = "schedule.preview"
	SchedulePreviewChange UI = "schedule.preview-change" // {1} number, {2} title
	ScheduleField         UI = "schedule.field"          // {1} its name, {2} its value
	ScheduleFieldChange   UI = "schedule.field-change"   // {1} its name, {2} the value before, {3} after
	ScheduleWhen          UI = "schedule.when"
	ScheduleZone          UI = "schedule.zone"
	ScheduleWhere         UI = "schedule.where"
	ScheduleMention       UI = "schedule.mention"
	ScheduleSpread        UI = "schedule.spread"
	ScheduleWhat          UI = "schedule.what"
	ScheduleButton        UI = "schedule.button"
	ScheduleWords         UI = "schedule.words"
	ScheduleLanguage      UI = "schedule.language"
	ScheduleSteward       UI = "schedule.steward"
	ScheduleMonthEnd      UI = "schedule.month-end"
	ScheduleZoneUnset     UI = "schedule.zone-unset" // {1} the zone
	ScheduleUsualPlace    UI = "schedule.usual-place"
	ScheduleNobody        UI = "schedule.nobody"
	ScheduleNoMention     UI = "schedule.no-mention"
	ScheduleOnlyRole      UI = "schedule.only-role" // {1} the role
	ScheduleAtOnce        UI = "schedule.at-once"
	ScheduleOverMinutes   UI = "schedule.over-minutes" // {1} minutes
	ScheduleBetween       UI = "schedule.between"      // {1} from, {2} to
	ScheduleWithin        UI = "schedule.within"       // {1} minutes
	ScheduleRuns          UI = "schedule.runs"
	ScheduleRunOnce       UI = "schedule.run-once"
	ScheduleClamp         UI = "schedule.clamp"
	ScheduleDrop          UI = "schedule.skip-month"
	ScheduleClampNote     UI = "schedule.clamp-note"
	ScheduleDropNote      UI = "schedule.skip-note"
	ScheduleForward       UI = "schedule.clocks-forward" // {1} day, {2} city, {3} how much
	ScheduleBack          UI = "schedule.clocks-back"    // {1} day, {2} city, {3} how much
	ScheduleStays         UI = "schedule.clocks-stay"    // {1} time
	ScheduleStaysAll      UI = "schedule.clocks-stay-all"
	ScheduleGap           UI = "schedule.clocks-gap"   // {1} the time, {2} instead
	ScheduleFold          UI = "schedule.clocks-fold"  // {1} the time
	ScheduleGaps          UI = "schedule.clocks-gaps"  // {1} the times, {2} instead
	ScheduleFolds         UI = "schedule.clocks-folds" // {1} the times
	ScheduleHour          UI = "schedule.hour"
	ScheduleHours         UI = "schedule.hours"   // {1} how many
	ScheduleMinutes       UI = "schedule.minutes" // {1} how many
	ScheduleText          UI = "schedule.text"
	ScheduleVaries        UI = "schedule.varies"        // {1} how many
	ScheduleAskText       UI = "schedule.ask-text"      // {1} when, as understood
	ScheduleWrite         UI = "schedule.write"         // a button; at most 24 characters
	ScheduleFormTitle     UI = "schedule.form-title"    // at most 45 characters
	ScheduleFormLabel     UI = "schedule.form-label"    // at most 45 characters
	ScheduleConfirm       UI = "schedule.confirm"       // a button
	ScheduleDiscard       UI = "schedule.discard"       // a button
	ScheduleSaved         UI = "schedule.saved"         // {1} number, {2} title, {3} next time
	ScheduleChanged       UI = "schedule.changed"       // {1} number, {2} title
	ScheduleSavedAlready  UI = "schedule.saved-already" // {1} number
	ScheduleDiscarded     UI = "schedule.discarded"
)

// All of them, and one.
const (
	ScheduleAll        UI = "schedule.all"  // {1} zone
	ScheduleItem       UI = "schedule.item" // {1} number, {2} title, {3} when, {4} place
	ScheduleNext       UI = "schedule.next" // {1} when
	SchedulePaused     UI = "schedule.paused"
	SchedulePausedBy   UI = "schedule.paused-by" // {1} who
	ScheduleStalled    UI = "schedule.stalled"   // {1} place
	ScheduleOver       UI = "schedule.over"
	ScheduleFailed     UI = "schedule.failed"     // {1} place, {2} day
	ScheduleFailedWhy  UI = "schedule.failed-why" // {1} when, {2} place, {3} why
	ScheduleWhyClosed  UI = "schedule.failed.closed"
	ScheduleWhyRefused UI = "schedule.failed.refused"
	ScheduleWhyLate    UI = "schedule.failed.late"
	ScheduleWhyGone    UI = "schedule.failed.gone"
	ScheduleUntold     UI = "schedule.untold"      // {1} number, {2} title, {3} place
	ScheduleUntoldMore UI = "schedule.untold-more" // {1} how many
	ScheduleNumbered   UI = "schedule.numbered"    // {1} number, {2} title
	ScheduleMade       UI = "schedule.made"        // {1} who, {2} when
	ScheduleSent       UI = "schedule.sent"        // {1} when
	ScheduleLeftOut    UI = "schedule.left-out"    // {1} how many, {2} the last one, {3} why
	ScheduleOutLate    UI = "schedule.out.late"
	ScheduleOutMerged  UI = "schedule.out.merged"
	ScheduleOutSkipped UI = "schedule.out.skipped"
	ScheduleOutAway    UI = "schedule.out.away"
	ScheduleOutOther   UI = "schedule.out.other"
	ScheduleShow       UI = "schedule.show"        // a button; {1} number, {2} title
	ScheduleMore       UI = "schedule.more"        // a button
	ScheduleBackToAll  UI = "schedule.back"        // a button
	SchedulePause      UI = "schedule.pause"       // a button
	ScheduleResume     UI = "schedule.resume"      // a button
	ScheduleSkip       UI = "schedule.skip"        // a button
	ScheduleDelete     UI = "schedule.delete"      // a button
	ScheduleDeleteSure UI = "schedule.delete-sure" // a button
	ScheduleKeep       UI = "schedule.keep"        // a button
)

// What was done.
const (
	SchedulePausedNow      UI = "schedule.paused-now"      // {1} number, {2} title
	SchedulePausedAlready  UI = "schedule.paused-already"  // {1} number, {2} title
	ScheduleResumed        UI = "schedule.resumed"         // {1} number, {2} title, {3} next time
	ScheduleOnAlready      UI = "schedule.on-already"      // {1} number, {2} title
	ScheduleOverAlready    UI = "schedule.over-already"    // {1} number, {2} title
	ScheduleSkipped        UI = "schedule.skipped"         // {1} number, {2} title, {3} left out, {4} next
	ScheduleSkippedLast    UI = "schedule.skipped-last"    // {1} number, {2} title, {3} left out
	ScheduleSkipNone       UI = "schedule.skip-none"       // {1} number, {2} title
	ScheduleSkipAlready    UI = "schedule.skip-already"    // {1} number, {2} title
	ScheduleDeleteAsk      UI = "schedule.delete-ask"      // {1} number, {2} title, {3} when
	ScheduleDeleted        UI = "schedule.deleted"         // {1} number, {2} title
	ScheduleDeletedAlready UI = "schedule.deleted-already" // {1} number
)

// Who changed what.
const (
	ScheduleHistory     UI = "schedule.history" // {1} zone
	ScheduleHistoryNone UI = "schedule.history-none"
	ScheduleDid         UI = "schedule.did" // {1} when, {2} who, {3} what
	ScheduleSomebody    UI = "schedule.somebody"
	ScheduleItself      UI = "schedule.itself"     // who did it when nobody did
	ScheduleDidNew      UI = "schedule.did.new"    // {1} number, {2} title, {3} when
	ScheduleDidChange   UI = "schedule.did.change" // {1} number, {2} title, {3} what changed
	ScheduleDidPause    UI = "schedule.did.pause"  // {1} number, {2} title
	ScheduleDidResume   UI = "schedule.did.resume" // {1} number, {2} title
	ScheduleDidSkip     UI = "schedule.did.skip"   // {1} number, {2} title, {3} when
	ScheduleDidDelete   UI = "schedule.did.delete" // {1} number, {2} title, {3} when
	ScheduleDidStall    UI = "schedule.did.stall"  // {1} number, {2} title
)

// What holds for the whole community.
const (
	ScheduleSettings        UI = "schedule.settings"
	ScheduleNoRole          UI = "schedule.no-role"
	ScheduleAdjusted        UI = "schedule.adjusted"
	ScheduleMoves           UI = "schedule.moves"
	ScheduleMove            UI = "schedule.move"      // {1} number, {2} title, {3} next time
	ScheduleMoveLeft        UI = "schedule.move-left" // {1} number, {2} title, {3} next time, {4} the day that is left out
	ScheduleMovesNone       UI = "schedule.moves-none"
	ScheduleLanguageUnknown UI = "schedule.language-unknown" // {1} what was typed, {2} the languages
)

// One line, as typed.
const (
	ScheduleHelp      UI = "schedule.help"       // {1} three examples, one a line
	ScheduleHelpWhat  UI = "schedule.help-what"  // {1} the titles
	ScheduleHelpMore  UI = "schedule.help-more"  // {1} the other words that work
	ScheduleHelpLines UI = "schedule.help-lines" // words that work, as they are typed
	ScheduleHelpText  UI = "schedule.help-text"  // behind a time in an example
)

// In a post, and while typing.
const (
	SchedulePlanned     UI = "schedule.planned"      // {1} when
	ScheduleSuggestWhen UI = "schedule.suggest-when" // {1} phrase, {2} next time
	ScheduleSuggestZone UI = "schedule.suggest-zone" // {1} city, {2} zone, {3} time
)

func scheduleTexts() []UI {
	return []UI{
		ScheduleNone, ScheduleNotYours, ScheduleStewardLocked, ScheduleFull, ScheduleTooMuch, ScheduleBoth,
		ScheduleTextLong, ScheduleTextEmpty, ScheduleWhatUnknown, ScheduleZoneUnknown, ScheduleZoneShort,
		ScheduleZoneSeveral, ScheduleTwoZones, ScheduleWhichUnknown, ScheduleWhichEmpty,
		ScheduleSpreadLong, ScheduleMonthEndUnknown, ScheduleSame, ScheduleClosed, ScheduleExpired, ScheduleElsewhere,
		SchedulePassedBy, ScheduleNever, ScheduleWhyEmpty, ScheduleWhyLong, ScheduleWhyWord,
		ScheduleWhyUnfinished, ScheduleWhyDate, ScheduleWhyTime, ScheduleWhyPast, ScheduleWhyTwo,
		ScheduleWhyOften, ScheduleWhyRange, ScheduleWhyOther, ScheduleFor, SchedulePreview,
		SchedulePreviewChange, ScheduleField, ScheduleFieldChange, ScheduleWhen, ScheduleZone,
		ScheduleWhere, ScheduleMention, ScheduleSpread, ScheduleWhat, ScheduleButton, ScheduleWords,
		ScheduleLanguage, ScheduleSteward, ScheduleMonthEnd, ScheduleZoneUnset, ScheduleUsualPlace,
		ScheduleNobody, ScheduleNoMention, ScheduleOnlyRole, ScheduleAtOnce, ScheduleOverMinutes,
		ScheduleBetween, ScheduleWithin, ScheduleRuns, ScheduleRunOnce, ScheduleClamp, ScheduleDrop,
		ScheduleClampNote, ScheduleDropNote, ScheduleForward, ScheduleBack, ScheduleStays,
		ScheduleStaysAll, ScheduleGap, ScheduleFold, ScheduleGaps, ScheduleFolds, ScheduleHour, ScheduleHours, ScheduleMinutes,
		ScheduleText, ScheduleVaries, ScheduleAskText, ScheduleWrite, ScheduleFormTitle,
		ScheduleFormLabel, ScheduleConfirm, ScheduleDiscard, ScheduleSaved, ScheduleChanged,
		ScheduleSavedAlready, ScheduleDiscarded, ScheduleAll, ScheduleItem, ScheduleNext, SchedulePaused,
		SchedulePausedBy, ScheduleStalled, ScheduleOver, ScheduleFailed, ScheduleFailedWhy,
		ScheduleWhyClosed, ScheduleWhyRefused, ScheduleWhyLate, ScheduleWhyGone,
		ScheduleUntold, ScheduleUntoldMore, ScheduleNumbered, ScheduleMade, ScheduleSent, ScheduleLeftOut, ScheduleOutLate,
		ScheduleOutMerged, ScheduleOutSkipped, ScheduleOutAway, ScheduleOutOther, ScheduleShow,
		ScheduleMore, ScheduleBackToAll, SchedulePause, ScheduleResume, ScheduleSkip, ScheduleDelete,
		ScheduleDeleteSure, ScheduleKeep, SchedulePausedNow, SchedulePausedAlready, ScheduleResumed,
		ScheduleOnAlready, ScheduleOverAlready, ScheduleSkipped, ScheduleSkippedLast, ScheduleSkipNone,
		ScheduleSkipAlready, ScheduleDeleteAsk, ScheduleDeleted, ScheduleDeletedAlready, ScheduleHistory,
		ScheduleHistoryNone, ScheduleDid, ScheduleSomebody, ScheduleItself, ScheduleDidNew,
		ScheduleDidChange, ScheduleDidPause, ScheduleDidResume, ScheduleDidSkip, ScheduleDidDelete,
		ScheduleDidStall, ScheduleSettings, ScheduleNoRole, ScheduleAdjusted, ScheduleMoves,
		ScheduleMove, ScheduleMoveLeft, ScheduleMovesNone, ScheduleLanguageUnknown, ScheduleHelp, ScheduleHelpWhat,
		ScheduleHelpMore, ScheduleHelpLines, ScheduleHelpText, SchedulePlanned, ScheduleSuggestWhen,
		ScheduleSuggestZone,
	}
}
