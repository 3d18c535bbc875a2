package simulation

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/conversation"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/script"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// oracle plays everything that is committed a second time, by the engine alone,
// and knows for every message what has become of it.
type oracle struct {
	w  *world
	mu sync.Mutex
	of map[chat.Actor]*account
}

// account is one actor's life as it must be.
type account struct {
	lives   int // how often everything was forgotten
	version uint64
	session engine.Session
	timers  map[string]time.Time
	kept    map[recordKey]bool
	chunks  uint32
	applied map[string]bool // in this life
	ever    map[string]bool // in any
	strange map[string]bool // came when nobody was known
	idle    map[string]bool // changed nothing, and was only answered
	doubted map[string]bool // its commit has failed once
	mail    []*letter
	bySum   map[uint32]*letter
	bySeq   map[uint64]*letter // as delivery saw it last
	last    int                // index of the latest first delivery
	sending int                // how many sends are under way
}

type recordKey struct {
	run  uint64
	kind string
}

// letter is a committed message.
type letter struct {
	index     int
	class     store.Class
	delivered int
	excuses   int // faults in its window that have not led to a second delivery yet
	begun     int // how often the store was told that it is being sent
	tried     int // how often it was sent
	done      bool
	parked    bool
	forgotten bool
	until     int64 // Unix milliseconds: not worth sending after; 0: it always is
	passed    bool  // it was not sent, because it was too late for it
}

func newOracle(w *world) *oracle { return &oracle{w: w, of: map[chat.Actor]*account{}} }

func (o *oracle) account(of chat.Actor) *account {
	a := o.of[of]
	if a == nil {
		a = &account{bySum: map[uint32]*letter{}, ever: map[string]bool{}, strange: map[string]bool{}, idle: map[string]bool{}, doubted: map[string]bool{}, last: -1}
		a.forget()
		o.of[of] = a
	}
	return a
}

// forget begins the next life.
func (a *account) forget() {
	a.version, a.session, a.chunks = 0, engine.Session{}, 0
	a.timers, a.kept, a.applied, a.bySeq = map[string]time.Time{}, map[recordKey]bool{}, map[string]bool{}, map[uint64]*letter{}
	for _, l := range a.mail {
		l.forgotten = true
	}
}

// committed is told about every turn right as it takes effect.
func (o *oracle) committed(t *task, turn store.Turn) {
	o.mu.Lock()
	defer o.mu.Unlock()
	a := o.account(turn.Actor)
	if t.desk {
		o.deleted(a, turn)
		return
	}
	o.w.note("commit", turn.Actor, "v", turn.Version+1, "of", name(t.in), "at", t.now.Format(time.StampMilli))
	o.count(a, t, turn)
	o.fence(a, t, turn)
	effects := o.replay(a, t, turn)
	o.timers(a, effects)
	o.records(a, turn, effects)
	expected := o.messages(a, t, effects)
	if turn.Forget {
		a.forget()
		a.lives++
	}
	o.post(a, t, turn, expected)
	o.quietAfter(a)
}

// deleted: an operator has everything deleted, without a word.
func (o *oracle) deleted(a *account, turn store.Turn) {
	o.w.note("delete", turn.Actor, "v", turn.Version)
	if !turn.Forget || len(turn.Messages) > 0 || turn.Version != a.version {
		o.w.fail("an operator's turn that does not just delete version %d: it is of %d", a.version, turn.Version)
	}
	a.forget()
	a.lives++
}

// count: every event once, no version left out. Nobody can tell that a first turn was
// committed when its answer was lost and the person has had all deleted since.
func (o *oracle) count(a *account, t *task, turn store.Turn) {
	if turn.Version != a.version {
		o.w.fail("version %d was committed upon, it is %d", turn.Version, a.version)
	}
	if t.applied++; t.applied > 1 && (t.first != 0 || a.lives <= t.lives) {
		o.w.fail("one call has committed its event twice: %s", name(t.in))
	}
	t.first, t.lives = turn.Version, a.lives
	if choice(t.in.Event) && a.version == 0 {
		o.w.fail("the press of a choice has begun a session")
	}
	if id := t.in.ID; id != "" {
		if a.applied[id] {
			o.w.fail("event %s was applied twice", id)
		}
		a.applied[id], a.ever[id] = true, true
	}
}

// fence: a timer fires as it is set, once, and not before its time.
func (o *oracle) fence(a *account, t *task, turn store.Turn) {
	due, is := t.in.Event.(chat.Due)
	if is != (turn.Fired != nil) {
		o.w.fail("a firing that consumes no timer, or the other way round: %s", name(t.in))
	}
	if !is {
		return
	}
	if set, ok := a.timers[due.Timer]; !ok || !set.Equal(due.At) {
		o.w.fail("timer %s fired for %v; it is set to %v (%v)", due.Timer, due.At, set, ok)
	}
	if t.now.Before(due.At) {
		o.w.fail("timer %s fired at %v, due at %v", due.Timer, t.now, due.At)
	}
	delete(a.timers, due.Timer)
}

// replay: the session is what the engine alone makes of the same events.
func (o *oracle) replay(a *account, t *task, turn store.Turn) []engine.Effect {
	if a.version == 0 {
		code, _, _ := strings.Cut(t.in.Locale, "-")
		a.session = engine.NewSession(o.w.lib, o.seedOf(turn), o.w.lib.LanguageIndex(code))
	}
	now := t.now
	if zone, err := time.LoadLocation(a.session.Zone()); err == nil {
		now = now.In(zone)
	}
	after, effects := engine.Advance(o.w.lib, a.session, o.looked(t.in), now)
	a.session, a.version = after, a.version+1
	if turn.Forget {
		return effects
	}
	stored, err := o.w.ring.Open(nil, turn.Session, []byte("session/"+turn.Actor.Key()))
	if err != nil || !bytes.Equal(stored, after.Encode(nil)) {
		o.w.fail("version %d is not what a replay comes to (%v)", a.version, err)
	}
	if after.Turn != a.version {
		o.w.fail("turn %d was stored as version %d", after.Turn, a.version)
	}
	return effects
}

// looked is the event as the guard has seen it.
func (o *oracle) looked(in chat.Inbound) chat.Inbound {
	switch e := in.Event.(type) {
	case chat.Text:
		e.Signal = o.w.guard.Look(e.Text)
		in.Event = e
	case chat.Command:
		e.Signal = o.w.guard.Look(e.Name + " " + e.Args)
		in.Event = e
	}
	return in
}

// answered: what was only answered would have changed nothing.
func (o *oracle) answered(t *task, answer chat.Answer) {
	if _, is := t.in.Event.(chat.Due); is {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	before, err := o.before(t)
	if err != nil {
		o.w.fail("a session was answered from that cannot be read: %v", err)
		return
	}
	now := t.now
	if zone, err := time.LoadLocation(before.Zone()); err == nil {
		now = now.In(zone)
	}
	after, effects := engine.Advance(o.w.lib, before, o.looked(t.in), now)
	if answer.Open != before.Question() {
		o.w.fail("question %d is open, the answer said %d", before.Question(), answer.Open)
	}
	if engine.Idle(&before, &after, effects) {
		o.account(t.in.Actor).idle[t.in.ID] = true
	}
}

// before is the session that a call has loaded, or a new one.
func (o *oracle) before(t *task) (engine.Session, error) {
	if len(t.loaded) == 0 {
		code, _, _ := strings.Cut(t.in.Locale, "-")
		return engine.NewSession(o.w.lib, 0, o.w.lib.LanguageIndex(code)), nil
	}
	plain, err := o.w.ring.Open(nil, t.loaded, []byte("session/"+t.in.Actor.Key()))
	if err != nil {
		return engine.Session{}, err
	}
	return engine.Decode(plain)
}

// seedOf is what a new session drew its seed to be.
func (o *oracle) seedOf(turn store.Turn) uint32 {
	plain, err := o.w.ring.Open(nil, turn.Session, []byte("session/"+turn.Actor.Key()))
	if err != nil {
		return 0 // replay tells of it
	}
	s, err := engine.Decode(plain)
	if err != nil {
		o.w.fail("a session was stored that is none: %v", err)
	}
	return s.Seed
}

func (o *oracle) timers(a *account, effects []engine.Effect) {
	for _, e := range effects {
		switch e := e.(type) {
		case engine.WakeAt:
			a.timers[e.Timer] = e.At
		case engine.Cancel:
			delete(a.timers, e.Timer)
		}
	}
}

func (o *oracle) records(a *account, turn store.Turn, effects []engine.Effect) {
	for _, e := range effects {
		if keep, is := e.(engine.Keep); is {
			a.kept[recordKey{keep.Record.Run, keep.Record.Kind}] = true
		}
	}
	for _, c := range turn.Chunks {
		a.chunks = max(a.chunks, c.Seq)
	}
}

// post takes note of the messages, which must be the expected ones.
func (o *oracle) post(a *account, t *task, turn store.Turn, expected []expectation) {
	if len(turn.Messages) != len(expected) {
		o.w.fail("%d messages were committed, a replay has %d", len(turn.Messages), len(expected))
		return
	}
	for i, m := range turn.Messages {
		plain, err := o.w.ring.Open(nil, m.Data, conversation.MessageContext(turn.Actor))
		if err != nil || m.Class != expected[i].class || !expected[i].fits(plain) {
			o.w.fail("message %d of a turn is not what a replay has (class %d, %v)", i, m.Class, err)
		}
		l := &letter{index: len(a.mail), class: m.Class, until: untilOf(plain)}
		if due, is := t.in.Event.(chat.Due); is && strings.HasPrefix(due.Timer, engine.ReminderTimer) && l.until != 0 && l.until < t.now.UnixMilli() {
			o.w.fail("message %d was too late as it was made", l.index)
		}
		if turn.Sending {
			l.begun = 1
		}
		a.mail = append(a.mail, l)
		a.bySum[sumOf(m.Data)] = l
	}
}

// untilOf is how long a message is worth sending.
func untilOf(plain []byte) int64 {
	m, err := chat.DecodeMessage(plain)
	if err != nil {
		return 0
	}
	return chat.SourceOf(m).Until
}

// quietAfter: who has nothing open is not waited for.
func (o *oracle) quietAfter(a *account) {
	if open, _ := a.session.Open(o.w.lib); open == "" && !a.timers[engine.WaitTimer].IsZero() {
		o.w.fail("nothing is open, and the wait timer is set")
	}
}

// choice tells a button that answers a question from those that always work.
func choice(e chat.Event) bool {
	press, is := e.(chat.Press)
	_, control := script.ControlOf(press.Token)
	return is && !control
}

func name(in chat.Inbound) string {
	if due, is := in.Event.(chat.Due); is {
		return fmt.Sprintf("%s@%d", due.Timer, due.At.UnixMilli())
	}
	return fmt.Sprintf("%s %T%+v", in.ID, in.Event, in.Event)
}
