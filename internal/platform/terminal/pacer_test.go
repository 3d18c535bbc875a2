package terminal

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// later lets time pass and the pacer look at the clock.
func (b *bench) later(d time.Duration) tea.Cmd {
	b.now = b.now.Add(d)
	_, cmd := b.Update(tickMsg{pacer: b.pacers})
	return cmd
}

func TestAPacerRunsAndEnds(t *testing.T) {
	b := newBench(t, Config{})
	b.say(breath)
	b.sees("Longer out-breath", "If you get dizzy, stop.", "In  4", "round 1 of 12", "F3 Stop")
	b.later(4 * time.Second)
	b.sees("out  6", "●●●")
	b.later(6 * time.Second)
	b.sees("In  4", "round 2 of 12")
	if cmd := b.later(110 * time.Second); cmd != nil {
		t.Error("the pacer asks for frames after its end")
	}
	b.sees("If you get dizzy, stop.\n\n   ·\n")
	b.seesNo("round")
}

func TestAPacerNeverBlocksTypingOrStop(t *testing.T) {
	b := newBench(t, Config{})
	b.say(breath)
	b.keys("hello")
	b.sees("› hello", "In  4")
	b.keys("f3")
	b.gave(chat.Press{Token: "c1"})
	b.say(chat.Say{Text: "Stopped."})
	b.sees("Stopped.", "› hello")
	b.seesNo("round")
}

func TestAReminderDoesNotEndAPacerAndTheStopLinesStay(t *testing.T) {
	b := newBench(t, Config{})
	b.say(breath)
	for range 10 {
		b.sayAtOnce(chat.Say{Text: "A reminder."})
	}
	b.later(0)
	b.sees("A reminder.", "If you get dizzy, stop.", "round")
	b.say(feelings)
	b.seesNo("round")
}

func TestTheNextPacerTakesOver(t *testing.T) {
	b := newBench(t, Config{})
	b.say(breath)
	old := b.pacers
	next := breath
	next.Phases = []chat.Phase{{Kind: chat.In, Label: "again", Last: 3 * time.Second}}
	b.say(next)
	b.sees("again  3")
	if _, cmd := b.Update(tickMsg{pacer: old}); cmd != nil {
		t.Error("the pacer before still asks for frames")
	}
}

func TestWithoutMovementOnlyBordersChangeTheScreen(t *testing.T) {
	b := newBench(t, Config{Still: true})
	b.say(breath)
	first := b.seen()
	b.sees("In  4 s", "round 1 of 12")
	for range 15 {
		b.later(stillTime)
		if b.seen() != first {
			t.Fatalf("the screen moved within a phase:\n%s", b.seen())
		}
	}
	b.later(stillTime)
	b.sees("out  6 s")
	b.seesNo("●")
}

func TestFewRowsHaveAPacerInOneLine(t *testing.T) {
	b := newBench(t, Config{})
	b.Update(tea.WindowSizeMsg{Width: 40, Height: 12})
	b.say(breath)
	b.later(2 * time.Second)
	b.sees("In 2  ●●", "round 1 of 12", "If you get dizzy, stop.")
	long := breath
	long.Text = strings.Repeat("Many words. ", 30)
	b.say(long)
	b.sees("Many words.", "In 4  ●", "F3 Stop")
}
