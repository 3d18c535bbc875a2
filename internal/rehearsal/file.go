package rehearsal

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// File is one transcript.
type File struct {
	Name     string // its path in the folder: "rehearsals/evening.en.txt"
	Language string
	Start    time.Time // in the person's zone
	Consent  Consent
	Person   []Known
	Cases    []Case
}

// Consent is what the person said about keeping answers before a case begins.
type Consent string

// The answers.
const (
	ConsentYes     Consent = "yes"
	ConsentNo      Consent = "no"
	ConsentUnasked Consent = "unasked"
)

// Known is a value of the person that is known before a case begins.
type Known struct {
	Line  int
	Name  string // without "person."
	Value string // as authors write it
}

// Case is one conversation, from nothing open.
type Case struct {
	Line  int
	Title string
	Turns []Turn
}

// Turn is something that the person does, or time that passes, and what must come.
type Turn struct {
	Line  int
	Act   Act
	Says  []Expected // the "<" lines
	Facts []Expected // the "=" lines
	// marks keep the order of both as it was written: '<' or '='.
	marks []byte
}

// Expected is one line of what must come, with its white space folded.
type Expected struct {
	Line int
	Text string
}

// Act is what begins a turn. The set is closed: Type, Press, Command and Pass.
type Act interface {
	act()
	// String is the act as it is written, with its sign.
	String() string
}

// Type is a text that the person types.
type Type struct{ Text string }

// Press is a button, by its label.
type Press struct{ Label string }

// Command is a command, without the slash.
type Command struct{ Name, Args string }

// Pass lets time pass.
type Pass struct {
	Until script.When
	Text  string // as it is written
}

func (Type) act()    {}
func (Press) act()   {}
func (Command) act() {}
func (Pass) act()    {}
