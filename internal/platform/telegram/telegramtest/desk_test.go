package telegramtest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestAStrangerIsReachedOnlyAfterTheyOpenedTheChat(t *testing.T) {
	s, bot := start(t, Config{Username: "QuietBot"})
	eve := s.Stranger(7, "es")
	if a := bot.refuse(http.StatusForbidden, "sendMessage", `{"chat_id":7,"text":"hello"}`); !strings.Contains(a.Description, "can't initiate conversation") {
		t.Errorf("it is refused with %q", a.Description)
	}
	for _, bad := range []string{
		"https://t.me/OtherBot?start=x", "https://t.me/QuietBot", "https://t.me/QuietBot?start=",
		"https://t.me/QuietBot?start=a.b", "https://t.me/QuietBot?start=" + strings.Repeat("a", 65),
	} {
		if _, err := eve.Follow(bad); err == nil {
			t.Errorf("%s leads to the bot", bad)
		}
	}
	if _, err := eve.Follow("https://t.me/QuietBot?start=s-A_9"); err != nil {
		t.Fatal(err)
	}
	if got := bot.updates(`{}`); len(got) != 1 || got[0].Message.Text != "/start s-A_9" {
		t.Errorf("the bot heard %+v", got)
	}
	bot.call("sendMessage", `{"chat_id":7,"text":"hello"}`)
	if s.Stranger(7, "") != eve || s.Person(7, "") != eve {
		t.Error("somebody who was met is a stranger")
	}
}

func TestAnAnswerIsAskedForAndGiven(t *testing.T) {
	s, bot := start(t, Config{})
	ana := s.Person(1, "")
	bot.call("sendMessage", `{"chat_id":1,"text":"Which words?","reply_markup":{"force_reply":true,"selective":true,"input_field_placeholder":"Yours"}}`)
	question, err := ana.Next(soon(t))
	if err != nil || question.Asks == nil || *question.Asks != (Ask{Hint: "Yours", Selective: true}) {
		t.Fatalf("the person is asked %+v, %v", question.Asks, err)
	}
	if m := ana.Reply(question, "Drink"); m.Answers != question.ID {
		t.Errorf("it answers %d", m.Answers)
	}
	if got := bot.updates(`{}`); len(got) != 1 || got[0].Message.ReplyTo.ID != question.ID || !got[0].Message.ReplyTo.From.IsBot {
		t.Errorf("the bot heard %+v", got)
	}
	bot.call("sendMessage", fmt.Sprintf(`{"chat_id":1,"text":"Noted","reply_parameters":{"message_id":%d}}`, question.ID+1))
	if m, err := ana.Next(soon(t)); err != nil || m.Answers != question.ID+1 || m.Asks != nil {
		t.Errorf("the person reads %+v, %v", m, err)
	}
	bot.refuse(http.StatusBadRequest, "sendMessage", `{"chat_id":1,"text":"Noted","reply_parameters":{"message_id":99}}`)
	bot.refuse(http.StatusBadRequest, "sendMessage", `{"chat_id":1,"text":"Noted","reply_parameters":[]}`)
	bot.call("sendMessage", `{"chat_id":1,"text":"Anyway","reply_parameters":{"message_id":99,"allow_sending_without_reply":true}}`)
}

func TestWhoLeadsCanWriteAsTheGroup(t *testing.T) {
	s, bot := start(t, Config{})
	group := s.Group(-1_000_000_000_005)
	topic := group.Topic("Evening")
	group.SayAnonymously(topic, "/help")
	got := bot.updates(`{}`)
	if len(got) != 1 {
		t.Fatalf("the bot heard %+v", got)
	}
	m := got[0].Message
	if m.Sender.ID != group.ID || !m.From.IsBot || m.From.ID != anonymousID || m.Thread != topic || m.ReplyTo.Topic.Name != "Evening" {
		t.Errorf("the bot heard %+v", m)
	}
}

func TestTopicsAreRenamedAndClosed(t *testing.T) {
	s, bot := start(t, Config{})
	group, ana := s.Group(-1_000_000_000_005), s.Person(1, "")
	topic := group.Topic("Evening")
	group.RenameTopic(ana, topic, "Late")
	if got := bot.updates(`{}`); len(got) != 1 || got[0].Message.Renamed.Name != "Late" || got[0].Message.Thread != topic {
		t.Errorf("the bot heard %+v", got)
	}
	group.LockTopic(topic)
	there := fmt.Sprintf(`{"chat_id":%d,"text":"Here","message_thread_id":%d}`, group.ID, topic)
	if a := bot.refuse(http.StatusBadRequest, "sendMessage", there); !strings.Contains(a.Description, "TOPIC_CLOSED") {
		t.Errorf("it is refused with %q", a.Description)
	}
	bot.call("sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"Here"}`, group.ID))
	group.Silence()
	if a := bot.refuse(http.StatusBadRequest, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"Here"}`, group.ID)); !strings.Contains(a.Description, "not enough rights") {
		t.Errorf("it is refused with %q", a.Description)
	}
}

func TestOwnersLeadAndThoseWhoLeftDoNot(t *testing.T) {
	s, bot := start(t, Config{})
	group, ana, ben := s.Group(-5), s.Person(1, ""), s.Person(2, "")
	group.Own(ana)
	group.Promote(ben)
	group.Leave(ben)
	for id, want := range map[int64]string{1: `"status":"creator"`, 2: `"status":"left"`} {
		if raw := string(bot.call("getChatMember", fmt.Sprintf(`{"chat_id":-5,"user_id":%d}`, id))); !strings.Contains(raw, want) {
			t.Errorf("%d is %s", id, raw)
		}
	}
	bot.updates(`{"allowed_updates":["chat_member"]}`)
	group.Demote(ana)
	if got := bot.updates(`{}`); len(got) != 1 || got[0].Member == nil {
		t.Errorf("the bot heard %+v", got)
	}
}

func TestWhoIsPinged(t *testing.T) {
	s, bot := start(t, Config{})
	group := s.Group(-5)
	ana, ben, gone := s.Person(1, "").Named("ana_a"), s.Person(2, "").Named("Ben2"), s.Person(3, "").Named("gone")
	s.Person(4, "").Named("elsewhere")
	for _, p := range []*Person{ana, ben, gone} {
		group.Say(p, "hello")
	}
	group.Leave(gone)
	for name, story := range map[string]struct {
		text, entities string
		want           []int64
	}{
		"by name":                   {`@ana_a and @BEN2`, ``, []int64{1, 2}},
		"twice is once":             {`@ana_a @ana_a`, ``, []int64{1}},
		"who left, or was never in": {`@gone @elsewhere @nobody`, ``, nil},
		"inside a word":             {`mail@ana_a`, ``, nil},
		"inside an address":         {`https://x.org/@ana_a`, ``, nil},
		"behind a bracket":          {`(@ana_a)`, ``, []int64{1}},
		"with a joiner between":     {"@\u2060ana_a", ``, nil},
		"a longer name":             {`@ana_ab`, ``, nil},
		"by an entity":              {`you two`, `[{"type":"text_mention","offset":0,"length":3,"user":{"id":2,"is_bot":false,"first_name":"B"}},{"type":"bold","offset":0,"length":3}]`, []int64{2}},
	} {
		t.Run(name, func(t *testing.T) {
			body := `{"chat_id":-5,"text":"` + story.text + `"`
			if story.entities != "" {
				body += `,"entities":` + story.entities
			}
			bot.call("sendMessage", body+"}")
			m, err := group.Next(soon(t))
			if err != nil {
				t.Fatal(err)
			}
			if got := group.Pinged(m); !slices.Equal(got, story.want) {
				t.Errorf("it calls %v and not %v", got, story.want)
			}
		})
	}
}
