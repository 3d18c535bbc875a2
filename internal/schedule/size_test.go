package schedule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// long is a text of a thousand characters that takes as many bytes as it can.
var long = strings.Repeat("😀", 1000)

func TestAPlanStaysSmallWhateverIsWritten(t *testing.T) {
	w := newWorld()
	full, waiting, as := 0, []chat.Choice(nil), map[string]chat.Moderator{}
	for i := range 60 {
		by := ana
		by.ID, by.Name = fmt.Sprint("m", i%7), strings.Repeat("🌱", 60)
		out := w.ask(t, by, chat.Draft{When: "every day 9:00", Text: long, Place: chat.Place{ID: "7"}})
		for _, c := range out.Reply.Choices {
			as[c.Token] = by
		}
		if strings.Contains(out.Reply.Text, "too much room") {
			full++
		}
		waiting = append(waiting, out.Reply.Choices...)
		if i%4 == 3 { // several are shown before the first is saved
			for _, c := range waiting {
				if strings.HasPrefix(c.Token, "c") {
					checkReply(t, w.ask(t, as[c.Token], chat.Tap{Token: c.Token}).Reply)
				}
			}
			waiting = nil
		}
		w.ask(t, by, chat.Line{Text: "edit 1 text: " + long[:(i+1)*4]})
		if n := len(w.plan.Encode(nil)); n > 64<<10 {
			t.Fatalf("after %d the plan takes %d bytes", i, n)
		}
	}
	if full == 0 || len(w.timers) < 8 {
		t.Errorf("%d were refused, %d saved", full, len(w.timers))
	}
}

func TestWhereThereIsNoRoomShorterWordsStillFit(t *testing.T) {
	w := newWorld()
	for i := range 10 {
		w.ask(t, ana, chat.Draft{When: "every day 9:00", Text: long, Place: chat.Place{ID: "7"}})
		w.ask(t, ana, chat.Tap{Token: fmt.Sprint("c", i+1)})
	}
	if len(w.timers) != 10 {
		t.Fatalf("%d were saved", len(w.timers))
	}
	if out := w.ask(t, ana, chat.Draft{When: "every day 9:00", Text: long}); !out.Idle || !strings.Contains(out.Reply.Text, "Nothing was saved") {
		t.Errorf("a long one is answered with %.200s", out.Reply.Text)
	}
	if out := w.ask(t, ana, chat.Alter{Which: "1", Draft: chat.Draft{Text: long + " "}}); strings.Contains(out.Reply.Text, "too much room") {
		t.Error("what would change nothing is refused for its size")
	}
	out := w.ask(t, ana, chat.Draft{When: "every day 9:00"})
	if out.Reply.Form == nil {
		t.Fatalf("no words are asked for: %q", out.Reply.Text)
	}
	token := out.Reply.Form.Token
	if out = w.ask(t, ana, chat.Fill{Token: token, Text: long}); out.Reply.Form == nil || !strings.Contains(out.Reply.Text, "too much room") {
		t.Errorf("long words are taken: %.200s", out.Reply.Text)
	}
	if out = w.ask(t, ana, chat.Fill{Token: token, Text: "Short words"}); len(out.Reply.Choices) != 2 || !strings.HasSuffix(out.Reply.Text, "Short words") {
		t.Errorf("short words are answered with %q", out.Reply.Text)
	}
}
