package engine

import "github.com/stillpoint-bot/stillpoint/internal/script"

// playIf goes one way or the other.
func playIf(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.If)
	if op.Cond.Yes(t) {
		return goOn(op.Then)
	}
	return goOn(op.Else)
}
