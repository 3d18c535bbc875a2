package schedule_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func TestTheWordsOfADeletedReminderAreForgotten(t *testing.T) {
	w := has(t, `every day 9:00 "Ben is in hospital"`, `every day 10:00 "The others stay"`)
	w.ask(t, ana, chat.Alter{Which: "1", Draft: chat.Draft{Text: "Ben is home again"}})
	w.ask(t, ana, chat.Tap{Token: "c3"})
	w.ask(t, ana, chat.Tap{Token: "k1"})
	if plan := string(w.plan.Encode(nil)); strings.Contains(plan, "Ben") || !strings.Contains(plan, "The others stay") {
		t.Error("the plan keeps the wrong words")
	}
	out := w.ask(t, ana, chat.History{})
	for _, line := range []string{"Ana: number 1 made, “…”: every day 9:00", "Ana: number 1 changed, “…”: What: “…” → “…”", "Ana: number 1 deleted, “…”: every day 9:00", "“The others stay”"} {
		if !strings.Contains(out.Reply.Text, line) {
			t.Errorf("the history lacks %q:\n%s", line, out.Reply.Text)
		}
	}
}

func TestTheWordsOfAReminderThatIsLongOverAreForgotten(t *testing.T) {
	w := has(t, `tomorrow 9:00 "Ben comes home"`, "every day 10:00 water")
	w.fire(t, "r1", 0)
	for range 20 {
		w.fire(t, "r2", 0)
	}
	if strings.Contains(string(w.plan.Encode(nil)), "Ben") {
		t.Error("the plan keeps the words")
	}
}

func TestAnExpiredDraftIsLetGoWithTheNextThingThatHappens(t *testing.T) {
	w := has(t, "every day 9:00 water")
	w.ask(t, ana, chat.Draft{When: "every day 10:00", Text: "A secret so far"})
	if !strings.Contains(string(w.plan.Encode(nil)), "A secret") {
		t.Fatal("the draft is not kept at all")
	}
	w.now = w.now.Add(time.Hour + time.Second)
	w.fire(t, "r1", 0)
	if strings.Contains(string(w.plan.Encode(nil)), "A secret") {
		t.Error("the draft is still there")
	}
}

func TestAllTimesThatAChangeOfTheClocksCatchesAreNamed(t *testing.T) {
	w := newWorld()
	w.ask(t, ana, chat.Line{Text: "zone Antarctica/Troll"}) // its clocks move by two hours
	out := w.ask(t, ana, chat.Line{Text: "every day 1:30 and 2:30 water", Place: chat.Place{ID: "7"}})
	for _, says := range []string{"do not exist there: 1:30, 2:30. It comes at these instead: 3:30, 4:30.", "come twice there: 1:30, 2:30."} {
		if !strings.Contains(out.Reply.Text, says) {
			t.Errorf("it does not say %q:\n%s", says, out.Reply.Text)
		}
	}
}
