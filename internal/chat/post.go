package chat

import "time"

// Post is what a community is reminded of, for all to read. It mentions nobody but
// Role, whatever its text says.
type Post struct {
	Text  string `cbor:"1,keyasint,omitempty"` // at most 1,500 characters
	Place Place  `cbor:"2,keyasint,omitzero"`
	Role  Role   `cbor:"3,keyasint,omitzero"` // mentioned once, before the text; empty: nobody
	// Begin is the script that the button starts, privately for whoever presses it;
	// empty: there is no button.
	Begin  string `cbor:"4,keyasint,omitempty"`
	Button string `cbor:"5,keyasint,omitempty"`
	Source Source `cbor:"6,keyasint,omitzero"`
}

func (Post) message() {}

// Source says which reminder a message comes from and how long it is worth sending.
// The zero Source is a message that comes from none.
type Source struct {
	Timer string `cbor:"1,keyasint,omitempty"` // the reminder's timer: "r3"
	Due   int64  `cbor:"2,keyasint,omitempty"` // Unix milliseconds: its occurrence
	Until int64  `cbor:"3,keyasint,omitempty"` // Unix milliseconds: not sent after; 0: whenever
}

// SourceOf is where a message comes from.
func SourceOf(m Message) Source {
	switch m := m.(type) {
	case Say:
		return m.Source
	case Post:
		return m.Source
	}
	return Source{}
}

// Over tells whether a message is no longer worth sending at now.
func (s Source) Over(now time.Time) bool { return s.Until != 0 && now.UnixMilli() > s.Until }

// Undelivered is a reminder that did not get through. It is an event of the actor
// that should have got it.
type Undelivered struct {
	Source Source
	Why    Failure
}

func (Undelivered) event() {}

// Failure is why a reminder did not get through.
type Failure byte

// The failures.
const (
	Closed  Failure = 'c' // the actor or the place cannot be written to: blocked, gone, no right
	Refused Failure = 'r' // the platform does not take it
	TooLate Failure = 'l' // it waited for longer than it was worth
	GaveUp  Failure = 'g' // the platform did not answer, for a day
)
