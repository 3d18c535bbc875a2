package discordtest_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

func TestACommandNamesItsRolesAndChannels(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	g := b.srv.Guild("", "en-US")
	at, thread := g.Channel(""), g.Thread("breathing")
	team := g.Role("team", discordtest.ManageEvents)
	ann := b.srv.Person("", "en-US")
	g.Give(ann, team)
	g.Nick(ann, "Annie")
	ann.Command("plan", []discordtest.Option{{Name: "new", Options: []discordtest.Option{
		{Name: "role", Type: discordtest.OptionRole, Value: team},
		{Name: "place", Type: discordtest.OptionChannel, Value: thread.Channel},
	}}}, at)
	i := e.interaction()
	if i.Member == nil || i.Member.Nick != "Annie" || !slices.Equal(i.Member.Roles, []string{team}) || i.Member.Permissions == "" {
		t.Errorf("asked by %+v", i.Member)
	}
	var data struct {
		Options  []struct{ Options []struct{ Type int } }
		Resolved struct {
			Roles, Channels map[string]struct{ Name string }
		}
	}
	if err := json.Unmarshal(i.Data, &data); err != nil {
		t.Fatal(err)
	}
	if data.Resolved.Roles[team].Name != "team" || data.Resolved.Channels[thread.Channel].Name != "breathing" {
		t.Errorf("named %+v", data.Resolved)
	}
	if o := data.Options[0].Options; o[0].Type != 8 || o[1].Type != 7 {
		t.Errorf("options are %+v", o)
	}
}

func TestRightsOfRolesAddUp(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	g := b.srv.Guild("", "en-US")
	at := g.Channel("")
	ann, ben := b.srv.Person("", "en-US"), b.srv.Person("", "en-US")
	g.Give(ann, g.Role("events", discordtest.ManageEvents))
	ann.Command("plan", nil, at)
	more := e.interaction().Member.Permissions
	ben.Command("plan", nil, at)
	if usual := e.interaction().Member.Permissions; usual == more {
		t.Errorf("both may do %s", usual)
	}
}

func TestWhoIsCalledByAMessage(t *testing.T) {
	b := start(t, discordtest.Config{Specs: discordtest.SpecsFromEnv()})
	g := b.srv.Guild("", "en-US")
	at, team := g.Channel(""), g.Role("team", 0)
	ann, ben := b.srv.Person("", "en-US"), b.srv.Person("", "en-US")
	g.Give(ann, team)
	g.Give(ben, g.Role("others", 0))
	text := "<@&" + team + "> and <@" + ben.ID() + ">, @here"
	for name, c := range map[string]struct {
		text    string
		allowed any
		called  []*discordtest.Person
	}{
		"without a word about it, all of them": {text, nil, []*discordtest.Person{ann, ben}},
		"nobody may be":                        {text, m{"parse": []string{}}, nil},
		"a role by its id":                     {text, m{"parse": []string{}, "roles": []string{team}}, []*discordtest.Person{ann}},
		"a role that is not in the text":       {"hello", m{"parse": []string{}, "roles": []string{team}}, nil},
		"people, as the text has them":         {text, m{"parse": []string{"users"}}, []*discordtest.Person{ben}},
		"somebody by their id":                 {text, m{"parse": []string{}, "users": []string{ben.ID()}}, []*discordtest.Person{ben}},
		"everybody":                            {"@everyone", m{"parse": []string{"everyone"}}, []*discordtest.Person{ann, ben}},
	} {
		t.Run(name, func(t *testing.T) {
			body := m{"content": c.text}
			if c.allowed != nil {
				body["allowed_mentions"] = c.allowed
			}
			b.must("POST", "/channels/"+at.Channel+"/messages", body)
			all := b.srv.Posts(at.Channel)
			var want []string
			for _, p := range c.called {
				want = append(want, p.ID())
			}
			slices.Sort(want)
			if got := all[len(all)-1].Pings; !slices.Equal(got, want) {
				t.Errorf("called %v, not %v", got, want)
			}
		})
	}
	if b.srv.Posts("4") != nil {
		t.Error("there are posts where there is no channel")
	}
}

func TestAPrivateAnswerIsNoPost(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	at := b.srv.Guild("", "en-US").Channel("")
	ann, ben := b.srv.Person("", "en-US"), b.srv.Person("", "en-US")
	ben.Visit(at)
	ann.Command("plan", nil, at)
	b.must("POST", e.interaction().callback(), m{"type": 4, "data": m{"content": "@everyone", "flags": 64}})
	if seen, err := ann.Next(soon(t)); err != nil || !seen.Ephemeral || len(seen.Pings) != 0 {
		t.Errorf("saw %+v, %v", seen, err)
	}
	if ben.Waiting() != 0 || len(b.srv.Posts(at.Channel)) != 0 {
		t.Error("others see it")
	}
}

func TestSuggestionsAreRead(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	asked := b.srv.Person("", "en-US").Autocomplete("plan", []discordtest.Option{{Name: "when", Value: "e", Focused: true}}, discordtest.Place{})
	b.must("POST", e.interaction().callback(), m{"type": 8, "data": m{"choices": []m{{"name": "Every day", "value": "every day"}}}})
	got, err := asked.Answered(soon(t))
	if want := []discordtest.Suggestion{{Name: "Every day", Value: "every day"}}; err != nil || !slices.Equal(got.Suggestions(), want) {
		t.Errorf("answered with %+v, %v", got, err)
	}
}

func TestAServerGoesAndComesBack(t *testing.T) {
	b := start(t, discordtest.Config{})
	e := listen(t, b.srv)
	g := b.srv.Guild("", "en-US")
	at := g.Channel("")
	path := "/channels/" + at.Channel + "/messages"
	e.want("GUILD_CREATE")
	g.Outage()
	if gone := string(e.want("GUILD_DELETE")); !strings.Contains(gone, "unavailable") {
		t.Errorf("out of order: %s", gone)
	}
	e.want("GUILD_CREATE")
	b.must("POST", path, words("still here"))
	g.Remove()
	if gone := string(e.want("GUILD_DELETE")); strings.Contains(gone, "unavailable") {
		t.Errorf("thrown out: %s", gone)
	}
	if a := b.call("POST", path, words("x")); a.code() != 50001 {
		t.Errorf("a post from outside: %d %s", a.status, a.raw)
	}
	if a := b.call("GET", "/guilds/"+g.ID(), nil); a.code() != 10004 {
		t.Errorf("a server from outside: %d %s", a.status, a.raw)
	}
	g.Invite()
	e.want("GUILD_CREATE")
	b.must("POST", path, words("back"))
}
