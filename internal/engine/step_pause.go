package engine

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// playPause waits without a question. A pause that was interrupted goes on for
// what is left of it.
func playPause(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Pause)
	until := op.When.From(t.now)
	if end := t.s.mark(step.Hash, script.Time); end != 0 {
		t.s.setMark(step.Hash, script.Time, 0)
		if until = time.UnixMilli(end); !until.After(t.now) {
			return goOn(step.Next) // it ended while something else was open
		}
	}
	t.hold(until)
	if op.Line != nil {
		repeatPause(t, step)
	}
	return outcome{waits: true}
}

// setAside notes when the pause that is interrupted now would have ended.
func (t *turn) setAside() {
	_, sc, at := t.at()
	if _, is := sc.Steps[at].Op.(*script.Pause); is {
		t.s.setMark(sc.Steps[at].Hash, script.Time, t.s.wait.over)
	}
}

// hold waits until then.
func (t *turn) hold(until time.Time) {
	t.s.wait = wait{asked: t.s.Turn}
	t.wakeAt(until)
	t.s.wait.over = t.s.wait.until
}

// pauseDue is the end of a pause or a pacer.
func pauseDue(t *turn, step *script.Step) outcome {
	t.s.wait = wait{}
	return goOn(step.Next)
}

// pausingText answers somebody who types while a pause runs.
func pausingText(t *turn, _ *script.Step, _ string) outcome {
	if text := t.own().Text(lang.TurnPausing); text != "" {
		t.do(Say{Message: chat.Say{
			Text: text, Question: t.s.wait.asked, Controls: t.lib.Controls(script.PauseControls, t.language),
		}})
	}
	return outcome{waits: true}
}

func pausingPress(*turn, *script.Step, string) (outcome, bool) { return outcome{}, false }

func repeatPause(t *turn, step *script.Step) {
	op, _ := step.Op.(*script.Pause)
	if op.Line == nil {
		pausingText(t, step, "")
		return
	}
	variant := t.s.same(op.Line)
	t.ask(op.Line, variant, chat.Say{Text: op.Line.Render(variant, t), Controls: t.lib.Controls(script.PauseControls, t.language)})
}
