package engine_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/script"
	"github.com/stillpoint-bot/stillpoint/internal/vault"
)

// checkInLibrary is a check-in of eight questions, numbers and choices in turn,
// like the evening's.
func checkInLibrary(b testing.TB) *script.Library {
	b.Helper()
	var s strings.Builder
	s.WriteString("script: check\ntitle: Check-in\ncommand: check\npatience: {remind: 2h, let-go: 12h}\nvalues:\n")
	names := []string{"mood", "energy", "stress", "pain", "area", "sensation", "feeling", "sleep"}
	for i, name := range names {
		kind := "0..10"
		if i >= 4 && i < 7 {
			kind = "{one-of: {head: Head, neck: Neck, chest: Chest, belly: Belly, back: My back, arms: Arms, legs: Legs}}"
		}
		fmt.Fprintf(&s, "  %s: %s\n", name, kind)
	}
	s.WriteString("steps:\n")
	for i, name := range names {
		fmt.Fprintf(&s, "  - ask: %s\n    say: How is your %s right now?\n    optional: %v\n", name, name, i > 0)
		if i < 4 {
			s.WriteString("    scale: {low: very low, high: very good}\n")
		}
	}
	s.WriteString("  - record: check-in\n")
	return library(b, map[string]string{"scripts/check.yaml": s.String()})
}

// checkIn is nine turns of one person: eight answers, one of them not understood.
// The buttons carry the turn in which their question was asked.
func checkIn() []chat.Event {
	return []chat.Event{
		chat.Text{Text: "7"},
		chat.Text{Text: "1O"},
		chat.Text{Text: "about seven"},
		chat.Press{Question: 4, Token: "3000"},
		chat.Text{Text: "2"},
		chat.Text{Text: "chest"},
		chat.Text{Text: "belly"},
		chat.Text{Text: "Head"},
		chat.Text{Text: "8"},
	}
}

func BenchmarkTurn(b *testing.B) {
	lib := checkInLibrary(b)
	ring, err := vault.New([]vault.Key{{ID: 1, Secret: [32]byte{1, 2, 3}}})
	if err != nil {
		b.Fatal(err)
	}
	actor := []byte("session telegram/p/123456789")
	start := engine.NewSession(lib, 7, 0).Agreed()
	start, _ = engine.Advance(lib, start, chat.Inbound{ID: "telegram:0", Event: chat.Command{Name: "check"}}, someEvening)
	events := inbound()
	var plain, sealed, opened []byte
	largest := 0

	for name, keep := range map[string]func(s engine.Session) engine.Session{
		"in memory": func(s engine.Session) engine.Session { return s },
		"encoded": func(s engine.Session) engine.Session {
			plain = s.Encode(plain[:0])
			return must(engine.Decode(plain))(b)
		},
		"sealed": func(s engine.Session) engine.Session {
			plain = s.Encode(plain[:0])
			sealed = ring.Seal(sealed[:0], plain, actor)
			largest = max(largest, len(sealed))
			opened = must(ring.Open(opened[:0], sealed, actor))(b)
			return must(engine.Decode(opened))(b)
		},
	} {
		b.Run(name, func(b *testing.B) {
			largest = 0
			b.ReportAllocs()
			turns := 0
			s := start
			for b.Loop() {
				if turns%len(events) == 0 {
					s = start
				}
				after, effects := engine.Advance(lib, s, events[turns%len(events)], someEvening.Add(time.Duration(turns%len(events))*10*time.Second))
				if len(effects) == 0 {
					b.Fatal("a turn did nothing")
				}
				s = keep(after)
				turns++
				if turns == len(events) {
					if open, _ := s.Open(lib); open != "" {
						b.Fatalf("the check-in is still open at the end: %s", open)
					}
				}
			}
			if largest > 0 {
				b.ReportMetric(float64(largest), "B/session")
			}
		})
	}
}

func inbound() []chat.Inbound {
	var in []chat.Inbound
	for i, e := range checkIn() {
		in = append(in, chat.Inbound{ID: fmt.Sprint("telegram:", 1000+i), Event: e})
	}
	return in
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// TestASealedSessionIsSmallAfterEveryTurn holds the size that the benchmark
// reports: it is paid for every person, all the time.
func TestASealedSessionIsSmallAfterEveryTurn(t *testing.T) {
	lib := checkInLibrary(t)
	s := engine.NewSession(lib, 1<<31, 0).Agreed()
	s, _ = engine.Advance(lib, s, chat.Inbound{ID: "telegram:0", Event: chat.Command{Name: "check"}}, someEvening)
	for i, in := range inbound() {
		s, _ = engine.Advance(lib, s, in, someEvening)
		if size := len(s.Encode(nil)) + vault.Overhead; size > 200 {
			t.Errorf("after answer %d it takes %d bytes", i+1, size)
		}
	}
	if open, _ := s.Open(lib); open != "" {
		t.Errorf("the check-in is not over: %s", open)
	}
}

func BenchmarkLoad(b *testing.B) {
	folder := os.DirFS(shippedFolder)
	b.ReportAllocs()
	for b.Loop() {
		if lib, problems := script.Load(folder); lib == nil {
			b.Fatal(problems)
		}
	}
}

// BenchmarkReminder is a daily reminder that comes: opened, played, sealed.
func BenchmarkReminder(b *testing.B) {
	lib := library(b, remindable())
	ring, err := vault.New([]vault.Key{{ID: 1, Secret: [32]byte{1, 2, 3}}})
	if err != nil {
		b.Fatal(err)
	}
	actor := []byte("session telegram/p/123456789")
	p := somebody(b, lib).checkIn("every day 21:00")
	sealed := ring.Seal(nil, p.session.Encode(nil), actor)
	at := p.timers["r1"]
	in := chat.Inbound{Event: chat.Due{Timer: "r1", At: at}}
	var plain, opened, out []byte
	b.ReportAllocs()
	for b.Loop() {
		opened = must(ring.Open(opened[:0], sealed, actor))(b)
		after, effects := engine.Advance(lib, must(engine.Decode(opened))(b), in, at)
		if len(effects) != 2 {
			b.Fatal("it does not come")
		}
		plain = after.Encode(plain[:0])
		out = ring.Seal(out[:0], plain, actor)
	}
	b.ReportMetric(float64(len(out)), "B/session")
}
