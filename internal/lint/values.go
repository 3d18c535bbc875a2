package lint

import (
	"fmt"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// values reports values that are looked at but never set, and values that are
// declared and never used.
func (l *linter) values(s *script.Script) {
	set, used := l.given(s), map[*script.Slot]bool{}
	var reads []read
	for i := range s.Steps {
		step := &s.Steps[i]
		for _, slot := range sets(step.Op) {
			set[slot], used[slot] = true, true
		}
		for _, slot := range looks(step.Op) {
			reads = append(reads, read{slot, step.At})
			used[slot] = true
		}
	}
	for _, slot := range l.taken(s) {
		used[slot] = true
	}
	told := map[*script.Slot]bool{}
	for _, r := range reads {
		if !r.slot.Person && !set[r.slot] && !told[r.slot] {
			told[r.slot] = true
			l.report(r.at, fmt.Sprintf("%q is looked at here, but no step ever sets it", r.slot.Name), "ask for it, set it, or give it with call: … with:")
		}
	}
	for i := range s.Values.Slots {
		slot := &s.Values.Slots[i]
		if !used[slot] && !set[slot] {
			l.report(s.At, fmt.Sprintf("the value %q is declared and never used", slot.Name), "remove it from values:")
		}
	}
}

type read struct {
	slot *script.Slot
	at   script.Place
}

// given are the values that callers hand over with "with:".
func (l *linter) given(s *script.Script) map[*script.Slot]bool {
	given := map[*script.Slot]bool{}
	for _, caller := range l.lib.Scripts {
		for i := range caller.Steps {
			call, is := caller.Steps[i].Op.(*script.Call)
			if !is || call.Script != s {
				continue
			}
			for _, a := range call.With {
				given[a.Slot] = true
			}
		}
	}
	return given
}

// taken are the values that callers take back.
func (l *linter) taken(s *script.Script) []*script.Slot {
	var taken []*script.Slot
	for _, caller := range l.lib.Scripts {
		for i := range caller.Steps {
			if call, is := caller.Steps[i].Op.(*script.Call); is && call.Script == s {
				for _, take := range call.Take {
					taken = append(taken, take.From)
				}
			}
		}
	}
	return taken
}

func sets(op script.Op) []*script.Slot {
	switch op := op.(type) {
	case *script.Ask:
		return []*script.Slot{op.Slot}
	case *script.Call:
		slots := make([]*script.Slot, len(op.Take))
		for i, take := range op.Take {
			slots[i] = take.Into
		}
		return slots
	case *script.Set:
		slots := make([]*script.Slot, len(op.Assigns))
		for i, a := range op.Assigns {
			slots[i] = a.Slot
		}
		return slots
	}
	return nil
}

// looks are the values that a step reads: in its expressions, its texts, its record.
func looks(op script.Op) []*script.Slot {
	var slots []*script.Slot
	expr := func(e *script.Expr) {
		if e != nil {
			slots = append(slots, e.Reads...)
		}
	}
	line := func(l *script.Line) {
		if l != nil {
			slots = append(slots, l.Reads()...)
		}
	}
	switch op := op.(type) {
	case *script.Say:
		line(op.Line)
	case *script.Ask:
		line(op.Prompt)
		line(op.Retry)
		if from := op.Suggests.Slot(); from != nil {
			slots = append(slots, from)
		}
	case *script.Offer:
		line(op.Prompt)
	case *script.Breathe:
		line(op.Intro)
	case *script.Pause:
		line(op.Line)
	case *script.If:
		expr(op.Cond)
	case *script.Repeat:
		expr(op.Until)
	case *script.Set:
		for _, a := range op.Assigns {
			expr(a.Expr)
		}
	case *script.Call:
		for _, a := range op.With {
			expr(a.Expr)
		}
	case *script.Record:
		slots = append(slots, op.Slots...)
	case *script.Remind:
		slots = append(slots, op.Slots()...)
	}
	return slots
}
