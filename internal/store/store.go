// Package store holds the contract of everything that is kept: one atomic commit
// per turn, a mailbox of outgoing messages per actor, and timers. It knows no
// engine and no database; bytes arrive sealed and leave sealed.
//
// The readers of a store (conversation, delivery, wake) each ask for the few
// methods they need. Every implementation runs storetest.
package store

import (
	"errors"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// What a store may answer besides success. Anything else is a fault of the
// store: the outcome is then unknown and the caller loads again.
var (
	// ErrConflict: somebody else committed first. Load again and replay.
	ErrConflict = errors.New("the session has changed meanwhile")
	// ErrFenced: the occurrence is not what is stored under that name (moved,
	// cancelled or fired already). The turn must be dropped, not replayed.
	ErrFenced = errors.New("the timer is not set for that time")
	// ErrNoMessage: the message is not in the mailbox any more.
	ErrNoMessage = errors.New("no such message waits")
	// ErrDamaged: what is kept cannot be read. Nothing was overwritten.
	ErrDamaged = errors.New("the data is damaged")
	// ErrForeign: the file or server holds something that is not ours.
	ErrForeign = errors.New("this is not a Stillpoint store")
	// ErrFull: there is no room to write. Nothing was changed.
	ErrFull = errors.New("there is no room left to write")
	// ErrHeld: somebody else has the lease.
	ErrHeld = errors.New("another process holds the lease")
	// ErrInUse: another process holds the store.
	ErrInUse = errors.New("another process is using the store")
)

// Snapshot is one actor's session as stored. A Version of 0 with no Session
// means that the actor is unknown.
type Snapshot struct {
	Version uint64
	Session []byte
}

// Turn is one atomic commit: all of it happens or none. Applied when the stored
// version equals Version (else ErrConflict) and, with Fired set, when that timer
// is stored with exactly that due time (else ErrFenced, checked before the
// version). Afterwards the stored version is Version+1.
type Turn struct {
	Actor   chat.Actor
	Version uint64
	// Upon is the session that the turn was built on, as Load gave it: when another one is
	// stored, that is ErrConflict too. Versions begin anew when an actor is forgotten, and
	// a turn of the old life must not go on in the new one. Nil: only Version counts.
	Upon     []byte
	Session  []byte
	Chunks   []Chunk   // each replaces the stored chunk of the same Seq
	Messages []Message // appended to the mailbox, in this order
	Cancel   []string  // timers removed; an absent one is no error
	Set      []Timer   // timers set, after Cancel; an existing name is moved
	Fired    *Timer    // the occurrence this turn consumes; it is removed
	// Sending stores the messages as Begin would have left them: whoever commits
	// also delivers, and needs no look at the mailbox for it.
	Sending bool

	// Forget removes everything the store has of the actor (session, chunks,
	// mailbox, timers) before Messages are appended; Session, Chunks, Cancel
	// and Set are ignored. The stored version is 0 afterwards. Once the last of
	// the messages is acknowledged no key of the actor is left.
	Forget bool
}

// Receipt says where the messages of a committed turn stand in the mailbox.
type Receipt struct {
	First uint64 // Seq of the first one, the others follow; 0 without messages
	// Ahead tells that others wait before them, not counting those that are parked:
	// they must not overtake.
	Ahead bool
}

// Chunk is a sealed piece of an actor's records; Seq counts from 1.
type Chunk struct {
	Seq  uint32
	Data []byte
}

// Timer is something to come back for. Name is unique per actor, at most 64
// bytes; Due counts in whole milliseconds, UTC.
type Timer struct {
	Name string
	Due  time.Time
}

// Occurrence is one firing of one actor's timer: name and due time are its id.
type Occurrence struct {
	Actor chat.Actor
	Timer
}

// Cursor is where a walk stands; the empty one is its beginning. Only the store that made
// it reads it. It may hold an actor's id, so it never goes into a log or an error.
type Cursor string

// Class orders messages between chats. Within a chat the order is that of the
// commits, whatever the class.
type Class byte

// The classes, most urgent first.
const (
	Reply    Class = 0 // an answer to something the person just did
	Reminder Class = 1 // a prompt of the person's own
	Post     Class = 2 // a community post
)

// Message is one sealed outgoing message.
type Message struct {
	Class Class
	Data  []byte
}

// State is where a message in a mailbox stands.
type State byte

// The states. A message leaves the mailbox by Done only.
const (
	Waiting State = 'w'
	Sending State = 's' // marked by Begin: after a crash its outcome is unknown
	Parked  State = 'p' // set aside with a reason; the next one goes on
)

// Letter is a message in a mailbox. Seq is unique for the actor's lifetime and
// grows in commit order.
type Letter struct {
	Actor    chat.Actor
	Seq      uint64
	Class    Class
	State    State
	Attempts int       // how often Begin was called for it
	Earliest time.Time // not to be sent before; zero is at once
	Reason   string    // why it is parked or was put off; no text of a person
	Data     []byte
}
