package lang

// What adapters say themselves about /schedule: the descriptions of the command and of
// its parts, at most 100 characters each, and a few words around it. Adapters know them
// by their ids.
const (
	DeskSchedule     UI = "desk.schedule"
	DeskNew          UI = "desk.new"
	DeskList         UI = "desk.list"
	DeskShow         UI = "desk.show"
	DeskPause        UI = "desk.pause"
	DeskResume       UI = "desk.resume"
	DeskSkip         UI = "desk.skip"
	DeskEdit         UI = "desk.edit"
	DeskDelete       UI = "desk.delete"
	DeskHistory      UI = "desk.history"
	DeskSettings     UI = "desk.settings"
	DeskOptWhen      UI = "desk.when"
	DeskOptWhat      UI = "desk.what"
	DeskOptZone      UI = "desk.zone"
	DeskOptText      UI = "desk.text"
	DeskOptRole      UI = "desk.role"
	DeskOptPlace     UI = "desk.place"
	DeskOptMonthEnd  UI = "desk.month-end"
	DeskOptClamp     UI = "desk.month-end.clamp"
	DeskOptDrop      UI = "desk.month-end.skip"
	DeskOptSpread    UI = "desk.spread"
	DeskOptWhich     UI = "desk.which"
	DeskOptSteward   UI = "desk.steward"
	DeskOptNoSteward UI = "desk.no-steward"
	DeskOptNoRole    UI = "desk.no-role"
	DeskOptLanguage  UI = "desk.language"
	DeskInPrivate    UI = "desk.in-private"
	DeskOpen         UI = "desk.open"
	DeskWhichGroup   UI = "desk.which-group"
	DeskExpired      UI = "desk.expired"
	DeskFailed       UI = "desk.failed"
	DeskAnonymous    UI = "desk.anonymous"
	DeskNoPlace      UI = "desk.no-place"
	DeskNoMention    UI = "desk.no-mention"
)

func deskTexts() []UI {
	return []UI{
		DeskSchedule, DeskNew, DeskList, DeskShow, DeskPause, DeskResume,
		DeskSkip, DeskEdit, DeskDelete, DeskHistory, DeskSettings, DeskOptWhen,
		DeskOptWhat, DeskOptZone, DeskOptText, DeskOptRole, DeskOptPlace, DeskOptMonthEnd,
		DeskOptClamp, DeskOptDrop, DeskOptSpread, DeskOptWhich, DeskOptSteward, DeskOptNoSteward,
		DeskOptNoRole, DeskOptLanguage, DeskInPrivate, DeskOpen, DeskWhichGroup, DeskExpired,
		DeskFailed, DeskAnonymous, DeskNoPlace, DeskNoMention,
	}
}
