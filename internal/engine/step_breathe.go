package engine

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// settleIn is what a person gets to read the introduction before the pacer is
// over, and for the message to arrive.
const settleIn = 2 * time.Second

// playBreathe runs a pacer and waits for its end. A person who leaves out holds
// gets the pattern without.
func playBreathe(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Breathe)
	pace := t.pace(op)
	t.hold(t.now.Add(pace.Length() + settleIn))
	t.sendPace(op, pace, t.s.next)
	return outcome{waits: true}
}

// repeatBreathe shows the pacer again for the rounds that are left.
func repeatBreathe(t *turn, step *script.Step) {
	op, _ := step.Op.(*script.Breathe)
	pace := t.pace(op)
	left := time.UnixMilli(t.s.wait.over).Sub(t.now) - settleIn
	if round := pace.Length() / time.Duration(pace.Rounds); left >= round {
		pace.Rounds = min(pace.Rounds, int(left/round))
		t.sendPace(op, pace, t.s.same)
		return
	}
	pausingText(t, step, "")
}

func (t *turn) pace(op *script.Breathe) chat.Pace {
	p, rounds := op.Pattern, op.Rounds
	length := time.Duration(op.Minutes) * time.Minute
	if length == 0 {
		length = p.Round() * time.Duration(max(rounds, 1))
	}
	if rounds == 0 && op.Minutes == 0 {
		rounds = p.Rounds
		length = p.Round() * time.Duration(rounds)
	}
	if p.NoHolds != nil && t.s.person(script.PersonNoHolds).Yes() {
		p, rounds = p.NoHolds, 0
	}
	if rounds == 0 {
		rounds = p.RoundsIn(length)
	}
	pace := chat.Pace{Title: p.Title.Plain(t.language), Rounds: rounds, Phases: make([]chat.Phase, len(p.Phases))}
	for i, phase := range p.Phases {
		pace.Phases[i] = chat.Phase{Kind: phase.Name.Kind(), Label: t.own().Text(phaseWord(phase.Name)), Last: phase.Last}
	}
	return pace
}

func phaseWord(name script.PhaseName) lang.UI {
	return [...]lang.UI{lang.BreathIn, lang.BreathTopUp, lang.BreathHold, lang.BreathOut, lang.BreathRest}[name]
}

func (t *turn) sendPace(op *script.Breathe, pace chat.Pace, wording func(*script.Line) int) {
	variant := 0
	if op.Intro != nil {
		variant = wording(op.Intro)
		pace.Text = clip(op.Intro.Render(variant, t))
	}
	pace.Controls, pace.Question = t.lib.Controls(script.PauseControls, t.language), t.s.wait.asked
	t.do(Say{Message: pace, Line: op.Intro, Variant: variant})
}
