package telegram_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

var errStore = errors.New("the store is away")

func texts(heard []chat.Inbound, of chat.Actor) []string {
	var all []string
	for _, in := range heard {
		if text, is := in.Event.(chat.Text); is && in.Actor == of {
			all = append(all, text.Text)
		}
	}
	return all
}

func TestAnUpdateThatNobodyCanReadStopsNobody(t *testing.T) {
	h := open(t, nil)
	ana := h.server.Person(41, "en")
	ana.Say("before")
	h.server.Push(json.RawMessage(`{"message":{"message_id":"nine","text":["hidden words"]}}`))
	h.server.Push(json.RawMessage(`{"message":{"message_id":9,"chat":{"id":41,"type":"private"},"from":{"id":41},"teleport":{"far":true}}}`))
	h.server.Push(json.RawMessage(`{"something_of_the_future":{"id":1}}`))
	ana.Say("after")
	heard := h.events(t, 3)
	if got := texts(heard, someone("41")); len(got) != 2 || heard[1].Event != (chat.Unread{}) {
		t.Errorf("the house heard %v", heard)
	}
	if err := h.stop(); err != nil {
		t.Fatal(err)
	}
	if n := h.server.Pending(); n != 0 || h.count("update/bad") != 1 {
		t.Errorf("%d updates are pending, %d were bad", n, h.count("update/bad"))
	}
	if log := h.log.String(); !strings.Contains(log, "update=2") || strings.Contains(log, "hidden words") {
		t.Errorf("the log says %s", log)
	}
}

// TestWhoIsStuckKeepsTheOffsetAndNobodyElse also sees that no more than seven events
// of one actor can ever be delivered again.
func TestWhoIsStuckKeepsTheOffsetAndNobodyElse(t *testing.T) {
	h := build(t, nil)
	stuck, ana, ben := h.server.Person(1, ""), h.server.Person(41, ""), h.server.Person(42, "")
	var well atomic.Bool
	h.answers(func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		if in.Actor == someone("1") && !well.Load() {
			return chat.Answer{}, errStore
		}
		return chat.Answer{}, nil
	})
	stuck.Say("here I am")
	for i := range 20 {
		ana.Say(fmt.Sprint(i))
	}
	h.run(t)
	ben.Say("and I?")
	h.until(t, "Ben is heard and seven of Ana's", func(heard []chat.Inbound) bool {
		return len(texts(heard, someone("42"))) == 1 && len(texts(heard, someone("41"))) >= 7
	})
	if err := h.server.AwaitCalls(soon(t), "getUpdates", h.server.Count("getUpdates")+2); err != nil {
		t.Fatal(err)
	}
	if got := texts(h.events(t, 1), someone("41")); len(got) != 7 {
		t.Errorf("with one event stuck, Ana's %v were taken", got)
	}
	well.Store(true)
	h.until(t, "all of Ana's are heard", func(heard []chat.Inbound) bool { return len(texts(heard, someone("41"))) >= 20 })
	for i, got := range texts(h.events(t, 1), someone("41")) {
		if got != fmt.Sprint(i) {
			t.Errorf("Ana's %d is %s: out of order, or twice", i, got)
		}
	}
	if err := h.stop(); err != nil || h.server.Pending() != 0 {
		t.Errorf("%d updates are pending, %v", h.server.Pending(), err)
	}
}

func TestAnEventIsHandedInAgainUntilItIsDurable(t *testing.T) {
	h := open(t, nil)
	tries := 0
	h.answers(func(context.Context, chat.Inbound) (chat.Answer, error) {
		if tries++; tries < 4 {
			return chat.Answer{}, errStore
		}
		return chat.Answer{}, nil
	})
	h.server.Person(41, "en").Say("hello")
	heard := h.events(t, 4)
	for _, in := range heard {
		if in != heard[0] {
			t.Errorf("it came as %v and as %v", heard[0], in)
		}
	}
}

func TestWhatWasNotDurableComesAgainAfterAStop(t *testing.T) {
	h := build(t, func(c *telegram.Config) { c.Grace = 50 * time.Millisecond })
	ana := h.server.Person(41, "en")
	h.answers(func(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
		if in.ID == "m2" {
			<-ctx.Done()
			return chat.Answer{}, ctx.Err()
		}
		return chat.Answer{}, nil
	})
	ana.Say("one")
	ana.Say("two")
	ana.Say("three")
	h.run(t)
	h.events(t, 2)
	if err := h.stop(); err != nil {
		t.Fatal(err)
	}
	if n := h.server.Pending(); n != 2 {
		t.Errorf("%d updates are pending", n)
	}
}

func TestAnEndComesEvenWhenTelegramAnswersNothingMore(t *testing.T) {
	h := build(t, func(c *telegram.Config) { c.Grace = 50 * time.Millisecond })
	h.run(t)
	h.server.Person(41, "en").Say("one")
	h.events(t, 1)
	release := make(chan struct{})
	defer close(release)
	h.server.Misbehave(func(telegramtest.Call) *telegramtest.Fault { return telegramtest.Held(release) })
	began := time.Now()
	if err := h.stop(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 1800*time.Millisecond {
		t.Errorf("it took %v", took)
	}
}

func TestAPanicIsAnEventThatIsSkipped(t *testing.T) {
	h := open(t, nil)
	h.answers(func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		if in.ID == "m1" {
			panic("because of hidden words")
		}
		return chat.Answer{}, nil
	})
	ana := h.server.Person(41, "en")
	ana.Say("one")
	ana.Say("two")
	h.events(t, 2)
	if err := h.stop(); err != nil || h.server.Pending() != 0 || h.count("event/panic") != 1 {
		t.Errorf("%d updates are pending, %d panics, %v", h.server.Pending(), h.count("event/panic"), err)
	}
	if log := h.log.String(); !strings.Contains(log, "panicked") || strings.Contains(log, "hidden words") {
		t.Errorf("the log says %s", log)
	}
}

func TestSomebodyElsePollingIsSaidLoudlyUntilItIsOver(t *testing.T) {
	h := build(t, nil)
	h.server.Misbehave(telegramtest.Times(4, "getUpdates", telegramtest.Conflicting()))
	states := make(chan telegram.Health, 1)
	h.server.Person(41, "en").Say("hello")
	h.answers(func(context.Context, chat.Inbound) (chat.Answer, error) {
		states <- h.adapter.Health()
		return chat.Answer{}, nil
	})
	h.run(t)
	if now := <-states; !now.OK() {
		t.Errorf("afterwards the health is %+v", now)
	}
	if h.count("poll/conflict") != 4 || !strings.Contains(h.log.String(), "Another program takes this bot's updates") {
		t.Errorf("it was noted %d times; the log says %s", h.count("poll/conflict"), h.log)
	}
}

func TestATokenThatIsTakenBackEndsIt(t *testing.T) {
	for name, method := range map[string]string{"before anything": "getMe", "while it runs": "getUpdates"} {
		t.Run(name, func(t *testing.T) {
			h := build(t, nil)
			h.server.Misbehave(func(c telegramtest.Call) *telegramtest.Fault {
				if c.Method == method {
					return telegramtest.Unauthorized()
				}
				return nil
			})
			err := h.adapter.Run(soon(t))
			if !errors.Is(err, telegram.ErrToken) || strings.Contains(err.Error()+h.log.String(), h.server.Token()) {
				t.Errorf("it ended with %v; the log says %s", err, h.log)
			}
			if now := h.adapter.Health(); now.State != telegram.Refused {
				t.Errorf("the health is %+v", now)
			}
		})
	}
}

func TestCheckSaysWhoTheBotIsOrThatNobodyIs(t *testing.T) {
	h := build(t, nil)
	me, err := h.adapter.Check(soon(t))
	if err != nil || me.Username != h.server.Username() || me.ID == 0 {
		t.Errorf("the bot is %+v, %v", me, err)
	}
	stranger, err := telegram.New(telegram.Config{Token: "1:nobody", API: h.server.URL(), Handle: h.handle})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stranger.Check(soon(t)); !errors.Is(err, telegram.ErrToken) {
		t.Errorf("a token that never was ended with %v", err)
	}
	h.server.Close()
	if _, err := h.adapter.Check(soon(t)); err == nil || errors.Is(err, telegram.ErrToken) || strings.Contains(err.Error(), h.server.Token()) {
		t.Errorf("a server that is away ended with %v", err)
	}
}

func TestTroublesWithPollingPass(t *testing.T) {
	for name, fault := range map[string]*telegramtest.Fault{
		"it broke":                       telegramtest.Broken(),
		"a page of a proxy":              telegramtest.BadGateway(),
		"the answer was lost":            telegramtest.LostAnswer(),
		"the answer ended in the middle": telegramtest.CutAnswer(),
	} {
		t.Run(name, func(t *testing.T) {
			h := build(t, nil)
			h.server.Misbehave(func(c telegramtest.Call) *telegramtest.Fault {
				if c.Number <= 6 {
					return fault
				}
				return nil
			})
			h.run(t)
			h.server.Person(41, "en").Say("hello")
			if got := texts(h.events(t, 1), someone("41")); len(got) != 1 {
				t.Errorf("the house heard %v", got)
			}
			if strings.Contains(h.log.String(), h.server.Token()) {
				t.Errorf("the log holds the token: %s", h.log)
			}
		})
	}
}

func TestASlowAnswerDoesNotLookLikeNone(t *testing.T) {
	h := open(t, func(c *telegram.Config) { c.Patience = 10 * time.Millisecond })
	ana := h.server.Person(41, "en")
	h.say(t, someone("41"), mood())
	release := make(chan struct{})
	h.answers(func(context.Context, chat.Inbound) (chat.Answer, error) {
		<-release
		return chat.Answer{Notice: "Too late to be said.", Open: 7}, nil
	})
	id := press(t, ana, next(t, ana), "6")
	if err := ana.Answered(soon(t), id); err != nil {
		t.Error(err)
	}
	if err := h.server.AwaitCalls(soon(t), "sendChatAction", 1); err != nil {
		t.Error(err)
	}
	close(release)
	if err := h.stop(); err != nil || len(ana.Toasts()) != 0 {
		t.Errorf("the person saw %v, %v", ana.Toasts(), err)
	}
}

func TestAPressOfWhatIsNoneOfOursIsOnlyAcknowledged(t *testing.T) {
	h := open(t, nil)
	ana := h.server.Person(41, "en")
	h.say(t, someone("41"), mood())
	question := next(t, ana)
	for _, data := range []string{"", "x", "7", "7.", "7.a b", "+7.n1", "07.n1", "7.n1\n", strings.Repeat("9", 60) + ".n1"} {
		if err := ana.Answered(soon(t), ana.PressData(question, data)); err != nil {
			t.Errorf("%q: %v", data, err)
		}
	}
	ana.Say("hello")
	if heard := h.events(t, 1); len(heard) != 1 || heard[0].Event != (chat.Text{Text: "hello"}) {
		t.Errorf("the house heard %v", heard)
	}
}

// breath is a pacer that is quick enough for a test. Its number is 7.
func breath(rounds int) chat.Pace {
	return chat.Pace{
		Text: "Stop whenever you like.", Rounds: rounds, Question: 7,
		Phases: []chat.Phase{
			{Kind: chat.In, Label: "In", Last: 30 * time.Millisecond}, {Kind: chat.Out, Label: "Out", Last: 30 * time.Millisecond},
		},
		Controls: []chat.Control{{Token: "!stop", Label: "Stop"}},
	}
}

func moving(m telegramtest.Message) bool { return strings.Contains(m.Text, "○ Out") }

func quickPacers(c *telegram.Config) { c.PaceEvery, c.EditsPerSecond = time.Millisecond, 1000 }

func TestAPacerMovesToItsEndAndKeepsItsWords(t *testing.T) {
	h := open(t, quickPacers)
	ana := h.server.Person(41, "en")
	h.say(t, someone("41"), breath(2))
	m := next(t, ana)
	base := "Stop whenever you like.\n\nIn 0 · Out 0 ×2"
	if !strings.HasPrefix(m.Text, base+"\n\n● In") {
		t.Errorf("it begins with %q", m.Text)
	}
	until(t, ana, m.ID, moving)
	m = until(t, ana, m.ID, func(m telegramtest.Message) bool { return m.Text == base })
	if len(m.Buttons) != 1 {
		t.Errorf("at the end the buttons are %v", m.Labels())
	}
}

func TestAPacerEndsWhenSomethingHappens(t *testing.T) {
	base := "Stop whenever you like.\n\nIn 0 · Out 0 ×10000"
	for name, story := range map[string]struct {
		open    uint64 // the question that is open afterwards
		do      func(t *testing.T, ana *telegramtest.Person, m telegramtest.Message)
		text    string
		buttons int
	}{
		"stopped by its button": {9, func(t *testing.T, ana *telegramtest.Person, m telegramtest.Message) {
			t.Helper()
			press(t, ana, m, "Stop")
		}, base + "\n\n→ Stop", 0},
		"stopped by a word":              {9, func(_ *testing.T, ana *telegramtest.Person, _ telegramtest.Message) { ana.Say("stop") }, base, 0},
		"interrupted, with its question": {7, func(_ *testing.T, ana *telegramtest.Person, _ telegramtest.Message) { ana.Say("help") }, base, 1},
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t, quickPacers)
			h.answers(func(context.Context, chat.Inbound) (chat.Answer, error) { return chat.Answer{Open: story.open}, nil })
			ana := h.server.Person(41, "en")
			h.say(t, someone("41"), breath(10_000))
			m := next(t, ana)
			until(t, ana, m.ID, moving)
			story.do(t, ana, m)
			until(t, ana, m.ID, func(m telegramtest.Message) bool { return m.Text == story.text && len(m.Buttons) == story.buttons })
		})
	}
}

func TestPacersThatAreTooManyStandStill(t *testing.T) {
	h := open(t, func(c *telegram.Config) { quickPacers(c); c.MaxPacers = 1 })
	ana, ben := h.server.Person(41, "en"), h.server.Person(42, "en")
	h.say(t, someone("41"), breath(10_000))
	h.say(t, someone("42"), breath(10_000))
	first, second := next(t, ana), next(t, ben)
	until(t, ana, first.ID, moving)
	if m, _ := ben.Message(second.ID); m.Edits != 0 {
		t.Errorf("the second one moves too: %q", m.Text)
	}
}

func TestTheNextQuestionTakesTheButtonsOfTheOneBefore(t *testing.T) {
	h := open(t, nil)
	ana := h.server.Person(41, "en")
	h.say(t, someone("41"), mood())
	first := next(t, ana)
	later := mood()
	later.Question = 8
	h.say(t, someone("41"), later)
	second := next(t, ana)
	until(t, ana, first.ID, bare)
	if m, _ := ana.Message(second.ID); len(m.Buttons) == 0 {
		t.Error("the new question has no buttons")
	}
}
