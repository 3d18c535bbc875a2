package terminal

import (
	"math"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func phase(k chat.PhaseKind, last time.Duration) chat.Phase {
	return chat.Phase{Kind: k, Label: string(rune(k)), Last: last}
}

const ms = time.Millisecond

func TestAPacerStandsWhereTheTimeSays(t *testing.T) {
	box := chat.Pace{Rounds: 2, Phases: []chat.Phase{
		phase(chat.In, 4*time.Second), phase(chat.Hold, 4*time.Second),
		phase(chat.Out, 4*time.Second), phase(chat.Rest, 4*time.Second),
	}}
	halves := chat.Pace{Rounds: 3, Phases: []chat.Phase{phase(chat.In, 5500*ms), phase(chat.Out, 5500*ms)}}
	sigh := chat.Pace{Rounds: 1, Phases: []chat.Phase{
		phase(chat.In, 2*time.Second), phase(chat.In, time.Second), phase(chat.Out, 6*time.Second),
	}}
	lateStart := chat.Pace{Rounds: 2, Phases: []chat.Phase{
		phase(chat.Rest, time.Second), phase(chat.In, time.Second), phase(chat.Hold, time.Second), phase(chat.Out, time.Second),
	}}

	for story, c := range map[string]struct {
		pace  chat.Pace
		at    time.Duration
		label string
		round int
		left  int
		size  float64
		next  time.Duration
	}{
		"box: at the very start":                    {box, 0, "i", 1, 4, 0, 4 * time.Second},
		"box: half of the way in":                   {box, 2 * time.Second, "i", 1, 2, 0.5, 4 * time.Second},
		"box: a moment before the border":           {box, 4*time.Second - 1, "i", 1, 1, 1, 4 * time.Second},
		"box: on the border the next phase begins":  {box, 4 * time.Second, "h", 1, 4, 1, 8 * time.Second},
		"box: still full in the middle of the hold": {box, 6 * time.Second, "h", 1, 2, 1, 8 * time.Second},
		"box: the way out begins full":              {box, 8 * time.Second, "o", 1, 4, 1, 12 * time.Second},
		"box: empty while resting":                  {box, 14 * time.Second, "r", 1, 2, 0, 16 * time.Second},
		"box: the second round":                     {box, 16 * time.Second, "i", 2, 4, 0, 20 * time.Second},
		"box: the last moment":                      {box, 32*time.Second - 1, "r", 2, 1, 0, 32 * time.Second},
		"box: a clock that seems to go backwards":   {box, -time.Second, "i", 1, 4, 0, 4 * time.Second},
		"halves: seconds left are counted up":       {halves, 0, "i", 1, 6, 0, 5500 * ms},
		"halves: the border lies between seconds":   {halves, 5500 * ms, "o", 1, 6, 1, 11 * time.Second},
		"halves: the last round":                    {halves, 22 * time.Second, "i", 3, 6, 0, 27500 * ms},
		"sigh: the first part does not fill up":     {sigh, 2*time.Second - 1, "i", 1, 1, 2.0 / 3, 2 * time.Second},
		"sigh: the second part goes on from there":  {sigh, 2 * time.Second, "i", 1, 1, 2.0 / 3, 3 * time.Second},
		"sigh: the out-breath begins full":          {sigh, 3 * time.Second, "o", 1, 6, 1, 9 * time.Second},
		"a round that begins with a rest is empty":  {lateStart, 0, "r", 1, 1, 0, time.Second},
		"and so is the next one":                    {lateStart, 4 * time.Second, "r", 2, 1, 0, 5 * time.Second},
	} {
		t.Run(story, func(t *testing.T) {
			f := frameAt(c.pace, c.at)
			if f.done || f.label != c.label || f.round.now != c.round || f.left != c.left || f.next != c.next {
				t.Errorf("at %v: %+v, want %+v", c.at, f, c)
			}
			if math.Abs(f.size-c.size) > 1e-6 {
				t.Errorf("at %v the size is %v, want %v", c.at, f.size, c.size)
			}
		})
	}
}

func TestAPacerEnds(t *testing.T) {
	pace := chat.Pace{Rounds: 2, Phases: []chat.Phase{phase(chat.In, 4*time.Second), phase(chat.Out, 6*time.Second)}}
	for story, c := range map[string]struct {
		pace chat.Pace
		at   time.Duration
		done bool
	}{
		"not a moment too early":              {pace, 20*time.Second - 1, false},
		"exactly at its length":               {pace, 20 * time.Second, true},
		"and it stays ended":                  {pace, time.Hour, true},
		"without rounds it is over at once":   {chat.Pace{Phases: pace.Phases}, 0, true},
		"without phases it is over at once":   {chat.Pace{Rounds: 3}, 0, true},
		"a phase of no length is passed over": {chat.Pace{Rounds: 1, Phases: []chat.Phase{phase(chat.In, 0), phase(chat.Out, 1)}}, 0, false},
	} {
		t.Run(story, func(t *testing.T) {
			if got := frameAt(c.pace, c.at); got.done != c.done {
				t.Errorf("frameAt(%v).done = %v, want %v", c.at, got.done, c.done)
			}
		})
	}
}

// The eye must never see a jump: ten times a second, the size changes by a little.
func TestThePacerMovesSmoothly(t *testing.T) {
	pace := chat.Pace{Rounds: 2, Phases: []chat.Phase{
		phase(chat.In, 2*time.Second), phase(chat.In, time.Second), phase(chat.Hold, time.Second),
		phase(chat.Out, 4*time.Second), phase(chat.Rest, time.Second),
	}}
	before := 0.0
	for at := time.Duration(0); at < pace.Length(); at += frameTime {
		f := frameAt(pace, at)
		if step := math.Abs(f.size - before); step > 0.12 {
			t.Errorf("at %v the size jumps by %.2f", at, step)
		}
		if f.size < 0 || f.size > 1 {
			t.Errorf("at %v the size is %v", at, f.size)
		}
		before = f.size
	}
}

func TestTheShapeKeepsItsPlace(t *testing.T) {
	for _, size := range []float64{0, 0.3, 1} {
		for _, d := range discs {
			lines := disc(size, d.rows, d.cols)
			if len(lines) != d.rows {
				t.Errorf("size %v: %d lines, want %d", size, len(lines), d.rows)
			}
			for _, line := range lines {
				if n := len([]rune(line)); n != d.cols {
					t.Errorf("size %v: a line of %d characters, want %d", size, n, d.cols)
				}
			}
			if middle := []rune(lines[d.rows/2])[d.cols/2]; middle == ' ' {
				t.Errorf("size %v has nothing in the middle", size)
			}
		}
	}
}
