package store

import (
	"context"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Sessions is what a turn needs. Load and Records may be repeated freely. A
// Commit that returns anything but nil, ErrConflict or ErrFenced has an unknown
// outcome: load, look into the session's ring of event ids, then decide.
type Sessions interface {
	// Load may answer from memory and so be behind: a Commit built on that is
	// ErrConflict, and the Load after an ErrConflict is fresh.
	Load(ctx context.Context, actor chat.Actor) (Snapshot, error)
	Commit(ctx context.Context, turn Turn) (Receipt, error)
	Records(ctx context.Context, actor chat.Actor) ([]Chunk, error) // by Seq
	// LastChunk is the chunk with the highest Seq; Seq 0 when there is none.
	LastChunk(ctx context.Context, actor chat.Actor) (Chunk, error)
}

// Mailboxes is what delivery needs. Heads returns for each actor at most the
// first message that is not parked, when it may be sent at now, ordered by class
// and then by how long the actor has been ready; wake is when the next one that
// was put off may go, zero when none is.
type Mailboxes interface {
	Heads(ctx context.Context, in Set, now time.Time, limit int) (heads []Letter, wake time.Time, err error)
	Begin(ctx context.Context, actor chat.Actor, seq uint64) error // marks Sending; ErrNoMessage
	Done(ctx context.Context, actor chat.Actor, seq uint64) error  // removes it; repeating is no error
	// Put sets aside: back to Waiting until earliest, or Parked when earliest is
	// zero. Reason is a short word such as "unreachable". ErrNoMessage.
	Put(ctx context.Context, actor chat.Actor, seq uint64, earliest time.Time, reason string) error
}

// Timers is what wake needs: the occurrences due at now, earliest first (those of one
// moment in any order), and when the next one will be (zero when there is none). Nothing
// is taken away: the turn that consumes an occurrence removes it.
type Timers interface {
	Due(ctx context.Context, in Set, now time.Time, limit int) (due []Occurrence, next time.Time, err error)
}

// TimerList is what recomputing due times needs: a walk over all timers that are set,
// whether they are due or not. Upcoming gives the occurrences after a cursor, and the
// cursor for the next call: empty when that was all. An actor's timers come together, so
// that those of the last one may be more than limit, which counts from 1. An occurrence
// that stays as it is during the walk is given at least once; one that is set, moved or
// removed meanwhile may be given or not.
type TimerList interface {
	Upcoming(ctx context.Context, in Set, after Cursor, limit int) ([]Occurrence, Cursor, error)
}

// Parking is what an operator needs to see and release parked messages.
type Parking interface {
	Parked(ctx context.Context, in Set, limit int) ([]Letter, error)
	Release(ctx context.Context, actor chat.Actor, seq uint64) error // back to Waiting; ErrNoMessage
}

// Notes are small things that a platform's adapter keeps: how a person can be
// reached, where a gateway stood. They are sealed bytes under a name of at most 64
// bytes, and vanish when their actor is forgotten (with the last of its messages).
// Both calls may be repeated freely.
type Notes interface {
	// Note is nil when there is none, or when its time is over.
	Note(ctx context.Context, of chat.Actor, name string) ([]byte, error)
	// SetNote keeps data until then, for good when until is zero; nil data removes.
	SetNote(ctx context.Context, of chat.Actor, name string, data []byte, until time.Time) error
}

// Leases are for what only one process may do at a time: poll or send for a token,
// hold a gateway's shard. A holder that stops renewing loses the lease after ttl.
type Leases interface {
	// Hold takes the lease or renews it. The fence is the same for as long as one
	// holder keeps it, and higher for the next one. ErrHeld: somebody else has it.
	Hold(ctx context.Context, name, holder string, ttl time.Duration) (fence uint64, err error)
	// Drop gives it up; a lease that the holder has not is no error.
	Drop(ctx context.Context, name, holder string) error
}

// Store is all of it. Implementations are safe for concurrent use.
//
//nolint:interfacebloat // the sum of the readers' interfaces: only who wires them asks for it
type Store interface {
	Sessions
	Mailboxes
	Timers
	TimerList
	Parking
	Notes
	Leases
	Close() error
}
