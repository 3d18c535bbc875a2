package script

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Place is where in the files something is written.
type Place struct {
	File         string
	Line, Column int
}

// End as the next step means that the script is over.
const End = -1

// Step is one step of a script. Next is where the script goes on after it.
type Step struct {
	ID   string
	Hash Hash
	Op   Op
	Next int
	At   Place
}

// Op is what a step does. The set is closed; the engine has one file for each.
type Op interface{ op() }

// Say says a line.
type Say struct{ Line *Line }

// Ask asks for a value and waits.
type Ask struct {
	Slot     *Slot
	Prompt   *Line
	Low      *Line // words for the ends of a scale; nil when there are none
	High     *Line
	Retry    *Line // said before the reason when an answer does not fit; nil
	Optional bool
	NoSkip   bool
	Tries    int   // 0: as often as it takes
	Fallback Value // taken after Tries; unset leaves it open
	Patience Patience
	// Suggests are phrases that become buttons, where a schedule is asked for; nil.
	Suggests *Suggests

	suffix  []string // by language: what follows the prompt
	ready   []string // by language: the whole question, when nothing is filled in
	choices [][]chat.Choice
}

// Patience is how long a question waits: one reminder, then letting go. Zero
// durations mean never.
type Patience struct {
	Remind time.Duration
	LetGo  time.Duration
}

// If goes to Then when Cond holds, else to Else; either may be where it goes on.
type If struct {
	Cond *Expr
	Then int
	Else int
}

// Repeat plays from Body on, at most Times; the last step of the body comes back
// here. Until is nil or looked at after every round.
type Repeat struct {
	Times int
	Until *Expr
	Body  int
}

// Call plays another script and comes back. With sets values of that script before
// it begins; Take sets values of the caller from what that script has at its end.
type Call struct {
	Script *Script
	With   []Assign
	Take   []Take
}

// Take sets a value of the caller to one of the called script, of the same type.
type Take struct{ Into, From *Slot }

// Assign sets Slot to what Expr yields.
type Assign struct {
	Slot *Slot
	Expr *Expr
}

// Offer shows buttons and waits.
type Offer struct {
	Prompt   *Line // nil when the words before it are enough
	Buttons  []Button
	Patience Patience

	choices [][]chat.Choice
	options [][]answer.Option
}

// Button is one button of an offer; To is the step it goes to.
type Button struct {
	ID    string
	Hash  Hash
	Label *Line
	To    int
}

// Breathe runs a pacer and waits until it is over.
type Breathe struct {
	Pattern *Pattern
	Intro   *Line // nil when nothing is said
	Rounds  int   // 0: Minutes, or the pattern's own
	Minutes int
}

// Pause waits without a question.
type Pause struct {
	Line *Line // nil when nothing is said
	When When
}

// Set sets values.
type Set struct{ Assigns []Assign }

// Record keeps what was answered: Slots, or everything the script declares when
// it is nil.
type Record struct {
	Kind  string
	Slots []*Slot
}

// Show shows something of what was kept.
type Show struct{ View View }

// View is what can be shown back.
type View byte

// The views.
const (
	ViewWeek View = 'w' // the last seven days
	ViewLast View = 'l' // the last entry

	ViewReminders View = 'r' // the person's reminders with their next times
)

// Go goes on at another step.
type Go struct{ To int }

// Finish ends the script; Reason is the author's word for why.
type Finish struct{ Reason string }

// Quiet keeps reminders silent until then.
type Quiet struct{ When When }

// Later starts a script at a later time.
type Later struct {
	Script *Script
	When   When
}

// Remind does something with the person's reminders. What is a choice of templates or
// a text, At a Schedule, Which a Which; those that the deed does not need are nil.
type Remind struct {
	Do    Deed
	What  *Slot
	At    *Slot
	Which *Slot
}

// Deed is what Remind does.
type Deed byte

// The deeds.
const (
	AddReminder    Deed = 'a' // What, At
	PauseReminder  Deed = 'p' // Which
	ResumeReminder Deed = 'r' // Which
	SkipReminder   Deed = 's' // Which: the next time only
	DeleteReminder Deed = 'd' // Which
	MoveReminder   Deed = 'm' // Which, At
	WordReminder   Deed = 'w' // Which, What
)

// HelpLines says the crisis lines.
type HelpLines struct{}

// Export gives the person everything that is kept of them.
type Export struct{}

// Forget deletes everything that is kept of the person.
type Forget struct{}

func (*Say) op()       {}
func (*Ask) op()       {}
func (*If) op()        {}
func (*Repeat) op()    {}
func (*Call) op()      {}
func (*Offer) op()     {}
func (*Breathe) op()   {}
func (*Pause) op()     {}
func (*Set) op()       {}
func (*Record) op()    {}
func (*Show) op()      {}
func (*Go) op()        {}
func (*Finish) op()    {}
func (*Quiet) op()     {}
func (*Later) op()     {}
func (*Remind) op()    {}
func (*HelpLines) op() {}
func (*Export) op()    {}
func (*Forget) op()    {}

// Waits tells whether a conversation can rest at a step of this kind.
func Waits(op Op) bool {
	switch op.(type) {
	case *Ask, *Offer, *Breathe, *Pause:
		return true
	}
	return false
}
