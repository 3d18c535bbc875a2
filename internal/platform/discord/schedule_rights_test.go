package discord_test

import (
	"context"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord"
	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// halls is a server with places and roles that are not for everybody.
type halls struct {
	open, news, hidden, thread, locked discordtest.Place
	team, staff                        string
}

func hallsOf(srv *discordtest.Server) halls {
	g := srv.Guild("", "en-US")
	h := halls{
		open: g.Channel(""), news: g.Channel(""), hidden: g.Channel(""), thread: g.Thread("breathing"), locked: g.Thread("staff"),
		team: g.Role("team", 0), staff: g.Role("staff", 0),
	}
	g.Deny(h.news, discordtest.SendMessages)
	g.Deny(h.hidden, discordtest.ViewChannel)
	g.Deny(h.thread, discordtest.SendMessages) // which says nothing about threads
	g.Deny(h.locked, discordtest.SendMessagesInThreads)
	g.Reserve(h.staff)
	return h
}

func TestNobodyHasTheBotDoWhatTheyMayNotDoThemselves(t *testing.T) {
	srv := calm(t, nil)
	v := hallsOf(srv)
	events := discordtest.ViewChannel | discordtest.SendMessages | discordtest.SendMessagesInThreads | discordtest.ManageEvents
	steward := func(at discordtest.Place, more uint64) discordtest.Place {
		at.Permissions = uint64(events) | more
		return at
	}
	place := func(at discordtest.Place) discordtest.Option {
		return discordtest.Option{Name: "place", Type: discordtest.OptionChannel, Value: at.Channel}
	}
	role := func(name, id string) discordtest.Option {
		return discordtest.Option{Name: name, Type: discordtest.OptionRole, Value: id}
	}
	when, which := text("when", "every day 9:00"), text("which", "3")
	const noPlace, noMention, taken = "en-US desk.no-place", "en-US desk.no-mention", "Seen."
	for name, c := range map[string]struct {
		at      discordtest.Place
		sub     string
		options []discordtest.Option
		want    string
	}{
		"a channel where they write":                      {steward(v.open, 0), "new", []discordtest.Option{when, place(v.open)}, taken},
		"a channel where they only read":                  {steward(v.open, 0), "new", []discordtest.Option{when, place(v.news)}, noPlace},
		"a channel that they do not see":                  {steward(v.open, 0), "new", []discordtest.Option{when, place(v.hidden)}, noPlace},
		"a thread, whatever its channel lets them":        {steward(v.open, 0), "new", []discordtest.Option{when, place(v.thread)}, taken},
		"a thread where they only read":                   {steward(v.open, 0), "new", []discordtest.Option{when, place(v.locked)}, noPlace},
		"where they are, when they only read there":       {v.news, "new", []discordtest.Option{when}, noPlace},
		"a thread where they are":                         {v.thread, "new", []discordtest.Option{when}, taken},
		"a reminder that is moved where they only read":   {steward(v.open, 0), "edit", []discordtest.Option{which, place(v.news)}, noPlace},
		"a reminder whose place stays":                    {v.news, "edit", []discordtest.Option{which, when}, taken},
		"an administrator writes everywhere":              {steward(v.open, discordtest.Administrator), "new", []discordtest.Option{when, place(v.hidden), role("role", v.staff)}, taken},
		"a role that everybody may mention":               {steward(v.open, 0), "new", []discordtest.Option{when, role("role", v.team)}, taken},
		"a role that they may not mention":                {steward(v.open, 0), "new", []discordtest.Option{when, role("role", v.staff)}, noMention},
		"a role that is added later":                      {steward(v.open, 0), "edit", []discordtest.Option{which, role("role", v.staff)}, noMention},
		"that role, by somebody who may mention them":     {steward(v.open, discordtest.MentionEveryone), "new", []discordtest.Option{when, role("role", v.staff)}, taken},
		"a role whose members may schedule is no ping":    {steward(v.open, 0), "settings", []discordtest.Option{role("steward", v.staff)}, taken},
		"a list is read wherever commands can be given":   {v.news, "list", nil, taken},
		"taking one away is done wherever, just the same": {v.news, "delete", []discordtest.Option{which}, taken},
	} {
		t.Run(name, func(t *testing.T) {
			h := community(t, srv, nil)
			answers(h, func(chat.Manage) *chat.Reply { return &chat.Reply{Text: taken} })
			h.connect()
			ann := srv.Person("", "en-US")
			schedule(ann, c.at, c.sub, c.options...)
			if m := next(t, ann); m.Content != c.want || !m.Ephemeral {
				t.Errorf("saw %+v", m)
			}
			if err := h.close(); err != nil {
				t.Fatal(err)
			}
			if asked := len(h.seen) == 1; asked != (c.want == taken) {
				t.Errorf("handed in %+v", h.seen)
			}
		})
	}
}

func TestDangerIsHeardInARequestThatIsRefused(t *testing.T) {
	srv := calm(t, nil)
	v := hallsOf(srv)
	heard := make(chan chat.Inbound, 1)
	h := community(t, srv, func(c *discord.Config) {
		c.Overhear = func(_ context.Context, in chat.Inbound) error {
			heard <- in
			return nil
		}
	})
	h.connect()
	ann := srv.Person("", "en-US")
	schedule(ann, v.news, "new", text("when", "every day 9:00"), text("text", "words of hers"))
	if m := next(t, ann); m.Content != "en-US desk.no-place" {
		t.Errorf("saw %+v", m)
	}
	select {
	case in := <-heard:
		if said, _ := in.Event.(chat.Text); said.Text != "words of hers" {
			t.Errorf("heard %+v", in)
		}
	case <-soon(t).Done():
		t.Fatal("nobody heard")
	}
}
