package chat

// Manage is what a moderator asks about their community's reminders. The Inbound's
// actor is the community; the answer, in Answer.Reply, is for the one who asked alone.
type Manage struct {
	By  Moderator
	Ask Request
}

func (Manage) event() {}

// Moderator is who asks. Whether they may is not the adapter's to decide: it says
// what the platform told just now.
type Moderator struct {
	ID     string // opaque, of the same platform
	Name   string // as the community reads it; may be empty
	Locale string
	// Manages: Discord's right to manage events (or the server), a Telegram group's
	// administrator.
	Manages bool
	Roles   []string // ids of the roles they have; the community may have named one
}

// Request is what a moderator asks for. The set is closed: Line, Draft, Alter, Act,
// Overview, History, Adjust, Tap and Fill are all there are.
type Request interface{ request() }

// Line is a request in one line, as typed after the command: "every weekday 9:30
// morning-check-in", "list", "pause 2".
type Line struct {
	Text  string
	Place Place // where it was typed
}

// Draft asks for a new reminder. It is shown first and saved when confirmed.
type Draft struct {
	When     string // a phrase such as "every weekday 9:30"
	Zone     string // a city or an IANA zone; empty: the community's
	What     string // a template's id; empty: Text
	Text     string // words of their own; empty without What: asked for
	Place    Place
	Role     Role
	MonthEnd string // "clamp", "skip" or empty
	// Spread is over how many minutes the posts may be spread; 0: at once. In an Alter 0
	// leaves it as it is, and -1 takes it away.
	Spread int
}

// Alter asks for changes to a reminder; what is empty stays. It is shown first and
// saved when confirmed.
type Alter struct {
	Which string // its number, as lists show it
	Draft Draft
	// NoRole takes the mention away.
	NoRole bool
}

// Act does something to a reminder at once.
type Act struct {
	Which string // its number, as lists show it
	Do    Deed
}

// Deed is what Act does.
type Deed byte

// The deeds.
const (
	Pause  Deed = 'p'
	Resume Deed = 'r'
	Skip   Deed = 's' // the next time only
	Remove Deed = 'd'
	Look   Deed = 'l' // show it, with its next runs
)

// Overview asks what is scheduled.
type Overview struct{}

// History asks who changed what and when.
type History struct{}

// Adjust changes what holds for the whole community; what is empty stays. All empty:
// shows how it is.
type Adjust struct {
	Zone    string // a city or an IANA zone
	Steward Role   // who has this role may schedule too
	// NoSteward takes that away again.
	NoSteward bool
	Locale    string // the language of posts
}

// Tap is a button of a Reply pressed; Token came with it.
type Tap struct{ Token string }

// Fill is a form of a Reply filled in; Token came with it.
type Fill struct {
	Token string
	Text  string
}

func (Line) request()     {}
func (Draft) request()    {}
func (Alter) request()    {}
func (Act) request()      {}
func (Overview) request() {}
func (History) request()  {}
func (Adjust) request()   {}
func (Tap) request()      {}
func (Fill) request()     {}

// Place is somewhere in a community: a channel, a thread, a topic. Empty is its
// usual place.
type Place struct {
	ID   string `cbor:"1,keyasint,omitempty"` // opaque: only the adapter reads it
	Name string `cbor:"2,keyasint,omitempty"` // as moderators read it, without "#"
}

// Role is a group of members that can be mentioned.
type Role struct {
	ID   string `cbor:"1,keyasint,omitempty"` // opaque: only the adapter reads it
	Name string `cbor:"2,keyasint,omitempty"` // as moderators read it, without "@"
}

// Reply is what the one who asked sees, and nobody else.
type Reply struct {
	Text string // at most 1,900 characters
	// Choices are buttons; a press comes back as a Tap. Tokens are at most 24 bytes
	// of a-z, 0-9 and ".".
	Choices []Choice
	Form    *Form // nil: nothing to write
	// Settled: what was shown before is dealt with; where the platform can, this takes
	// its place.
	Settled bool
}

// Form asks for a text. It comes back as a Fill.
type Form struct {
	Token  string // at most 24 bytes of a-z, 0-9 and "."
	Title  string // at most 45 characters
	Label  string // at most 45 characters
	Text   string // what is there already
	Most   int    // characters
	Button string // what opens it, where it cannot open by itself
}

// Query is something half typed that can be completed.
type Query struct {
	Community Actor
	By        Moderator
	Of        Field
	Typed     string
	Zone      string // what was chosen beside it, when Of is FieldWhen
}

// Field is what is being typed.
type Field byte

// The fields that can be completed.
const (
	FieldWhen  Field = 'w'
	FieldZone  Field = 'z'
	FieldWhat  Field = 't'
	FieldWhich Field = 'n'
)

// Suggestion completes a Query; Value is what comes back, Label is read. Both have at
// most 100 characters.
type Suggestion struct{ Value, Label string }
