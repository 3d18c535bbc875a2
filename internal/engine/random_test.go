package engine_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// TestWhateverPeopleDoTheShippedScriptsAnswer plays thousands of random events in
// both languages. person.event holds each turn to what is promised: pure, the
// session comes back from its bytes, no timer outlives its question.
func TestWhateverPeopleDoTheShippedScriptsAnswer(t *testing.T) {
	lib := shipped(t)
	for seed := range uint64(12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { playAtRandom(t, lib, seed, 400) })
	}
}

func playAtRandom(t testing.TB, lib *script.Library, seed uint64, events int) {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 1))
	p := somebody(t, lib)
	p.session = engine.NewSession(lib, uint32(seed), int(seed%2)%lib.Languages())
	for range events {
		p.now = p.now.Add(time.Duration(random.IntN(5000)) * time.Second)
		e := randomEvent(p, random)
		p.event(e)
		if !answered(p, e) {
			sc, step := p.session.Open(lib)
			t.Fatalf("seed %d: %#v is met with silence, at %s/%s:\n%s", seed, e, sc, step, p.heard())
		}
	}
}

// answered tells whether the person got a message for what they did.
func answered(p *person, e chat.Event) bool {
	switch e.(type) {
	case chat.Text, chat.Press, chat.Command:
	default:
		return true
	}
	for _, effect := range p.effects {
		switch effect.(type) {
		case engine.Say, engine.Notice, engine.Safety, engine.Show, engine.Export:
			return true
		}
	}
	return false
}

func randomEvent(p *person, random *rand.Rand) chat.Event {
	switch n := random.IntN(100); {
	case n < 45:
		return randomPress(p, random)
	case n < 70:
		return chat.Text{Text: pickOne(random, someTexts())}
	case n < 85:
		sc := p.lib.Scripts[random.IntN(len(p.lib.Scripts))]
		return chat.Command{Name: pickOne(random, []string{sc.Command, sc.ID, "start", "menu", "stop", "now"})}
	case n < 87:
		return chat.Text{Text: "…", Signal: chat.Signals()[random.IntN(len(chat.Signals()))]}
	case n < 97:
		name, at := p.nextTimer()
		if name == "" {
			return chat.Lifecycle{Change: chat.Joined}
		}
		if at.After(p.now) {
			p.now = at
		}
		return chat.Due{Timer: name, At: at}
	case n < 98:
		return pickOne(random, []chat.Event{
			chat.Due{Timer: engine.WaitTimer, At: p.now},
			chat.Due{Timer: "r1", At: p.now},
			chat.Due{Timer: "z2", At: p.now},
			chat.Recompute{},
			chat.Lifecycle{Change: chat.Blocked},
			chat.Undelivered{Source: chat.Source{Timer: "r1", Due: p.now.UnixMilli()}, Why: chat.Refused},
			chat.Undelivered{Source: chat.Source{Timer: "z1", Due: p.now.UnixMilli()}, Why: chat.TooLate},
		})
	default:
		return chat.Lifecycle{Change: chat.Joined}
	}
}

// randomPress is mostly a button of the last turn, sometimes one that is stale.
func randomPress(p *person, random *rand.Rand) chat.Event {
	for _, v := range slices.Backward(p.effects) {
		said, ok := v.(engine.Say)
		if !ok {
			continue
		}
		say, ok := said.Message.(chat.Say)
		if !ok {
			continue
		}
		n := len(say.Choices)
		if at := random.IntN(n + len(say.Controls) + 1); at < n {
			return chat.Press{Question: say.Question, Token: say.Choices[at].Token}
		} else if at -= n; at < len(say.Controls) {
			return chat.Press{Question: say.Question, Token: say.Controls[at].Token}
		}
	}
	return chat.Press{Question: uint64(random.IntN(100)), Token: pickOne(random, []string{"7000", "skip", "back", "repeat", "y", "", "zzz"})}
}

func someTexts() []string {
	return []string{
		"7", "3", "siete y medio", "7 or 8", "1O", "", "  ", "yes", "no", "sí", "belly", "1, 3", "22:30", "skip", "back",
		"repeat", "help", "stop", "help now", "atrás", "saltar", "para", "a note of some words", "every day 21:00", "tomorrow 9:00", "every hour", "Madrid", "Tokyo", "22:00", "\xff\xfe", "🌧", "{mood}", "es",
	}
}

func pickOne[T any](random *rand.Rand, from []T) T { return from[random.IntN(len(from))] }

func FuzzSessionDecode(f *testing.F) {
	lib := shipped(f)
	withTwo := reminded(f).checkIn("every day 21:00").own("Call Ana", "tomorrow 9:00").waits(time.Hour)
	f.Add(withTwo.session.Encode(nil))
	f.Add(withTwo.presses("In 30 minutes").session.Encode(nil))
	for seed := range uint64(4) {
		p := somebody(f, lib)
		random := rand.New(rand.NewPCG(seed, 2))
		for range 40 {
			p.event(randomEvent(p, random))
			if p.turns%13 == 0 {
				f.Add(p.session.Encode(nil))
			}
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := engine.Decode(b)
		if err != nil {
			return
		}
		if again := s.Encode(nil); string(again) != string(b) {
			t.Fatalf("%x\nbecomes\n%x", b, again)
		}
		for _, e := range []chat.Event{
			chat.Text{Text: "7"},
			chat.Text{Text: "skip"},
			chat.Text{Text: "back"},
			chat.Text{Text: "help"},
			chat.Press{Token: "7000"},
			chat.Command{Name: "evening"},
			chat.Lifecycle{Change: chat.Joined},
			chat.Recompute{},
			chat.Undelivered{Source: chat.Source{Timer: "r1"}, Why: chat.Closed},
		} {
			after, _ := engine.Advance(lib, s, chat.Inbound{ID: "x", Event: e}, someEvening)
			if len(b) > engine.MaxSession {
				continue
			}
			if _, err := engine.Decode(after.Encode(nil)); err != nil {
				t.Fatalf("after %#v the session cannot be read any more: %v", e, err)
			}
		}
	})
}

// TestWhateverHappensRemindersComeInOrder plays a folder that is about reminders. No
// prompt comes early, twice, or from a reminder that is paused or gone; what is due next
// is always ahead.
func TestWhateverHappensRemindersComeInOrder(t *testing.T) {
	lib := library(t, remindable())
	prompts := 0
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 9))
		p := somebody(t, lib)
		last := map[string]int64{}
		for n := range 300 {
			if n%50 == 0 {
				p.types("stop").types("/new").types("Evening check-in").types(pickOne(random, []string{"every hour", "every day 21:00", "tomorrow 9:00"}))
			}
			p.now = p.now.Add(time.Duration(random.IntN(3000)) * time.Second)
			e := randomEvent(p, random)
			set := maps.Clone(p.timers)
			p.event(e)
			due, isDue := e.(chat.Due)
			for _, effect := range p.effects {
				switch effect := effect.(type) {
				case engine.Say:
					source := chat.SourceOf(effect.Message)
					if source.Timer == "" {
						continue
					}
					prompts++
					if !isDue || source.Timer != due.Timer || !set[due.Timer].Equal(due.At) || source.Due > p.now.UnixMilli() || source.Due <= last[source.Timer] {
						t.Fatalf("seed %d: %#v makes a prompt of %+v, after one of %d:\n%s", seed, e, source, last[source.Timer], p.heard())
					}
					last[source.Timer] = source.Due
				case engine.WakeAt:
					if isDue && effect.Timer == due.Timer && !effect.At.After(p.now) && due.Timer[0] == 'r' {
						t.Fatalf("seed %d: %s is due again at once:\n%s", seed, due.Timer, p.heard())
					}
				}
			}
		}
	}
	if prompts < 100 {
		t.Errorf("only %d prompts came: the test says little", prompts)
	}
}
