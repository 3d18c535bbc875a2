package engine

import (
	"slices"
	"sync"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// WaitTimer is the timer of the open question, pause or pacer.
const WaitTimer = "wait"

// LaterTimer begins the names of timers that start a script.
const LaterTimer = "start:"

// Waiting is where a step leads that waits for an answer, a pause or a pacer.
const Waiting = -2

// Advance plays one event. It is pure: the same arguments give the same results,
// s is left as it was, and now is the only clock; its zone is the person's. An
// event whose id the session has seen must not be passed: ask Seen first.
func Advance(lib *script.Library, s Session, in chat.Inbound, now time.Time) (Session, []Effect) {
	return Trace(lib, s, in, now, nil)
}

// Trace is Advance for those who measure what a rehearsal covers: visit is called
// for every step that is played, with where it went on (script.End at the end); a
// step that waits is visited with Waiting, and again when it is answered.
func Trace(lib *script.Library, s Session, in chat.Inbound, now time.Time, visit func(sc *script.Script, step, next int)) (Session, []Effect) {
	t, _ := turns.Get().(*turn)
	*t = turn{lib: lib, s: s, now: now, visit: visit}
	t.s.Turn++
	t.language, t.id = t.s.Language(lib), in.ID
	t.reached(in.Event)
	t.event(in)
	t.neverSilent(in.Event)
	if t.s.lastID != 0 {
		t.afterReminders(in.Event)
	}
	if id := in.ID; id != "" {
		t.s.remember(id)
	}
	t.bound()
	after, effects := t.s, t.effects
	*t = turn{}
	turns.Put(t)
	return after, effects
}

// turns keeps the scratch space of turns; nothing of a turn outlives it there.
var turns = sync.Pool{New: func() any { return new(turn) }} //nolint:gochecknoglobals // a pool holds no state

// turn is the scratch space of one Advance.
type turn struct {
	lib      *script.Library
	s        Session
	now      time.Time
	id       string // of the event
	language int
	effects  []Effect
	steps    int
	prompted bool // a reminder was said
	visit    func(*script.Script, int, int)
}

// Value is the answer in a slot, as texts and expressions see it.
func (t *turn) Value(slot *script.Slot) script.Value {
	frame := t.s.depth
	if slot.Person {
		frame = 0
	}
	v := t.s.value(frame, slot.Hash)
	if v.Kind == script.Text && slot.Type.Kind == script.Zone { // zones were texts once
		v.Kind = script.Zone
	}
	if v.Kind == slot.Type.Kind {
		return v
	}
	return script.Value{}
}

// Now is the time of the turn.
func (t *turn) Now() time.Time { return t.now }

// Lang is the person's language.
func (t *turn) Lang() int { return t.language }

// Library is what is played.
func (t *turn) Library() *script.Library { return t.lib }

// event is where every kind of event comes in. Safety stands before all else.
func (t *turn) event(in chat.Inbound) {
	if signal := chat.SignalOf(in.Event); signal != chat.NoSignal {
		t.safety(signal)
		return
	}
	switch e := in.Event.(type) {
	case chat.Text:
		t.text(e.Text)
	case chat.Edit:
		t.edit(e)
	case chat.Unread:
		t.unread()
	case chat.Command:
		t.command(e.Name)
	case chat.Press:
		t.press(e)
	case chat.Begin:
		if sc, ok := t.lib.ByName(e.Script); ok {
			t.start(sc)
		}
	case chat.Due:
		t.due(e)
	case chat.Lifecycle:
		t.lifecycle(e.Change)
	case chat.Undelivered:
		t.undelivered(e)
	case chat.Recompute:
		t.recompute()
	}
}

// neverSilent says a word to somebody who did something that nothing follows: a
// button that only ends its script.
func (t *turn) neverSilent(e chat.Event) {
	switch e.(type) {
	case chat.Text, chat.Press, chat.Command, chat.Unread:
		if !slices.ContainsFunc(t.effects, speaks) {
			t.sayOwn(t.own().Text(lang.TurnDone))
		}
	}
}

// bound ends everything when the session has outgrown its budget.
func (t *turn) bound() {
	if len(t.s.answers) <= 8 && t.s.depth <= 3 && !t.s.longAnswer() {
		return
	}
	if t.s.size()-t.s.reminderSize() > MaxSession {
		t.giveUp(TooLarge)
	}
}

func (s *Session) longAnswer() bool {
	for i := range s.answers {
		if len(s.answers[i].value.S) > 256 {
			return true
		}
	}
	return false
}

// giveUp ends every open script kindly: our side failed, not the person.
func (t *turn) giveUp(reason Reason) {
	t.endAll(reason)
	t.sayOwn(t.own().Text(lang.TurnBudget))
}
