package telegram_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
)

// TestWhatWaitsBehindAnEventThatCannotBeKeptIsOverheardOnce has a person write twice
// while nothing can be kept: the second text is heard before its turn.
func TestWhatWaitsBehindAnEventThatCannotBeKeptIsOverheardOnce(t *testing.T) {
	heard := make(chan string, 10)
	h := build(t, func(cfg *telegram.Config) {
		cfg.Overhear = func(_ context.Context, in chat.Inbound) {
			text, _ := in.Event.(chat.Text)
			heard <- text.Text
		}
	})
	h.answers(func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		if text, _ := in.Event.(chat.Text); text.Text == "first" {
			return chat.Answer{}, errors.New("the store is down")
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
