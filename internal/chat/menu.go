package chat

// Menu is the commands that people are shown, in one language.
type Menu struct {
	Lang    string // "es"; the first menu is the one for everybody else
	Entries []Entry
}

// Entry is one command of a menu.
type Entry struct {
	Name        string // 1 to 32 of a-z, 0-9 and _
	Description string // 1 to 100 characters
}

// Signs are the few words that an adapter says itself, outside any conversation,
// in one language. An empty one is not said.
type Signs struct {
	InGroup   string // a command came from where others read along
	Privately string // the label of the button that leads to the private chat
	Closed    string // a command came and the private chat cannot be written to
}
