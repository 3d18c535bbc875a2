package chat

import "time"

// Inbound is one event on its way in. ID is unique per actor and stable when the
// platform delivers the same event again; it is how an event counts once.
type Inbound struct {
	ID     string
	Actor  Actor
	Locale string // the platform's language hint for a first contact, or empty
	Event  Event
}

// Answer is what the platform may show at once about an event that was handled,
// beside the messages that wait in the mailbox.
type Answer struct {
	// Notice is a passing word about a press that changed nothing, in the person's
	// language; where a platform can it shows it without leaving a message. Empty:
	// nothing.
	Notice string
	// Open is the question that is open after the turn, 0 when none is: a message
	// whose Question is another one can lose its buttons.
	Open uint64
	// Reply answers a Manage; nil for everything else.
	Reply *Reply
	// Applied tells that this very call committed the event. False: it changed nothing,
	// was applied before, or by somebody else.
	Applied bool
}

// Event is something that happened to an actor. The set is closed: Text, Edit,
// Unread, Press, Command, Begin, Due, Undelivered, Recompute, Manage and Lifecycle are
// all there are.
type Event interface{ event() }

// Text is what a person typed. Signal is what the safety check saw in it; only
// package conversation sets it.
type Text struct {
	Text   string
	Signal Signal
}

// Edit is a text that was changed after it was sent: Of is the Inbound.ID of the
// text it replaces. It corrects the answer that the text gave, when that was the
// last one and free words; otherwise it changes nothing.
type Edit struct {
	Of     string
	Text   string
	Signal Signal
}

// Unread is something that a person sent and no script can read: a picture, a
// voice note, a sticker. Caption is the words that came with it, looked at for
// safety like any other; they answer nothing.
type Unread struct {
	Caption string
	Signal  Signal
}

// Press is a button pressed. Question is the message's, Token the one that came
// with the Choice or the Control, both unchanged.
type Press struct {
	Question uint64
	Token    string
}

// Command starts something by name, without the slash: "checkin". Args is the
// rest of the line. Its text is looked at for safety like any other.
type Command struct {
	Name   string
	Args   string
	Signal Signal
}

// Begin starts a script by its name: a link that was followed, an author's trial.
// Unlike a Command it reaches scripts that have none, so its name never comes from
// what a person typed.
type Begin struct{ Script string }

// Due is a timer that has come due. Timer and At together are its occurrence:
// the store lets each commit at most once.
type Due struct {
	Timer string
	At    time.Time
}

// Recompute asks for all due times to be worked out anew: the time zone database has
// changed. Where nothing moves nothing is stored.
type Recompute struct{}

// Lifecycle is a change in whether the actor can be reached.
type Lifecycle struct{ Change Change }

// Change is what happened to the actor's reachability.
type Change byte

// The changes an adapter reports.
const (
	Joined  Change = 'j' // opened the chat for the first time, or came back
	Blocked Change = 'b' // can no longer be written to
)

func (Text) event()      {}
func (Edit) event()      {}
func (Unread) event()    {}
func (Press) event()     {}
func (Command) event()   {}
func (Begin) event()     {}
func (Due) event()       {}
func (Lifecycle) event() {}
func (Recompute) event() {}

// SignalOf is what the safety check saw in the words of an event; events without words
// have none.
func SignalOf(e Event) Signal {
	switch e := e.(type) {
	case Text:
		return e.Signal
	case Edit:
		return e.Signal
	case Unread:
		return e.Signal
	case Command:
		return e.Signal
	}
	return NoSignal
}
