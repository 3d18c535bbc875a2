package engine

import (
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// outcome is what a step did: it goes on at next, or it waits.
type outcome struct {
	next  int
	waits bool
}

// to is where a step led, as a tracer is told.
func (o outcome) to() int {
	if o.waits && o.next == 0 {
		return Waiting
	}
	return o.next
}

func goOn(next int) outcome { return outcome{next: next} }

// top is the open script and its frame. Only called when there is one and settle
// has found its script.
func (t *turn) top() (*frame, *script.Script) {
	f := &t.s.stack[t.s.depth-1]
	sc, _ := t.lib.Script(f.script)
	return f, sc
}

// run plays the top script from a step on, until something waits or all is over.
func (t *turn) run(at int) {
	for {
		if at == script.End {
			next, more := t.finish(Done)
			if !more {
				return
			}
			at = next
			continue
		}
		if t.steps++; t.steps > MaxSteps {
			t.giveUp(TooLong)
			return
		}
		f, sc := t.top()
		step := &sc.Steps[at]
		f.step = step.Hash
		out := kindOf(step.Op).play(t, step)
		if t.visit != nil {
			t.visit(sc, at, out.to())
		}
		if out.waits || t.s.depth == 0 {
			return
		}
		at = out.next
	}
}

// passed tells a tracer where an answer led.
func (t *turn) passed(sc *script.Script, at, next int) {
	if t.visit != nil {
		t.visit(sc, at, next)
	}
}

// finish closes the top script and says where the one below goes on; more is
// false when nothing below does.
func (t *turn) finish(reason Reason) (next int, more bool) {
	f, sc := t.top()
	t.do(End{Script: sc.ID, Reason: reason})
	interrupted, taken := f.interrupt, t.taken()
	t.pop()
	if t.s.depth == 0 {
		t.unwait()
		return 0, false
	}
	if interrupted {
		t.resume()
		return 0, false
	}
	below, caller := t.top()
	if below.step == 0 {
		return 0, true
	}
	if i, ok := caller.Find(below.step); ok {
		for _, v := range taken {
			t.assign(v.slot, v.slot.Type.Fit(v.value), 0)
		}
		return caller.Steps[i].Next, true
	}
	return t.afterLastAnswer(caller), true
}

// got is a value on its way from a called script to its caller.
type got struct {
	slot  *script.Slot
	value script.Value
}

// taken is what the caller of the top script gets from it. What was not answered
// leaves the caller's value as it was.
func (t *turn) taken() []got {
	if t.s.depth < 2 {
		return nil
	}
	below := &t.s.stack[t.s.depth-2]
	caller, ok := t.lib.Script(below.script)
	if !ok {
		return nil
	}
	at, ok := caller.Find(below.step)
	if !ok {
		return nil
	}
	call, is := caller.Steps[at].Op.(*script.Call)
	if !is || call.Script.Hash != t.s.stack[t.s.depth-1].script {
		return nil
	}
	var values []got
	for _, take := range call.Take {
		if v := t.Value(take.From); v.Kind != script.Unset {
			values = append(values, got{take.Into, v})
		}
	}
	return values
}

func (t *turn) pop() {
	t.s.depth--
	t.s.stack[t.s.depth] = frame{}
	t.s.dropFrames(t.s.depth)
}

// push opens a script on top; false when it does not fit any more.
func (t *turn) push(sc *script.Script, interrupt bool) bool {
	if t.s.depth == MaxDepth {
		return false
	}
	t.s.stack[t.s.depth] = frame{script: sc.Hash, run: t.s.Turn, interrupt: interrupt}
	t.s.depth++
	return true
}

// afterLastAnswer is where a script goes on when the step it was at is gone: after
// the last question that was answered and is still there, or at its beginning.
func (t *turn) afterLastAnswer(sc *script.Script) int {
	for i := len(t.s.answers) - 1; i >= 0; i-- {
		e := &t.s.answers[i]
		if int(e.frame) != t.s.depth || e.step == 0 {
			continue
		}
		if at, ok := sc.Find(e.step); ok {
			return sc.Steps[at].Next
		}
	}
	return 0
}

// endAll closes every open script.
func (t *turn) endAll(reason Reason) {
	for t.s.depth > 0 {
		f := &t.s.stack[t.s.depth-1]
		if sc, ok := t.lib.Script(f.script); ok {
			t.do(End{Script: sc.ID, Reason: reason})
		}
		t.pop()
	}
	t.unwait()
}

// unwait forgets what was waited for, and its timer.
func (t *turn) unwait() {
	if t.s.wait.until != 0 {
		t.do(Cancel{Timer: WaitTimer})
	}
	t.s.wait = wait{}
}
