package engine

import "github.com/stillpoint-bot/stillpoint/internal/script"

// playSay says its line.
func playSay(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Say)
	t.sayLine(op.Line)
	return goOn(step.Next)
}
