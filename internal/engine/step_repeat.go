package engine

import "github.com/stillpoint-bot/stillpoint/internal/script"

// playRepeat begins the next round, or goes on when there were enough.
func playRepeat(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Repeat)
	done := t.s.mark(step.Hash, script.Number)
	enough := done >= int64(op.Times) || (done > 0 && op.Until != nil && op.Until.Yes(t))
	if enough {
		t.s.setMark(step.Hash, script.Number, 0) // the next time it is reached it begins anew
		return goOn(step.Next)
	}
	t.s.setMark(step.Hash, script.Number, done+1)
	return goOn(op.Body)
}
