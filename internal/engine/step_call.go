package engine

import "github.com/stillpoint-bot/stillpoint/internal/script"

// playCall opens another script on top; this one goes on when that is over.
func playCall(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Call)
	given := make([]script.Value, len(op.With))
	for i, assign := range op.With {
		given[i] = assign.Expr.Value(t)
	}
	_, caller := t.top()
	if !t.push(op.Script, false) {
		t.giveUp(TooDeep)
		return outcome{waits: true}
	}
	for i, assign := range op.With {
		if given[i].Kind != script.Unset {
			t.s.put(entry{name: assign.Slot.Hash, value: assign.Slot.Type.Fit(given[i])})
		}
	}
	if caller.Role != script.NoRole && t.needsConsent(op.Script) && !t.push(t.lib.Consent, false) {
		t.giveUp(TooDeep)
		return outcome{waits: true}
	}
	return goOn(0)
}
