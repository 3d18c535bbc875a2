package engine

import (
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// playAsk asks and waits.
func playAsk(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Ask)
	if op.Slot.Type.Kind == script.Which && len(t.s.reminders) == 0 {
		t.sayOwn(t.own().Text(lang.RemindNone))
		t.leaveOpen(op, step.Hash)
		return goOn(step.Next)
	}
	t.open(op.Patience)
	t.askQuestion(op, t.s.next(op.Prompt))
	return outcome{waits: true}
}

func repeatAsk(t *turn, step *script.Step) {
	op, _ := step.Op.(*script.Ask)
	t.askQuestion(op, t.s.same(op.Prompt))
}

func (t *turn) askQuestion(op *script.Ask, variant int) {
	controls := script.QuestionControls
	if op.NoSkip {
		controls = script.NeededControls
	}
	say := chat.Say{
		Text:     op.Question(variant, t),
		Choices:  t.choices(op),
		Layout:   op.Layout(),
		Controls: t.lib.Controls(controls, t.language),
	}
	if len(say.Choices) == 0 {
		say.Write = t.titled(lang.ControlWrite)
	}
	t.ask(op.Prompt, variant, say)
}

// askText reads what was typed. What does not fit never touches the value.
func askText(t *turn, step *script.Step, text string) outcome {
	op, _ := step.Op.(*script.Ask)
	v, reject := t.read(text, op.Slot.Type)
	if reject == nil {
		out := t.take(op, step, v)
		if v.Kind == script.Text {
			t.wrote(step)
		}
		return out
	}
	return t.reject(op, step, reject.Text(t.own()))
}

// reject says why, and asks again until the tries are used up.
func (t *turn) reject(op *script.Ask, step *script.Step, why string) outcome {
	t.s.wait.tries++
	if op.Tries > 0 && int(t.s.wait.tries) >= op.Tries {
		if op.Fallback.Kind == script.Unset {
			t.sayOwn(t.own().Text(lang.TurnTries))
		}
		return t.take(op, step, op.Fallback)
	}
	t.s.wait.tries = min(t.s.wait.tries, 200)
	if op.Retry != nil {
		t.sayLine(op.Retry)
	}
	t.sayOwn(why)
	repeatAsk(t, step)
	return outcome{waits: true}
}

// take sets the value, or notes that the question was passed, and goes on.
func (t *turn) take(op *script.Ask, step *script.Step, v script.Value) outcome {
	if v.Kind == script.Unset {
		t.leaveOpen(op, step.Hash)
	} else {
		t.assign(op.Slot, v, step.Hash)
	}
	t.answered()
	return goOn(step.Next)
}

// leaveOpen passes a question without an answer: what an earlier round answered no
// longer counts. What is remembered of the person stays.
func (t *turn) leaveOpen(op *script.Ask, step script.Hash) {
	passed := entry{step: step}
	if !op.Slot.Person {
		passed.name = op.Slot.Hash
	}
	t.s.put(passed)
}

func askPress(t *turn, step *script.Step, token string) (outcome, bool) {
	op, _ := step.Op.(*script.Ask)
	v, ok := op.Pressed(token, t)
	if _, _, there := t.Reminder(uint16(v.N)); v.Kind == script.Which && !there {
		ok = false
	}
	if !ok {
		return outcome{}, false
	}
	return t.take(op, step, v), true
}

// choices are the buttons of a question.
func (t *turn) choices(op *script.Ask) []chat.Choice {
	if op.Slot.Type.Kind == script.Which {
		return t.whichChoices()
	}
	return op.ChoicesFor(t)
}

// read parses a typed answer of a type.
func (t *turn) read(text string, typ *script.Type) (script.Value, *answer.Reject) {
	own := t.own()
	switch typ.Kind {
	case script.Number:
		n, reject := answer.Number(text, typ.Number, own)
		return script.NumberValue(n), reject
	case script.Choice:
		i, reject := answer.OneOf(text, typ.List.Options[t.language], own)
		if reject != nil {
			return script.Value{}, reject
		}
		return script.ChoiceValue(typ.List.Items[i].Hash), nil
	case script.Choices:
		picked, reject := answer.SeveralOf(text, typ.List.Options[t.language], own)
		hashes := make([]script.Hash, len(picked))
		for k, i := range picked {
			hashes[k] = typ.List.Items[i].Hash
		}
		return script.ChoicesValue(hashes), reject
	case script.YesNo:
		yes, reject := answer.YesNo(text, own)
		v := script.YesNoValue(yes)
		if own.Text(lang.AnswerYes) == "" {
			v.S = words(text) // there is no other word to show it by
		}
		return v, reject
	case script.Time:
		minutes, reject := answer.TimeOfDay(text, own)
		return script.TimeValue(minutes), reject
	case script.Schedule:
		when, reject := answer.Schedule(text, own, t.now)
		return script.ScheduleValue(when), reject
	case script.Zone:
		zone, reject := answer.Zone(text, own)
		return script.ZoneValue(zone), reject
	case script.Which:
		return t.readWhich(text)
	default:
		s, reject := answer.Text(text, typ.MaxLen)
		return script.TextValue(s), reject
	}
}

// maxWords is the longest yes or no that is shown again as it was typed.
const maxWords = 40

// words is a short answer as it was typed; a longer one is not repeated.
func words(text string) string {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
	if len(text) > maxWords {
		return ""
	}
	return text
}
