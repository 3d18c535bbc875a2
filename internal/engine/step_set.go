package engine

import "github.com/stillpoint-bot/stillpoint/internal/script"

// playSet sets values. What could not be computed leaves the value as it was.
func playSet(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Set)
	for _, assign := range op.Assigns {
		if v := assign.Expr.Value(t); v.Kind != script.Unset {
			t.assign(assign.Slot, assign.Slot.Type.Fit(v), 0)
		}
	}
	return goOn(step.Next)
}

// assign sets a value; step is the question that was answered, or 0.
func (t *turn) assign(slot *script.Slot, v script.Value, step script.Hash) {
	if !slot.Person {
		t.s.put(entry{name: slot.Hash, step: step, value: v})
		return
	}
	if step != 0 {
		t.s.put(entry{step: step})
	}
	t.s.putPerson(slot.Hash, v)
	switch slot.Name {
	case script.PersonLanguage:
		t.language = t.s.Language(t.lib)
	case script.PersonZone:
		t.moveZone()
	}
}
