package delivery

import (
	"bytes"
	"slices"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// fate is what is still to be done about a letter.
type fate byte

const (
	toSend fate = iota
	toDone      // the platform has it: only the store does not know yet
	toPark      // it is not sent; the store is to set it aside
)

// letter is a message in hand.
type letter struct {
	seq      uint64
	class    store.Class
	data     []byte
	fate     fate
	reason   string        // why it is to be parked
	failures int           // sends that failed, those not counted that were told to wait
	waited   time.Duration // between them, in this process
	tries    int           // of the store call that fails
	// marked is when the store was last told that it is being sent; zero: it does not
	// know, or may not.
	marked time.Time
	under  int // how often it was under way when its sender died, 0: it was not found so
	// doubted tells that its actor may have been forgotten since: before the store is
	// told anything of it, it is asked whether the number is still this message's.
	doubted bool
}

// stale tells whether a letter that the store need not have any more can be let go of:
// of what the platform has the store must still be told.
func (x letter) stale(before uint64) bool { return x.seq < before && x.fate != toDone }

// place is where a lane stands.
type place byte

const (
	idle    place = iota // nothing in hand
	ready                // in a queue
	waiting              // for a moment
	busy                 // a worker has its first letter
)

// lane is what is in hand of one chat, in the order of the commits. The first letter
// is the first of the mailbox: whatever the store has besides comes after the last.
type lane struct {
	actor   chat.Actor
	part    store.Partition
	gate    *gate
	letters []letter
	place   place
	stamp   uint64    // changes whenever the lane goes elsewhere
	since   time.Time // when it became ready
	class   store.Class
	last    uint64 // the highest Seq that ever was in hand
	seen    uint64 // the highest Seq that the store is known to have
	// unsure tells that the store may have letters after the last one.
	unsure bool
	// keep is until when a lane without letters is remembered.
	keep  time.Time
	lost  bool // told of, and nothing has arrived since
	hired store.Class
	chat  *window
	group *window
}

// start is the first letter that nobody is working at.
func (l *lane) start() int {
	if l.place == busy {
		return 1
	}
	return 0
}

// find is where a letter of the store is in hand, -1 when it is not. A number alone
// does not tell: it may come again in another life.
func (l *lane) find(same store.Letter) int {
	return slices.IndexFunc(l.letters, func(x letter) bool { return x.seq == same.Seq && bytes.Equal(x.data, same.Data) })
}

// urgency is the most urgent class in hand: what waits behind a reminder of the same
// chat waits for that reminder.
func (l *lane) urgency() store.Class {
	class := l.letters[0].class
	for i := range l.letters {
		class = min(class, l.letters[i].class)
	}
	return class
}

// follows tells whether messages from first on come right after what is in hand. That
// is not what was in hand last: numbers begin anew when an actor is forgotten.
func (l *lane) follows(receipt store.Receipt) bool {
	n := len(l.letters)
	return !receipt.Ahead || (n > 0 && l.letters[n-1].seq == receipt.First-1)
}

// more tells whether the store may have letters after those in hand.
func (l *lane) more() bool { return l.unsure || l.seen > l.last }

// stale takes out all before seq that can be let go of and nobody is working at. It
// says how many those were.
func (l *lane) stale(seq uint64) int {
	n, start := len(l.letters), l.start()
	kept := slices.DeleteFunc(l.letters[start:], func(x letter) bool { return x.stale(seq) })
	l.letters = l.letters[:start+len(kept)]
	return n - len(l.letters)
}

// yield gives the first letter back, and tells whether others go before it now: older
// ones that were found while a worker had it.
func (l *lane) yield(x letter) bool {
	l.letters[0] = x
	older := len(l.letters) > 1 && l.letters[1].seq < x.seq
	if older {
		l.letters = l.letters[1:]
		l.insert(x)
	}
	return older
}

// insert puts a letter where it belongs.
func (l *lane) insert(x letter) {
	at := l.start()
	for at < len(l.letters) && l.letters[at].seq < x.seq {
		at++
	}
	l.letters = slices.Insert(l.letters, at, x)
}
