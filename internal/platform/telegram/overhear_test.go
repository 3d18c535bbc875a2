package telegram_test

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

// TestWhatWaitsBehindAnEventThatCannotBeKeptIsOverheardOnce has a person write twice
// while nothing can be kept: the second text is heard before its turn.
func TestWhatWaitsBehindAnEventThatCannotBeKeptIsOverheardOnce(t *testing.T) {
	heard := make(chan string, 10)
	h := build(t, func(cfg *telegram.Config) {
		cfg.Overhear = func(_ context.Context, in chat.Inbound) error {
			text, _ := in.Event.(chat.Text)
			heard <- text.Text
			return nil
		}
	})
	h.answers(func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		if text, _ := in.Event.(chat.Text); text.Text == "first" {
			return chat.Answer{}, errStore
		}
		return chat.Answer{}, nil
	})
	h.run(t)
	p := h.server.Person(1, "en")
	p.Say("first")
	p.Say("second")
	ctx := soon(t)
	select {
	case text := <-heard:
		if text != "second" {
			t.Errorf("overheard %q", text)
		}
	case <-ctx.Done():
		t.Fatal("nothing was overheard")
	}
	h.answers(nil)
	h.until(t, "both are handled", func(all []chat.Inbound) bool {
		return slices.ContainsFunc(all, func(in chat.Inbound) bool {
			text, _ := in.Event.(chat.Text)
			return text.Text == "second"
		})
	})
	if len(heard) != 0 {
		t.Errorf("overheard again: %q", <-heard)
	}
}

// away is a store that keeps nothing.
func away(context.Context, chat.Inbound) (chat.Answer, error) { return chat.Answer{}, errStore }

// words is the text of an event.
func words(in chat.Inbound) string {
	text, _ := in.Event.(chat.Text)
	return text.Text
}

// listens is somebody who overhears, after failing a number of times at everything.
func listens(heard chan<- string, failures int64) func(*telegram.Config) {
	var failed atomic.Int64
	return func(cfg *telegram.Config) {
		cfg.Overhear = func(_ context.Context, in chat.Inbound) error {
			if failed.Add(1) <= failures {
				return errStore
			}
			heard <- words(in)
			return nil
		}
	}
}

// hears waits until something is overheard.
func hears(t *testing.T, heard <-chan string, want string) {
	t.Helper()
	select {
	case text := <-heard:
		if text != want {
			t.Errorf("overheard %q and not %q", text, want)
		}
	case <-soon(t).Done():
		t.Fatalf("%q was not overheard", want)
	}
}

// TestDangerIsOverheardWhileTelegramWantsPeace lets Telegram be asked for too much by
// the answer to a press: what somebody needs to hear does not wait for that.
func TestDangerIsOverheardWhileTelegramWantsPeace(t *testing.T) {
	heard := make(chan string, 10)
	dropped := make(chan struct{})
	drop := sync.OnceFunc(func() { close(dropped) })
	h := build(t, func(cfg *telegram.Config) {
		listens(heard, 0)(cfg)
		cfg.Observe = func(point string, _ int) {
			if point == "toast/dropped" {
				drop()
			}
		}
	})
	h.answers(away)
	h.server.Misbehave(telegramtest.Times(1, "answerCallbackQuery", telegramtest.TooMany(time.Hour)))
	h.run(t)
	h.server.Person(9, "en")
	pressUntil(t, h, dropped)
	ana := h.server.Person(41, "en")
	ana.Say("first")
	ana.Say("danger")
	hears(t, heard, "danger")
}

// pressUntil has somebody press what is none of ours, until something happens.
func pressUntil(t *testing.T, h *house, happens <-chan struct{}) {
	t.Helper()
	for {
		h.server.Push(json.RawMessage(`{"callback_query":{"id":"9","from":{"id":9,"is_bot":false,"first_name":"x"},"chat_instance":"1","data":"zzz"}}`))
		if err := h.server.AwaitCalls(soon(t), "getUpdates", h.server.Count("getUpdates")+1); err != nil {
			t.Fatal(err)
		}
		select {
		case <-happens:
			return
		default:
		}
	}
}

func TestWhatCouldNotBeOverheardIsToldAgain(t *testing.T) {
	for name, failures := range map[string]int64{"after a moment": 3, "when it comes up again": 12} {
		t.Run(name, func(t *testing.T) {
			heard := make(chan string, 10)
			h := build(t, listens(heard, failures))
			h.answers(away)
			ana := h.server.Person(41, "en")
			ana.Say("first")
			ana.Say("danger")
			h.run(t)
			hears(t, heard, "danger")
			if err := h.stop(); err != nil || len(heard) != 0 {
				t.Errorf("afterwards %d more were overheard, %v", len(heard), err)
			}
		})
	}
}

// TestWhoFindsNoRoomIsOverheard has a person write more than may be under way while
// nothing can be kept.
func TestWhoFindsNoRoomIsOverheard(t *testing.T) {
	heard := make(chan string, 100)
	h := build(t, listens(heard, 0))
	h.answers(away)
	ana := h.server.Person(41, "en")
	for i := range 12 {
		ana.Say(strconv.Itoa(i))
	}
	h.run(t)
	counts := map[string]int{}
	for range 11 {
		select {
		case text := <-heard:
			counts[text]++
		case <-soon(t).Done():
			t.Fatalf("only %v were overheard", counts)
		}
	}
	if err := h.server.AwaitCalls(soon(t), "getUpdates", h.server.Count("getUpdates")+2); err != nil {
		t.Fatal(err)
	}
	if counts["0"] != 0 || len(counts) != 11 || len(heard) != 0 {
		t.Errorf("overheard %v and %d more", counts, len(heard))
	}
}

func TestAPanicWhileOverhearingStopsNobody(t *testing.T) {
	heard := make(chan string, 10)
	h := build(t, func(cfg *telegram.Config) {
		cfg.Overhear = func(_ context.Context, in chat.Inbound) error {
			if words(in) == "two" {
				panic("because of hidden words")
			}
			heard <- words(in)
			return nil
		}
	})
	h.answers(away)
	ana := h.server.Person(41, "en")
	for _, text := range []string{"one", "two", "three"} {
		ana.Say(text)
	}
	h.run(t)
	hears(t, heard, "three")
	if err := h.stop(); err != nil || h.count("event/panic") != 1 {
		t.Errorf("%d panics were noted, %v", h.count("event/panic"), err)
	}
}
