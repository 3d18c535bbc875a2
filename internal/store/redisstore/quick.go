package redisstore

import (
	"bytes"
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// foreseen is what a turn makes of a value that is remembered, when it is applied.
type foreseen struct {
	before, after entry
	front, value  []byte // of the value before; and what is stored then
}

// foresee works out what a turn comes to; nil when what it builds on is not remembered,
// or when it will not be applied as far as that goes.
func (s *Store) foresee(turn store.Turn) *foreseen {
	if turn.Forget {
		return nil
	}
	k, ok := s.warm.peek(turn.Actor)
	if !ok || k.version != turn.Version {
		return nil
	}
	var f foreseen
	if len(k.value) > 0 {
		e, err := parseEntry(k.value)
		if err != nil {
			return nil
		}
		f.before, f.front = e, k.value[:len(k.value)-len(e.session)]
	}
	if turn.Upon != nil && !bytes.Equal(tailOf(turn.Upon), tailOf(f.before.session)) {
		return nil
	}
	if fired := turn.Fired; fired != nil {
		if due, set := f.before.timers.due(fired.Name); !set || due != fired.Due.UnixMilli() {
			return nil
		}
	}
	f.foretell(turn)
	return &f
}

func (f *foreseen) foretell(turn store.Turn) {
	f.after = entry{
		version: turn.Version + 1, lastSeq: f.before.lastSeq + uint64(len(turn.Messages)),
		top: f.before.top, timers: f.before.timers, session: turn.Session,
	}
	for _, chunk := range turn.Chunks {
		f.after.top = max(f.after.top, uint64(chunk.Seq))
	}
	if removes, sets := timers(turn); len(removes)+len(sets) > 0 {
		f.after.timers = f.before.timers.after(removes, sets)
	}
	f.value = f.after.append(make([]byte, 0, planSize+len(f.after.timers)+len(turn.Session)))
}

// quick is a commit that was worked out here: Redis only compares and writes. Many share
// one run of commits.lua. When something else is stored than was thought, it is not
// applied there, and goes the slow way, which has all the answers.
type quick struct {
	store *Store
	turn  store.Turn
	place *place
	args  []any // of commits.lua
	news  bool  // others have to be told
	first uint64
	group int // only those of one group may share a run
}

// mostLetters is how many messages a quick commit has at most: the longer ones are few.
const mostLetters = 16

// quickly is the command of a quick commit, nil when the turn has to go the slow way.
func (s *Store) quickly(turn store.Turn, f *foreseen) *command {
	if f == nil || turn.Version == 0 || len(f.before.session) == 0 || len(turn.Chunks) > 0 || len(turn.Messages) > mostLetters {
		return nil
	}
	p := s.keys.of(turn.Actor)
	q := &quick{store: s, turn: turn, place: p, news: !turn.Sending && len(turn.Messages) > 0}
	if s.slotted {
		q.group = int(p.part)
	}
	if len(turn.Messages) > 0 {
		q.first = f.before.lastSeq + 1
	}
	scratch := make([]byte, 0, planSize+sizeOf(turn.Messages))
	was, scratch := dueText(scratch, f.before.timers)
	is, scratch := dueText(scratch, f.after.timers)
	c := &command{args: make([]any, 0, 10+len(turn.Messages)), changes: true, quick: q}
	c.with(f.front, tailOf(f.before.session), f.value, &p.member, &p.packed, p.page, was, is, q.first, len(turn.Messages))
	q.args = c.letters(scratch, turn).args
	c.args = nil
	return c
}

// dueText is the first due time in digits, written behind what scratch holds; empty when
// there is none.
func dueText(scratch []byte, l timerList) (text, longer []byte) {
	begin := len(scratch)
	if first, ok := l.earliest(); ok {
		scratch = strconv.AppendInt(scratch, first, 10)
	}
	return scratch[begin:len(scratch):len(scratch)], scratch
}

// slowly makes the command one of the ordinary kind.
func (c *command) slowly() {
	plain := c.quick.store.commitCommand(c.quick.turn)
	c.args, c.script, c.quick = plain.args, plain.script, nil
}

// answer is what commit.lua would say.
func (q *quick) answer(said int64) int64 {
	if q.first == 0 {
		return 0
	}
	return int64(q.first)*2 + (said-1)/2
}
