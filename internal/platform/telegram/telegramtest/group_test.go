package telegramtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
)

func TestABotHearsInAGroupWhatItsPrivacyAllows(t *testing.T) {
	for _, tt := range []struct {
		name   string
		hears  bool // privacy mode is off
		leads  bool // the bot is an administrator
		text   string
		expect bool
	}{
		{"a command for everybody", false, false, "/help", true},
		{"a command for it", false, false, "/help@StillpointTestBot", true},
		{"a command for another bot", false, false, "/help@OtherBot", false},
		{"what people say to each other", false, false, "hello", false},
		{"the same without privacy mode", true, false, "hello", true},
		{"the same to an administrator", false, true, "hello", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, bot := start(t, Config{HearsAll: tt.hears})
			group := s.Group(-5)
			if tt.leads {
				group.room.people[botID] = "administrator"
			}
			group.Say(s.Person(1, ""), tt.text)
			if got := bot.updates(`{}`); (len(got) == 1) != tt.expect {
				t.Errorf("heard %+v", got)
			}
		})
	}
}

func TestAnswersToTheBotAreHeardInAGroup(t *testing.T) {
	s, bot := start(t, Config{})
	group, ana := s.Group(-5), s.Person(1, "")
	bot.call("sendMessage", `{"chat_id":-5,"text":"How was the week?"}`)
	m, err := group.Next(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	group.Reply(ana, group.Say(ana, "hello"), "to myself")
	group.Reply(ana, m, "good")
	if got := bot.updates(`{}`); len(got) != 1 || got[0].Message.Text != "good" {
		t.Errorf("heard %+v", got)
	}
	own := group.Say(ana, "/help")
	if err := group.EditText(ana, own.ID, "/stop"); err != nil {
		t.Fatal(err)
	}
	if err := group.EditText(ana, m.ID, "/stop"); err == nil {
		t.Error("a person edited the bot's words")
	}
	if got := bot.updates(`{"offset":2}`); len(got) != 2 || got[1].Edited.Text != "/stop" || len(group.Messages()) != 5 {
		t.Errorf("heard %+v", got)
	}
}

func TestTopicsBelongToTheAddress(t *testing.T) {
	s, bot := start(t, Config{})
	group, ana := s.Group(-1_000_000_000_005), s.Person(1, "")
	topic := group.Topic("Evening")
	group.SayIn(ana, topic, "/help")
	if got := bot.updates(`{}`); len(got) != 1 || got[0].Message.Thread != topic {
		t.Fatalf("heard %+v", got)
	}
	body := fmt.Sprintf(`{"chat_id":%d,"text":"Here","message_thread_id":%d}`, group.ID, topic)
	bot.call("sendMessage", body)
	if m, err := group.Next(soon(t)); err != nil || m.Topic != topic {
		t.Errorf("the group reads %+v, %v", m, err)
	}
	group.CloseTopic(topic)
	bot.refuse(http.StatusBadRequest, "sendMessage", body)
}

func TestAGroupThatGrowsGetsAnotherID(t *testing.T) {
	s, bot := start(t, Config{})
	group, ana := s.Group(-5), s.Person(1, "")
	group.Promote(ana)
	super := group.Migrate(ana)
	got := bot.updates(`{}`)
	if len(got) != 2 || got[0].Message.MigrateTo != super.ID {
		t.Errorf("heard %+v", got)
	}
	if a := bot.refuse(http.StatusBadRequest, "sendMessage", `{"chat_id":-5,"text":"hello"}`); a.Parameters.MigrateTo != super.ID {
		t.Errorf("the old id is refused with %+v", a)
	}
	bot.call("sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"hello"}`, super.ID))
	if m, err := super.Next(soon(t)); err != nil || m.Text != "hello" {
		t.Errorf("the supergroup reads %+v, %v", m, err)
	}
	if err := json.Unmarshal(bot.call("getChatMember", fmt.Sprintf(`{"chat_id":%d,"user_id":1}`, super.ID)), &struct{}{}); err != nil {
		t.Error(err)
	}
}

func TestMembersAreToldApart(t *testing.T) {
	s, bot := start(t, Config{})
	group, ana, ben := s.Group(-5), s.Person(1, ""), s.Person(2, "")
	group.Promote(ana)
	group.Say(ben, "hello")
	s.Person(3, "")
	for id, want := range map[int64]string{1: "administrator", 2: "member", 3: "left", botID: "member"} {
		var member struct{ Status string }
		raw := bot.call("getChatMember", fmt.Sprintf(`{"chat_id":-5,"user_id":%d}`, id))
		if err := json.Unmarshal(raw, &member); err != nil || member.Status != want {
			t.Errorf("%d is %s, %v, want %s", id, raw, err, want)
		}
	}
	var leaders []struct{ User struct{ ID int64 } }
	if err := json.Unmarshal(bot.call("getChatAdministrators", `{"chat_id":-5}`), &leaders); err != nil || len(leaders) != 1 || leaders[0].User.ID != 1 {
		t.Errorf("the administrators are %+v, %v", leaders, err)
	}
	group.Demote(ana)
	if got := string(bot.call("getChatAdministrators", `{"chat_id":-5}`)); got != "[]" {
		t.Errorf("and then %s", got)
	}
	bot.refuse(http.StatusBadRequest, "getChatMember", `{"chat_id":-5,"user_id":77}`)
}
