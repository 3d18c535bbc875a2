package terminal

import (
	"math"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// frame is a pacer at one moment.
type frame struct {
	done  bool
	round count         // which round this is
	label string        // the word of the phase
	left  int           // whole seconds until the next phase, never 0 while running
	last  int           // whole seconds that the phase takes in all
	size  float64       // how large the shape is, from 0 to 1
	next  time.Duration // from the start to the next border of phases
}

// count is one of several, counted from 1.
type count struct{ now, of int }

// frameAt is where a pacer stands after elapsed time. It depends on nothing else,
// so a screen that was busy or resized is right again with the next frame.
func frameAt(p chat.Pace, elapsed time.Duration) frame {
	total := p.Length()
	if total <= 0 || elapsed >= total {
		return frame{done: true, round: count{max(p.Rounds, 0), p.Rounds}}
	}
	elapsed = max(elapsed, 0)
	round := total / time.Duration(p.Rounds)
	start := elapsed - elapsed%round
	for i, phase := range p.Phases {
		end := start + phase.Last
		if elapsed >= end {
			start = end
			continue
		}
		return frame{
			round: count{int(elapsed/round) + 1, p.Rounds},
			label: phase.Label,
			left:  ceilSeconds(end - elapsed),
			last:  ceilSeconds(phase.Last),
			size:  sizeIn(p.Phases, i, float64(elapsed-start)/float64(phase.Last)),
			next:  end,
		}
	}
	return frame{done: true, round: count{p.Rounds, p.Rounds}} // only with a negative phase
}

func ceilSeconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

// sizeIn is the size during phase i when the part (0 to 1) of it has passed. A
// breath in that is taken in two parts grows in two parts; holding and resting
// keep the size that was reached.
func sizeIn(phases []chat.Phase, i int, part float64) float64 {
	from, to := bounds(phases, i)
	return from + (to-from)*ease(part)
}

// ease makes a movement start and end gently.
func ease(part float64) float64 { return (1 - math.Cos(math.Pi*part)) / 2 }

// bounds is the size before and after phase i.
func bounds(phases []chat.Phase, i int) (from, to float64) {
	kind := phases[i].Kind
	if kind != chat.In && kind != chat.Out {
		size := held(phases, i)
		return size, size
	}
	before, all := share(phases, i)
	from, to = before/all, (before+float64(phases[i].Last))/all
	if kind == chat.Out {
		return 1 - from, 1 - to
	}
	return from, to
}

// share is how long the breath that phase i belongs to has moved before it, and
// how long it moves in all, holds left out.
func share(phases []chat.Phase, i int) (before, all float64) {
	kind := phases[i].Kind
	first := i
	for first > 0 && !opposite(phases[first-1].Kind, kind) {
		first--
	}
	for j := first; j < len(phases) && !opposite(phases[j].Kind, kind); j++ {
		if phases[j].Kind != kind {
			continue
		}
		if j < i {
			before += float64(phases[j].Last)
		}
		all += float64(phases[j].Last)
	}
	return before, all
}

func opposite(a, b chat.PhaseKind) bool {
	return a == chat.In && b == chat.Out || a == chat.Out && b == chat.In
}

// held is the size that the movement before phase i has reached. A round that
// begins with a pause begins where the round before it ended.
func held(phases []chat.Phase, i int) float64 {
	for n := range len(phases) {
		j := (i - 1 - n + 2*len(phases)) % len(phases)
		if k := phases[j].Kind; k == chat.In || k == chat.Out {
			_, to := bounds(phases, j)
			return to
		}
	}
	return 0
}
