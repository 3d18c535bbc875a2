package engine

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// lifecycle is a change in whether the person can be reached.
func (t *turn) lifecycle(change chat.Change) {
	switch change {
	case chat.Joined:
		t.joined()
	case chat.Blocked:
		t.lose()
	}
}

// dueAway is the wait timer of somebody who hears nothing: a question is let go, and
// what comes after a pause waits for them.
func (t *turn) dueAway() {
	if t.s.wait.over == 0 {
		t.endAll(LetGo)
	}
}

// lose notes that the person cannot be written to. Nothing is waited for meanwhile;
// what is open stays, for when they come back.
func (t *turn) lose() {
	t.s.away = true
	if t.s.wait.until != 0 {
		t.s.wait.until = 0
		t.do(Cancel{Timer: WaitTimer})
	}
}

// isPersons tells whether the person has done something. What is nil was done by a
// newer version's event.
func isPersons(e chat.Event) bool {
	switch e := e.(type) {
	case chat.Due, chat.Undelivered, chat.Recompute:
		return false
	case chat.Lifecycle:
		return e.Change != chat.Blocked
	}
	return true
}

// reached notes that a person who was lost is there again: whatever they did.
// Waiting goes on, from now.
func (t *turn) reached(e chat.Event) {
	if !t.s.away || !isPersons(e) {
		return
	}
	t.s.away = false
	t.backToReminders()
	if t.s.depth == 0 || t.s.wait.until != 0 {
		return
	}
	if over := t.s.wait.over; over != 0 { // a pause goes on, or ends now
		t.s.wait.until = over
		t.do(WakeAt{Timer: WaitTimer, At: time.UnixMilli(over).UTC()})
		return
	}
	top := &t.s.stack[t.s.depth-1]
	sc, ok := t.lib.Script(top.script)
	if !ok {
		return // settle tells
	}
	if at, ok := sc.Find(top.step); ok {
		t.setPatience(patienceOf(sc.Steps[at].Op))
	}
}
