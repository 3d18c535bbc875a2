package engine

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/record"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// Effect is something that should happen because of a turn. The set is closed.
// The order of a turn's effects is the order in which people see them.
type Effect interface{ effect() }

// Say sends a message to the actor. Line and Variant name the text it came from;
// Line is nil for the bot's own words.
type Say struct {
	Message chat.Message
	Line    *script.Line
	Variant int
}

// Notice is a passing word about a press that changed nothing: an earlier
// question's, a second tap, a control with nothing to act on. A turn with no other
// effect has left the session as it was.
type Notice struct{ Text string }

// Safety sends the fixed reply for a signal, or the crisis lines when Signal is
// chat.NoSignal. Again is true when a reply was shown a short while ago.
type Safety struct {
	Signal  chat.Signal
	Again   bool
	Lang    string
	Country string
}

// Keep keeps a record, if the person has agreed; the engine checked that.
type Keep struct{ Record record.Record }

// Correct changes one field of the record that was kept last: the person has edited
// the text that was its answer.
type Correct struct {
	Run   uint64
	Kind  string
	Field string
	Text  string
}

// Show sends a view of what is kept.
type Show struct {
	View script.View
	Lang int
}

// Export sends the person everything that is kept of them.
type Export struct{ Lang int }

// Forget deletes everything that is kept of the actor; the messages of the same
// turn are sent afterwards.
type Forget struct{}

// WakeAt sets a timer; one of the same name is moved.
type WakeAt struct {
	Timer string
	At    time.Time
}

// Cancel removes a timer; one that is not set is no mistake.
type Cancel struct{ Timer string }

// Passed tells that N occurrences of a reminder were passed over, for counting.
type Passed struct {
	Why reminder.Reason
	N   int
}

// End tells that a script is over, and why.
type End struct {
	Script string
	Reason Reason
}

// Reason is why a script ended. An author's own word is one too.
type Reason string

// The engine's own reasons.
const (
	Done      Reason = "done"      // it came to its end
	Stopped   Reason = "stopped"   // the person stopped it
	LetGo     Reason = "let-go"    // nobody answered
	WentBack  Reason = "back"      // the person went back to the script that called it
	Hushed    Reason = "safety"    // the safety reply took its place
	Gone      Reason = "gone"      // the script is no longer there
	Forgotten Reason = "forgotten" // everything was deleted
	TooLong   Reason = "too-long"  // more steps in one turn than the budget has
	TooDeep   Reason = "too-deep"  // more scripts inside each other than fit
	TooLarge  Reason = "too-large" // the session outgrew its budget
)

func (Say) effect()     {}
func (Notice) effect()  {}
func (Safety) effect()  {}
func (Keep) effect()    {}
func (Correct) effect() {}
func (Show) effect()    {}
func (Export) effect()  {}
func (Forget) effect()  {}
func (WakeAt) effect()  {}
func (Cancel) effect()  {}
func (Passed) effect()  {}
func (End) effect()     {}
