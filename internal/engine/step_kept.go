package engine

import (
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/record"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// playRecord keeps what was answered, when the person has agreed and there is
// something to keep; otherwise it says so.
func playRecord(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Record)
	rec := record.Record{At: t.now.UTC().Truncate(1e9), Kind: op.Kind, Run: t.s.stack[t.s.depth-1].run}
	for _, slot := range t.slots(op) {
		if field, ok := t.field(slot); ok {
			rec.Fields = append(rec.Fields, field)
		}
	}
	switch {
	case !t.s.person(script.PersonConsent).Yes():
		t.notKept()
	case len(rec.Fields) == 0:
		t.sayOwn(t.own().Text(lang.RecordNothing))
	default:
		t.do(Keep{Record: rec})
		t.keptWritten(step, rec)
		t.sayOwn(t.own().Text(lang.RecordSaved))
	}
	return goOn(step.Next)
}

// notKept says that nothing is kept, once in a run.
func (t *turn) notKept() {
	said := script.HashOf("record/no-consent") // no step can be called that
	if t.s.mark(said, script.YesNo) > 0 {
		return
	}
	t.s.setMark(said, script.YesNo, 1)
	t.sayOwn(t.own().Text(lang.RecordNoConsent))
}

func (t *turn) slots(op *script.Record) []*script.Slot {
	if op.Slots != nil {
		return op.Slots
	}
	_, sc := t.top()
	all := make([]*script.Slot, len(sc.Values.Slots))
	for i := range sc.Values.Slots {
		all[i] = &sc.Values.Slots[i]
	}
	return all
}

// field is the answer in a slot as it is kept: choices by their ids, which outlive
// an edit of the list.
func (t *turn) field(slot *script.Slot) (record.Field, bool) {
	v, f := t.Value(slot), record.Field{Name: slot.Name}
	switch v.Kind {
	case script.Number:
		f.Type, f.Number = record.Number, float64(v.N)/1000
	case script.Time:
		f.Type, f.Number = record.Time, float64(v.N)
	case script.Text:
		f.Type, f.Text = record.Text, v.S
	case script.YesNo:
		f.Type, f.Yes = record.YesNo, v.Yes()
	case script.Choice:
		i, ok := slot.Type.List.Find(script.Hash(v.N))
		if !ok {
			return f, false
		}
		f.Type, f.Text = record.Choice, slot.Type.List.Items[i].ID
	case script.Choices:
		f.Type = record.Choices
		for _, h := range v.Hashes() {
			if i, ok := slot.Type.List.Find(h); ok {
				f.Many = append(f.Many, slot.Type.List.Items[i].ID)
			}
		}
	case script.Zone:
		f.Type, f.Text = record.Text, v.S
	case script.Schedule:
		when, ok := v.When()
		f.Type, f.Text = record.Text, when.Echo(t.own().Code)
		return f, ok
	case script.Which:
		title, _, ok := t.Reminder(uint16(v.N))
		f.Type, f.Text = record.Text, title
		return f, ok
	case script.Unset:
		return f, false
	}
	return f, true
}

// playShow shows something of what is kept.
func playShow(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Show)
	if op.View == script.ViewReminders {
		t.sayOwn(t.reminderList())
		return goOn(step.Next)
	}
	t.do(Show{View: op.View, Lang: t.language})
	return goOn(step.Next)
}

// playExport gives the person everything that is kept of them.
func playExport(t *turn, step *script.Step) outcome {
	t.do(Export{Lang: t.language})
	return goOn(step.Next)
}

// playForget deletes everything. The goodbye is said in the language that is
// forgotten with the rest.
func playForget(t *turn, _ *script.Step) outcome {
	t.do(Forget{})
	t.endAll(Forgotten)
	t.s = Session{Turn: t.s.Turn, Seed: t.s.Seed, ring: t.s.ring}
	t.sayOwn(t.own().Text(lang.ForgetDone))
	return outcome{next: script.End, waits: true}
}

// playLines says the crisis lines.
func playLines(t *turn, step *script.Step) outcome {
	t.helpNow()
	return goOn(step.Next)
}
