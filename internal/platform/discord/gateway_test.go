package discord_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

func TestWhatAPersonSaysInPrivateIsHandedInInOrder(t *testing.T) {
	srv := server(t, discordtest.Config{Keep: -1})
	h := open(t, srv, nil)
	ann := srv.Person("", "en-US")
	const n = 5000
	for i := range n {
		ann.Say(fmt.Sprint("word ", i))
	}
	for i, in := range h.events(n) {
		if got := in.Event.(chat.Text).Text; got != fmt.Sprint("word ", i) || in.Actor != who(ann) || !strings.HasPrefix(in.ID, "m") {
			t.Fatalf("event %d is %q", i, got)
		}
	}
	if len(h.events(n)) != n {
		t.Error("some came twice")
	}
}

func TestOneWhoseEventWaitsHoldsUpNobodyElse(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, nil)
	ann, ben := srv.Person("", "en-US"), srv.Person("", "en-US")
	var tries atomic.Int32
	h.answer = func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		if in.Actor == who(ann) && tries.Add(1) < 20 {
			return chat.Answer{}, errStore
		}
		return chat.Answer{}, nil
	}
	h.connect()
	ann.Say("one")
	ann.Say("two")
	for i := range 50 {
		ben.Say(fmt.Sprint(i))
	}
	all := h.events(52)
	anns := slices.DeleteFunc(slices.Clone(all), func(in chat.Inbound) bool { return in.Actor != who(ann) })
	if got := texts(anns); !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("got %v", got)
	}
}

func TestAConnectionThatEndsIsResumedAndNothingIsMissed(t *testing.T) {
	cases := map[string]func(*discordtest.Server){
		"discord asks to reconnect":                   (*discordtest.Server).Reconnect,
		"the line is cut":                             (*discordtest.Server).Drop,
		"discord says that it can be resumed":         func(s *discordtest.Server) { s.Invalidate(true) },
		"discord hangs up for a reason of its own":    func(s *discordtest.Server) { s.Hangup(4000) },
		"discord hangs up because of an unknown code": func(s *discordtest.Server) { s.Hangup(4001) },
		"discord asks right after its hello":          func(s *discordtest.Server) { s.ReconnectAtHello(2); s.Drop() },
		"nobody understands a frame, then a cut":      func(s *discordtest.Server) { s.Inject("{"); s.Drop() },
	}
	for name, fault := range cases {
		t.Run(name, func(t *testing.T) {
			srv := server(t, discordtest.Config{})
			h := open(t, srv, nil)
			ann := srv.Person("", "en-US")
			ann.Say("before")
			h.events(1)
			fault(srv)
			ann.Say("during")
			h.events(2)
			ann.Say("after")
			if got := texts(h.events(3)); !slices.Equal(got, []string{"before", "during", "after"}) {
				t.Errorf("got %v", got)
			}
			if n := len(srv.Identifies()); n != 1 {
				t.Errorf("identified %d times", n)
			}
			until(t, "a resume", func() bool { return len(srv.Resumes()) > 0 })
			if r := srv.Resumes(); !r[len(r)-1].Taken || !r[len(r)-1].Followed {
				t.Errorf("resumed as %+v", r)
			}
		})
	}
}

func TestASessionThatIsOverIsBegunAnew(t *testing.T) {
	for name, fault := range map[string]func(*discordtest.Server){
		"an invalid session": func(s *discordtest.Server) { s.Invalidate(false) },
		"timed out":          func(s *discordtest.Server) { s.Hangup(discordtest.CloseSessionTimedOut) },
		"a wrong sequence":   func(s *discordtest.Server) { s.Hangup(discordtest.CloseBadSeq) },
	} {
		t.Run(name, func(t *testing.T) {
			srv := server(t, discordtest.Config{})
			h := open(t, srv, nil)
			fault(srv)
			until(t, "a second session", func() bool { return len(srv.Identifies()) == 2 })
			until(t, "ready again", func() bool { return h.d.Health().Ready })
			srv.Person("", "en-US").Say("hello")
			h.events(1)
		})
	}
}

func TestOp7BeforeAnythingElseIsObeyed(t *testing.T) {
	srv := server(t, discordtest.Config{})
	srv.ReconnectAtHello(3)
	h := open(t, srv, nil)
	srv.Person("", "en-US").Say("hello")
	h.events(1)
}

func TestWhatCannotBeMendedEndsRun(t *testing.T) {
	for code, words := range map[int]string{
		discordtest.CloseBadShard: "shards", discordtest.CloseShardingRequired: "servers",
		discordtest.CloseBadIntents: "intents", discordtest.CloseDisallowedIntents: "Privileged Gateway Intents",
	} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			srv := server(t, discordtest.Config{})
			srv.RefuseIdentify(code)
			h := build(t, srv, nil)
			h.start()
			err := <-h.over
			h.over <- err
			var closed discord.GatewayError
			if !errors.As(err, &closed) || closed.Code != code || !strings.Contains(err.Error(), words) {
				t.Errorf("ended with %v", err)
			}
		})
	}
}

func TestAWrongTokenIsSaidAndNotShown(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, func(c *discord.Config) { c.Token = "not-the-token" })
	if _, err := h.d.Check(soon(t)); !errors.Is(err, discord.ErrToken) {
		t.Errorf("checked with %v", err)
	}
	h.start()
	err := <-h.over
	h.over <- err
	if !errors.Is(err, discord.ErrToken) {
		t.Errorf("ended with %v", err)
	}
	lacksSecrets(t, err, "not-the-token")
	if shown := fmt.Sprintf("%v %#v", discord.Token("x-y"), discord.Token("x-y")); strings.Contains(shown, "x-y") {
		t.Errorf("printed as %q", shown)
	}
}

func TestATokenThatIsRevokedLater(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, nil)
	srv.Hangup(discordtest.CloseBadToken)
	err := <-h.over
	h.over <- err
	if !errors.Is(err, discord.ErrToken) {
		t.Errorf("ended with %v", err)
	}
}

func TestTheBotKnowsItself(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, nil)
	if me, err := h.d.Check(soon(t)); err != nil || me.ID != srv.AppID() || me.Name == "" {
		t.Errorf("it is %+v, %v", me, err)
	}
}

func TestSilenceIsNoticedAndTheSessionResumed(t *testing.T) {
	srv := server(t, discordtest.Config{Heartbeat: 30 * time.Millisecond})
	h := open(t, srv, nil)
	until(t, "heartbeats", func() bool { return srv.Heartbeats() > 2 })
	srv.WithholdAcks(true)
	until(t, "a resume", func() bool { return len(srv.Resumes()) > 0 })
	srv.WithholdAcks(false)
	srv.Person("", "en-US").Say("still here")
	h.events(1)
	if n := len(srv.Identifies()); n != 1 {
		t.Errorf("identified %d times", n)
	}
}

func TestWhoNeverGetsReadyEnds(t *testing.T) {
	srv := server(t, discordtest.Config{})
	srv.ReconnectAtHello(1 << 20)
	h := build(t, srv, func(c *discord.Config) { c.Timing.Ready = 200 * time.Millisecond })
	h.start()
	err := <-h.over
	h.over <- err
	if !errors.Is(err, discord.ErrNotReady) {
		t.Errorf("ended with %v", err)
	}
}

func TestARestartResumesAndNothingIsMissedNorTwice(t *testing.T) {
	srv := server(t, discordtest.Config{})
	ann, ben := srv.Person("", "en-US"), srv.Person("", "en-US")
	first := build(t, srv, nil)
	stuck := make(chan struct{})
	first.answer = func(ctx context.Context, in chat.Inbound) (chat.Answer, error) {
		if in.Actor == who(ann) {
			close(stuck)
			<-ctx.Done()
			return chat.Answer{}, ctx.Err()
		}
		return chat.Answer{}, nil
	}
	first.connect()
	ann.Say("waits")
	<-stuck
	for i := range 20 { // more than a session remembers
		ben.Say(fmt.Sprint("done ", i))
	}
	first.events(20)
	if err := first.close(); err != nil {
		t.Fatal(err)
	}
	ben.Say("missed")
	second := open(t, srv, func(c *discord.Config) { c.Notes = first.notes })
	ben.Say("new")
	got := texts(second.events(3))
	slices.Sort(got)
	if !slices.Equal(got, []string{"missed", "new", "waits"}) {
		t.Errorf("got %v", got)
	}
	if len(srv.Identifies()) != 1 || len(srv.Resumes()) != 1 {
		t.Errorf("%d sessions, %d resumes", len(srv.Identifies()), len(srv.Resumes()))
	}
}

func TestACrashBringsBackNoMoreThanASessionRemembers(t *testing.T) {
	srv := server(t, discordtest.Config{})
	ann := srv.Person("", "en-US")
	kept := newNotes()
	h := build(t, srv, func(c *discord.Config) { c.Notes, c.Timing.Persist = kept, time.Hour })
	h.connect()
	for i := range 40 {
		ann.Say(fmt.Sprint(i))
	}
	h.events(40)
	crashed := kept.copyOf() // nothing was written at the end
	_ = h.close()
	again := open(t, srv, func(c *discord.Config) { c.Notes = crashed })
	ann.Say("end")
	until(t, "the last word", func() bool {
		got := texts(again.events(1))
		return got[len(got)-1] == "end"
	})
	if n := len(again.events(1)) - 1; n > 7 {
		t.Errorf("%d events came again", n)
	}
}

func TestEventsOfAnotherKindArePassedOver(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, nil)
	ann, guild := srv.Person("", "en-US"), srv.Guild("", "en-US")
	srv.Dispatch("SOMETHING_NEW", json.RawMessage(`{"a":[1,{"b":null}]}`))
	srv.Dispatch("MESSAGE_CREATE", json.RawMessage(`[1,2,3]`))
	srv.Dispatch("MESSAGE_CREATE", json.RawMessage(`{"id":7,"author":"nobody"}`))
	srv.Dispatch("INTERACTION_CREATE", json.RawMessage(`{"id":"5","token":"t/../x","type":3,"user":{"id":"6"}}`))
	ann.SayAt(guild.Channel(""), "not for the bot")
	ann.Interact(99, json.RawMessage(`{"custom_id":{"a":1}}`), discordtest.Place{}, nil)
	ann.Say("first")
	h.events(1)
	h.mustSend(ann, "1", ask(1))
	shown := next(t, ann)
	odd := ann.Interact(3, json.RawMessage(`{"custom_id":"1.a","component_type":99,"values":{"x":1}}`), discordtest.Place{}, &shown)
	other := ann.Interact(3, json.RawMessage(`{"custom_id":"something of another bot","component_type":2}`), discordtest.Place{}, &shown)
	asked := ann.Autocomplete("checkin", nil, discordtest.Place{})
	for _, i := range []*discordtest.Interaction{odd, other, asked} {
		if got, err := i.Answered(soon(t)); err != nil {
			t.Errorf("answered with %+v, %v", got, err)
		}
	}
	ann.Say("hello")
	if got := texts(h.events(2)); !slices.Equal(got, []string{"first", "hello"}) {
		t.Errorf("got %v", got)
	}
}

func TestSeveralShardsShareTheWork(t *testing.T) {
	srv := server(t, discordtest.Config{Shards: 3, MaxConcurrency: 3})
	h := build(t, srv, func(c *discord.Config) { c.ShardCount = discord.Auto })
	h.start()
	if err := srv.Ready(soon(t), 3); err != nil {
		t.Fatal(err)
	}
	until(t, "all ready", func() bool { return h.d.Health().Ready })
	if got := h.d.Health(); got.Shards != 3 || got.Open != 3 {
		t.Errorf("health is %+v", got)
	}
	ann := srv.Person("", "en-US")
	for range 5 {
		ann.Command("checkin", nil, srv.Guild("", "en-US").Channel(""))
	}
	h.events(5)
}

func TestReadingPausesWhenTooMuchIsUndoneAndTheHeartGoesOn(t *testing.T) {
	srv := server(t, discordtest.Config{Heartbeat: 100 * time.Millisecond, Keep: -1})
	h := build(t, srv, nil)
	release := make(chan struct{})
	h.answer = func(context.Context, chat.Inbound) (chat.Answer, error) {
		<-release
		return chat.Answer{}, nil
	}
	h.connect()
	for range 500 {
		p := srv.Person("", "en-US")
		for i := range 5 {
			p.Say(fmt.Sprint(i))
		}
	}
	until(t, "a full window", func() bool { return h.d.Health().Undone == 2000 })
	beats := srv.Heartbeats()
	until(t, "heartbeats while reading pauses", func() bool { return srv.Heartbeats() > beats+3 })
	close(release)
	last := map[chat.Actor]string{}
	for _, in := range h.events(2500) {
		word := in.Event.(chat.Text).Text
		if word <= last[in.Actor] {
			t.Fatalf("%q comes after %q", word, last[in.Actor])
		}
		last[in.Actor] = word
	}
	if n := len(srv.Resumes()) + len(srv.Identifies()); n != 1 {
		t.Errorf("connected %d times", n)
	}
	until(t, "nothing undone", func() bool { return h.d.Health().Undone == 0 })
}

func TestWhatWasUnderWayAtTheEndIsAnsweredByTheNextProcess(t *testing.T) {
	srv := server(t, discordtest.Config{})
	first := build(t, srv, nil)
	heard := make(chan struct{})
	first.answer = func(ctx context.Context, _ chat.Inbound) (chat.Answer, error) {
		close(heard)
		<-ctx.Done()
		return chat.Answer{}, ctx.Err()
	}
	first.connect()
	ann := srv.Person("", "en-US")
	asked := ann.Command("checkin", nil, srv.Guild("", "en-US").Channel(""))
	<-heard
	if err := first.close(); err != nil {
		t.Fatal(err)
	}
	if got, err := asked.Answered(soon(t)); err != nil || got.Type != discordtest.AnswerDeferred {
		t.Fatalf("at the end it was answered with %+v, %v", got, err)
	}
	second := build(t, srv, func(c *discord.Config) { c.Notes = first.notes })
	replies(second, func(chat.Inbound) (chat.Message, chat.Answer) { return ask(1), chat.Answer{Open: 1} })
	second.connect()
	if in := second.events(1)[0]; in.ID != "i"+asked.ID {
		t.Errorf("got %+v", in)
	}
	until(t, "the words", func() bool { m, ok := asked.Original(); return ok && !m.Thinking })
	if m, _ := asked.Original(); m.Content != ask(1).Text || !m.Ephemeral {
		t.Errorf("saw %+v", m)
	}
}

func TestItCanRunAgain(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, nil)
	var hold atomic.Bool
	hold.Store(true)
	h.answer = func(ctx context.Context, _ chat.Inbound) (chat.Answer, error) {
		if hold.Load() {
			<-ctx.Done()
			return chat.Answer{}, ctx.Err()
		}
		return chat.Answer{}, nil
	}
	h.connect()
	ann := srv.Person("", "en-US")
	ann.Say("one")
	ann.Say("two")
	until(t, "two under way", func() bool { return h.d.Health().Undone == 2 })
	if err := h.close(); err != nil {
		t.Fatal(err)
	}
	hold.Store(false)
	h.connect()
	ann.Say("three")
	if got := texts(h.events(3)); !slices.Equal(got, []string{"one", "two", "three"}) {
		t.Errorf("got %v", got)
	}
	until(t, "nothing undone", func() bool { return h.d.Health().Undone == 0 })
}
