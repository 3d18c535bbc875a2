package discord_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// TestWhatWaitsBehindAnEventThatCannotBeKeptIsOverheardOnce has a person write three
// times while nothing can be kept: what waits is heard before its turn.
func TestWhatWaitsBehindAnEventThatCannotBeKeptIsOverheardOnce(t *testing.T) {
	srv := server(t, discordtest.Config{})
	heard := make(chan string, 10)
	var up atomic.Bool
	h := build(t, srv, func(cfg *discord.Config) {
		cfg.Overhear = func(_ context.Context, in chat.Inbound) error {
			text, _ := in.Event.(chat.Text)
			heard <- text.Text
			return nil
		}
	})
	h.answer = func(context.Context, chat.Inbound) (chat.Answer, error) {
		if up.Load() {
			return chat.Answer{}, nil
		}
		return chat.Answer{}, errStore
	}
	h.connect()
	ann := srv.Person("", "en-US")
	for _, text := range []string{"one", "two", "three"} {
		ann.Say(text)
	}
	var got []string
	for ctx := soon(t); len(got) < 2; {
		select {
		case text := <-heard:
			got = append(got, text)
		case <-ctx.Done():
			t.Fatalf("only %q was overheard", got)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, []string{"three", "two"}) {
		t.Errorf("overheard %q", got)
	}
	up.Store(true)
	if got := texts(h.events(3)); !slices.Equal(got, []string{"one", "two", "three"}) {
		t.Errorf("handed in %q", got)
	}
	if len(heard) != 0 {
		t.Errorf("overheard again: %q", <-heard)
	}
}
