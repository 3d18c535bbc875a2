package engine

import (
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// settle makes the session fit the library as it is now: scripts may have been
// edited since the last turn. It is true when what was open had to move, and the
// event was therefore meant for something that is gone.
func (t *turn) settle() (moved bool) {
	if t.dropGone() {
		return t.s.depth > 0
	}
	if t.s.depth == 0 {
		return false
	}
	f, sc := t.top()
	at, ok := sc.Find(f.step)
	switch {
	case !ok:
		at = t.afterLastAnswer(sc)
	case t.fits(sc.Steps[at].Op):
		f.step = sc.Steps[at].Hash // it may have been renamed
		return false
	}
	t.unwait()
	t.sayOwn(t.own().Text(lang.TurnChanged))
	t.run(at)
	return true
}

// fits tells whether a step of this kind can be what is waited for: a question may
// have become a pause under the same name, or the other way round.
func (t *turn) fits(op script.Op) bool {
	switch op.(type) {
	case *script.Ask, *script.Offer:
		return t.s.wait.over == 0
	case *script.Breathe, *script.Pause:
		return t.s.wait.over != 0
	}
	return false
}

// dropGone closes the scripts that are no longer there, with all above them, and
// comes back to what is left. It is true when there were any.
func (t *turn) dropGone() bool {
	for i := range t.s.depth {
		sc, ok := t.lib.Script(t.s.stack[i].script)
		if ok {
			t.s.stack[i].script = sc.Hash // it may have been renamed
			continue
		}
		for t.s.depth > i {
			t.pop()
		}
		t.do(End{Reason: Gone})
		t.unwait()
		t.sayOwn(t.own().Text(lang.TurnGone))
		if t.s.depth > 0 {
			t.resume()
		}
		return true
	}
	return false
}

// resume comes back to a script that was interrupted: its question is asked again,
// its pause goes on for what is left of it.
func (t *turn) resume() {
	f, sc := t.top()
	t.sayOwn(t.own().Text(lang.TurnResume))
	at, ok := sc.Find(f.step)
	if !ok || f.step == 0 {
		at = t.afterLastAnswer(sc)
	}
	t.run(at)
}
