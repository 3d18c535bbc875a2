package discord_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

func TestSuggestions(t *testing.T) {
	for name, c := range map[string]struct {
		sub   string
		typed []discordtest.Option
		want  chat.Query
	}{
		"a time, in the zone beside it": {
			"new",
			[]discordtest.Option{{Name: "when", Value: "every w", Focused: true}, text("zone", "Oslo")},
			chat.Query{Of: chat.FieldWhen, Typed: "every w", Zone: "Oslo"},
		},
		"a zone":     {"settings", []discordtest.Option{{Name: "zone", Value: "Os", Focused: true}}, chat.Query{Of: chat.FieldZone, Typed: "Os"}},
		"a template": {"new", []discordtest.Option{text("when", "x"), {Name: "what", Value: "", Focused: true}}, chat.Query{Of: chat.FieldWhat}},
		"a reminder": {"pause", []discordtest.Option{{Name: "which", Value: "2", Focused: true}}, chat.Query{Of: chat.FieldWhich, Typed: "2"}},
	} {
		t.Run(name, func(t *testing.T) {
			srv := calm(t, nil)
			asked := make(chan chat.Query, 1)
			h := community(t, srv, func(cfg *discord.Config) {
				cfg.Suggest = func(_ context.Context, q chat.Query) []chat.Suggestion {
					asked <- q
					many := []chat.Suggestion{{Value: "3", Label: strings.Repeat("long ", 40)}, {Value: strings.Repeat("x", 101), Label: "no"}, {Label: "no"}}
					for i := range 40 {
						many = append(many, chat.Suggestion{Value: fmt.Sprint(i), Label: "one more"})
					}
					return many
				}
			})
			h.connect()
			at := srv.Guild("", "en-US").Channel("")
			ann := srv.Person("", "en-US")
			got, err := ann.Autocomplete("schedule", []discordtest.Option{{Name: c.sub, Options: c.typed}}, at.Moderating()).Answered(soon(t))
			if err != nil || len(got.Suggestions()) != 25 || got.Suggestions()[0].Value != "3" || got.Suggestions()[1].Value != "0" {
				t.Errorf("answered with %+v, %v", got, err)
			}
			q := <-asked
			if q.By.ID != ann.ID() || !q.By.Manages || q.Community != guildOf(at) || q.Of != c.want.Of || q.Typed != c.want.Typed || q.Zone != c.want.Zone {
				t.Errorf("asked %+v", q)
			}
		})
	}
}

func TestThereIsAlwaysAnAnswerWhileTyping(t *testing.T) {
	hang := make(chan struct{})
	defer close(hang)
	for name, suggest := range map[string]func(context.Context, chat.Query) []chat.Suggestion{
		"nobody suggests":            nil,
		"who suggests is stuck":      func(context.Context, chat.Query) []chat.Suggestion { <-hang; return nil },
		"who suggests falls over":    func(context.Context, chat.Query) []chat.Suggestion { panic("oh") },
		"who suggests knows nothing": func(context.Context, chat.Query) []chat.Suggestion { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			srv := calm(t, nil)
			h := community(t, srv, func(c *discord.Config) {
				c.Suggest = suggest
				c.Timing.Defer = 20 * time.Millisecond
			})
			h.start()
			until(t, "ready", func() bool { return h.d.Health().Ready })
			at := srv.Guild("", "en-US").Channel("")
			typed := []discordtest.Option{{Name: "new", Options: []discordtest.Option{{Name: "when", Value: "e", Focused: true}}}}
			got, err := srv.Person("", "en-US").Autocomplete("schedule", typed, at).Answered(soon(t))
			if err != nil || got.Type != discordtest.AnswerChoices || len(got.Suggestions()) != 0 {
				t.Errorf("answered with %+v, %v", got, err)
			}
			if name == "who suggests is stuck" {
				hang <- struct{}{}
			}
		})
	}
}

func TestTypingALotHoldsNoRequestUp(t *testing.T) {
	srv := calm(t, nil)
	h := community(t, srv, nil)
	answers(h, func(chat.Manage) *chat.Reply { return &chat.Reply{Text: "Seen."} })
	h.connect()
	at := srv.Guild("", "en-US").Channel("")
	ann := srv.Person("", "en-US")
	h.notes.breakDown(true) // so that where the gateway stands cannot be kept
	for range 12 {
		typed := []discordtest.Option{{Name: "new", Options: []discordtest.Option{{Name: "when", Value: "e", Focused: true}}}}
		if _, err := ann.Autocomplete("schedule", typed, at).Answered(soon(t)); err != nil {
			t.Fatal(err)
		}
	}
	schedule(ann, at, "list")
	if m := next(t, ann); m.Content != "Seen." {
		t.Errorf("saw %+v", m)
	}
	h.notes.breakDown(false)
}
