package chat

import "time"

// Message is something that goes out to an actor. The set is closed: Say, Pace,
// Document and Post are all there are.
type Message interface{ message() }

// Say is words, with buttons when there is something to choose. Question names
// the open question that the buttons belong to; it travels back with a Press, so
// that a button of an earlier question changes nothing. Choices and Controls are
// shared between messages: nobody writes to them.
type Say struct {
	Text     string    `cbor:"1,keyasint,omitempty"`
	Choices  []Choice  `cbor:"2,keyasint,omitempty"`
	Controls []Control `cbor:"3,keyasint,omitempty"`
	Layout   Layout    `cbor:"4,keyasint,omitempty"`
	Question uint64    `cbor:"5,keyasint,omitempty"`
	// Write is the label of a button that lets a person type the answer, for a
	// platform where typing into the chat does not reach the bot; empty where no
	// typed answer is expected.
	Write  string `cbor:"6,keyasint,omitempty"`
	Source Source `cbor:"7,keyasint,omitzero"`
}

// Pace is a breathing pacer: the phases are repeated Rounds times. Text is the
// introduction with the lines that say when to stop; it stays in sight.
type Pace struct {
	Text     string    `cbor:"1,keyasint,omitempty"`
	Title    string    `cbor:"2,keyasint,omitempty"`
	Phases   []Phase   `cbor:"3,keyasint,omitempty"`
	Rounds   int       `cbor:"4,keyasint,omitempty"`
	Controls []Control `cbor:"5,keyasint,omitempty"`
	Question uint64    `cbor:"6,keyasint,omitempty"`
}

// Document is a file for the person, such as an export.
type Document struct {
	Name    string `cbor:"1,keyasint,omitempty"`
	Type    string `cbor:"2,keyasint,omitempty"` // a media type: "application/json"
	Caption string `cbor:"3,keyasint,omitempty"`
	Data    []byte `cbor:"4,keyasint,omitempty"`
}

func (Say) message()      {}
func (Pace) message()     {}
func (Document) message() {}

// Choice is one button that answers the open question.
type Choice struct {
	Token string `cbor:"1,keyasint"` // at most 32 bytes, ASCII, no spaces
	Label string `cbor:"2,keyasint"`
}

// Control is one of the buttons that work in every step: stop, skip, back, help
// and "I need help now". Word is what a person types instead ("stop").
type Control struct {
	Token string `cbor:"1,keyasint"`
	Label string `cbor:"2,keyasint"`
	Word  string `cbor:"3,keyasint,omitempty"`
}

// Layout is a hint how choices lie best; an adapter may ignore it.
type Layout byte

// The layouts.
const (
	List  Layout = iota // one or two a row
	Scale               // numbers that belong in one row where it fits
)

// Phase is one part of a breath. Label is the word to show, in the person's
// language.
type Phase struct {
	Kind  PhaseKind     `cbor:"1,keyasint"`
	Label string        `cbor:"2,keyasint"`
	Last  time.Duration `cbor:"3,keyasint"`
}

// PhaseKind tells a pacer how to move during a phase.
type PhaseKind byte

// The kinds of phase.
const (
	In   PhaseKind = 'i' // the shape grows
	Hold PhaseKind = 'h' // it stays full
	Out  PhaseKind = 'o' // it shrinks
	Rest PhaseKind = 'r' // it stays empty
)

// Length is how long the whole pacer runs.
func (p Pace) Length() time.Duration {
	var round time.Duration
	for _, phase := range p.Phases {
		round += phase.Last
	}
	return round * time.Duration(p.Rounds)
}
