package engine

import (
	"github.com/stillpoint-bot/stillpoint/internal/answer"
	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// playOffer shows its buttons and waits.
func playOffer(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Offer)
	t.open(op.Patience)
	t.makeOffer(op)
	return outcome{waits: true}
}

func repeatOffer(t *turn, step *script.Step) {
	op, _ := step.Op.(*script.Offer)
	t.makeOffer(op)
}

func (t *turn) makeOffer(op *script.Offer) {
	say := chat.Say{Choices: op.Choices(t.language), Controls: t.lib.Controls(script.QuestionControls, t.language)}
	variant := 0
	if op.Prompt != nil {
		variant = t.s.next(op.Prompt)
		say.Text = op.Prompt.Render(variant, t)
	}
	t.ask(op.Prompt, variant, say)
}

func offerText(t *turn, step *script.Step, text string) outcome {
	op, _ := step.Op.(*script.Offer)
	i, reject := answer.OneOf(text, op.Options(t.language), t.own())
	if reject != nil {
		t.sayOwn(reject.Text(t.own()))
		t.makeOffer(op)
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
