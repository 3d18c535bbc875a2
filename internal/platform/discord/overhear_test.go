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

// TestWhatCouldNotBeListenedToIsPassedOnAgain has the listener fail: it is told again,
// and in the end given up.
func TestWhatCouldNotBeListenedToIsPassedOnAgain(t *testing.T) {
	for name, c := range map[string]struct{ failures, told int }{
		"it works at once":        {0, 1},
		"it works the third time": {2, 3},
		"it never works":          {100, 6},
	} {
		t.Run(name, func(t *testing.T) {
			srv := server(t, discordtest.Config{})
			var told atomic.Int32
			h := build(t, srv, func(cfg *discord.Config) {
				cfg.Overhear = func(context.Context, chat.Inbound) error {
					if int(told.Add(1)) <= c.failures {
						return errStore
					}
					return nil
				}
			})
			h.answer = func(context.Context, chat.Inbound) (chat.Answer, error) {
				if int(told.Load()) >= c.told {
					return chat.Answer{}, nil
				}
				return chat.Answer{}, errStore
			}
			h.connect()
			ann := srv.Person("", "en-US")
			ann.Say("in front")
			ann.Say("waits")
			h.events(2)
			if err := h.close(); err != nil {
				t.Fatal(err)
			}
			if got := int(told.Load()); got != c.told {
				t.Errorf("told %d times", got)
			}
		})
	}
}
