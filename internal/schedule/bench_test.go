package schedule_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/schedule"
)

// busy is a community with that many reminders and a long history.
func busy(b *testing.B, n int) *world {
	b.Helper()
	w := newWorld()
	w.ask(b, ana, chat.Line{Text: "zone Paris"})
	for i := range n {
		w.ask(b, ana, chat.Line{Text: fmt.Sprintf("every day %d:00 breathing break", i), Place: chat.Place{ID: "812345678901234567", Name: "general"}})
		w.ask(b, ana, chat.Tap{Token: fmt.Sprint("c", i+1)})
	}
	for range 40 {
		w.ask(b, ana, chat.Line{Text: "pause 1"})
		w.ask(b, ana, chat.Line{Text: "resume 1"})
	}
	return w
}

func BenchmarkDue(b *testing.B) {
	w := busy(b, 10)
	at := w.timers["r10"]
	in := chat.Inbound{ID: "e", Actor: server, Event: chat.Due{Timer: "r10", At: at}}
	paris, err := recur.Zone("Europe/Paris")
	if err != nil {
		b.Fatal(err)
	}
	atHand := w.rules
	atHand.Load = func(string) (*time.Location, error) { return paris, nil }
	for name, rules := range map[string]schedule.Rules{"zones read anew": w.rules, "zones at hand": atHand} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, out := schedule.Advance(rules, w.plan, in, at); len(out.Posts) != 1 {
					b.Fatal("nothing was posted")
				}
			}
		})
	}
}

func BenchmarkDecodeDueEncode(b *testing.B) {
	w := busy(b, 10)
	at, stored := w.timers["r10"], w.plan.Encode(nil)
	in := chat.Inbound{ID: "e", Actor: server, Event: chat.Due{Timer: "r10", At: at}}
	buf := make([]byte, 0, 2*len(stored))
	b.ReportMetric(float64(len(stored)), "bytes")
	b.ReportAllocs()
	for b.Loop() {
		plan, err := schedule.Decode(stored)
		if err != nil {
			b.Fatal(err)
		}
		after, _ := schedule.Advance(w.rules, plan, in, at)
		buf = after.Encode(buf[:0])
	}
}

func BenchmarkLine(b *testing.B) {
	w := busy(b, 10)
	in := chat.Inbound{ID: "e", Actor: server, Event: chat.Manage{By: ana, Ask: chat.Line{Text: "every weekday 9:30 breathing break"}}}
	b.ReportAllocs()
	for b.Loop() {
		schedule.Advance(w.rules, w.plan, in, start)
	}
}
