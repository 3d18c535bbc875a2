package discordtest

import (
	"encoding/json"
	"strconv"
	"sync"
	"time"
)

// session is what the bot hears on one shard, in strict order, with what it may have
// missed.
type session struct {
	id      string
	shard   int
	shards  int
	intents int
	keep    int // frames remembered

	mu     sync.Mutex
	frames [][]byte // the newest ones, first has the number first
	first  int
	more   chan struct{} // closed and made anew when frames are added
	owner  *link         // who sends them now; nil: nobody
	lost   time.Time     // since when there is no owner
}

func newSession(id string, shard, shards, intents, keep int) *session {
	return &session{id: id, shard: shard, shards: shards, intents: intents, keep: keep, first: 1, more: make(chan struct{})}
}

// wants tells whether an event belongs to the session.
func (x *session) wants(guild string, intent int) bool {
	return (intent == intentAny || x.intents&intent != 0) && shardOf(guild, x.shards) == x.shard
}

// add numbers an event and queues it. d is JSON.
func (x *session) add(event string, d json.RawMessage) {
	x.mu.Lock()
	defer x.mu.Unlock()
	seq := x.first + len(x.frames)
	frame := make([]byte, 0, len(d)+len(event)+40)
	frame = append(frame, `{"op":0,"s":`...)
	frame = strconv.AppendInt(frame, int64(seq), 10)
	frame = append(frame, `,"t":`...)
	frame = strconv.AppendQuote(frame, event)
	frame = append(frame, `,"d":`...)
	frame = append(frame, d...)
	x.frames = append(x.frames, append(frame, '}'))
	if over := len(x.frames) - x.keep; over > x.keep/4 {
		x.frames = append([][]byte(nil), x.frames[over:]...)
		x.first += over
	}
	x.stir()
}

// after gives the frames after seq, and what is closed when there are more. mine is
// false once another connection has taken the session over.
func (x *session) after(l *link, seq int) (frames [][]byte, more <-chan struct{}, mine bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	from := min(max(seq+1-x.first, 0), len(x.frames))
	return x.frames[from:len(x.frames):len(x.frames)], x.more, x.owner == l
}

// pump sends what comes after seq until the connection ends.
func (x *session) pump(l *link, seq int) {
	for {
		frames, more, mine := x.after(l, seq)
		if !mine {
			return
		}
		for _, frame := range frames {
			if !l.write(frame) {
				return
			}
		}
		seq += len(frames)
		if len(frames) > 0 {
			continue
		}
		select {
		case <-more:
		case <-l.ctx.Done():
			return
		}
	}
}

// own makes a connection the one that sends; the one before stops.
func (x *session) own(l *link) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.owner = l
	x.stir()
}

func (x *session) stir() {
	close(x.more)
	x.more = make(chan struct{})
}

func (x *session) ownedBy(l *link) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.owner == l
}

// lose notes that the connection ended, unless another one has taken over.
func (x *session) lose(l *link, now time.Time) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.owner == l {
		x.owner, x.lost = nil, now
	}
}

// stale tells whether nobody can resume the session any more.
func (x *session) stale(now time.Time, within time.Duration) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.owner == nil && now.Sub(x.lost) > within
}

func (x *session) connected() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.owner != nil
}

// reaching tells how a number lies to what a session remembers.
type reaching byte

const (
	within      reaching = iota
	beyond               // there was no such event yet
	unreachable          // it is forgotten, or there is no such session
)

func (x *session) reach(seq int) reaching {
	x.mu.Lock()
	defer x.mu.Unlock()
	switch {
	case seq >= x.first+len(x.frames):
		return beyond
	case seq < x.first-1:
		return unreachable
	}
	return within
}
