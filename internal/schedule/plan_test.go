package schedule_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/schedule"
)

// has makes a community with reminders that are confirmed.
func has(t testing.TB, lines ...string) *world {
	t.Helper()
	w := newWorld()
	w.ask(t, ana, chat.Line{Text: "zone Paris"})
	for i, line := range lines {
		w.ask(t, ana, chat.Line{Text: line, Place: chat.Place{ID: "7", Name: "general"}})
		w.ask(t, ana, chat.Tap{Token: fmt.Sprint("c", i+1)})
	}
	if len(w.timers) != len(lines) {
		t.Fatalf("%d reminders have %d timers", len(lines), len(w.timers))
	}
	return w
}

func TestAnEventCountsOnceAmongTheLastEight(t *testing.T) {
	var p schedule.Plan
	if p.Seen("") || p.Seen("e1") {
		t.Error("a plan that saw nothing saw something")
	}
	w := has(t, "every day 9:00 water", "every day 10:00 water")
	for i := 1; i <= 5; i++ {
		if !w.plan.Seen(fmt.Sprint("e", i)) {
			t.Errorf("e%d is forgotten", i)
		}
	}
	if w.plan.Seen("e6") {
		t.Error("an event that never came was seen")
	}
	for range 8 {
		w.ask(t, ana, chat.Line{Text: "every day 9:00 water"})
	}
	if w.plan.Seen("e5") || !w.plan.Seen("e6") {
		t.Error("it is not the last eight")
	}
}

func TestWordsVaryWithoutRepeating(t *testing.T) {
	w := has(t, "every day 9:00 breathing break")
	for range 7 {
		w.fire(t, "r1", 0)
	}
	seen := map[string]int{}
	for i, p := range w.posts {
		seen[p.Text]++
		if i > 0 && p.Text == w.posts[i-1].Text {
			t.Errorf("%q came twice in a row", p.Text)
		}
	}
	if len(w.posts) != 7 || len(seen) != 3 {
		t.Errorf("%d posts in %d wordings", len(w.posts), len(seen))
	}
}

func TestPostsAreInTheLanguageOfTheCommunity(t *testing.T) {
	w := has(t, "every day 9:00 breathing break")
	w.ask(t, ana, chat.Adjust{Locale: "es-MX"})
	if out := w.fire(t, "r1", 0); !strings.HasPrefix(out.Posts[0].Text, "Dos minutos") || out.Posts[0].Button != "Respirar" {
		t.Errorf("the post is %+v", out.Posts[0])
	}
}

func TestTheLanguageOfPostsIsSetWithTheFirstReminder(t *testing.T) {
	for hint, want := range map[string]string{"": "English", "es": "Español", "fr": "English"} {
		w := newWorld()
		for _, ask := range []chat.Request{chat.Line{Text: "every day 9:00 water"}, chat.Tap{Token: "c1"}} {
			in := chat.Inbound{Actor: server, Locale: hint, Event: chat.Manage{By: ana, Ask: ask}}
			w.plan, _ = schedule.Advance(w.rules, w.plan, in, w.now)
		}
		if out := w.ask(t, ana, chat.Adjust{}); !strings.Contains(out.Reply.Text, want) {
			t.Errorf("for a community in %q it is %q", hint, out.Reply.Text)
		}
	}
}

func TestTheHistoryHoldsAHundredChangesAndHalfAYear(t *testing.T) {
	w := has(t, "every day 9:00 water")
	for range 80 {
		w.ask(t, ana, chat.Line{Text: "pause 1"})
		w.ask(t, ana, chat.Line{Text: "resume 1"})
	}
	full := len(w.plan.Encode(nil))
	w.ask(t, ana, chat.Line{Text: "pause 1"})
	w.ask(t, ana, chat.Line{Text: "resume 1"})
	if now := len(w.plan.Encode(nil)); now > full+20 {
		t.Errorf("the plan grows from %d to %d bytes", full, now)
	}
	if out := w.ask(t, ana, chat.History{}); strings.Contains(out.Reply.Text, "made") {
		t.Error("the first change is still there")
	}
	w.now = w.now.AddDate(0, 7, 0)
	w.ask(t, ana, chat.Line{Text: "pause 1"})
	if out := w.ask(t, ana, chat.History{}); strings.Count(out.Reply.Text, "number 1") != 1 {
		t.Errorf("half a year later there is:\n%s", out.Reply.Text)
	}
}

func TestADraftMakesRoomForNewerOnesOfTheSameModerator(t *testing.T) {
	w := newWorld()
	leo := chat.Moderator{ID: "l", Name: "Leo", Locale: "en", Manages: true}
	w.ask(t, leo, chat.Line{Text: "every day 8:00 water"})
	for range 4 {
		w.ask(t, ana, chat.Line{Text: "every day 9:00 water"})
	}
	if out := w.ask(t, ana, chat.Tap{Token: "c2"}); !out.Idle {
		t.Error("the oldest of four was saved")
	}
	for _, token := range []string{"c3", "c4", "c5"} {
		if out := w.ask(t, ana, chat.Tap{Token: token}); len(out.Set) != 1 {
			t.Errorf("%s was not saved", token)
		}
	}
	if out := w.ask(t, leo, chat.Tap{Token: "c1"}); len(out.Set) != 1 {
		t.Error("what another moderator wrote was let go")
	}
}

func TestATemplateThatIsGoneIsToldAndNotPosted(t *testing.T) {
	w := has(t, "every day 9:00 water")
	without := *house()
	without.Templates = nil
	w.rules.Library = &without
	out := w.fire(t, "r1", 0)
	if len(out.Posts) > 0 || len(out.Set) != 1 {
		t.Errorf("it posts %v and sets %v", out.Posts, out.Set)
	}
	if out := w.ask(t, ana, chat.Act{Which: "1", Do: chat.Look}); !strings.Contains(out.Reply.Text, "no longer offered") {
		t.Errorf("nobody is told:\n%s", out.Reply.Text)
	}
}

func TestRecomputeMovesOnlyWhatHasMoved(t *testing.T) {
	w := newWorld()
	w.ask(t, ana, chat.Line{Text: "every day 9:00 water"})
	w.ask(t, ana, chat.Tap{Token: "c1"})
	w.ask(t, ana, chat.Draft{When: "every day 9:00", What: "water", Zone: "Lima"})
	w.ask(t, ana, chat.Tap{Token: "c2"})
	if out := w.play(t, chat.Recompute{}); !out.Idle {
		t.Error("nothing has moved, and it is stored")
	}
	tokyo, err := recur.Zone("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	w.rules.Zone = tokyo // the zone of who has set none
	out := w.play(t, chat.Recompute{})
	if out.Idle || len(out.Set) != 1 || out.Set[0].Name != "r1" || !out.Set[0].At.Equal(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("it sets %v", out.Set)
	}
}

func TestWhatIsSkippedStaysSkipped(t *testing.T) {
	for name, asks := range map[string][]chat.Event{
		"after a pause":                 {chat.Manage{By: ana, Ask: chat.Line{Text: "pause 1"}}, chat.Manage{By: ana, Ask: chat.Line{Text: "resume 1"}}},
		"when the times are recomputed": {chat.Recompute{}},
		"when the bot was away":         {chat.Lifecycle{Change: chat.Blocked}, chat.Lifecycle{Change: chat.Joined}},
	} {
		w := has(t, "every day 9:00 water")
		first := w.timers["r1"]
		w.ask(t, ana, chat.Line{Text: "skip 1"})
		for _, e := range asks {
			w.play(t, e)
		}
		if want := first.Add(24 * time.Hour); !w.timers["r1"].Equal(want) {
			t.Errorf("%s it comes at %s, not at %s", name, w.timers["r1"], want)
		}
	}
}

func TestANumberIsNeverUsedTwice(t *testing.T) {
	w := has(t, "every day 9:00 water")
	w.ask(t, ana, chat.Tap{Token: "k1"})
	w.ask(t, ana, chat.Line{Text: "every day 9:00 water"})
	if out := w.ask(t, ana, chat.Tap{Token: "c2"}); len(out.Set) != 1 || out.Set[0].Name != "r2" {
		t.Errorf("it sets %v", out.Set)
	}
}

func TestSuggestions(t *testing.T) {
	w := has(t, "every weekday 9:30 breathing break", "every day 18:00 text: "+strings.Repeat("long ", 60))
	for _, c := range []struct {
		name  string
		q     chat.Query
		first chat.Suggestion
		atMax int
	}{
		{"a phrase with its next time", chat.Query{Of: chat.FieldWhen, Typed: "every weekday 9:30"}, chat.Suggestion{Value: "every weekday 9:30", Label: "every weekday 9:30 - next on Mon 23 Nov 2026, 09:30"}, 25},
		{"in the zone chosen beside it", chat.Query{Of: chat.FieldWhen, Typed: "tomorrow 8:00", Zone: "Tokyo"}, chat.Suggestion{Value: "24 November 2026 8:00"}, 25},
		{"a city with its time", chat.Query{Of: chat.FieldZone, Typed: "tokyo"}, chat.Suggestion{Value: "Asia/Tokyo"}, 25},
		{"the community's zone when nothing is typed", chat.Query{Of: chat.FieldZone}, chat.Suggestion{Value: "Europe/Paris"}, 25},
		{"a template by a part of its title", chat.Query{Of: chat.FieldWhat, Typed: "POSTURE"}, chat.Suggestion{Value: "water", Label: "Water and posture"}, 1},
		{"all templates for communities", chat.Query{Of: chat.FieldWhat}, chat.Suggestion{Value: "breathing-break", Label: "Breathing break"}, 2},
		{"a reminder by its number", chat.Query{Of: chat.FieldWhich, Typed: "1"}, chat.Suggestion{Value: "1", Label: "1. Breathing break: every weekday 9:30"}, 2},
	} {
		c.q.Community, c.q.By = server, ana
		got := schedule.Suggest(w.rules, w.plan, c.q, w.now)
		if len(got) == 0 || len(got) > c.atMax {
			t.Errorf("%s: %d suggestions", c.name, len(got))
			continue
		}
		if got[0].Value != c.first.Value || c.first.Label != "" && got[0].Label != c.first.Label {
			t.Errorf("%s: %+v", c.name, got[0])
		}
		for _, s := range got {
			if utf8.RuneCountInString(s.Value) > 100 || utf8.RuneCountInString(s.Label) > 100 {
				t.Errorf("%s: %+v is too long", c.name, s)
			}
		}
		c.q.By = chat.Moderator{ID: "x", Locale: "en"}
		if got := schedule.Suggest(w.rules, w.plan, c.q, w.now); len(got) > 0 {
			t.Errorf("%s: somebody without rights sees %+v", c.name, got)
		}
	}
}

func TestALongTextIsRefusedAndALongReplyFits(t *testing.T) {
	w := newWorld()
	if out := w.ask(t, ana, chat.Draft{When: "every day 9:00", Text: strings.Repeat("é", 1001)}); !out.Idle || !strings.Contains(out.Reply.Text, "1001") {
		t.Errorf("1,001 characters: %s", out.Reply.Text)
	}
	longest := chat.Draft{
		When: "every day 0:00, 1:00, 2:00, 3:00, 4:00, 5:00, 6:00, 7:00, 8:00, 9:00, 10:00, 11:00, 12:00, 13:00, 14:00, 15:00, 16:00, 17:00, 18:00, 19:00, 20:00, 21:00, 22:00, 23:00",
		Zone: "Paris", Text: strings.Repeat("é", 1000), Spread: 30,
		Place: chat.Place{ID: "1", Name: strings.Repeat("p", 200)}, Role: chat.Role{ID: "2", Name: strings.Repeat("r", 200)},
	}
	out := w.ask(t, ana, longest)
	checkReply(t, out.Reply)
	if len(out.Reply.Choices) != 2 || strings.Count(out.Reply.Text, "é") != 1000 {
		t.Errorf("the text is not shown in full:\n%s", out.Reply.Text)
	}
}

func TestARemovedBotKeepsEverythingAndFloodsNobody(t *testing.T) {
	w := has(t, "every hour water", "every day 9:00 water", `tomorrow 8:00 "Once"`)
	left := chat.Due{Timer: "r1", At: w.timers["r1"]}
	if out := w.play(t, chat.Lifecycle{Change: chat.Blocked}); len(out.Cancel) != 3 || len(w.timers) != 0 {
		t.Fatalf("it cancels %v", out.Cancel)
	}
	w.now = w.now.AddDate(0, 0, 3)
	if out := w.play(t, left); len(out.Posts)+len(out.Set) != 0 {
		t.Errorf("a timer that was on its way posts %v and sets %v", out.Posts, out.Set)
	}
	out := w.play(t, chat.Lifecycle{Change: chat.Joined})
	if len(out.Posts) > 0 || len(out.Set) != 2 || len(out.Passed) != 1 {
		t.Errorf("back again it posts %v, sets %v and passes over %v", out.Posts, out.Set, out.Passed)
	}
	for name, at := range w.timers {
		if !at.After(w.now) {
			t.Errorf("%s comes at %s, before now", name, at)
		}
	}
}

func TestACommunityThatSetNothingLeavesNothing(t *testing.T) {
	for _, e := range []chat.Event{
		chat.Lifecycle{Change: chat.Joined},
		chat.Lifecycle{Change: chat.Blocked},
		chat.Recompute{},
		chat.Text{Text: "hi"},
		chat.Undelivered{Source: chat.Source{Timer: "r1"}},
		chat.Manage{By: ana, Ask: chat.Overview{}},
		chat.Manage{By: ana, Ask: chat.Adjust{}},
	} {
		if out := newWorld().play(t, e); !out.Idle {
			t.Errorf("%T is stored", e)
		}
	}
}
