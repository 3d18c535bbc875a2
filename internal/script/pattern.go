package script

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Pattern is a breathing pattern with exact timings.
type Pattern struct {
	ID      string
	Title   *Line
	Phases  []PatternPhase
	Rounds  int      // how many rounds are played when a step does not say
	NoHolds *Pattern // played instead for a person who leaves holds out; nil: this one
}

// PatternPhase is one part of a breath.
type PatternPhase struct {
	Name PhaseName
	Last time.Duration
}

// PhaseName names a phase; a top-up is a second, shorter in-breath.
type PhaseName byte

// The phases in the order in which a breath has them.
const (
	PhaseIn PhaseName = iota
	PhaseTopUp
	PhaseHold
	PhaseOut
	PhaseRest
)

// Kind is how a pacer moves during the phase.
func (n PhaseName) Kind() chat.PhaseKind {
	return [...]chat.PhaseKind{chat.In, chat.In, chat.Hold, chat.Out, chat.Rest}[n]
}

// Round is how long one breath lasts.
func (p *Pattern) Round() time.Duration {
	var sum time.Duration
	for _, phase := range p.Phases {
		sum += phase.Last
	}
	return sum
}

// RoundsIn is how many whole rounds fit best into d: at least one.
func (p *Pattern) RoundsIn(d time.Duration) int {
	return max(1, int((d+p.Round()/2)/p.Round()))
}

// HasHolds tells whether the breath is held anywhere.
func (p *Pattern) HasHolds() bool {
	for _, phase := range p.Phases {
		if phase.Name == PhaseHold || phase.Name == PhaseRest {
			return true
		}
	}
	return false
}
