package engine

import (
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// control is one of the words that work in every step.
func (t *turn) control(c lang.Control) {
	switch c {
	case lang.Stop:
		t.stop()
		return
	case lang.Now:
		t.helpNow()
	case lang.Help:
		t.help()
	}
	if t.s.depth == 0 {
		t.nothingTo(c)
		return
	}
	if t.settle() || t.s.depth == 0 {
		return
	}
	switch c {
	case lang.Skip:
		t.skip()
	case lang.Back:
		t.back()
	default:
		t.reopen()
	}
}

// stop ends everything at once, with thanks.
func (t *turn) stop() {
	if t.s.depth == 0 {
		t.sayOwn(t.own().Text(lang.TurnStoppedNothing))
		return
	}
	t.endAll(Stopped)
	t.sayOwn(t.own().Text(lang.TurnStopped))
}

// help says what works; with nothing open the help script does.
func (t *turn) help() {
	if t.s.depth == 0 && t.lib.Help != nil {
		return
	}
	t.sayOwn(t.own().Text(lang.TurnHelp))
}

// nothingTo answers a control when nothing is open.
func (t *turn) nothingTo(c lang.Control) {
	switch {
	case c == lang.Help && t.lib.Help != nil:
		t.start(t.lib.Help)
	case c == lang.Skip, c == lang.Back, c == lang.Repeat:
		t.nothingOpen()
	}
}

// skip goes on without an answer.
func (t *turn) skip() {
	_, sc, at := t.at()
	step := &sc.Steps[at]
	switch op := step.Op.(type) {
	case *script.Ask:
		if op.NoSkip {
			t.sayOwn(t.own().Text(lang.TurnNeeded))
			t.reopen()
			return
		}
		t.leaveOpen(op, step.Hash)
	case *script.Offer:
		t.s.put(entry{step: step.Hash})
	}
	t.answered()
	before := len(t.effects)
	t.follow(sc, at, goOn(step.Next))
	if !slices.ContainsFunc(t.effects[before:], speaks) {
		t.sayOwn(t.own().Text(lang.TurnSkipped))
	}
}

// speaks tells whether a person notices an effect.
func speaks(e Effect) bool {
	switch e.(type) {
	case Say, Notice, Safety, Show, Export:
		return true
	}
	return false
}

// back returns to the question before this one, across a script that was called,
// and forgets the answers from there on.
func (t *turn) back() {
	for {
		_, sc := t.top()
		for i := len(t.s.answers) - 1; i >= 0 && int(t.s.answers[i].frame) == t.s.depth; i-- {
			step := t.s.answers[i].step
			at, ok := sc.Find(step)
			if step == 0 || !ok {
				continue
			}
			t.s.drop(i)
			t.answered()
			t.run(at)
			return
		}
		if t.s.depth == 1 || t.s.stack[t.s.depth-1].interrupt || !t.questionBelow() {
			t.sayOwn(t.own().Text(lang.TurnBackNone))
			t.reopen()
			return
		}
		t.do(End{Script: sc.ID, Reason: WentBack})
		t.pop()
	}
}

// questionBelow tells whether a script that called this one has a question to go
// back to.
func (t *turn) questionBelow() bool {
	for depth := t.s.depth - 1; depth > 0; depth-- {
		sc, ok := t.lib.Script(t.s.stack[depth-1].script)
		if !ok {
			return false
		}
		for _, e := range t.s.answers {
			if _, found := sc.Find(e.step); found && e.step != 0 && int(e.frame) == depth {
				return true
			}
		}
		if t.s.stack[depth-1].interrupt {
			return false
		}
	}
	return false
}
