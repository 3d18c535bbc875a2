package discord_test

import (
	"context"
	"errors"
	"fmt"
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

// once is a fault that strikes the first n calls of a route.
func once(route string, n int32, fault discordtest.Fault) func(discordtest.Call) *discordtest.Fault {
	var struck atomic.Int32
	return func(c discordtest.Call) *discordtest.Fault {
		if strings.HasSuffix(c.Route, route) && c.Method == http.MethodPost && struck.Add(1) <= n {
			return &fault
		}
		return nil
	}
}

// private is a person who has written to the bot.
func private(t *testing.T, h *house) *discordtest.Person {
	t.Helper()
	p := h.srv.Person("", "en-US")
	h.mu.Lock()
	before := len(h.seen)
	h.mu.Unlock()
	p.Say("hi")
	h.events(before + 1)
	return p
}

func TestARefusedPrivateChatIsTold(t *testing.T) {
	for _, code := range []int{50007, 50278} {
		srv := server(t, discordtest.Config{})
		h := open(t, srv, nil)
		ann := private(t, h)
		ann.RefuseDMs(code)
		err := h.send(ann, "1", ask(1))
		if !errors.Is(err, chat.ErrUnreachable) {
			t.Errorf("%d: sent with %v", code, err)
		}
		lacksSecrets(t, err, ann.ID(), ann.DM(), srv.Token(), "mood")
		if !h.notes.has(who(ann), "reach") {
			t.Errorf("%d: something was deleted", code)
		}
		ann.Command("checkin", nil, srv.Guild("", "en-US").Channel(""))
		h.events(2)
		h.mustSend(ann, "2", ask(2))
		if m := next(t, ann); m.Content != ask(2).Text {
			t.Errorf("%d: saw %q", code, m.Content)
		}
		if m := next(t, ann); !m.Ephemeral || !strings.Contains(m.Content, "closed") {
			t.Errorf("%d: saw %+v", code, m)
		}
		h.mustSend(ann, "3", chat.Say{Text: "once is enough"})
		if m := next(t, ann); m.Content != "once is enough" {
			t.Errorf("%d: saw %q", code, m.Content)
		}
	}
}

func TestAMessageIsNotDoubledWhenItsAnswerWasLost(t *testing.T) {
	for name, c := range map[string]struct {
		route string
		place bool
		fault discordtest.Fault
	}{
		"a private message, the line cut":           {"/messages", false, discordtest.Fault{After: true, Drop: true}},
		"a private message, an error afterwards":    {"/messages", false, discordtest.Fault{After: true, Status: 502}},
		"a private message, the answer torn":        {"/messages", false, discordtest.Fault{After: true, Cut: true}},
		"a first answer, the line cut":              {"/callback", true, discordtest.Fault{After: true, Drop: true}},
		"a first answer, an error afterwards":       {"/callback", true, discordtest.Fault{After: true, Status: 500}},
		"a first answer that never arrived":         {"/callback", true, discordtest.Fault{Status: 500}},
		"a private message that never got there":    {"/messages", false, discordtest.Fault{Drop: true}},
		"a message behind, whose answer was a page": {"/{token}", true, discordtest.Fault{Status: 503}},
		"a private message, kept out by a page":     {"/messages", false, discordtest.Fault{Status: 403}},
		"a first answer, nothing found by a page":   {"/callback", true, discordtest.Fault{Status: 404}},
	} {
		t.Run(name, func(t *testing.T) {
			srv := server(t, discordtest.Config{Fault: once(c.route, 1, c.fault)})
			h := open(t, srv, nil)
			ann := srv.Person("", "en-US")
			if c.place {
				ann.Command("checkin", nil, srv.Guild("", "en-US").Channel(""))
			} else {
				ann.Say("hi")
			}
			h.events(1)
			for i, text := range []string{"one", "two"} {
				for try := 0; ; try++ {
					err := h.send(ann, fmt.Sprint("id", i), chat.Say{Text: text})
					if err == nil {
						break
					}
					lacksSecrets(t, err, srv.Token(), "/interactions", "/webhooks", ann.DM())
					if try == 5 || errors.Is(err, chat.ErrUnreachable) || errors.Is(err, chat.ErrRefused) {
						t.Fatal(err)
					}
				}
			}
			for _, want := range []string{"one", "two"} {
				if m := next(t, ann); m.Content != want || m.Ephemeral != c.place {
					t.Errorf("saw %+v, want %q", m, want)
				}
			}
			if ann.Waiting() != 0 {
				t.Error("something came twice")
			}
		})
	}
}

func TestDiscordAsksToWait(t *testing.T) {
	for name, c := range map[string]struct {
		fault discordtest.Fault
		waits bool // the sender is told to wait
		all   bool // and so is everybody else
	}{
		"a moment, for one channel": {discordtest.Fault{Status: 429, RetryAfter: 80 * time.Millisecond}, false, false},
		"long, for one channel":     {discordtest.Fault{Status: 429, RetryAfter: 7 * time.Second}, true, false},
		"long, for everybody":       {discordtest.Fault{Status: 429, RetryAfter: 7 * time.Second, Global: true}, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			srv := server(t, discordtest.Config{Fault: once("/messages", 1, c.fault)})
			h := open(t, srv, nil)
			ann, ben := private(t, h), private(t, h)
			err := h.send(ann, "1", ask(1))
			var retry chat.RetryError
			if errors.As(err, &retry) != c.waits || c.waits && (retry.After < 6*time.Second || retry.After > 8*time.Second) {
				t.Fatalf("sent with %v", err)
			}
			if !c.waits && err != nil {
				t.Fatal(err)
			}
			if err := h.send(ben, "1", ask(1)); errors.As(err, &retry) != c.all {
				t.Errorf("somebody else was sent to with %v", err)
			}
			if h.d.Health().Invalid != 1 {
				t.Errorf("health is %+v", h.d.Health())
			}
			// An interaction is answered whatever the bot's allowance is.
			asked := ben.Command("checkin", nil, srv.Guild("", "en-US").Channel(""))
			h.events(3)
			h.mustSend(ben, "2", ask(2))
			if _, err := asked.Answered(soon(t)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTheAllowanceOfAChannelIsKeptWithoutBeingTold(t *testing.T) {
	var ahead atomic.Int64
	now := func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	srv := server(t, discordtest.Config{Enforce: true, Global: 1 << 20, Now: now})
	h := open(t, srv, func(c *discord.Config) { c.Now = now })
	ann := private(t, h)
	waits := 0
	for i := range 30 {
		err := h.send(ann, fmt.Sprint(i), chat.Say{Text: fmt.Sprint("word ", i)})
		for ; err != nil; waits++ {
			retry, ok := errors.AsType[chat.RetryError](err)
			if !ok {
				t.Fatal(err)
			}
			ahead.Add(int64(retry.After))
			err = h.send(ann, fmt.Sprint(i), chat.Say{Text: fmt.Sprint("word ", i)})
		}
		if m := next(t, ann); m.Content != fmt.Sprint("word ", i) {
			t.Fatalf("saw %q", m.Content)
		}
	}
	for _, c := range srv.Calls() {
		if c.Status == http.StatusTooManyRequests {
			t.Fatal("more was sent than allowed")
		}
	}
	if waits == 0 {
		t.Error("nothing was held back")
	}
}

func TestTooManyRefusedRequestsPauseSending(t *testing.T) {
	refuse := atomic.Bool{}
	refuse.Store(true)
	srv := server(t, discordtest.Config{Keep: -1, Fault: func(c discordtest.Call) *discordtest.Fault {
		if refuse.Load() && strings.HasSuffix(c.Route, "/messages") {
			return &discordtest.Fault{Status: 403, Code: 50013}
		}
		return nil
	}})
	h := open(t, srv, func(c *discord.Config) { c.PerSecond = 1 << 20 })
	group := chat.Actor{Platform: discord.Platform, Kind: chat.Community, ID: "123456789"}
	for i := range 5000 {
		post := chat.Post{Text: "A short pause?", Place: chat.Place{ID: "987654321"}}
		if err := h.d.Send(soon(t), group, fmt.Sprint(i), post); !errors.Is(err, chat.ErrRefused) {
			t.Fatal(err)
		}
	}
	if got := h.d.Health(); got.Invalid < 5000 || got.Alarm == "" {
		t.Errorf("health is %+v", got)
	}
	refuse.Store(false)
	ann := srv.Person("", "en-US")
	ann.Say("hi")
	h.events(1)
	var retry chat.RetryError
	if err := h.send(ann, "x", ask(1)); !errors.As(err, &retry) {
		t.Errorf("sent with %v", err)
	}
	ann.Command("checkin", nil, discordtest.Place{})
	h.events(2)
	h.mustSend(ann, "x", ask(1))
}

func TestARestartStillAnswersTheInteraction(t *testing.T) {
	srv := server(t, discordtest.Config{})
	place := srv.Guild("", "en-US").Channel("")
	first := open(t, srv, func(c *discord.Config) { c.Timing.Defer = 20 * time.Millisecond })
	ann, ben, cat := srv.Person("", "en-US"), srv.Person("", "en-US"), srv.Person("", "en-US")
	thinking := ann.Command("checkin", nil, place)
	if got, err := thinking.Answered(soon(t)); err != nil || got.Type != discordtest.AnswerDeferred {
		t.Fatalf("answered with %+v, %v", got, err)
	}
	ben.Command("checkin", nil, place)
	first.events(2)
	first.mustSend(ben, "1", chat.Say{Text: "before"})
	next(t, ben)
	if err := first.close(); err != nil {
		t.Fatal(err)
	}
	second := open(t, srv, func(c *discord.Config) { c.Notes = first.notes })
	second.mustSend(ann, "1", chat.Say{Text: "the words that were promised"})
	if m, ok := thinking.Original(); !ok || m.Thinking || m.Content != "the words that were promised" {
		t.Errorf("the answer is %+v", m)
	}
	second.mustSend(ben, "2", chat.Say{Text: "after"})
	if m := next(t, ben); m.Content != "after" || !m.Ephemeral {
		t.Errorf("saw %+v", m)
	}
	if err := second.send(cat, "1", ask(1)); !errors.Is(err, chat.ErrUnreachable) {
		t.Errorf("a stranger was written to: %v", err)
	}
}

func TestAnotherReplicaSendsWhatThisOneHeard(t *testing.T) {
	srv := server(t, discordtest.Config{})
	hears := open(t, srv, nil)
	sends := build(t, srv, func(c *discord.Config) { c.Notes = hears.notes })
	ann, place := srv.Person("", "en-US"), srv.Guild("", "en-US").Channel("")
	ann.Command("checkin", nil, place)
	hears.events(1)
	for i, text := range []string{"one", "two"} {
		sends.mustSend(ann, fmt.Sprint(i), chat.Say{Text: text})
		if m := next(t, ann); m.Content != text || !m.Ephemeral {
			t.Errorf("saw %+v", m)
		}
	}
	ann.Say("now in private")
	hears.events(2)
	sends.mustSend(ann, "3", chat.Say{Text: "three"})
	if m := next(t, ann); m.Channel != ann.DM() {
		t.Errorf("saw %+v", m)
	}
}

func TestThoseWhoAreForgottenCanComeBack(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, nil)
	ann := private(t, h)
	h.notes.mu.Lock()
	clear(h.notes.all) // the store has forgotten everybody
	h.notes.mu.Unlock()
	h.mustSend(ann, "1", chat.Say{Text: "everything is deleted"})
	ann.Say("hello again")
	h.events(2)
	if !h.notes.has(who(ann), "reach") {
		t.Error("that the private chat is open is not known any more")
	}
}

func TestASafetyReplyNeedsNoStore(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, nil)
	replies(h, func(chat.Inbound) (chat.Message, chat.Answer) {
		return chat.Say{Text: "You are not alone."}, chat.Answer{}
	})
	h.connect()
	h.notes.breakDown(true)
	defer h.notes.breakDown(false)
	ann, ben := srv.Person("", "en-US"), srv.Person("", "en-US")
	ann.Say("help")
	if m := next(t, ann); m.Content != "You are not alone." {
		t.Errorf("saw %+v", m)
	}
	ben.Command("help", nil, srv.Guild("", "en-US").Channel(""))
	if m := next(t, ben); m.Content != "You are not alone." || !m.Ephemeral {
		t.Errorf("saw %+v", m)
	}
}

func TestWhatDiscordWillNeverTakeIsRefused(t *testing.T) {
	srv := server(t, discordtest.Config{Fault: once("/messages", 1, discordtest.Fault{Status: 400, Code: 50035})})
	h := open(t, srv, nil)
	ann := private(t, h)
	if err := h.send(ann, "1", ask(1)); !errors.Is(err, chat.ErrRefused) {
		t.Errorf("sent with %v", err)
	}
	for _, to := range []chat.Actor{
		{Platform: "telegram", Kind: chat.Person, ID: "1"},
		{Platform: discord.Platform, Kind: chat.Service, ID: "1"},
		{Platform: discord.Platform, Kind: chat.Person, ID: "1/../2"},
	} {
		if err := h.d.Send(soon(t), to, "1", ask(1)); !errors.Is(err, chat.ErrRefused) {
			t.Errorf("sent to %v with %v", to, err)
		}
	}
	h.mustSend(ann, "2", chat.Say{}) // nothing to say is no failure
}

func TestALateFirstAnswerFindsAnotherWay(t *testing.T) {
	srv := server(t, discordtest.Config{Fault: once("/callback", 1<<20, discordtest.Fault{Status: 404, Code: 10062})})
	h := open(t, srv, nil)
	ann := private(t, h)
	ann.Command("checkin", nil, srv.Guild("", "en-US").Channel(""))
	h.events(2)
	h.mustSend(ann, "1", chat.Say{Text: "here then"})
	if m := next(t, ann); m.Content != "here then" || m.Channel != ann.DM() {
		t.Errorf("saw %+v", m)
	}
}

func TestAnEventThatAlwaysEndsInAPanicIsGivenUp(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, nil)
	var tries atomic.Int32
	h.answer = func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		if in.Event == (chat.Text{Text: "odd"}) {
			tries.Add(1)
			panic("never seen before")
		}
		return chat.Answer{}, nil
	}
	h.connect()
	ann := srv.Person("", "en-US")
	ann.Say("odd")
	ann.Say("fine")
	if got := texts(h.events(1)); got[0] != "fine" || tries.Load() != 3 {
		t.Errorf("got %v after %d tries", got, tries.Load())
	}
}

func TestWhoRefusesPrivateMessagesIsStillAnswered(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, nil)
	ann := srv.Person("", "en-US")
	ann.CloseDMs()
	ann.Command("checkin", nil, discordtest.Place{})
	h.events(1)
	for i, text := range []string{"one", "two", "three"} {
		h.mustSend(ann, fmt.Sprint(i), chat.Say{Text: text})
	}
	var seen []string
	for range 4 {
		seen = append(seen, next(t, ann).Content)
	}
	if want := []string{"one", "two", "Your private chat is closed to me.", "three"}; !slices.Equal(seen, want) {
		t.Errorf("saw %q", seen)
	}
}

func TestWhoWritesAgainIsAnsweredInPrivateAgain(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, nil)
	ann := private(t, h)
	ann.RefuseDMs(50007)
	if err := h.send(ann, "1", ask(1)); !errors.Is(err, chat.ErrUnreachable) {
		t.Fatal(err)
	}
	ann.RefuseDMs(0)
	ann.Say("I am back")
	h.events(2)
	h.mustSend(ann, "2", chat.Say{Text: "welcome back"})
	ann.Command("checkin", nil, discordtest.Place{})
	h.events(3)
	h.mustSend(ann, "3", chat.Say{Text: "here you are"})
	if got := []string{next(t, ann).Content, next(t, ann).Content}; !slices.Equal(got, []string{"welcome back", "here you are"}) || ann.Waiting() != 0 {
		t.Errorf("saw %q", got)
	}
}

func TestADeferralThatNoWordsFollowIsTakenAway(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, func(c *discord.Config) { c.Timing.Defer, c.Timing.Think = time.Millisecond, 20*time.Millisecond })
	ann := srv.Person("", "en-US")
	asked := ann.Command("checkin", nil, srv.Guild("", "en-US").Channel(""))
	h.events(1)
	until(t, "nobody thinks any more", func() bool { return !asked.Deferred() && !asked.Failed() })
	until(t, "it is gone", func() bool { m, ok := asked.Original(); return !ok || m.Deleted })
	h.mustSend(ann, "1", chat.Say{Text: "late words"})
	if m := last(t, ann); m.Content != "late words" || !m.Ephemeral {
		t.Errorf("saw %+v", m)
	}
}

func TestAMessagePastTheMailboxIsSentOnceInAllItsPieces(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, nil)
	ann := private(t, h)
	for range 2 {
		h.mustSend(ann, "", chat.Say{Text: strings.Repeat("word ", 700)})
	}
	for range 4 {
		if m := next(t, ann); m.Nonce != "" || len(m.Content) > 2000 {
			t.Errorf("saw %d letters, nonce %q", len(m.Content), m.Nonce)
		}
	}
}
