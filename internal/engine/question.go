package engine

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// open begins to wait for an answer: from now on buttons refer to this turn, and
// patience runs.
func (t *turn) open(patience script.Patience) {
	t.s.wait = wait{asked: t.s.Turn, until: t.s.wait.until}
	t.setPatience(patience)
}

// setPatience sets the timer for what comes first: the one reminder, or letting go.
func (t *turn) setPatience(p script.Patience) {
	after := p.LetGo
	if p.Remind > 0 && !t.s.wait.reminded {
		after = p.Remind
	} else if t.s.wait.reminded {
		after = p.LetGo - p.Remind
	}
	if after <= 0 || t.s.away {
		if t.s.wait.until != 0 {
			t.do(Cancel{Timer: WaitTimer})
		}
		t.s.wait.until = 0
		return
	}
	t.wakeAt(t.now.Add(after))
}

// wholeMillis is how the store keeps due times.
func wholeMillis(at time.Time) time.Time { return at.UTC().Truncate(time.Millisecond) }

// wakeAt sets the wait timer.
func (t *turn) wakeAt(at time.Time) {
	at = wholeMillis(at)
	t.s.wait.until = at.UnixMilli()
	t.do(WakeAt{Timer: WaitTimer, At: at})
}

// questionDue reminds once, gently, and then lets the question go, without a word: one
// that comes hours later, unasked, helps nobody.
func questionDue(t *turn, step *script.Step) outcome {
	patience := patienceOf(step.Op)
	if t.s.wait.reminded || patience.Remind == 0 {
		t.s.wait.until = 0
		t.endAll(LetGo)
		return outcome{waits: true}
	}
	t.s.wait.reminded = true
	t.setPatience(patience)
	if !t.quiet() {
		t.sayOwn(t.own().Text(lang.TurnRemind))
		kindOf(step.Op).repeat(t, step)
	}
	return outcome{waits: true}
}

func patienceOf(op script.Op) script.Patience {
	switch op := op.(type) {
	case *script.Ask:
		return op.Patience
	case *script.Offer:
		return op.Patience
	}
	return script.Patience{}
}

// ask sends the question itself.
func (t *turn) ask(line *script.Line, variant int, say chat.Say) {
	say.Question = t.s.wait.asked
	say.Text = clip(say.Text)
	t.do(Say{Message: say, Line: line, Variant: variant})
}

// answered notes that the open question is over.
func (t *turn) answered() {
	t.s.wait, t.s.written = wait{until: t.s.wait.until}, written{}
}

// settleTimer drops the wait timer when nothing new is waited for.
func (t *turn) settleTimer() {
	if t.s.wait.asked == 0 && t.s.wait.over == 0 {
		t.unwait()
	}
}
