package schedule_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func TestTwoChangesOfOneReminderBothHold(t *testing.T) {
	for name, order := range map[string][2]string{"the time first": {"c2", "c3"}, "the zone first": {"c3", "c2"}} {
		w := has(t, "every day 9:00 water")
		w.ask(t, ana, chat.Alter{Which: "1", Draft: chat.Draft{When: "every day 10:00"}})
		w.ask(t, ana, chat.Alter{Which: "1", Draft: chat.Draft{Zone: "Tokyo"}})
		w.ask(t, ana, chat.Tap{Token: order[0]})
		out := w.ask(t, ana, chat.Tap{Token: order[1]})
		if strings.Contains(out.Reply.Text, "nothing is saved yet") {
			out = w.ask(t, ana, chat.Tap{Token: out.Reply.Choices[0].Token})
		}
		// 10:00 in Tokyo is 1:00 in UTC.
		if want := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC); !w.timers["r1"].Equal(want) {
			t.Errorf("%s: it comes at %s after %q", name, w.timers["r1"], out.Reply.Text)
		}
	}
}

func TestADraftIsShownAgainWhenItsZoneChanges(t *testing.T) {
	for name, c := range map[string]struct {
		ask   chat.Request
		again bool
	}{
		"a new one in the community's zone":     {chat.Line{Text: "tomorrow 9:00 water", Place: chat.Place{ID: "7"}}, true},
		"a new one in a zone of its own":        {chat.Draft{When: "tomorrow 9:00", Zone: "Lima", What: "water", Place: chat.Place{ID: "7"}}, false},
		"another time in the community's zone":  {chat.Alter{Which: "1", Draft: chat.Draft{When: "every day 10:00"}}, true},
		"other words, whose time nobody sees":   {chat.Alter{Which: "1", Draft: chat.Draft{Text: "Look up"}}, false},
		"minutes to spread in, seen with times": {chat.Alter{Which: "1", Draft: chat.Draft{Spread: 10}}, true},
	} {
		w := has(t, "every day 9:00 water")
		w.ask(t, ana, c.ask)
		w.ask(t, ana, chat.Line{Text: "zone Tokyo"})
		before := len(w.timers)
		out := w.ask(t, ana, chat.Tap{Token: "c2"})
		if shown := strings.Contains(out.Reply.Text, "nothing is saved yet"); shown != c.again {
			t.Errorf("%s is answered with:\n%s", name, out.Reply.Text)
		}
		if !c.again {
			continue
		}
		if len(w.timers) != before || len(out.Set) > 0 || !out.Reply.Settled || out.Reply.Choices[0].Token != "c3" {
			t.Errorf("%s is saved unseen: %+v", name, out)
		}
		if twice := w.ask(t, ana, chat.Tap{Token: "c2"}); !twice.Idle {
			t.Errorf("%s is saved by a second press", name)
		}
		if out = w.ask(t, ana, chat.Tap{Token: "c3"}); len(out.Set) != 1 || !strings.HasPrefix(out.Reply.Text, "Saved") {
			t.Errorf("%s cannot be saved after that:\n%s", name, out.Reply.Text)
		}
	}
}

func TestASavedReminderNamesItsZone(t *testing.T) {
	w := newWorld()
	w.ask(t, ana, chat.Line{Text: "zone Paris"})
	w.ask(t, ana, chat.Line{Text: "every day 9:00 water"})
	if out := w.ask(t, ana, chat.Tap{Token: "c1"}); !strings.Contains(out.Reply.Text, "09:00 (Paris)") {
		t.Errorf("it says %q", out.Reply.Text)
	}
}

func TestWhatIsSkippedStaysSkippedInAnotherZone(t *testing.T) {
	for name, c := range map[string]struct {
		rule string
		asks []chat.Request
		want time.Time
	}{
		"west":                       {"every day 9:00 water", []chat.Request{chat.Line{Text: "zone New York"}}, time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)},
		"east":                       {"every day 9:00 water", []chat.Request{chat.Line{Text: "zone Tokyo"}}, time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)},
		"there and back":             {"every day 9:00 water", []chat.Request{chat.Line{Text: "zone New York"}, chat.Line{Text: "zone Paris"}}, time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)},
		"as far as it goes":          {"every day 9:00 water", []chat.Request{chat.Line{Text: "zone Pacific/Kiritimati"}, chat.Line{Text: "zone Pacific/Pago_Pago"}}, time.Date(2026, 11, 24, 20, 0, 0, 0, time.UTC)},
		"the reminder alone":         {"every day 9:00 water", []chat.Request{chat.Line{Text: "edit 1 zone New York"}, chat.Tap{Token: "c2"}}, time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)},
		"while it is paused":         {"every day 9:00 water", []chat.Request{chat.Line{Text: "pause 1"}, chat.Line{Text: "zone New York"}, chat.Line{Text: "resume 1"}}, time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)},
		"twice a day":                {"every day 9:00 and 21:00 water", []chat.Request{chat.Line{Text: "zone New York"}}, time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)},
		"every hour, and no further": {"every hour water", []chat.Request{chat.Line{Text: "zone New York"}}, start.Truncate(time.Hour).Add(2 * time.Hour)},
	} {
		w := has(t, c.rule)
		w.ask(t, ana, chat.Line{Text: "skip 1"})
		for _, ask := range c.asks {
			w.ask(t, ana, ask)
		}
		if !w.timers["r1"].Equal(c.want) {
			t.Errorf("%s it comes at %s, not at %s", name, w.timers["r1"], c.want)
		}
	}
}

func TestOneADayStaysOneADayInAnotherZone(t *testing.T) {
	for name, c := range map[string]struct {
		rule string
		ask  []chat.Request
		want time.Time
		says string
	}{
		"a daily one goes west":          {"every day 9:00", []chat.Request{chat.Line{Text: "zone Paris"}}, time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC), "One came on Mon 23 Nov 2026 already"},
		"the reminder alone goes west":   {"every day 9:00", []chat.Request{chat.Line{Text: "edit 1 zone Paris"}, chat.Tap{Token: "c2"}}, time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC), ""},
		"and it stays so after a pause":  {"every day 9:00", []chat.Request{chat.Line{Text: "zone Paris"}, chat.Line{Text: "pause 1"}, chat.Line{Text: "resume 1"}}, time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC), ""},
		"one that comes twice keeps all": {"every day 9:00 and 21:00", []chat.Request{chat.Line{Text: "zone Paris"}}, time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), "next on Mon 23 Nov 2026, 09:00"},
	} {
		w := newWorld()
		w.ask(t, ana, chat.Line{Text: "zone Tokyo"})
		w.ask(t, ana, chat.Draft{When: c.rule, What: "water", Place: chat.Place{ID: "7"}, Spread: 20})
		w.ask(t, ana, chat.Tap{Token: "c1"})
		w.fire(t, "r1", 0)
		var out []string
		for _, ask := range c.ask {
			out = append(out, w.ask(t, ana, ask).Reply.Text)
		}
		late := w.timers["r1"].Sub(c.want)
		if late < 0 || late >= 20*time.Minute || !strings.Contains(out[0], c.says) {
			t.Errorf("%s: it comes at %s, and it says\n%s", name, w.timers["r1"], strings.Join(out, "\n"))
		}
	}
}
