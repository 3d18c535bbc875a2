package discord_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

func TestAHouseThatCannotBeAskedSaysSo(t *testing.T) {
	srv := calm(t, nil)
	var away atomic.Bool
	h := community(t, srv, func(c *discord.Config) { c.Timing.Finish = 50 * time.Millisecond })
	h.answer = func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		if away.Load() {
			return chat.Answer{}, errStore
		}
		if _, ok := in.Event.(chat.Manage).Ask.(chat.Tap); ok {
			return chat.Answer{Reply: &chat.Reply{Text: "Saved.", Settled: true}}, nil
		}
		return chat.Answer{Reply: preview("9:00")}, nil
	}
	h.connect()
	at := srv.Guild("", "en-US").Channel("")
	ann := srv.Person("", "es-ES")
	schedule(ann, at, "new", text("when", "9:00"))
	shown := next(t, ann)
	away.Store(true)
	press(t, ann, shown, "Save")
	if m := next(t, ann); !m.Ephemeral || m.Content != "es-ES desk.failed" {
		t.Errorf("saw %+v", m)
	}
	away.Store(false)
	press(t, ann, shown, "Save") // the button is still there
	if m, err := ann.Changed(soon(t)); err != nil || m.Content != "Saved." {
		t.Errorf("it became %+v, %v", m, err)
	}
}

func TestAHouseWithoutAnAnswerSaysSoToo(t *testing.T) {
	for name, c := range map[string]struct {
		words func(locale, id string) string
		want  string
	}{
		"in the words that there are":                       {worded, "es-ES desk.failed"},
		"a press is answered even where there are no words": {func(_, _ string) string { return "" }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			srv := calm(t, nil)
			h := community(t, srv, func(cfg *discord.Config) { cfg.Words = c.words })
			answers(h, func(m chat.Manage) *chat.Reply {
				if _, ok := m.Ask.(chat.Tap); ok {
					return nil
				}
				return preview("9:00")
			})
			h.connect()
			ann := srv.Person("", "es-ES")
			schedule(ann, srv.Guild("", "en-US").Channel(""), "new", text("when", "9:00"))
			shown := next(t, ann)
			got, err := press(t, ann, shown, "Save").Answered(soon(t))
			if err != nil {
				t.Fatal(err)
			}
			if c.want == "" {
				if got.Type != discordtest.AnswerDeferredEdit {
					t.Errorf("answered with %+v", got)
				}
				return
			}
			if m := next(t, ann); m.Content != c.want {
				t.Errorf("saw %+v", m)
			}
		})
	}
}

func TestACommandThatCameTooLateIsNotCarriedOut(t *testing.T) {
	for name, c := range map[string]struct {
		tooLate bool
		seen    int
	}{
		"the moderator read that it failed":          {true, 0},
		"somebody told in time that words will come": {false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			srv := calm(t, func(call discordtest.Call) *discordtest.Fault {
				if c.tooLate && strings.HasSuffix(call.Route, "/callback") {
					return &discordtest.Fault{Status: http.StatusNotFound, Code: 10062}
				}
				return nil
			})
			h := community(t, srv, func(cfg *discord.Config) {
				cfg.Now = func() time.Time { return time.Now().Add(time.Minute) }
			})
			answers(h, func(chat.Manage) *chat.Reply { return &chat.Reply{Text: "Gone."} })
			h.connect()
			at := srv.Guild("", "en-US").Channel("")
			ann := srv.Person("", "en-US")
			schedule(ann, at, "delete", text("which", "3"))
			if !c.tooLate {
				if m := next(t, ann); m.Content != "Gone." {
					t.Errorf("saw %+v", m)
				}
			}
			until(t, "it is done with", func() bool { return h.d.Health().Undone == 0 && len(srv.Answers()) > 0 || c.tooLate && late(srv) })
			if err := h.close(); err != nil {
				t.Fatal(err)
			}
			if len(h.seen) != c.seen {
				t.Errorf("handed in %+v", h.seen)
			}
		})
	}
}

func TestAClockThatIsAheadMakesNoRequestLate(t *testing.T) {
	srv := calm(t, nil)
	var ahead atomic.Int64
	ahead.Store(int64(time.Minute)) // more than a moderator waits
	h := community(t, srv, func(cfg *discord.Config) {
		cfg.Now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	})
	answers(h, func(chat.Manage) *chat.Reply { return &chat.Reply{Text: "Seen."} })
	h.connect()
	at := srv.Guild("", "en-US").Channel("")
	ann := srv.Person("", "en-US")
	for _, c := range []struct {
		ahead time.Duration
		want  int
	}{
		{time.Minute, discordtest.AnswerDeferred}, // nothing is known yet: Discord is asked
		{time.Minute, discordtest.AnswerMessage},
		{2 * time.Minute, discordtest.AnswerDeferred}, // it may be that late
	} {
		ahead.Store(int64(c.ahead))
		if got, err := schedule(ann, at, "list").Answered(soon(t)); err != nil || got.Type != c.want {
			t.Errorf("answered with %+v, %v", got, err)
		}
		if m := next(t, ann); m.Content != "Seen." {
			t.Errorf("saw %+v", m)
		}
	}
}

// late tells whether Discord turned an answer away.
func late(srv *discordtest.Server) bool {
	return slices.ContainsFunc(srv.Calls(), func(c discordtest.Call) bool { return c.Code == 10062 || c.Status == http.StatusNotFound })
}

func TestAnAnswerComesThoughDiscordStumbles(t *testing.T) {
	var calls atomic.Int32
	srv := calm(t, func(call discordtest.Call) *discordtest.Fault {
		if strings.HasSuffix(call.Route, "/callback") && calls.Add(1) == 1 {
			return &discordtest.Fault{Drop: true, After: true}
		}
		return nil
	})
	h := community(t, srv, nil)
	answers(h, func(chat.Manage) *chat.Reply { return preview("9:00") })
	h.connect()
	ann := srv.Person("", "en-US")
	schedule(ann, srv.Guild("", "en-US").Channel(""), "list")
	if m := next(t, ann); m.Content != "9:00" {
		t.Errorf("saw %+v", m)
	}
	until(t, "it is done with", func() bool { return calls.Load() == 2 })
	if err := h.close(); err != nil || ann.Waiting() != 0 {
		t.Errorf("ended with %v, %d more to read", err, ann.Waiting())
	}
}

func TestARestartAnswersAModeratorOnceAndOnlyOnce(t *testing.T) {
	for name, c := range map[string]struct {
		said bool
		want string
	}{
		"what was answered stays as it is": {true, "the first answer"},
		"what was promised comes":          {false, "the second answer"},
	} {
		t.Run(name, func(t *testing.T) {
			srv := calm(t, nil)
			at := srv.Guild("", "en-US").Channel("")
			ann := srv.Person("", "en-US")
			first := community(t, srv, func(cfg *discord.Config) {
				cfg.Timing.Defer, cfg.Timing.Finish = 20*time.Millisecond, 20*time.Second
			})
			ending := make(chan struct{})
			first.answer = func(context.Context, chat.Inbound) (chat.Answer, error) {
				if !c.said {
					<-ending
					return chat.Answer{}, errStore
				}
				return chat.Answer{Reply: preview("the first answer")}, nil
			}
			first.connect()
			asked := schedule(ann, at, "new", text("when", "9:00"))
			until(t, "Discord was answered", func() bool {
				m, ok := asked.Original()
				return ok && (asked.Deferred() || m.Content != "")
			})
			first.stop()
			close(ending)
			if err := first.close(); err != nil {
				t.Fatal(err)
			}
			second := community(t, srv, nil)
			answers(second, func(chat.Manage) *chat.Reply { return &chat.Reply{Text: "the second answer"} })
			second.connect()
			asked.Again()
			second.events(1)
			if err := second.close(); err != nil {
				t.Fatal(err)
			}
			if m, ok := asked.Original(); !ok || m.Content != c.want || m.Thinking {
				t.Errorf("the answer is %+v", m)
			}
			if next(t, ann); ann.Waiting() != 0 {
				t.Error("there is more than one answer")
			}
		})
	}
}

func TestDangerInTheWordsOfAPostIsHeard(t *testing.T) {
	srv := server(t, discordtest.Config{})
	here := srv.Guild("", "en-US").Channel("").Moderating()
	heard := make(chan chat.Inbound, 4)
	h := community(t, srv, func(c *discord.Config) {
		c.Overhear = func(_ context.Context, in chat.Inbound) error {
			heard <- in
			return nil
		}
	})
	answers(h, func(chat.Manage) *chat.Reply { return &chat.Reply{Text: "Seen."} })
	h.connect()
	ann := srv.Person("", "en-GB")
	if _, err := schedule(ann, here, "list").Answered(soon(t)); err != nil {
		t.Fatal(err)
	}
	if _, err := schedule(ann, here, "new", text("when", "every day 9:00"), text("text", "words of hers")).Answered(soon(t)); err != nil {
		t.Fatal(err)
	}
	select {
	case in := <-heard:
		want := chat.Actor{Platform: discord.Platform, Kind: chat.Person, ID: ann.ID()}
		if said, _ := in.Event.(chat.Text); in.Actor != want || said.Text != "words of hers" || in.Locale != "en-GB" {
			t.Errorf("heard %+v", in)
		}
	case <-soon(t).Done():
		t.Fatal("nobody heard")
	}
	if err := h.close(); err != nil {
		t.Error(err)
	}
	if len(heard) != 0 {
		t.Error("a request without words was heard, or one twice")
	}
}
