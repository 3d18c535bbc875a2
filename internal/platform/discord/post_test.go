package discord_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// postTo is a post for a place.
func postTo(at discordtest.Place, text string) chat.Post {
	return chat.Post{Text: text, Place: chat.Place{ID: at.Channel, Name: "general"}}
}

func TestAPostCallsNobodyButItsRole(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, nil)
	g := srv.Guild("", "en-US")
	at := g.Channel("")
	team, others := g.Role("team", 0), g.Role("others", 0)
	ann, ben, cleo := srv.Person("", "en-US"), srv.Person("", "en-US"), srv.Person("", "en-US")
	for _, p := range []*discordtest.Person{ann, ben, cleo} {
		p.Visit(at)
	}
	g.Give(ann, team)
	g.Give(ben, others)
	nasty := "A pause, @everyone and @here, <@" + cleo.ID() + ">, <@!" + cleo.ID() + ">, <@&" + others + ">, <@&" + g.ID() + ">?"
	for name, c := range map[string]struct {
		role   chat.Role
		begins string
		called []string
	}{
		"with a role, its members":           {chat.Role{ID: team, Name: "team"}, "<@&" + team + ">\nA pause", []string{ann.ID()}},
		"without a role, nobody":             {chat.Role{}, "A pause", nil},
		"with the role of everybody, nobody": {chat.Role{ID: g.ID(), Name: "@everyone"}, "A pause", nil},
		"with a role that is no id, nobody":  {chat.Role{ID: "x>@everyone", Name: "team"}, "A pause", nil},
	} {
		t.Run(name, func(t *testing.T) {
			post := postTo(at, nasty)
			post.Role = c.role
			if err := h.d.Send(soon(t), guildOf(at), "n"+strings.ReplaceAll(name, " ", "")[:16], post); err != nil {
				t.Fatal(err)
			}
			all := srv.Posts(at.Channel)
			got := all[len(all)-1]
			if !strings.HasPrefix(got.Content, c.begins) || got.Nonce == "" || len(got.Buttons()) != 0 {
				t.Errorf("posted %+v", got)
			}
			if !slices.Equal(got.Pings, c.called) {
				t.Errorf("called %d people", len(got.Pings))
			}
		})
	}
}

func TestAPostThatIsSentAgainIsThereOnce(t *testing.T) {
	var calls atomic.Int32
	srv := server(t, discordtest.Config{Fault: func(c discordtest.Call) *discordtest.Fault {
		if c.Method == http.MethodPost && strings.HasSuffix(c.Route, "/messages") && calls.Add(1) == 1 {
			return &discordtest.Fault{Drop: true, After: true}
		}
		return nil
	}})
	h := open(t, srv, nil)
	at := srv.Guild("", "en-US").Thread("breathing")
	post := postTo(at, "A pause?")
	if err := h.d.Send(soon(t), guildOf(at), "p1", post); err == nil {
		t.Fatal("the outcome was known")
	}
	if err := h.d.Send(soon(t), guildOf(at), "p1", post); err != nil {
		t.Fatal(err)
	}
	if all := srv.Posts(at.Channel); len(all) != 1 || all[0].Content != "A pause?" {
		t.Errorf("posted %+v", all)
	}
}

func TestALongPostIsWholeWithItsButtonLast(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, nil)
	g := srv.Guild("", "en-US")
	at, team := g.Channel(""), g.Role("team", 0)
	post := postTo(at, strings.Repeat("*breathe* ", 150))
	post.Role, post.Begin, post.Button = chat.Role{ID: team}, "breathe-choose", "Join"
	if err := h.d.Send(soon(t), guildOf(at), "p1", post); err != nil {
		t.Fatal(err)
	}
	all := srv.Posts(at.Channel)
	whole := ""
	for i, m := range all {
		whole += m.Content + " "
		if last := i == len(all)-1; (len(m.Buttons()) == 1) != last || m.Nonce == "" {
			t.Errorf("part %d is %+v", i, m)
		}
	}
	if strings.Count(whole, `\*breathe\*`) != 150 || strings.Count(whole, "<@&") != 1 {
		t.Errorf("posted %q", whole)
	}
}

func TestAPostsButtonBeginsPrivatelyForWhoeverPressesIt(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, nil)
	replies(h, func(in chat.Inbound) (chat.Message, chat.Answer) {
		if begin, ok := in.Event.(chat.Begin); ok && begin.Script == "evening" {
			return ask(11), chat.Answer{Open: 11} // 11 is "b" in the ids of questions
		}
		if p, ok := in.Event.(chat.Press); ok && p.Question == 11 && p.Token == "good" {
			return chat.Say{Text: "Thank you."}, chat.Answer{}
		}
		t.Errorf("handed in %+v", in.Event)
		return nil, chat.Answer{}
	})
	h.connect()
	at := srv.Guild("", "en-US").Channel("")
	ann, ben := srv.Person("", "en-US"), srv.Person("", "en-US")
	ann.Visit(at)
	ben.Visit(at)
	post := postTo(at, "How was the day?")
	post.Begin, post.Button = "evening", "Check in"
	if err := h.d.Send(soon(t), guildOf(at), "p1", post); err != nil {
		t.Fatal(err)
	}
	shown := next(t, ann)
	next(t, ben)
	for _, p := range []*discordtest.Person{ann, ben} {
		press(t, p, shown, "Check in")
		question := next(t, p)
		if !question.Ephemeral || question.Content != "How is your mood?" {
			t.Errorf("saw %+v", question)
		}
		press(t, p, question, "Good")
		if thanks := next(t, p); !thanks.Ephemeral || thanks.Content != "Thank you." {
			t.Errorf("saw %+v", thanks)
		}
	}
	if now, _ := ann.Look(shown.ID); now.Version != 0 || len(now.Buttons()) != 1 {
		t.Errorf("the post became %+v", now)
	}
	if ann.Waiting()+ben.Waiting() != 0 {
		t.Error("somebody saw more than their own")
	}
	first := h.events(4)[0]
	if first.Actor != who(ann) || !strings.HasPrefix(first.ID, "i") {
		t.Errorf("handed in %+v", first)
	}
}

func TestWhatBecomesOfAPostThatCannotBeMade(t *testing.T) {
	for name, c := range map[string]struct {
		happens func(srv *discordtest.Server, g *discordtest.Guild, at discordtest.Place)
		want    error
	}{
		"the channel is gone": {
			func(srv *discordtest.Server, _ *discordtest.Guild, at discordtest.Place) {
				srv.DeleteChannel(at.Channel)
			}, chat.ErrRefused,
		},
		"the bot may not write there": {
			func(srv *discordtest.Server, _ *discordtest.Guild, at discordtest.Place) {
				srv.Refuse(at.Channel, 50013)
			}, chat.ErrRefused,
		},
		"the bot may not see the channel": {
			func(srv *discordtest.Server, _ *discordtest.Guild, at discordtest.Place) {
				srv.Refuse(at.Channel, 50001)
			}, chat.ErrRefused,
		},
		"the thread is locked": {
			func(srv *discordtest.Server, _ *discordtest.Guild, at discordtest.Place) {
				srv.Refuse(at.Channel, 160005)
			}, chat.ErrRefused,
		},
		"the bot is out of the server": {
			func(_ *discordtest.Server, g *discordtest.Guild, _ discordtest.Place) { g.Remove() }, chat.ErrUnreachable,
		},
	} {
		t.Run(name, func(t *testing.T) {
			srv := server(t, discordtest.Config{})
			h := build(t, srv, nil) // it only sends
			g := srv.Guild("", "en-US")
			at := g.Channel("")
			c.happens(srv, g, at)
			err := h.d.Send(soon(t), guildOf(at), "p1", postTo(at, "A pause?"))
			if !errors.Is(err, c.want) || errors.Is(err, chat.ErrRefused) && errors.Is(err, chat.ErrUnreachable) {
				t.Errorf("sent with %v", err)
			}
			lacksSecrets(t, err, at.Channel, at.Guild)
		})
	}
}

func TestAPostIsTriedAgainWhenNothingIsSure(t *testing.T) {
	for name, fault := range map[string]func(c discordtest.Call) *discordtest.Fault{
		"Discord is out of order": func(c discordtest.Call) *discordtest.Fault {
			return &discordtest.Fault{Status: http.StatusInternalServerError}
		},
		"somebody in front says no": func(c discordtest.Call) *discordtest.Fault {
			return &discordtest.Fault{Status: http.StatusForbidden}
		},
		"the channel is closed, and whether the server is cannot be asked": func(c discordtest.Call) *discordtest.Fault {
			if c.Method == http.MethodGet {
				return &discordtest.Fault{Status: http.StatusBadGateway}
			}
			return &discordtest.Fault{Status: http.StatusForbidden, Code: 50001}
		},
	} {
		t.Run(name, func(t *testing.T) {
			srv := server(t, discordtest.Config{Fault: fault})
			h := build(t, srv, nil)
			at := srv.Guild("", "en-US").Channel("")
			err := h.d.Send(soon(t), guildOf(at), "p1", postTo(at, "A pause?"))
			if err == nil || errors.Is(err, chat.ErrRefused) || errors.Is(err, chat.ErrUnreachable) {
				t.Errorf("sent with %v", err)
			}
		})
	}
}

func TestWhatIsForNobodyThereIsRefused(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := build(t, srv, nil)
	at := srv.Guild("", "en-US").Channel("")
	for name, c := range map[string]struct {
		to chat.Actor
		m  chat.Message
	}{
		"a post for no place":           {guildOf(at), chat.Post{Text: "A pause?"}},
		"a post for a strange place":    {guildOf(at), chat.Post{Text: "A pause?", Place: chat.Place{ID: "../guilds"}}},
		"a question to a whole server":  {guildOf(at), ask(1)},
		"a post to somebody in private": {who(srv.Person("", "en-US")), postTo(at, "A pause?")},
	} {
		t.Run(name, func(t *testing.T) {
			if err := h.d.Send(soon(t), c.to, "1", c.m); !errors.Is(err, chat.ErrRefused) {
				t.Errorf("sent with %v", err)
			}
		})
	}
}

func TestAServerThatThrowsTheBotOutAndTakesItBack(t *testing.T) {
	srv := server(t, discordtest.Config{})
	h := open(t, srv, nil)
	g := srv.Guild("", "es-ES")
	at := g.Channel("")
	g.Outage() // is nothing
	g.Remove()
	gone := h.events(1)[0]
	if gone.Actor != guildOf(at) || gone.Event != (chat.Lifecycle{Change: chat.Blocked}) || gone.ID == "" {
		t.Errorf("handed in %+v", gone)
	}
	until(t, "it is noted", func() bool { return h.notes.has(guildOf(at), "away") })
	g.Invite()
	back := h.events(2)[1]
	if back.Actor != guildOf(at) || back.Event != (chat.Lifecycle{Change: chat.Joined}) || back.ID == gone.ID || back.Locale != "es-ES" {
		t.Errorf("handed in %+v", back)
	}
	until(t, "it is forgotten again", func() bool { return !h.notes.has(guildOf(at), "away") })
	g.Outage()
	ann := srv.Person("", "en-US")
	ann.Say("hi") // comes after it
	if all := h.events(3); len(all) != 3 || all[2].Actor != who(ann) {
		t.Errorf("handed in %+v", all)
	}
}

func TestABotThatWasTakenBackWhileItSleptHearsOfItAtItsStart(t *testing.T) {
	srv := server(t, discordtest.Config{})
	first := build(t, srv, nil)
	g := srv.Guild("", "en-US")
	other := srv.Guild("", "en-US")
	at := g.Channel("")
	g.Remove()
	if err := first.d.Send(soon(t), guildOf(at), "p1", postTo(at, "A pause?")); !errors.Is(err, chat.ErrUnreachable) {
		t.Fatalf("sent with %v", err)
	}
	g.Invite()
	tries := 0
	second := build(t, srv, func(c *discord.Config) { c.Notes = first.notes })
	second.answer = func(context.Context, chat.Inbound) (chat.Answer, error) {
		if tries++; tries == 1 { // one event, one lane
			return chat.Answer{}, errStore
		}
		return chat.Answer{}, nil
	}
	second.connect()
	in := second.events(1)[0]
	if in.Actor != guildOf(at) || in.Event != (chat.Lifecycle{Change: chat.Joined}) {
		t.Errorf("handed in %+v", in)
	}
	if second.notes.has(guildOf(discordtest.Place{Guild: other.ID()}), "away") {
		t.Error("the other server is noted")
	}
}
