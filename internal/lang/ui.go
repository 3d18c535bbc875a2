package lang

import "slices"

// UI is the id of a text that the bot says on its own account, outside any script.
type UI string

// The labels of the buttons that work at any time.
const (
	ControlStop   UI = "control.stop"
	ControlSkip   UI = "control.skip"
	ControlBack   UI = "control.back"
	ControlRepeat UI = "control.repeat"
	ControlHelp   UI = "control.help"
	ControlNow    UI = "control.now"
	ControlWrite  UI = "control.write" // opens a place to type the answer, where the chat itself is none
)

// What is said about an answer that cannot be taken.
const (
	RejectEmpty      UI = "reject.empty"
	RejectTooLong    UI = "reject.too-long"     // {1} the longest that is taken, in characters
	RejectNotANumber UI = "reject.not-a-number" //
	RejectLetters    UI = "reject.letters"      // {1} the part with digits and letters in it
	RejectTwoNumbers UI = "reject.two-numbers"  // {1}, {2} the first two numbers
	RejectOutOfRange UI = "reject.out-of-range" // {1} the smallest, {2} the largest
	RejectWhole      UI = "reject.whole"
	RejectHalves     UI = "reject.halves"
	RejectStep       UI = "reject.step" // {1} the step
	RejectNotAChoice UI = "reject.not-a-choice"
	RejectTwoChoices UI = "reject.two-choices" // {1}, {2} the first two labels
	RejectNotYesNo   UI = "reject.not-yes-no"
	RejectNotATime   UI = "reject.not-a-time"
	RejectNotText    UI = "reject.not-text"
)

// What is said between the steps of a script, and around them.
const (
	TurnStopped        UI = "turn.stopped"
	TurnStoppedNothing UI = "turn.stopped-nothing"
	TurnSkipped        UI = "turn.skipped"
	TurnBackNone       UI = "turn.back-none"
	TurnStale          UI = "turn.stale"
	TurnChanged        UI = "turn.changed"
	TurnGone           UI = "turn.gone"
	TurnBudget         UI = "turn.budget"
	TurnBroken         UI = "turn.broken" // what is kept of the person cannot be read
	TurnRemind         UI = "turn.remind"
	TurnResume         UI = "turn.resume"
	TurnPausing        UI = "turn.pausing"
	TurnHelp           UI = "turn.help"
	TurnUnknown        UI = "turn.unknown"
	TurnUnknownCommand UI = "turn.unknown-command"
	TurnOptional       UI = "turn.optional"
	TurnMany           UI = "turn.many"
	TurnTries          UI = "turn.tries"
	TurnNeeded         UI = "turn.needed" // an answer is really needed here: the question cannot be skipped
	TurnDone           UI = "turn.done"   // an answer that nothing else follows
	TurnUnread         UI = "turn.unread" // a picture, a voice note: nothing with words in it
	TurnCorrected      UI = "turn.corrected"
)

// What the menu of commands says about those that no script has; at most 100
// characters.
const (
	MenuHelp UI = "menu.help"
	MenuStop UI = "menu.stop"
	MenuNow  UI = "menu.now"
)

// What an adapter says outside any conversation.
const (
	SignInGroup   UI = "sign.in-group"  // a command came where others read along
	SignPrivately UI = "sign.privately" // the button that leads to the private chat
	SignClosed    UI = "sign.closed"    // the private chat cannot be written to
)

// What is said about what is kept.
const (
	RecordSaved     UI = "record.saved"
	RecordNothing   UI = "record.nothing"
	RecordNoConsent UI = "record.no-consent"
	ForgetDone      UI = "forget.done"
	ExportCaption   UI = "export.caption"
)

// The words of a breathing pacer.
const (
	BreathIn    UI = "breath.in"
	BreathHold  UI = "breath.hold"
	BreathOut   UI = "breath.out"
	BreathRest  UI = "breath.rest"
	BreathTopUp UI = "breath.top-up"
	BreathRound UI = "breath.round" // {1} this round, {2} how many
)

// The labels of a yes-or-no question.
const (
	AnswerYes UI = "answer.yes"
	AnswerNo  UI = "answer.no"
)

// The words around a week of check-ins.
const (
	ShowWeekTitle UI = "show.week-title"
	ShowLastTitle UI = "show.last-title"
	ShowTooFew    UI = "show.too-few"
	ShowNone      UI = "show.none"
	ShowMonday    UI = "show.mon"
	ShowTuesday   UI = "show.tue"
	ShowWednesday UI = "show.wed"
	ShowThursday  UI = "show.thu"
	ShowFriday    UI = "show.fri"
	ShowSaturday  UI = "show.sat"
	ShowSunday    UI = "show.sun"
)

// The words of a terminal as a chat.
const (
	TerminalPlaceholder UI = "terminal.placeholder" // in the empty input line
	TerminalHint        UI = "terminal.hint"        // that the words work too, and how to leave
	TerminalLeave       UI = "terminal.leave"       // how to leave, in full
	TerminalChoose      UI = "terminal.choose"      // how buttons are pressed
	TerminalNewer       UI = "terminal.newer"       // how to come back to the newest line
	TerminalFailed      UI = "terminal.failed"      // an event could not be taken; the line is kept
	TerminalNotTaken    UI = "terminal.not-taken"   // {1} the line that was not taken
	TerminalSaved       UI = "terminal.saved"       // {1} the path of a saved document
	TerminalNotSaved    UI = "terminal.not-saved"
	TerminalRounds      UI = "terminal.rounds"  // {1} how many rounds, in the pacer's plain line
	TerminalMinutes     UI = "terminal.minutes" // {1} minutes, short
	TerminalKept        UI = "terminal.kept"    // {1} the file that everything is kept in
	TerminalKey         UI = "terminal.key"     // {1} the key file that was made just now
	TerminalSeconds     UI = "terminal.seconds" // {1} seconds, short
)

// uiTexts is every id, in the order of ui.yaml. Nothing writes to it.
var uiTexts = slices.Concat(talkTexts(), remindTexts(), scheduleTexts(), deskTexts()) //nolint:gochecknoglobals // a table that nobody writes to

// talkTexts are the ids above.
func talkTexts() []UI {
	return []UI{
		ControlStop, ControlSkip, ControlBack, ControlRepeat, ControlHelp, ControlNow, ControlWrite,
		RejectEmpty, RejectTooLong, RejectNotANumber, RejectLetters, RejectTwoNumbers, RejectOutOfRange,
		RejectWhole, RejectHalves, RejectStep, RejectNotAChoice, RejectTwoChoices, RejectNotYesNo,
		RejectNotATime, RejectNotText,
		TurnStopped, TurnStoppedNothing, TurnSkipped, TurnBackNone, TurnStale, TurnChanged,
		TurnGone, TurnBudget, TurnBroken, TurnRemind, TurnResume, TurnPausing, TurnHelp, TurnUnknown,
		TurnUnknownCommand, TurnOptional, TurnMany, TurnTries, TurnNeeded, TurnDone, TurnUnread, TurnCorrected,
		MenuHelp, MenuStop, MenuNow, SignInGroup, SignPrivately, SignClosed,
		RecordSaved, RecordNothing, RecordNoConsent, ForgetDone, ExportCaption,
		BreathIn, BreathHold, BreathOut, BreathRest, BreathTopUp, BreathRound,
		AnswerYes, AnswerNo,
		ShowWeekTitle, ShowLastTitle, ShowTooFew, ShowNone,
		ShowMonday, ShowTuesday, ShowWednesday, ShowThursday, ShowFriday, ShowSaturday, ShowSunday,
		TerminalPlaceholder, TerminalHint, TerminalLeave, TerminalChoose, TerminalNewer, TerminalFailed, TerminalNotTaken,
		TerminalSaved, TerminalNotSaved, TerminalRounds, TerminalMinutes, TerminalKept, TerminalKey, TerminalSeconds,
	}
}

// UITexts is every id, in the order of ui.yaml.
func UITexts() []UI { return slices.Clone(uiTexts) }
