package telegram_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

// deskWords are the adapter's words about a group's reminders.
func deskWords(locale, id string) string {
	if locale == "es" {
		return "es " + id
	}
	return id
}

// clock is a time that a test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC)} }

func (c *clock) time() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// town is a house with a desk beside a group of three: Ana leads it, Ben does not, and the
// bot is there.
type town struct {
	*house
	group    *telegramtest.Group
	ana, ben *telegramtest.Person
	clock    *clock
}

const groupID = "-1000000000077"

// aTown is a running house whose desk answers every request with "Done: …".
func aTown(t *testing.T, change func(*telegram.Config)) town {
	t.Helper()
	c := newClock()
	h := build(t, func(cfg *telegram.Config) {
		cfg.Words, cfg.Now = deskWords, c.time
		if change != nil {
			change(cfg)
		}
	})
	v := town{house: h, clock: c, group: h.server.Group(-1000000000077), ana: h.server.Person(41, "en"), ben: h.server.Person(42, "en")}
	v.group.Promote(v.ana)
	v.group.Say(v.ben, "hello")
	v.replies(func(m chat.Manage) *chat.Reply { return &chat.Reply{Text: "Done: " + asked(m.Ask)} })
	h.run(t)
	return v
}

// replies says how the desk answers from now on. Everything else is answered with nothing.
func (v town) replies(f func(chat.Manage) *chat.Reply) {
	v.answers(func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		if m, is := in.Event.(chat.Manage); is {
			return chat.Answer{Reply: f(m)}, nil
		}
		return chat.Answer{}, nil
	})
}

// asked is a request in short.
func asked(r chat.Request) string {
	switch r := r.(type) {
	case chat.Line:
		return "line " + r.Text
	case chat.Tap:
		return "tap " + r.Token
	case chat.Fill:
		return "fill " + r.Token + " " + r.Text
	}
	return "?"
}

// managed waits for the nth request that the desk hears, and returns it.
func (v town) managed(t *testing.T, n int) (chat.Inbound, chat.Manage) {
	t.Helper()
	var found []chat.Inbound
	v.until(t, "the desk is asked", func(heard []chat.Inbound) bool {
		found = found[:0]
		for _, in := range heard {
			if _, is := in.Event.(chat.Manage); is {
				found = append(found, in)
			}
		}
		return len(found) >= n
	})
	m, _ := found[n-1].Event.(chat.Manage)
	return found[n-1], m
}

// reads waits for the next message of a private chat and wants it to say something.
func reads(t *testing.T, p *telegramtest.Person, want string) {
	t.Helper()
	m := next(t, p)
	if m.Text != want {
		t.Errorf("the person reads %q and not %q", m.Text, want)
	}
}

// shows waits for the next message of the bot in the group.
func (v town) shows(t *testing.T) telegramtest.Message {
	t.Helper()
	m, err := v.group.Next(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// quiet wants the bot to have written nothing in the group.
func (v town) quiet(t *testing.T) {
	t.Helper()
	for _, m := range v.group.Messages() {
		if m.Bot {
			t.Errorf("the group reads %q", m.Text)
		}
	}
}

// follow opens the link behind a button of a message.
func follow(t *testing.T, p *telegramtest.Person, m telegramtest.Message, label string) {
	t.Helper()
	b, ok := m.Button(label)
	if !ok {
		t.Fatalf("%q has no button %q but %v", m.Text, label, m.Labels())
	}
	if _, err := p.Follow(b.URL); err != nil {
		t.Fatalf("%s: %v", b.URL, err)
	}
}

func TestWhoLeadsAGroupArrangesThereAndReadsTheAnswerAlone(t *testing.T) {
	v := aTown(t, nil)
	topic := v.group.Topic("Evenings")
	v.group.SayIn(v.ana, topic, "/schedule@StillpointTestBot every day 9:00 water")
	in, m := v.managed(t, 1)
	want := chat.Manage{
		By:  chat.Moderator{ID: "41", Name: "Person 41", Locale: "en", Manages: true},
		Ask: chat.Line{Text: "every day 9:00 water", Place: chat.Place{ID: place(topic), Name: "Evenings"}},
	}
	if in.Actor != community(groupID) || in.ID == "" || m.Ask != want.Ask || m.By.ID != want.By.ID || m.By.Name != want.By.Name || !m.By.Manages || m.By.Locale != "en" {
		t.Errorf("the house heard %+v of %s", m, in.Actor.ID)
	}
	reads(t, v.ana, "Done: line every day 9:00 water")
	v.group.RenameTopic(v.ben, topic, "Late evenings")
	v.group.SayIn(v.ana, topic, "/schedule list")
	if _, m = v.managed(t, 2); m.Ask != (chat.Line{Text: "list", Place: chat.Place{ID: place(topic), Name: "Late evenings"}}) {
		t.Errorf("later the house heard %+v", m.Ask)
	}
	v.quiet(t)
}

func TestWhoDoesNotLeadIsToldByTheHouse(t *testing.T) {
	v := aTown(t, nil)
	v.group.Say(v.ben, "/schedule list")
	if _, m := v.managed(t, 1); m.By.Manages || m.By.ID != "42" {
		t.Errorf("the house heard %+v", m)
	}
	reads(t, v.ben, "Done: line list")
	v.quiet(t)
}

func TestAClosedChatIsOpenedWithAButtonAndTheGroupReadsNothingElse(t *testing.T) {
	v := aTown(t, nil)
	eve := v.server.Stranger(43, "es")
	v.group.Own(eve)
	topic := v.group.Topic("Evenings")
	line := v.group.SayIn(eve, topic, "/schedule every day 9:00 water")
	way := v.shows(t)
	if way.Text != "es desk.in-private" || way.Topic != topic || way.Answers != line.ID || !slices.Equal(way.Labels(), []string{"es desk.open"}) {
		t.Errorf("the group reads %+v", way)
	}
	follow(t, eve, way, "es desk.open")
	in, m := v.managed(t, 2)
	if in.Actor != community(groupID) || !m.By.Manages || m.Ask != (chat.Line{Place: chat.Place{ID: place(topic)}}) {
		t.Errorf("the house heard %+v of %s", m, in.Actor.ID)
	}
	reads(t, eve, "Done: line")
	eve.Say("/schedule list")
	if in, m = v.managed(t, 3); in.Actor != community(groupID) || m.Ask != (chat.Line{Text: "list", Place: chat.Place{ID: place(topic)}}) {
		t.Errorf("in private the house heard %+v of %s", m, in.Actor.ID)
	}
	reads(t, eve, "Done: line list")
}

func TestWhoDoesNotLeadAndCannotBeReachedSeesOnlyTheButton(t *testing.T) {
	v := aTown(t, nil)
	eve := v.server.Stranger(43, "en")
	for range 6 {
		v.group.Say(eve, "/schedule every day 9:00 water")
	}
	v.managed(t, 6)
	v.group.Say(v.ana, "/schedule list")
	reads(t, v.ana, "Done: line list")
	shown := 0
	for _, m := range v.group.Messages() {
		if m.Bot {
			shown++
			if m.Text != "desk.in-private" || !slices.Equal(m.Labels(), []string{"desk.open"}) {
				t.Errorf("the group reads %+v", m)
			}
		}
	}
	if shown != 3 {
		t.Errorf("the group reads %d answers", shown)
	}
}

func TestWhoFollowsAForeignLinkIsAskedForTheirOwnRights(t *testing.T) {
	v := aTown(t, nil)
	eve := v.server.Stranger(43, "en")
	v.group.Promote(eve)
	v.group.Say(eve, "/schedule")
	way := v.shows(t)
	follow(t, v.ben, way, "desk.open")
	if _, m := v.managed(t, 2); m.By.ID != "42" || m.By.Manages {
		t.Errorf("the house heard %+v", m.By)
	}
}

func TestALinkThatIsTooOldOrSomebodyElsesOpensNothing(t *testing.T) {
	v := aTown(t, nil)
	eve := v.server.Stranger(43, "en")
	v.group.Promote(eve)
	v.group.Say(eve, "/schedule")
	link, _ := v.shows(t).Button("desk.open")
	base, payload, _ := strings.Cut(link.URL, "?start=")
	swap := func(at int) string {
		letter := "A"
		if payload[at] == 'A' {
			letter = "B"
		}
		return payload[:at] + letter + payload[at+1:]
	}
	for name, bad := range map[string]string{
		"another group": swap(9), "another time": swap(20), "another seal": swap(30), "cut": payload[:20], "by hand": "s-AAAA", "longer": payload + "A",
	} {
		if _, err := v.ana.Follow(base + "?start=" + bad); err != nil {
			t.Fatal(err)
		}
		if m := next(t, v.ana); m.Text != "desk.expired" {
			t.Errorf("%s: the person reads %q", name, m.Text)
		}
	}
	v.clock.pass(62 * time.Minute)
	follow(t, v.ana, telegramtest.Message{Buttons: [][]telegramtest.Button{{link}}}, "desk.open")
	reads(t, v.ana, "desk.expired")
	for _, in := range v.events(t, 1) {
		if m, is := in.Event.(chat.Manage); is && m.By.ID == "41" {
			t.Errorf("the house heard %+v", m)
		}
	}
}

func TestInPrivateItHasToBeKnownForWhichGroup(t *testing.T) {
	v := aTown(t, nil)
	v.ana.Say("/schedule every day 9:00 water")
	reads(t, v.ana, "desk.which-group")
	v.group.Say(v.ana, "/schedule list")
	reads(t, v.ana, "Done: line list")
	v.ana.Say("/schedule every day 9:00 water")
	reads(t, v.ana, "Done: line every day 9:00 water")
	v.ana.Say("good evening")
	v.until(t, "the conversation goes on", func(heard []chat.Inbound) bool {
		return slices.Equal(texts(heard, someone("41")), []string{"good evening"})
	})
}

func TestWhoWritesAsTheGroupIsAskedToComeAlone(t *testing.T) {
	v := aTown(t, nil)
	v.group.SayAnonymously(0, "/schedule every day 9:00 water")
	way := v.shows(t)
	if way.Text != "desk.anonymous" || len(way.Labels()) != 1 {
		t.Errorf("the group reads %+v", way)
	}
	follow(t, v.ana, way, "desk.open")
	if in, m := v.managed(t, 1); in.Actor != community(groupID) || m.By.ID != "41" || !m.By.Manages {
		t.Errorf("the house heard %+v", m)
	}
}

func TestARightThatIsTakenAwayIsGoneAtOnce(t *testing.T) {
	for name, story := range map[string]struct {
		takes func(v town)
		asks  int // how often Telegram is asked in all
		leads bool
	}{
		"it is remembered for a moment":         {func(town) {}, 1, true},
		"but not for longer":                    {func(v town) { v.clock.pass(61 * time.Second) }, 2, true},
		"nor when the bot hears that it ended":  {func(v town) { v.group.Demote(v.ana) }, 2, false},
		"nor when the bot itself was looked at": {func(v town) { v.group.RemoveBot(v.ben); v.group.AddBot(v.ben) }, 2, true},
	} {
		t.Run(name, func(t *testing.T) {
			v := aTown(t, nil)
			v.group.Say(v.ana, "/schedule list")
			v.managed(t, 1)
			story.takes(v)
			v.ben.Say("wait") // what comes after this has been seen after the change
			v.until(t, "Ben is heard", func(heard []chat.Inbound) bool { return len(texts(heard, someone("42"))) == 1 })
			v.group.Say(v.ana, "/schedule list")
			if _, m := v.managed(t, 2); m.By.Manages != story.leads {
				t.Errorf("the house heard %+v", m.By)
			}
			if n := v.server.Count("getChatMember"); n != story.asks {
				t.Errorf("Telegram was asked %d times", n)
			}
		})
	}
}

func TestWhereRightsCannotBeAskedNothingIsChanged(t *testing.T) {
	v := aTown(t, nil)
	v.server.Misbehave(telegramtest.Times(1, "getChatMember", telegramtest.Broken()))
	v.group.Say(v.ana, "/schedule every day 9:00 water")
	reads(t, v.ana, "desk.failed")
	v.group.Say(v.ana, "/schedule list")
	if _, m := v.managed(t, 1); m.Ask != (chat.Line{Text: "list"}) {
		t.Errorf("the house heard %+v", m)
	}
	v.quiet(t)
}

func TestWhatAnotherBotOrAChannelSaysIsNothing(t *testing.T) {
	v := aTown(t, nil)
	chatOf := `"chat":{"id":-1000000000077,"type":"supergroup"},"date":1,"text":"/schedule list"`
	v.server.Push([]byte(`{"message":{"message_id":90,"from":{"id":9,"is_bot":true},` + chatOf + `}}`))
	v.server.Push([]byte(`{"message":{"message_id":91,"from":{"id":777000},"sender_chat":{"id":-5,"type":"channel"},"is_automatic_forward":true,` + chatOf + `}}`))
	v.group.Say(v.ana, "/schedule@OtherBot list")
	v.group.Say(v.ana, "/schedule show 1")
	if _, m := v.managed(t, 1); m.Ask != (chat.Line{Text: "show 1"}) {
		t.Errorf("the house heard %+v", m)
	}
	reads(t, v.ana, "Done: line show 1")
	v.quiet(t)
}
