package script

import "slices"

// DefaultReminders is how many reminders a person may have when nobody says otherwise.
const DefaultReminders = 10

// Template is something that people and communities can be reminded of.
type Template struct {
	ID     string
	Hash   Hash
	Title  *Line
	Say    *Line   // to a person; nil: it is for communities only
	Post   *Line   // to a community; nil: it is for persons only
	Button *Line   // on the button that begins Begin; nil when there is none
	Begin  *Script // nil: there is nothing to begin
	// Often is when it usually comes, as a phrase in each language: "every day 21:00".
	// Several wordings are several usual times, three at most.
	Often *Line

	was   []Hash
	usual phrases // Often, read
}

// Template is the template whose id, or id of before, has that hash.
func (l *Library) Template(h Hash) (*Template, bool) {
	for i := range l.Templates {
		if l.Templates[i].Hash == h || slices.Contains(l.Templates[i].was, h) {
			return &l.Templates[i], true
		}
	}
	return nil, false
}

// Usual are the usual times as they stand on buttons, in one language.
func (t *Template) Usual(language int) []string { return t.usual.labels(language) }

// reminderLimit is how many reminders a person may have.
func (l *Library) reminderLimit() int {
	if l.MostReminders > 0 {
		return l.MostReminders
	}
	return DefaultReminders
}
