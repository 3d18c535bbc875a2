package engine

import "github.com/stillpoint-bot/stillpoint/internal/script"

// playGo goes on elsewhere in the script.
func playGo(_ *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Go)
	return goOn(op.To)
}

// playEnd ends the script for the author's reason.
func playEnd(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Finish)
	next, more := t.finish(Reason(op.Reason))
	if !more {
		return outcome{next: script.End, waits: true}
	}
	return goOn(next)
}

// playQuiet keeps reminders back; it never shortens a silence that lasts longer.
func playQuiet(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Quiet)
	t.s.quiet = max(t.s.quiet, op.When.From(t.now).Unix())
	return goOn(step.Next)
}

// playLater sets the timer that starts a script.
func playLater(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Later)
	t.do(WakeAt{Timer: LaterTimer + op.Script.ID, At: wholeMillis(op.When.From(t.now))})
	return goOn(step.Next)
}
