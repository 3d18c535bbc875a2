package engine

import "github.com/stillpoint-bot/stillpoint/internal/script"

// playRepeat begins the next round, or goes on when there were enough.
func playRepeat(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Repeat)
	done := t.s.rounds(step.Hash)
	enough := done >= int64(op.Times) || (done > 0 && op.Until != nil && op.Until.Yes(t))
	count := entry{name: step.Hash, loop: true, value: script.Value{Kind: script.Number, N: done + 1}}
	if enough {
		count.value.N = 0 // the next time it is reached it begins anew
	}
	t.s.put(count)
	if enough {
		return goOn(step.Next)
	}
	return goOn(op.Body)
}
