package script

import (
	"slices"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// Library is everything that can be played: the loaded and compiled folder.
type Library struct {
	Scripts  []*Script // by name
	Patterns []*Pattern
	Person   Scope

	Welcome, Consent, Home, Help *Script // by role; nil when no script has it
	// Only is the script that people can start, when there is exactly one without a
	// role; else nil.
	Only *Script

	// Templates are what one can be reminded of, in the order of reminders.yaml.
	Templates []Template
	// MostReminders is how many reminders a person may have: 1 to 50. Who runs the
	// service sets it after loading; 0 is DefaultReminders.
	MostReminders int

	// Missing are texts that a language lacks, in the order of the scripts.
	Missing []Missing

	languages []*lang.Language
	byHash    map[Hash]*Script
	byCommand map[string]*Script
	lines     []*Line
	controls  [][]chat.Control // by set, then by language
}

// Missing is a text without a translation: people read the English one.
type Missing struct {
	Lang    string
	Script  string // the catalog file it belongs into
	ID      string
	English string
	Listed  bool // the file has it already, to be filled in
}

// Language is a language by its index; 0 is English.
func (l *Library) Language(i int) *lang.Language { return l.languages[i] }

// Languages is how many languages there are.
func (l *Library) Languages() int { return len(l.languages) }

// LanguageIndex is the index of a code such as "es"; 0 when it is not there.
func (l *Library) LanguageIndex(code string) int {
	for i, language := range l.languages {
		if language.Code == code {
			return i
		}
	}
	return 0
}

// match is the index of the language that suits a locale such as "es-MX"; 0 when
// none does.
func (l *Library) match(locale string) int {
	if end := strings.IndexAny(locale, "-_.@"); end >= 0 {
		locale = locale[:end]
	}
	return l.LanguageIndex(strings.ToLower(locale))
}

// Script is the script whose name, or name of before, has that hash.
func (l *Library) Script(h Hash) (*Script, bool) {
	s, ok := l.byHash[h]
	return s, ok
}

// ByName is the script of that name, or of that name before.
func (l *Library) ByName(name string) (*Script, bool) { return l.Script(HashOf(name)) }

// ByCommand is the script that the command starts.
func (l *Library) ByCommand(command string) (*Script, bool) {
	s, ok := l.byCommand[command]
	return s, ok
}

// Lines are all texts of the library, for those who check or translate them.
func (l *Library) Lines() []*Line { return l.lines }

// Script is one script, ready to be played from step 0.
type Script struct {
	ID      string
	Hash    Hash
	Title   *Line
	Minutes int
	Command string
	Role    Role
	Was     []string
	Values  Scope
	Steps   []Step
	// Records tells whether it, or one that it calls, keeps answers: then
	// consent is asked for first.
	Records bool
	At      Place

	index map[Hash]int
}

// Role is a part that one script plays for the whole bot.
type Role string

// The roles.
const (
	NoRole      Role = ""
	RoleWelcome Role = "welcome"
	RoleConsent Role = "consent"
	RoleHome    Role = "home"
	RoleHelp    Role = "help"
)

func roles() []string {
	return []string{string(RoleWelcome), string(RoleConsent), string(RoleHome), string(RoleHelp)}
}

// Find is the place of the step whose id, or id of before, has that hash.
func (s *Script) Find(h Hash) (int, bool) {
	i, ok := s.index[h]
	return i, ok
}

// Slot is the declared value with that hash.
func (s *Scope) Slot(h Hash) (*Slot, bool) {
	for i := range s.Slots {
		if s.Slots[i].Hash == h {
			return &s.Slots[i], true
		}
	}
	return nil, false
}

// Targets are the steps that may come right after step i, in this script.
func (s *Script) Targets(i int) []int {
	step := &s.Steps[i]
	switch op := step.Op.(type) {
	case *If:
		return []int{op.Then, op.Else}
	case *Repeat:
		return []int{op.Body, step.Next}
	case *Go:
		return []int{op.To}
	case *Finish, *Forget:
		return []int{End}
	case *Offer:
		targets := make([]int, 0, len(op.Buttons)+1)
		for _, b := range op.Buttons {
			targets = append(targets, b.To)
		}
		return append(targets, step.Next) // skip
	}
	return []int{step.Next}
}

// Calls are the scripts that s calls, each once.
func (s *Script) Calls() []*Script {
	var calls []*Script
	for i := range s.Steps {
		if c, ok := s.Steps[i].Op.(*Call); ok && !slices.Contains(calls, c.Script) {
			calls = append(calls, c.Script)
		}
	}
	return calls
}
