package engine

import (
	"github.com/stillpoint-bot/stillpoint/internal/answer"
	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// playOffer shows its buttons and waits.
func playOffer(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Offer)
	t.open(op.Patience)
	t.makeOffer(op, t.s.next)
	return outcome{waits: true}
}

func repeatOffer(t *turn, step *script.Step) {
	op, _ := step.Op.(*script.Offer)
	t.makeOffer(op, t.s.same)
}

func (t *turn) makeOffer(op *script.Offer, wording func(*script.Line) int) {
	say, variant := t.buttons(op), 0
	switch {
	case op.Prompt != nil:
		variant = wording(op.Prompt)
		say.Text = op.Prompt.Render(variant, t)
	case t.underLast(say):
		return
	default:
		say.Text = t.overButtons()
	}
	t.ask(op.Prompt, variant, say)
}

// overButtons is what stands over buttons that have no words of their own: alone they
// cannot be sent.
func (t *turn) overButtons() string { return t.titled(lang.TurnResume) }

// titled is a text of the bot's own that cannot be left out: a folder that lacks it has
// the title of the script.
func (t *turn) titled(ui lang.UI) string {
	if text := t.own().Text(ui); text != "" {
		return text
	}
	_, sc := t.top()
	return sc.Title.Plain(t.language)
}

func (t *turn) buttons(op *script.Offer) chat.Say {
	return chat.Say{
		Choices: op.Choices(t.language), Controls: t.lib.Controls(script.QuestionControls, t.language),
		Question: t.s.wait.asked,
	}
}

// underLast puts buttons under the words that were said right before; false when
// this turn has said none.
func (t *turn) underLast(buttons chat.Say) bool {
	for i := len(t.effects) - 1; i >= 0; i-- {
		switch e := t.effects[i].(type) {
		case WakeAt, Cancel, End:
			continue
		case Say:
			said, is := e.Message.(chat.Say)
			if !is || said.Question != 0 {
				return false
			}
			buttons.Text = said.Text
			e.Message = buttons
			t.effects[i] = e
			return true
		}
		return false
	}
	return false
}

func offerText(t *turn, step *script.Step, text string) outcome {
	op, _ := step.Op.(*script.Offer)
	i, reject := answer.OneOf(text, op.Options(t.language), t.own())
	if reject != nil {
		t.sayOwn(reject.Text(t.own()))
		repeatOffer(t, step)
		return outcome{waits: true}
	}
	return t.choose(op, step, i)
}

func offerPress(t *turn, step *script.Step, token string) (outcome, bool) {
	op, _ := step.Op.(*script.Offer)
	i, ok := op.FromToken(token)
	if !ok {
		return outcome{}, false
	}
	return t.choose(op, step, i), true
}

func (t *turn) choose(op *script.Offer, step *script.Step, i int) outcome {
	t.s.put(entry{step: step.Hash})
	t.answered()
	return goOn(op.Buttons[i].To)
}
