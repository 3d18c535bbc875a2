package delivery

import (
	"slices"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

const (
	// remembered is how long a lane is known after its last letter when that was found
	// in the store: whoever committed it may tell of it late.
	remembered = time.Minute
	// markLasts is how long a mark is believed. After that the message may have been
	// forgotten or taken over: the store is asked again before it is sent.
	markLasts = 2 * time.Second
)

// board is who waits for what. It does nothing itself: time comes in, the next lane
// to work at comes out. It is not safe for concurrent use.
type board struct {
	epoch  time.Time
	room   int // letters in hand, at most
	most   int // workers busy with other things than replies, at most
	lanes  map[chat.Actor]*lane
	gates  []*gate
	chores queue // lanes whose first letter needs the store, not the platform
	later  later // lanes with letters that wait for a moment
	rests  later // and lanes without, until they are forgotten
	stamps uint64
	held   int                      // letters in hand
	counts [classes]int             // and of each class
	parts  [store.Partitions]int    // lanes with letters
	busy   int                      // lanes that are worked at
	bulk   int                      // those of them that are no replies
	look   store.Set                // where the store may have what is not in hand
	short  bool                     // something was left in the store for want of room
	round  int                      // the partition that is looked at next without news
	on     func(chat.Platform) bool // whether this process sends for it now
	in     func() store.Set         // the partitions to send for
}

func newBoard(cfg Config) *board {
	b := &board{
		epoch: cfg.Now(), room: cfg.Room, lanes: map[chat.Actor]*lane{}, on: cfg.Sends, in: cfg.In,
		most: cfg.Workers - cfg.Workers/4,
	}
	for platform := range cfg.Senders {
		limits := cfg.Limits[platform]
		b.gates = append(b.gates, &gate{platform: platform, limits: limits, slots: limits.all()})
	}
	slices.SortFunc(b.gates, func(a, z *gate) int { return strings.Compare(string(a.platform), string(z.platform)) })
	return b
}

func (b *board) gateOf(platform chat.Platform) *gate {
	for _, g := range b.gates {
		if g.platform == platform {
			return g
		}
	}
	return nil
}

func (b *board) moment(now time.Time) time.Duration { return now.Sub(b.epoch) }

// lane is the actor's, made when it is new; nil for a platform nobody sends for.
func (b *board) lane(of chat.Actor) *lane {
	if l := b.lanes[of]; l != nil {
		return l
	}
	g := b.gateOf(of.Platform)
	if g == nil {
		return nil
	}
	l := &lane{actor: of, part: store.PartitionOf(of), gate: g, chat: g.limits.chat()}
	if of.Kind == chat.Community {
		l.group = g.limits.group()
	}
	b.lanes[of] = l
	return l
}

// roomFor is how many letters may be in hand for one of that class to be taken:
// posts give way first.
func (b *board) roomFor(class store.Class) int {
	return b.room - int(class)*b.room/8
}

// take puts the messages of a commit in hand. Where it cannot tell that nothing else
// comes before them it leaves them to the store, and has it looked at.
func (b *board) take(now time.Time, of chat.Actor, receipt store.Receipt, messages []store.Message, since time.Time) {
	l := b.lane(of)
	if l == nil || len(messages) == 0 {
		return
	}
	l.seen = max(l.seen, receipt.First+uint64(len(messages))-1)
	roomy := b.held+len(messages) <= b.roomFor(messages[0].Class)
	if receipt.First <= l.last { // told of late, or of another life
		l.keep = now.Add(remembered)
		b.doubt(l, 1<<63)
		b.place(l, now)
	}
	if !roomy { // a look would find no room either: there is one once half of it is free
		b.short = true
		if l.place == idle {
			b.rest(l, now, now.Add(remembered))
		}
		return
	}
	if receipt.First <= l.last || !l.follows(receipt) {
		b.ask(l, now)
		return
	}
	l.unsure = !receipt.Ahead && b.drop(l, receipt.First) // what goes from here may be another life's, told of late
	for i, m := range messages {
		b.put(l, letter{seq: receipt.First + uint64(i), class: m.Class, data: m.Data, marked: since})
	}
	b.place(l, now)
}

// ask has the store looked at for what else there is of the lane's chat.
func (b *board) ask(l *lane, now time.Time) {
	b.look = b.look.With(l.part)
	if l.place == idle {
		b.rest(l, now, now.Add(remembered))
	}
}

// found puts a letter in hand that the store has as the first of a mailbox, and tells
// whether it was new.
func (b *board) found(now time.Time, x store.Letter) bool {
	if !b.on(x.Actor.Platform) {
		return false
	}
	l := b.lane(x.Actor)
	if l == nil {
		return false
	}
	if b.known(now, l, x) {
		return false
	}
	if b.held >= b.roomFor(x.Class) {
		b.short = true
		if l.place == idle {
			b.rest(l, now, now)
		}
		return false
	}
	b.doubt(l, 1<<63)
	if l.place == waiting { // for the one behind it now
		b.move(l, idle)
	}
	l.keep = now.Add(remembered)
	b.put(l, newLetter(x))
	b.place(l, now)
	return true
}

// known tells whether the first letter of a mailbox is in hand. What is in hand before
// it is not in the store any more.
func (b *board) known(now time.Time, l *lane, x store.Letter) bool {
	i := l.find(x)
	if i < 0 {
		return false
	}
	first := &l.letters[0]
	switch {
	case l.place == waiting && first.fate == toSend && first.seq < x.Seq:
		l.unsure = b.drop(l, x.Seq) || l.unsure
		b.place(l, now)
	case l.place == waiting && first.fate == toSend && i == 0 && x.State == store.Waiting && !x.Earliest.IsZero():
		b.move(l, idle) // its time has come, as the store has it
		b.place(l, now)
	}
	return true
}

func newLetter(x store.Letter) letter {
	found := letter{seq: x.Seq, class: x.Class, data: x.Data}
	if x.Reason != reasonLimited {
		found.failures = x.Attempts
	}
	if x.State == store.Sending {
		found.under = x.Attempts
	}
	return found
}

func (b *board) put(l *lane, x letter) {
	if len(l.letters) == 0 {
		b.parts[l.part]++
	}
	l.insert(x)
	l.last = max(l.last, x.seq)
	l.seen = max(l.seen, x.seq)
	b.held++
	b.counts[x.class]++
}

// drop lets go of what waits in hand before a number, and tells whether that was
// anything. It is never lost: whatever the store has of it is found there again.
func (b *board) drop(l *lane, before uint64) bool {
	for _, x := range l.letters[l.start():] {
		if x.stale(before) {
			b.counts[x.class]--
		}
	}
	n := l.stale(before)
	if b.held -= n; n == 0 {
		return false
	}
	if len(l.letters) == 0 {
		b.parts[l.part]--
	}
	if l.place == waiting { // perhaps it was the one that was put off
		b.move(l, idle)
	}
	return true
}

// doubt lets go of what waits in hand before a number, and has the rest made sure of:
// the actor may have been forgotten since, and its numbers given anew.
func (b *board) doubt(l *lane, before uint64) {
	b.drop(l, before)
	for i := range l.letters {
		if l.letters[i].seq < before {
			l.letters[i].doubted = true
		}
	}
	l.unsure = true
}

// forget tells that an actor was forgotten by a turn whose own messages begin at first
// (0: it has none). That may have been a while ago: what is in hand may be of a life
// that began since, and only the store can tell.
func (b *board) forget(of chat.Actor, first uint64, now time.Time) {
	l := b.lanes[of]
	if l == nil {
		return
	}
	if first == 0 {
		first = 1 << 63
	}
	b.doubt(l, first)
	b.look = b.look.With(l.part)
	b.place(l, now)
}

// place lets a lane stand where it belongs, unless somebody works at it.
func (b *board) place(l *lane, now time.Time) {
	switch {
	case l.place == busy || (l.place == waiting && len(l.letters) > 0):
		return
	case len(l.letters) == 0:
		b.rest(l, now, l.keep)
		return
	case l.letters[0].fate != toSend:
		b.move(l, ready)
		b.chores.push(l)
		return
	}
	class := l.urgency()
	if l.place == ready && l.class == class {
		return
	}
	if l.since.IsZero() {
		l.since = now
	}
	b.move(l, ready)
	l.class = class
	l.gate.queues[class].push(l)
}

func (b *board) move(l *lane, to place) {
	b.stamps++
	l.stamp, l.place = b.stamps, to
}

// wait has a lane stand aside until then.
func (b *board) wait(l *lane, until time.Time) {
	b.move(l, waiting)
	b.later.push(l, until)
}

// rest is what a lane without letters does until it is not needed any more: at
// least until then, and as long as its chat's limits remember it.
func (b *board) rest(l *lane, now, until time.Time) {
	b.move(l, idle)
	l.since = time.Time{}
	l.letters = nil
	m := b.moment(now)
	if over := b.epoch.Add(max(l.chat.over(m), l.group.over(m))); over.After(until) {
		until = over
	}
	if !until.After(now) {
		delete(b.lanes, l.actor)
		return
	}
	l.keep = until
	b.rests.push(l, until)
}

// promote lets those go on whose moment has come, and forgets who is not needed.
func (b *board) promote(now time.Time) {
	for e, ok := b.later.first(); ok && !e.at.After(now); e, ok = b.later.first() {
		b.later.pop()
		b.move(e.lane, idle)
		b.place(e.lane, now)
	}
	for e, ok := b.rests.first(); ok && !e.at.After(now); e, ok = b.rests.first() {
		b.rests.pop()
		b.rest(e.lane, now, now)
	}
}
