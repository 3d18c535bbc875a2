package schedule_test

import (
	"bytes"
	"errors"
	"regexp"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/schedule"
)

// lived is a community that has a bit of everything.
func lived(t testing.TB) *world {
	w := newWorld()
	for _, line := range []string{
		"zone Paris", `every weekday 9:30 breathing break`, `every day 18:00 text: Good evening.`,
		`tomorrow 8:00 "Once"`, `every month on the 31st 10:00 water`, `every 2 weeks on monday 9:00 water`,
	} {
		w.ask(t, ana, chat.Line{Text: line, Place: chat.Place{ID: "7", Name: "general"}})
	}
	for _, token := range []string{"c3", "c4", "c5"} {
		w.ask(t, ana, chat.Tap{Token: token})
	}
	w.ask(t, ana, chat.Adjust{Steward: chat.Role{ID: "r", Name: "calm"}})
	w.ask(t, ana, chat.Line{Text: "pause 1"})
	w.ask(t, ana, chat.Line{Text: "edit 2 every day 10:00"})
	w.play(t, chat.Undelivered{Source: chat.Source{Timer: "r2"}, Why: chat.Refused})
	return w
}

func FuzzDecode(f *testing.F) {
	empty := schedule.Plan{}
	f.Add(empty.Encode(nil))
	f.Add(lived(f).plan.Encode(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := schedule.Decode(b)
		if err != nil {
			if !errors.Is(err, schedule.ErrPlan) {
				t.Fatalf("an error of another kind: %v", err)
			}
			return
		}
		again, err := schedule.Decode(p.Encode(nil))
		if err != nil || !bytes.Equal(again.Encode(nil), p.Encode(nil)) {
			t.Fatalf("what was read is not what is written: %v", err)
		}
		// Whatever can be read can be asked for.
		for _, ask := range []chat.Request{chat.Overview{}, chat.History{}, chat.Adjust{}, chat.Act{Which: "1", Do: chat.Look}} {
			_, out := schedule.Advance(rules(), p, chat.Inbound{Actor: server, Event: chat.Manage{By: ana, Ask: ask}}, start)
			checkReply(t, out.Reply)
		}
		schedule.Advance(rules(), p, chat.Inbound{Actor: server, Event: chat.Recompute{}}, start)
	})
}

func TestADamagedPlanIsNoPlan(t *testing.T) {
	whole := lived(t).plan.Encode(nil)
	for i := range whole {
		if _, err := schedule.Decode(whole[:i]); !errors.Is(err, schedule.ErrPlan) {
			t.Fatalf("cut after %d bytes of %d it is still read: %v", i, len(whole), err)
		}
	}
	if _, err := schedule.Decode(append(bytes.Clone(whole), 0)); !errors.Is(err, schedule.ErrPlan) {
		t.Errorf("with a byte behind it, it is still read: %v", err)
	}
	newer := bytes.Clone(whole)
	newer[0]++
	if _, err := schedule.Decode(newer); !errors.Is(err, schedule.ErrPlan) {
		t.Errorf("another format is read: %v", err)
	}
}

func FuzzLine(f *testing.F) {
	for _, line := range []string{
		"", "list", "lista", "every weekday 9:30 breathing break", `tomorrow 20:00 "Look up"`, "pause 1", "edit 2 text: x",
		"edit 1 zone tokyo", "zone CET", "idioma es", "every day 9:00 text:", "cada día a las 9:00 agua y postura", "skip 1", "delete 2",
		"every day 9:00 in paris water", "water", "“” «»", "every day 9:00 «text»", "show 65536", "text: text: text:", "each\x00 \xff\xfe",
	} {
		f.Add(line, "c7", "en")
		f.Add(line, "f7", "es")
	}
	base := lived(f)
	f.Fuzz(func(t *testing.T, line, token, locale string) {
		w := *base
		w.timers = map[string]time.Time{}
		by := ana
		by.Locale = locale
		for _, ask := range []chat.Request{
			chat.Line{Text: line},
			chat.Tap{Token: token},
			chat.Fill{Token: token, Text: line},
			chat.Draft{When: line, What: token, Zone: locale},
			chat.Alter{Which: "2", Draft: chat.Draft{Zone: line, Text: token}},
		} {
			out := w.ask(t, by, ask)
			checkReply(t, out.Reply)
			if len(out.Posts) > 0 {
				t.Fatal("arranging posts something")
			}
		}
	})
}

var tokens = regexp.MustCompile(`^[a-z0-9.]{1,24}$`)

// checkReply is what a platform takes.
func checkReply(t *testing.T, r *chat.Reply) {
	t.Helper()
	if r == nil || r.Text == "" {
		t.Fatal("nothing was answered")
	}
	if n := utf8.RuneCountInString(r.Text); n > 1900 || !utf8.ValidString(r.Text) {
		t.Fatalf("%d characters, valid %v", n, utf8.ValidString(r.Text))
	}
	seen := map[string]bool{}
	for _, c := range r.Choices {
		if !tokens.MatchString(c.Token) || c.Label == "" || utf8.RuneCountInString(c.Label) > 40 || seen[c.Token] {
			t.Fatalf("a button %q %q", c.Token, c.Label)
		}
		seen[c.Token] = true
	}
	if len(r.Choices) > 25 {
		t.Fatalf("%d buttons", len(r.Choices))
	}
	if f := r.Form; f != nil && (!tokens.MatchString(f.Token) || utf8.RuneCountInString(f.Title) > 45 || utf8.RuneCountInString(f.Label) > 45 || f.Most < 1) {
		t.Fatalf("a form %+v", f)
	}
}
