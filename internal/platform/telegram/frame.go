package telegram

import (
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// frame is a moment of a pacer.
type frame struct {
	round int           // from 1
	phase int           // its place in the round
	ends  time.Duration // when the phase is over, since the beginning
	over  bool          // the last phase has ended
}

// frameAt is where a pacer stands after some time.
func frameAt(m chat.Pace, elapsed time.Duration) frame {
	var end time.Duration
	if m.Length() <= 0 {
		return frame{over: true}
	}
	for round := range m.Rounds {
		for i, phase := range m.Phases {
			if end += phase.Last; elapsed < end {
				return frame{round: round + 1, phase: i, ends: end}
			}
		}
	}
	return frame{over: true}
}

// frameText is the line that changes: a shape, what to do, for how long, and which
// round it is.
func frameText(m chat.Pace, f frame) string {
	if f.over || f.phase >= len(m.Phases) {
		return ""
	}
	phase := m.Phases[f.phase]
	return "\n\n" + shape(phase.Kind) + " " + phase.Label + " " + seconds(phase.Last) +
		"   " + strconv.Itoa(f.round) + "/" + strconv.Itoa(m.Rounds)
}

// shape is how full the breath is at the end of a phase.
func shape(k chat.PhaseKind) string {
	switch k {
	case chat.In, chat.Hold:
		return "●"
	case chat.Out, chat.Rest:
		return "○"
	}
	return "·"
}
