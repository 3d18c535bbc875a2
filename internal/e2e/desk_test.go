package e2e_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

// request is something asked of /schedule: a line on Telegram, a command with options on
// Discord.
type request struct {
	line    string
	sub     string
	options []discordtest.Option
}

// option is a text given with a command.
func option(name, value string) discordtest.Option {
	return discordtest.Option{Name: name, Value: value}
}

// Requests that stories share.
func plans(when, what, title string) request {
	return request{when + " " + title, "new", []discordtest.Option{option("when", when), option("what", what)}}
}

func writes(when, text string) request {
	return request{when + " text: " + text, "new", []discordtest.Option{option("when", when), option("text", text)}}
}

// deed does something to the first reminder.
func deed(sub string) request {
	return request{sub + " 1", sub, []discordtest.Option{option("which", "1")}}
}

func inParis() request {
	return request{"zone Paris", "settings", []discordtest.Option{option("zone", "Paris")}}
}

func overview() request { return request{line: "list", sub: "list"} }

func history() request { return request{line: "history", sub: "history"} }

// member is somebody in a community.
type member interface {
	asker

	name() string
	// opens presses the button of a post. What is read then is heard by the person.
	opens(post said, label string)
	self() *person
}

// asker arranges for a community.
type asker interface {
	// asks uses /schedule and returns what is read then, by them alone.
	asks(r request) said
	// taps presses a button and returns what is read then.
	taps(on said, label string) said
}

// community is a place on a platform where people read the same.
type community interface {
	door

	// moderator is somebody who may schedule, passer is somebody who may not.
	moderator(number int) member
	passer(number int) member
	// posts is what everybody reads there from the bot.
	posts() []said
}

// door is what can be wrong with a community for the bot.
type door interface {
	platform() string
	// closes takes the bot's right to write there, or gives it back.
	closes(on bool)
	// tried is how often something was to be posted there.
	tried() int
	// withholds takes what is posted, and leaves the bot without an answer.
	withholds(on bool)
}

// communities runs a story in a community of each platform.
func communities(t *testing.T, story func(t *testing.T, h *house, c community)) {
	t.Helper()
	for name, begin := range map[string]func(h *house) community{
		"on Discord": func(h *house) community { return h.aServer() }, "on Telegram": func(h *house) community { return h.aGroup() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := onRedis(t)
			story(t, h, begin(h))
		})
	}
}

// reads holds what somebody reads to some of its lines, in their order.
func reads(t *testing.T, s said, parts ...string) {
	t.Helper()
	rest := s.text
	for _, part := range parts {
		_, after, found := strings.Cut(rest, part)
		if !found {
			t.Fatalf("there is no %q, or not in its order, in\n%s\n%q", part, s.text, s.labels)
		}
		rest = after
	}
}

// tells prints what is read, for whoever looks at the words.
func (h *house) tells(who, did string, s said) said {
	h.t.Helper()
	h.t.Logf("%s: %s\n%s\n%q", who, did, s.text, s.labels)
	if !s.hidden {
		h.t.Errorf("%s: %s: others read the answer", who, did)
	}
	return s
}

// server is a community on Discord.
type server struct {
	h     *house
	guild *discordtest.Guild
	place discordtest.Place
}

func (h *house) aServer() *server {
	g := h.discord.Guild("", "en-US")
	return &server{h, g, g.Channel("")}
}

func (c *server) platform() string { return "discord" }

func (c *server) moderator(number int) member { return c.somebody(number, c.place.Moderating()) }

func (c *server) passer(number int) member { return c.somebody(number, c.place) }

func (c *server) somebody(number int, at discordtest.Place) *guest {
	p := c.h.onDiscord(number, "en", at)
	d, _ := p.platform.(*discordPerson)
	d.person.Named("Person " + names[number])
	d.person.Visit(c.place)
	return &guest{c.h, d, names[number], p}
}

func (c *server) posts() (all []said) {
	for _, m := range c.h.discord.Posts(c.place.Channel) {
		all = append(all, readOnDiscord(m))
	}
	return all
}

func (c *server) closes(on bool) {
	c.h.discord.Refuse(c.place.Channel, map[bool]int{true: 50013}[on])
}

func (c *server) tried() (n int) {
	for _, call := range c.h.discord.Calls() {
		if c.isPost(call) {
			n++
		}
	}
	return n
}

func (c *server) isPost(call discordtest.Call) bool {
	return call.Method == http.MethodPost && strings.HasSuffix(call.Path, "/channels/"+c.place.Channel+"/messages")
}

func (c *server) withholds(on bool) {
	c.h.discordFault(func(call discordtest.Call) *discordtest.Fault {
		if on && c.isPost(call) {
			return &discordtest.Fault{After: true, Drop: true}
		}
		return nil
	})
}

// names are what people are called, by their numbers.
var names = [...]string{"Nobody", "Ana", "Ben", "Cleo", "Dan", "Eve"}

// guest is a member of a server.
type guest struct {
	h     *house
	who   *discordPerson
	first string
	talks *person
}

func (g *guest) self() *person { return g.talks }

func (g *guest) name() string { return "Person " + g.first }

func (g *guest) asks(r request) said {
	g.h.t.Helper()
	ctx := soon(g.h.t)
	if _, err := g.who.person.Command("schedule", []discordtest.Option{{Name: r.sub, Options: r.options}}, g.who.place).Answered(ctx); err != nil {
		g.h.t.Fatal(err)
	}
	return g.h.tells(g.name(), "/schedule "+r.sub, g.privately(ctx))
}

// privately is the next answer. What everybody reads meanwhile is passed by: it is among
// the posts.
func (g *guest) privately(ctx context.Context) said {
	g.h.t.Helper()
	for {
		s, err := g.who.next(ctx)
		if err != nil {
			g.h.t.Fatalf("reading an answer: %v", err)
		}
		if s.hidden {
			return s
		}
	}
}

func (g *guest) taps(on said, label string) said {
	g.h.t.Helper()
	ctx := soon(g.h.t)
	m, _ := on.raw.(discordtest.Message)
	b, _ := m.Button(label)
	pressed, err := g.who.person.Press(m, b.CustomID)
	if err != nil {
		g.h.t.Fatalf("pressing %q: %v", label, err)
	}
	answer, err := pressed.Answered(ctx)
	if err != nil {
		g.h.t.Fatal(err)
	}
	if answer.Type == discordtest.AnswerEdit {
		now, _ := g.who.person.Look(m.ID)
		return g.h.tells(g.name(), "presses "+label, readOnDiscord(now))
	}
	return g.h.tells(g.name(), "presses "+label, g.privately(ctx))
}

// crowd is a community on Telegram: a topic of a group.
type crowd struct {
	h     *house
	group *telegramtest.Group
	topic int64
}

func (h *house) aGroup() *crowd {
	g := h.telegram.Group(-1000000077000)
	return &crowd{h, g, g.Topic("Evenings")}
}

func (c *crowd) platform() string { return "telegram" }

func (c *crowd) moderator(number int) member {
	m := c.somebody(number)
	c.group.Promote(m.who.person)
	return m
}

func (c *crowd) passer(number int) member { return c.somebody(number) }

func (c *crowd) somebody(number int) *inGroup {
	p := c.h.onTelegram(number, "en")
	who, _ := p.platform.(*telegramPerson)
	c.group.Say(who.person, "hello")
	return &inGroup{c, who, p}
}

func (c *crowd) posts() (all []said) {
	for _, m := range c.group.Messages() {
		if m.Bot {
			all = append(all, readOnTelegram(m))
		}
	}
	return all
}

func (c *crowd) closes(on bool) {
	c.h.telegram.Misbehave(func(call telegramtest.Call) *telegramtest.Fault {
		if on && call.Method == "sendMessage" && call.Chat() == c.group.ID {
			return telegramtest.Refused("not enough rights to send text messages to the chat")
		}
		return nil
	})
}

func (c *crowd) tried() int { return c.h.callsTo(c.group.ID) }

func (c *crowd) withholds(on bool) {
	c.h.telegram.Misbehave(func(call telegramtest.Call) *telegramtest.Fault {
		if on && call.Method == "sendMessage" && call.Chat() == c.group.ID {
			return telegramtest.LostAnswer()
		}
		return nil
	})
}

// inGroup is a member of a group.
type inGroup struct {
	*crowd

	who   *telegramPerson
	talks *person
}

func (g *inGroup) self() *person { return g.talks }

func (g *inGroup) name() string { return "Person " + g.who.id() }

func (g *inGroup) asks(r request) said {
	g.h.t.Helper()
	g.group.SayIn(g.who.person, g.topic, "/schedule "+r.line)
	s, err := g.who.next(soon(g.h.t))
	if err != nil {
		g.h.t.Fatal(err)
	}
	return g.h.tells(g.name(), "/schedule "+r.line, s)
}

func (g *inGroup) taps(on said, label string) said {
	g.h.t.Helper()
	m, _ := on.raw.(telegramtest.Message)
	before := len(g.who.person.Messages())
	if err := g.who.press(soon(g.h.t), on, label); err != nil {
		g.h.t.Fatalf("pressing %q: %v", label, err)
	}
	now := m
	g.h.until("the press is answered", func() bool {
		now, _ = g.who.person.Message(m.ID)
		return now.Edits > m.Edits || len(g.who.person.Messages()) > before
	})
	s := readOnTelegram(now)
	if now.Edits == m.Edits {
		var err error
		if s, err = g.who.next(soon(g.h.t)); err != nil {
			g.h.t.Fatal(err)
		}
	}
	return g.h.tells(g.name(), "presses "+label, s)
}
