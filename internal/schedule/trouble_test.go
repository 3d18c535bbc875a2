package schedule_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/schedule"
)

// failing is a community whose reminders all failed last, this many of them.
func failing(t *testing.T, many int) *world {
	t.Helper()
	var lines []string
	for i := range many {
		lines = append(lines, fmt.Sprintf(`every day %d:00 "A text of ours, number %d, with some more words in it"`, i%24, i))
	}
	w := has(t, lines...)
	for i := range many {
		w.play(t, chat.Undelivered{Source: chat.Source{Timer: fmt.Sprint("r", i+1), Due: w.now.UnixMilli()}, Why: chat.Refused})
	}
	return w
}

const failed = "the last one could not be posted"

func TestWhatWentWrongLeavesTheAnswerWhole(t *testing.T) {
	w := failing(t, 25)
	out := w.ask(t, ana, chat.Alter{Which: "3", Draft: chat.Draft{Text: "Look up for a moment"}})
	checkReply(t, out.Reply)
	if !strings.HasSuffix(out.Reply.Text, "Look up for a moment") || len(out.Reply.Choices) != 2 {
		t.Errorf("what is to be confirmed is not shown:\n%s", out.Reply.Text)
	}
	if n := strings.Count(out.Reply.Text, failed); n != 3 || !strings.Contains(out.Reply.Text, "And 22 more: see the list.") {
		t.Errorf("%d are named:\n%s", n, out.Reply.Text)
	}
}

func TestWhatWentWrongWaitsWhereThereIsNoRoomForIt(t *testing.T) {
	w := failing(t, 5)
	long := strings.Repeat("é", 1000)
	place := chat.Place{ID: "1", Name: strings.Repeat("p", 200)}
	out := w.ask(t, ana, chat.Draft{When: "every weekday 9:00", Zone: "Paris", Text: long, Spread: 30, Place: place, Role: chat.Role{ID: "2", Name: strings.Repeat("r", 200)}})
	checkReply(t, out.Reply)
	if strings.Count(out.Reply.Text, "é") != 1000 {
		t.Errorf("the words are not shown in full:\n%s", out.Reply.Text)
	}
	said := strings.Count(out.Reply.Text, failed)
	for range 2 {
		said += strings.Count(w.ask(t, ana, chat.Adjust{}).Reply.Text, failed)
	}
	if said != 5 {
		t.Errorf("of 5 failures %d were told", said)
	}
}

func TestTheListTellsAboutTheOthersToo(t *testing.T) {
	w := failing(t, 6)
	if out := w.ask(t, ana, chat.Overview{}); strings.Contains(out.Reply.Text, "more: see the list") {
		t.Errorf("the list sends people to the list:\n%s", out.Reply.Text)
	}
	if out := w.ask(t, ana, chat.Adjust{}); strings.Contains(out.Reply.Text, failed) {
		t.Errorf("it is told a second time:\n%s", out.Reply.Text)
	}
}

func TestWhoeverAsksIsThere(t *testing.T) {
	w := has(t, "every day 9:00 water", "every hour water", `tomorrow 8:00 "Once"`)
	w.play(t, chat.Lifecycle{Change: chat.Blocked})
	if len(w.timers) > 0 {
		t.Fatalf("away there are timers: %v", w.timers)
	}
	w.now = w.now.AddDate(0, 0, 2)
	stranger := chat.Moderator{ID: "x", Name: "Somebody", Locale: "en"}
	if out := w.ask(t, stranger, chat.Overview{}); !out.Idle {
		t.Error("somebody without rights brings it back")
	}
	out := w.ask(t, ana, chat.Line{Text: "pause 2"})
	if len(out.Posts) > 0 || len(w.timers) != 1 || !w.timers["r1"].Equal(time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("it posts %v, and the timers are %v", out.Posts, w.timers)
	}
	w.ask(t, ana, chat.Line{Text: "every day 10:00 water", Place: chat.Place{ID: "7"}})
	w.ask(t, ana, chat.Tap{Token: "c4"})
	if _, ok := w.timers["r4"]; !ok {
		t.Errorf("what is saved has no timer: %v", w.timers)
	}
}

func TestAnOlderPostSaysNothingAboutTheNewPlace(t *testing.T) {
	w := has(t, "every day 9:00 water")
	for range 2 {
		w.fire(t, "r1", 0)
		w.play(t, chat.Undelivered{Source: w.posted("r1"), Why: chat.Refused})
	}
	w.fire(t, "r1", 0)
	old := w.posted("r1")
	w.now = w.now.Add(time.Minute)
	w.ask(t, ana, chat.Alter{Which: "1", Draft: chat.Draft{Place: chat.Place{ID: "8", Name: "other"}}})
	w.ask(t, ana, chat.Tap{Token: "c2"})
	if out := w.play(t, chat.Undelivered{Source: old, Why: chat.Refused}); !out.Idle {
		t.Error("a post to the old place counts against the new one")
	}
	w.fire(t, "r1", 0)
	if out := w.play(t, chat.Undelivered{Source: w.posted("r1"), Why: chat.Refused}); out.Idle {
		t.Error("a post to the new place does not count")
	}
}

func TestAPlanOfTheFormatBeforeIsRead(t *testing.T) {
	b := []byte("\x01\x0cEurope/Paris\x02en\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")
	p, err := schedule.Decode(b)
	if err != nil || p.Encode(nil)[0] != 2 {
		t.Errorf("it is read as %v, %v", p, err)
	}
}
