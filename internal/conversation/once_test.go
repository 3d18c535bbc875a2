package conversation_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// TestForgettingCountsOnceWhenItsReplyWasLost: the ring of ids is gone with the
// session, and the same word must not begin a new one.
func TestForgettingCountsOnceWhenItsReplyWasLost(t *testing.T) {
	p := somebody(t, true).says("/quick", "4", "/delete")
	p.hears()
	p.store.after = []error{errors.New("the connection was cut")}
	p.says("yes")
	if got := p.version(); got != 0 {
		t.Errorf("version %d, want none", got)
	}
	p.hears()
	if n, err := p.store.KeyCount(); n != 0 || err != nil {
		t.Errorf("%d keys are left, %v", n, err)
	}
}

// TestAButtonOfAConversationThatIsGoneBeginsNone: also when the press that deleted
// everything is handed in again after a crash. The ones that always work do.
func TestAButtonOfAConversationThatIsGoneBeginsNone(t *testing.T) {
	cases := map[string]struct {
		event chat.Event
		heard bool
	}{
		"a choice":                        {event: chat.Press{Question: 3, Token: "y"}},
		"a timer":                         {event: chat.Due{Timer: "wait", At: time.Date(2026, 3, 2, 19, 0, 0, 0, time.UTC)}},
		"the bot is blocked":              {event: chat.Lifecycle{Change: chat.Blocked}},
		"the button for help now":         {event: chat.Press{Question: 3, Token: "now"}, heard: true},
		"the chat is opened":              {event: chat.Lifecycle{Change: chat.Joined}, heard: true},
		"somebody writes, for what it is": {event: chat.Text{Text: "yes"}, heard: true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p := somebody(t, false)
			if err := p.handle("x", c.event); err != nil {
				t.Fatal(err)
			}
			if heard := p.hears(); (heard != "") != c.heard || (p.version() > 0) != c.heard {
				t.Errorf("version %d, heard:\n%s", p.version(), heard)
			}
		})
	}
}

// TestATimerFiresNotBeforeItsTimeAndOnce: not when the clock was set back after it
// was found due, and not when it was found twice.
func TestATimerFiresNotBeforeItsTimeAndOnce(t *testing.T) {
	p := somebody(t, true).says("/evening")
	due, _, err := p.store.Due(t.Context(), store.AllPartitions, p.now.AddDate(0, 0, 1), 1)
	if err != nil || len(due) != 1 {
		t.Fatalf("timers %v, %v", due, err)
	}
	fire := func(at time.Time, applied bool) {
		t.Helper()
		p.now = at
		answer, err := p.answer("", chat.Due{Timer: due[0].Name, At: due[0].Due})
		if err != nil || answer.Applied != applied {
			t.Errorf("applied: %v, want %v (%v)", answer.Applied, applied, err)
		}
	}
	fire(due[0].Due.Add(-time.Millisecond), false)
	if got := p.version(); got != 1 {
		t.Errorf("it fired early: version %d", got)
	}
	fire(due[0].Due, true)
	fire(due[0].Due, false) // it counts for nobody
	if got := p.version(); got != 2 {
		t.Errorf("version %d, want 2", got)
	}
}

// TestNewsOfACommitIsToldEvenWhenItsReplyWasLost: else what it says would wait until
// somebody looks.
func TestNewsOfACommitIsToldEvenWhenItsReplyWasLost(t *testing.T) {
	p := somebody(t, true)
	p.store.after = []error{errors.New("the connection was cut")}
	p.says("/evening")
	if p.news != 1 {
		t.Errorf("told %d times, want once", p.news)
	}
}

// TestAPressThatChangesNothingIsAnsweredAndStoredNowhere: what the platform shows in
// passing needs no turn, and what is open stays open.
func TestAPressThatChangesNothingIsAnsweredAndStoredNowhere(t *testing.T) {
	p := somebody(t, true).says("/evening")
	open := p.opened()
	if open == 0 {
		t.Fatal("no question is open")
	}
	p.says("7")
	p.hears()
	before := p.version()
	for name, press := range map[string]chat.Press{
		"the question before":     {Question: open, Token: "7000"},
		"a control of long ago":   {Question: open, Token: "back"},
		"a question nobody asked": {Question: 999, Token: "7000"},
	} {
		answer, err := p.answer(name, press)
		if err != nil || answer.Notice == "" || answer.Open != p.opened() {
			t.Errorf("%s: answered %+v, %v; %d is open", name, answer, err, p.opened())
		}
	}
	if heard := p.hears(); heard != "" || p.version() != before {
		t.Errorf("version %d became %d, heard:\n%s", before, p.version(), heard)
	}
}

// TestAnEventThatComesTwiceIsAnsweredTwice: the second time with what is open by now,
// and as applied before.
func TestAnEventThatComesTwiceIsAnsweredTwice(t *testing.T) {
	p := somebody(t, true)
	first, err := p.answer("a", chat.Command{Name: "evening"})
	again, err2 := p.answer("a", chat.Command{Name: "evening"})
	if err != nil || err2 != nil || first.Open == 0 || again.Open != first.Open || !first.Applied || again.Applied || p.version() != 1 {
		t.Errorf("answered %+v and %+v (%v, %v), version %d", first, again, err, err2, p.version())
	}
}

// opened is the question that is open, as an event that counts no more is answered.
func (p *person) opened() uint64 {
	p.t.Helper()
	answer, err := p.answer("", chat.Press{Token: "nothing of ours"})
	if err != nil {
		p.t.Fatal(err)
	}
	return answer.Open
}
