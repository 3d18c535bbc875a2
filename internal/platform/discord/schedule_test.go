package discord_test

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// worded is a catalog that says of every text which it is.
func worded(locale, id string) string { return locale + " " + id }

// calm is a Discord that waits for a slow machine.
func calm(t *testing.T, fault func(discordtest.Call) *discordtest.Fault) *discordtest.Server {
	t.Helper()
	return server(t, discordtest.Config{AnswerWithin: time.Minute, Fault: fault})
}

// community makes a server with a house that schedules for it.
func community(t *testing.T, srv *discordtest.Server, set func(*discord.Config)) *house {
	t.Helper()
	return build(t, srv, func(c *discord.Config) {
		c.Words = worded
		c.Timing.Defer, c.Timing.Callback = 30*time.Second, 30*time.Second // as calm as that Discord
		c.Menus = func() []chat.Menu { return []chat.Menu{{Lang: "en"}, {Lang: "es"}} }
		if set != nil {
			set(c)
		}
	})
}

// answers makes the house answer moderators with replies.
func answers(h *house, reply func(m chat.Manage) *chat.Reply) {
	h.answer = func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		if m, ok := in.Event.(chat.Manage); ok {
			return chat.Answer{Reply: reply(m)}, nil
		}
		return chat.Answer{}, nil
	}
}

// schedule uses a subcommand of /schedule.
func schedule(p *discordtest.Person, at discordtest.Place, sub string, options ...discordtest.Option) *discordtest.Interaction {
	return p.Command("schedule", []discordtest.Option{{Name: sub, Options: options}}, at)
}

func text(name, value string) discordtest.Option { return discordtest.Option{Name: name, Value: value} }

func guildOf(at discordtest.Place) chat.Actor {
	return chat.Actor{Platform: discord.Platform, Kind: chat.Community, ID: at.Guild}
}

func TestModeratorsAreOfferedSchedule(t *testing.T) {
	srv := calm(t, nil)
	h := community(t, srv, nil)
	h.connect()
	until(t, "the command is there", func() bool { return len(srv.Commands("")) == 1 })
	var shown struct {
		Name         string
		Description  string
		Descriptions map[string]string `json:"description_localizations"`
		Permissions  any               `json:"default_member_permissions"`
		Contexts     []int
		Options      []struct {
			Name    string
			Options []struct {
				Name         string
				Type         int
				Required     bool
				Autocomplete bool
				ChannelTypes []int `json:"channel_types"`
				Choices      []struct{ Name, Value string }
			}
		}
	}
	if err := json.Unmarshal(srv.Commands("")[0], &shown); err != nil {
		t.Fatal(err)
	}
	if shown.Name != "schedule" || shown.Description != "en desk.schedule" || shown.Descriptions["es-419"] != "es desk.schedule" ||
		!slices.Equal(shown.Contexts, []int{0}) {
		t.Errorf("shown is %+v", shown)
	}
	if shown.Permissions != nil {
		t.Error("members whom a role lets schedule would not see it")
	}
	var all []string
	for _, sub := range shown.Options {
		line := sub.Name + ":"
		for _, o := range sub.Options {
			line += " " + o.Name
			if o.Required {
				line += "*"
			}
			if o.Autocomplete {
				line += "~"
			}
			if o.Name == "place" && !slices.Equal(o.ChannelTypes, []int{0, 5, 10, 11, 12}) {
				t.Errorf("places are of the kinds %v", o.ChannelTypes)
			}
			if o.Name == "language" && (len(o.Choices) != 2 || o.Choices[1].Name != "Español") {
				t.Errorf("languages are %v", o.Choices)
			}
		}
		all = append(all, line)
	}
	want := []string{
		"new: when*~ what~ text zone~ role place month-end spread", "list:", "show: which*~",
		"pause: which*~", "resume: which*~", "skip: which*~",
		"edit: which*~ when~ what~ text zone~ role no-role place month-end spread",
		"delete: which*~", "history:", "settings: zone~ steward no-steward language",
	}
	if !slices.Equal(all, want) {
		t.Errorf("options are\n%s", strings.Join(all, "\n"))
	}
}

func TestWithoutWordsThereIsNoSchedule(t *testing.T) {
	srv := calm(t, nil)
	h := community(t, srv, func(c *discord.Config) { c.Words = nil })
	if err := h.d.SetCommands(soon(t)); err != nil || len(srv.Commands("")) != 0 {
		t.Errorf("set with %v", err)
	}
}

func TestWhatModeratorsAskFor(t *testing.T) {
	srv := calm(t, nil)
	g := srv.Guild("", "es-ES")
	here, there := g.Channel(""), g.Thread("breathing")
	team := g.Role("team", 0)
	role := func(name, id string) discordtest.Option {
		return discordtest.Option{Name: name, Type: discordtest.OptionRole, Value: id}
	}
	place := discordtest.Option{Name: "place", Type: discordtest.OptionChannel, Value: there.Channel}
	general := chat.Place{ID: here.Channel, Name: "general"}
	for name, c := range map[string]struct {
		sub     string
		options []discordtest.Option
		want    chat.Request
	}{
		"a reminder is for where it was set up": {
			"new",
			[]discordtest.Option{text("when", "every day 9:00"), text("what", "breathing-break")},
			chat.Draft{When: "every day 9:00", What: "breathing-break", Place: general},
		},
		"a reminder with everything": {
			"new",
			[]discordtest.Option{
				text("when", "monthly on 31 9:00"), text("text", "Tea?"), text("zone", "Oslo"), role("role", team), place,
				text("month-end", "skip"),
				{Name: "spread", Value: 10},
			},
			chat.Draft{
				When: "monthly on 31 9:00", Text: "Tea?", Zone: "Oslo", Role: chat.Role{ID: team, Name: "team"},
				Place: chat.Place{ID: there.Channel, Name: "breathing"}, MonthEnd: "skip", Spread: 10,
			},
		},
		"everybody is no role": {
			"new",
			[]discordtest.Option{text("when", "daily 9:00"), role("role", g.ID())},
			chat.Draft{When: "daily 9:00", Place: general},
		},
		"what is not touched stays empty": {
			"edit",
			[]discordtest.Option{text("which", "3"), {Name: "no-role", Value: true}},
			chat.Alter{Which: "3", NoRole: true},
		},
		"a change of the place":   {"edit", []discordtest.Option{text("which", "3"), place}, chat.Alter{Which: "3", Draft: chat.Draft{Place: chat.Place{ID: there.Channel, Name: "breathing"}}}},
		"a list":                  {"list", nil, chat.Overview{}},
		"one of them":             {"show", []discordtest.Option{text("which", "3")}, chat.Act{Which: "3", Do: chat.Look}},
		"a rest":                  {"pause", []discordtest.Option{text("which", "3")}, chat.Act{Which: "3", Do: chat.Pause}},
		"its end":                 {"resume", []discordtest.Option{text("which", "3")}, chat.Act{Which: "3", Do: chat.Resume}},
		"leaving out one time":    {"skip", []discordtest.Option{text("which", "3")}, chat.Act{Which: "3", Do: chat.Skip}},
		"taking it away":          {"delete", []discordtest.Option{text("which", "3")}, chat.Act{Which: "3", Do: chat.Remove}},
		"who did what":            {"history", nil, chat.History{}},
		"how it is":               {"settings", nil, chat.Adjust{}},
		"who else may schedule":   {"settings", []discordtest.Option{role("steward", team)}, chat.Adjust{Steward: chat.Role{ID: team, Name: "team"}}},
		"not everybody":           {"settings", []discordtest.Option{role("steward", g.ID())}, chat.Adjust{}},
		"nobody else any more":    {"settings", []discordtest.Option{{Name: "no-steward", Value: true}}, chat.Adjust{NoSteward: true}},
		"a zone and a language":   {"settings", []discordtest.Option{text("zone", "Lima"), text("language", "es")}, chat.Adjust{Zone: "Lima", Locale: "es"}},
		"something not yet known": {"dance", nil, chat.Overview{}},
	} {
		t.Run(name, func(t *testing.T) {
			h := community(t, srv, nil)
			answers(h, func(chat.Manage) *chat.Reply { return &chat.Reply{Text: "Seen."} })
			h.connect()
			ann := srv.Person("", "en-GB")
			if got, err := schedule(ann, here, c.sub, c.options...).Answered(soon(t)); err != nil || got.Type != discordtest.AnswerMessage {
				t.Errorf("answered with %+v, %v", got, err)
			}
			in := h.events(1)[0]
			if in.Actor != guildOf(here) || in.Locale != "es-ES" || !strings.HasPrefix(in.ID, "i") {
				t.Errorf("handed in %+v", in)
			}
			if got := in.Event.(chat.Manage); !reflect.DeepEqual(got.Ask, c.want) || got.By.ID != ann.ID() || got.By.Locale != "en-GB" {
				t.Errorf("asked for %+v", got)
			}
			if m := next(t, ann); !m.Ephemeral || m.Content != "Seen." {
				t.Errorf("saw %+v", m)
			}
			if err := h.close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestWhoAsks(t *testing.T) {
	srv := calm(t, nil)
	g := srv.Guild("", "en-US")
	at := g.Channel("")
	events, guests := g.Role("events", discordtest.ManageEvents), g.Role("guests", 0)
	for name, c := range map[string]struct {
		prepare func(p *discordtest.Person)
		at      discordtest.Place
		want    chat.Moderator
	}{
		"a member without rights":       {func(*discordtest.Person) {}, at, chat.Moderator{Name: "someone"}},
		"by the name they go by":        {func(p *discordtest.Person) { p.Named("Ann") }, at, chat.Moderator{Name: "Ann"}},
		"by the server's name for them": {func(p *discordtest.Person) { p.Named("Ann"); g.Nick(p, "Annie") }, at, chat.Moderator{Name: "Annie"}},
		"with a role that gives no right": {
			func(p *discordtest.Person) { g.Give(p, guests) }, at, chat.Moderator{Name: "someone", Roles: []string{guests}},
		},
		"with a role that manages events": {
			func(p *discordtest.Person) { g.Give(p, events) }, at, chat.Moderator{Name: "someone", Roles: []string{events}, Manages: true},
		},
		"who manages the server": {func(*discordtest.Person) {}, at.Moderating(), chat.Moderator{Name: "someone", Manages: true}},
		"an administrator": {
			func(*discordtest.Person) {},
			discordtest.Place{Guild: at.Guild, Channel: at.Channel, Permissions: discordtest.Administrator},
			chat.Moderator{Name: "someone", Manages: true},
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := community(t, srv, nil)
			answers(h, func(chat.Manage) *chat.Reply { return &chat.Reply{Text: "Seen."} })
			h.connect()
			ann := srv.Person("", "en-US")
			c.prepare(ann)
			schedule(ann, c.at, "list")
			got := h.events(1)[0].Event.(chat.Manage).By
			c.want.ID, c.want.Locale = ann.ID(), "en-US"
			if c.want.Name == "someone" {
				c.want.Name += ann.ID()
			}
			if len(got.Roles) == 0 {
				got.Roles = nil
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("asked by %+v", got)
			}
			next(t, ann)
			_ = h.close()
		})
	}
}

// preview is a reminder that is shown before it is saved.
func preview(text string) *chat.Reply {
	return &chat.Reply{Text: text, Choices: []chat.Choice{{Token: "d1.yes", Label: "Save"}, {Token: "d1.no", Label: "Leave it"}}}
}

func TestAReminderIsSetUpInPrivate(t *testing.T) {
	srv := calm(t, nil)
	h := community(t, srv, nil)
	answers(h, func(m chat.Manage) *chat.Reply {
		if tap, ok := m.Ask.(chat.Tap); ok {
			return &chat.Reply{Text: "Saved: " + tap.Token, Settled: true}
		}
		return preview("#general, every day at 9:00: *breathe* @everyone")
	})
	h.connect()
	at := srv.Guild("", "en-US").Channel("")
	ann, ben := srv.Person("", "en-US"), srv.Person("", "en-US")
	ben.Visit(at)
	schedule(ann, at, "new", text("when", "every day 9:00"), text("text", "*breathe*"))
	shown := next(t, ann)
	if !shown.Ephemeral || shown.Content != `\#general, every day at 9:00: \*breathe\* @everyone` || len(shown.Buttons()) != 2 {
		t.Errorf("saw %+v", shown)
	}
	if got, err := press(t, ann, shown, "Save").Answered(soon(t)); err != nil || got.Type != discordtest.AnswerEdit {
		t.Errorf("answered with %+v, %v", got, err)
	}
	saved, err := ann.Until(soon(t), shown.ID, func(m discordtest.Message) bool { return m.Version > 0 })
	if err != nil || saved.Content != "Saved: d1.yes" || len(saved.Buttons()) != 0 {
		t.Errorf("it became %+v, %v", saved, err)
	}
	if ann.Waiting() != 0 || ben.Waiting() != 0 || len(srv.Posts(at.Channel)) != 0 {
		t.Error("there is more to see than the answer")
	}
	if tap := h.events(2)[1]; tap.Actor != guildOf(at) || tap.Event.(chat.Manage).By.ID != ann.ID() {
		t.Errorf("handed in %+v", tap)
	}
	if h.notes.has(who(ann), "turn") || h.notes.has(who(ann), "reach") {
		t.Error("what a moderator did is kept about the person")
	}
}

func TestAPressThatSettlesNothingLeavesTheButtons(t *testing.T) {
	srv := calm(t, nil)
	h := community(t, srv, nil)
	answers(h, func(m chat.Manage) *chat.Reply {
		if _, ok := m.Ask.(chat.Tap); ok {
			return &chat.Reply{Text: "Not now."}
		}
		return preview("9:00")
	})
	h.connect()
	at := srv.Guild("", "en-US").Channel("")
	ann := srv.Person("", "en-US")
	schedule(ann, at, "new", text("when", "9:00"))
	shown := next(t, ann)
	press(t, ann, shown, "Save")
	if m := next(t, ann); !m.Ephemeral || m.Content != "Not now." {
		t.Errorf("saw %+v", m)
	}
	if m, _ := ann.Look(shown.ID); len(m.Buttons()) != 2 {
		t.Errorf("it became %+v", m)
	}
}
