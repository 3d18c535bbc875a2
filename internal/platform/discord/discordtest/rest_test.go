package discordtest_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

func TestWhoeverIsNotTheBotIsTurnedAway(t *testing.T) {
	b := start(t, discordtest.Config{})
	for name, header := range map[string]string{
		"no token": "", "the bare token": b.srv.Token(), "another token": "Bot other",
	} {
		t.Run(name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(soon(t), http.MethodGet, b.srv.URL()+"/v10/users/@me", nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Authorization", header)
			if a, err := b.do(req); err != nil || a.status != http.StatusUnauthorized {
				t.Errorf("got %d, %v", a.status, err)
			}
		})
	}
}

func TestOnlyWhatDiscordHasIsServed(t *testing.T) {
	b := start(t, discordtest.Config{})
	for _, c := range []struct {
		name, method, path string
		status             int
	}{
		{"an unknown path", "GET", "/nowhere", http.StatusNotFound},
		{"a path with an empty part", "GET", "/channels//messages", http.StatusNotFound},
		{"another method", "DELETE", "/gateway", http.StatusMethodNotAllowed},
		{"an unknown channel", "GET", "/channels/1", http.StatusNotFound},
		{"an unknown server", "GET", "/guilds/1/roles", http.StatusNotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			if a := b.call(c.method, c.path, nil); a.status != c.status {
				t.Errorf("got %d", a.status)
			}
		})
	}
}

func TestBothVersionsOfTheAPIAnswer(t *testing.T) {
	b := start(t, discordtest.Config{})
	for version, status := range map[string]int{"v9": http.StatusOK, "v10": http.StatusOK, "v8": http.StatusNotFound} {
		req, err := http.NewRequestWithContext(soon(t), http.MethodGet, b.srv.URL()+"/"+version+"/gateway", nil)
		if err != nil {
			t.Fatal(err)
		}
		if a, err := b.do(req); err != nil || a.status != status {
			t.Errorf("%s: got %d, %v", version, a.status, err)
		}
	}
}

func TestTheBotLearnsAboutItself(t *testing.T) {
	b := start(t, discordtest.Config{Shards: 4, MaxConcurrency: 2})
	if a := b.must("GET", "/users/@me", nil); a.id() != b.srv.AppID() {
		t.Errorf("the bot is %s", a.id())
	}
	for _, path := range []string{"/applications/@me", "/oauth2/applications/@me"} {
		if a := b.must("GET", path, nil); a.id() != b.srv.AppID() {
			t.Errorf("the application is %s", a.id())
		}
	}
	a := b.must("GET", "/gateway/bot", nil)
	if a.body["shards"] != 4.0 || a.body["url"] != b.srv.GatewayURL() {
		t.Errorf("the gateway is %v", a.body)
	}
	limit, _ := a.body["session_start_limit"].(map[string]any)
	if limit["max_concurrency"] != 2.0 || limit["remaining"] != 1000.0 {
		t.Errorf("sessions may start so: %v", limit)
	}
}

func TestCommandsAreOverwrittenAndKeepTheirIDs(t *testing.T) {
	b := start(t, discordtest.Config{})
	path := "/applications/" + b.srv.AppID() + "/commands"
	list := []m{{"name": "checkin", "description": "How are you?"}}
	ids := func(a answer) []string {
		var got []struct{ ID string }
		if err := json.Unmarshal(a.raw, &got); err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, c := range got {
			ids = append(ids, c.ID)
		}
		return ids
	}
	first := ids(b.must("PUT", path, list))
	second := ids(b.must("PUT", path, append(list, m{"name": "breathe", "description": "A pause"})))
	if len(second) != 2 || second[0] != first[0] {
		t.Errorf("first %v, then %v", first, second)
	}
	if got := ids(b.must("GET", path, nil)); len(got) != 2 || got[1] != second[1] {
		t.Errorf("listed %v", got)
	}
	if n := len(b.srv.Commands("")); n != 2 {
		t.Errorf("%d commands known", n)
	}
	in := "/applications/" + b.srv.AppID() + "/guilds/5/commands"
	if got := ids(b.must("GET", in, nil)); len(got) != 0 {
		t.Errorf("a server has commands that nobody gave it: %v", got)
	}
	e := listen(t, b.srv)
	b.srv.Person("", "en-US").Command("breathe", nil, discordtest.Place{})
	if data := string(e.interaction().Data); !strings.Contains(data, second[1]) {
		t.Errorf("the command came without its id: %s", data)
	}
}

func TestAServerTellsItsRolesChannelsAndMembers(t *testing.T) {
	b := start(t, discordtest.Config{})
	g := b.srv.Guild("", "es-ES")
	place := g.Channel("")
	role := g.Role("Evening circle", discordtest.ManageGuild)
	ann := b.srv.Person("", "en-US")
	ann.Visit(place)
	if a := b.must("GET", "/guilds/"+g.ID()+"/roles", nil); !strings.Contains(string(a.raw), role) {
		t.Errorf("roles: %s", a.raw)
	}
	if a := b.must("GET", "/guilds/"+g.ID()+"/channels", nil); !strings.Contains(string(a.raw), place.Channel) {
		t.Errorf("channels: %s", a.raw)
	}
	if a := b.must("GET", "/guilds/"+g.ID(), nil); a.id() != g.ID() || a.body["preferred_locale"] != "es-ES" {
		t.Errorf("the server: %s", a.raw)
	}
	for user, status := range map[string]int{ann.ID(): 200, b.srv.AppID(): 200, "7": 404} {
		if a := b.call("GET", "/guilds/"+g.ID()+"/members/"+user, nil); a.status != status {
			t.Errorf("a member: %d instead of %d", a.status, status)
		}
	}
	g.Remove()
	if a := b.call("GET", "/channels/"+place.Channel, nil); a.code() != 50001 {
		t.Errorf("a channel of a server that was left: %s", a.raw)
	}
}

func TestWhatIsNoJSONIsRefused(t *testing.T) {
	b := start(t, discordtest.Config{})
	req, err := http.NewRequestWithContext(soon(t), http.MethodPost, b.srv.URL()+"/v10/users/@me/channels", strings.NewReader("{"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+b.srv.Token())
	if a, err := b.do(req); err != nil || a.code() != 50109 {
		t.Errorf("got %d %s, %v", a.status, a.raw, err)
	}
}
