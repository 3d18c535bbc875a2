package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

// next is the next message that a person reads.
func next(t *testing.T, p *telegramtest.Person) telegramtest.Message {
	t.Helper()
	m, err := p.Next(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// until waits until a message is as it should be.
func until(t *testing.T, p *telegramtest.Person, id int64, as func(telegramtest.Message) bool) telegramtest.Message {
	t.Helper()
	m, err := p.Until(soon(t), id, as)
	if err != nil {
		now, _ := p.Message(id)
		t.Fatalf("%v; it is %q with %v", err, now.Text, now.Labels())
	}
	return m
}

func press(t *testing.T, p *telegramtest.Person, m telegramtest.Message, label string) string {
	t.Helper()
	id, err := p.Press(m, label)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func bare(m telegramtest.Message) bool { return len(m.Buttons) == 0 }

func TestAPressedQuestionShowsTheAnswerAndLosesItsButtons(t *testing.T) {
	h := open(t, nil)
	ana := h.server.Person(41, "es")
	ana.Say("🌱 /checkin@StillpointTestBot now")
	first := h.events(t, 1)[0]
	if first.Actor != someone("41") || first.ID != "m1" || first.Locale != "es" || first.Event != (chat.Command{Name: "checkin", Args: "now"}) {
		t.Fatalf("the house heard %+v", first)
	}
	h.answers(func(context.Context, chat.Inbound) (chat.Answer, error) { return chat.Answer{Open: 8}, nil })
	h.say(t, someone("41"), mood())
	question := next(t, ana)
	id := press(t, ana, question, "6")
	if err := ana.Answered(soon(t), id); err != nil {
		t.Fatal(err)
	}
	heard := h.events(t, 2)[1]
	if heard.ID != "c"+id || heard.Event != (chat.Press{Question: 7, Token: "n6"}) {
		t.Errorf("the house heard %+v", heard)
	}
	closed := until(t, ana, question.ID, bare)
	if closed.Text != "How is your mood right now?\n\n→ 6" || closed.Edits != 1 || len(ana.Toasts()) != 0 {
		t.Errorf("afterwards the question reads %q after %d edits; toasts %v", closed.Text, closed.Edits, ana.Toasts())
	}
}

func TestAStalePressIsMetWithAWordAndLosesItsButtons(t *testing.T) {
	h := open(t, nil)
	ana := h.server.Person(41, "en")
	h.say(t, someone("41"), mood())
	h.answers(func(context.Context, chat.Inbound) (chat.Answer, error) {
		return chat.Answer{Notice: "That question is over.", Open: 9}, nil
	})
	question := next(t, ana)
	press(t, ana, question, "6")
	toast, err := ana.NextToast(soon(t))
	if err != nil || toast.Text != "That question is over." {
		t.Errorf("the person saw %+v, %v", toast, err)
	}
	if m := until(t, ana, question.ID, bare); m.Text != question.Text {
		t.Errorf("the message now reads %q", m.Text)
	}
}

func TestHelpInAQuestionLeavesItAsItIs(t *testing.T) {
	h := open(t, nil)
	ana := h.server.Person(41, "en")
	h.say(t, someone("41"), mood())
	question := next(t, ana)
	h.answers(func(context.Context, chat.Inbound) (chat.Answer, error) { return chat.Answer{Open: 7}, nil })
	id := press(t, ana, question, "Stop")
	if err := ana.Answered(soon(t), id); err != nil {
		t.Fatal(err)
	}
	ana.Say("help")
	h.events(t, 2)
	h.answers(func(context.Context, chat.Inbound) (chat.Answer, error) { return chat.Answer{Open: 8}, nil })
	ana.Say("seven")
	until(t, ana, question.ID, bare)
	if n := h.server.Count("editMessageReplyMarkup") + h.server.Count("editMessageText"); n != 1 {
		t.Errorf("it was edited %d times, and only the typed answer is a reason", n)
	}
}

func TestWhatAPersonSendsBecomesAnEvent(t *testing.T) {
	h := open(t, nil)
	ana := h.server.Person(41, "en")
	sent := ana.Say("about a six")
	if err := ana.EditText(sent.ID, "about a seven"); err != nil {
		t.Fatal(err)
	}
	ana.SendPhoto("look at this")
	ana.SendVoice()
	ana.SendSticker()
	ana.SendLocation(1, 2)
	ana.SendAlbum(4, "")
	ana.Say("/checkin@SomebodyElseBot")
	ana.Say("/start checkin")
	ana.Say("/start unheard_of")
	ana.Say("/etc/hosts")
	ana.Block()
	ana.Unblock()
	want := []chat.Event{
		chat.Text{Text: "about a six"},
		chat.Edit{Of: "m1", Text: "about a seven"},
		chat.Unread{Caption: "look at this"},
		chat.Unread{},
		chat.Unread{},
		chat.Unread{},
		chat.Unread{},
		chat.Command{Name: "checkin"},
		chat.Command{Name: "start", Args: "unheard_of"},
		chat.Text{Text: "/etc/hosts"},
		chat.Lifecycle{Change: chat.Blocked},
		chat.Lifecycle{Change: chat.Joined},
	}
	heard := h.events(t, len(want))
	ids := map[string]bool{}
	for i, in := range heard {
		if in.Event != want[i] {
			t.Errorf("event %d is %#v and not %#v", i, in.Event, want[i])
		}
		if ids[in.ID] {
			t.Errorf("event %d has the id %s of another one", i, in.ID)
		}
		ids[in.ID] = true
	}
}

func TestNobodyIsAskedInAGroupHowTheyAre(t *testing.T) {
	h := open(t, nil)
	ana := h.server.Person(41, "en")
	group := h.server.Group(-1001)
	topic := group.Topic("evenings")
	group.Say(ana, "how is everybody?")
	group.Say(ana, "/checkin@SomebodyElseBot")
	group.SayIn(ana, topic, "/checkin@StillpointTestBot I am so sad")
	m, err := group.Next(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	link, ok := m.Button("Start privately")
	if !ok || link.URL != "https://t.me/StillpointTestBot?start=checkin" || m.Text != "Let us talk in private." || m.Topic != topic {
		t.Errorf("the group reads %+v", m)
	}
	ana.Say("hello")
	if heard := h.events(t, 1); len(heard) != 1 || heard[0].Event != (chat.Text{Text: "hello"}) {
		t.Errorf("the house heard %v", heard)
	}
}

func TestAGroupThatMovesIsFoundAtItsNewAddress(t *testing.T) {
	h := open(t, nil)
	ana := h.server.Person(41, "en")
	group := h.server.Group(-55)
	group.AddBot(ana)
	now := group.Migrate(ana)
	for range 2 {
		h.say(t, community("-55"), chat.Say{Text: "A breathing break at noon."})
		if m, err := now.Next(soon(t)); err != nil || m.Text != "A breathing break at noon." {
			t.Errorf("the group reads %+v, %v", m, err)
		}
	}
	moved, err := h.notes.Note(t.Context(), community("-55"), "moved")
	if err != nil || len(moved) == 0 {
		t.Errorf("the move is noted as %q, %v", moved, err)
	}
}

func TestLongWordsGoOutInPartsAndATryGoesOnWhereTheLastOneStopped(t *testing.T) {
	h := build(t, nil)
	ana := h.server.Person(41, "en")
	question := mood()
	question.Text = ""
	for n := range 390 {
		question.Text += fmt.Sprintf("Breathe in. Breathe out, %d.\n\n", n)
	}
	calls := 0
	h.server.Misbehave(func(telegramtest.Call) *telegramtest.Fault {
		if calls++; calls == 2 {
			return telegramtest.BadGateway()
		}
		return nil
	})
	if err := h.adapter.Send(soon(t), someone("41"), "1.a", question); err == nil {
		t.Fatal("a broken gateway went unnoticed")
	}
	if err := h.adapter.Send(soon(t), someone("41"), "1.a", question); err != nil {
		t.Fatal(err)
	}
	messages := ana.Messages()
	if len(messages) < 3 || ana.Duplicates() != 0 {
		t.Fatalf("the person reads %d messages, %d twice", len(messages), ana.Duplicates())
	}
	for i, m := range messages {
		if (len(m.Buttons) > 0) != (i == len(messages)-1) {
			t.Errorf("message %d has %d rows of buttons", i, len(m.Buttons))
		}
	}
}

func TestAFileArrivesWholeAlsoWhenItIsSentAgain(t *testing.T) {
	h := build(t, nil)
	ana := h.server.Person(41, "en")
	export := chat.Document{Name: "../your record.json", Type: "application/json", Caption: "Everything there is.", Data: []byte(`{"mood":7}`)}
	h.server.Misbehave(telegramtest.Times(1, "", telegramtest.TooMany(3)))
	var later chat.RetryError
	if err := h.adapter.Send(soon(t), someone("41"), "", export); !errors.As(err, &later) || later.After <= 0 {
		t.Fatalf("the first try ended with %v", err)
	}
	h.say(t, someone("41"), export)
	m := next(t, ana)
	if m.Kind != telegramtest.Document || m.Text != "Everything there is." || m.File.Name != "your record.json" || string(m.File.Data) != `{"mood":7}` {
		t.Errorf("the person has %+v", m)
	}
	export.Caption = strings.Repeat("Everything there is, in one file. ", 60)
	h.say(t, someone("41"), export)
	if ahead, file := next(t, ana), next(t, ana); ahead.Kind != telegramtest.Text || file.Kind != telegramtest.Document || file.Text != "" {
		t.Errorf("a long caption came as %v and %v %q", ahead.Kind, file.Kind, file.Text)
	}
}

func TestWhatBecomesOfAMessage(t *testing.T) {
	for name, story := range map[string]struct {
		fault *telegramtest.Fault
		want  error
		after bool
	}{
		"the bot was blocked":                {fault: telegramtest.Forbidden("bot was blocked by the user"), want: chat.ErrUnreachable},
		"the account is gone":                {fault: telegramtest.Refused("user is deactivated"), want: chat.ErrUnreachable},
		"there never was such a chat":        {fault: telegramtest.Refused("chat not found"), want: chat.ErrUnreachable},
		"the message cannot be taken":        {fault: telegramtest.Refused("BUTTON_DATA_INVALID"), want: chat.ErrRefused},
		"too many messages":                  {fault: telegramtest.TooMany(7), after: true},
		"the platform broke":                 {fault: telegramtest.Broken()},
		"a page of a proxy":                  {fault: telegramtest.BadGateway()},
		"the answer was lost on its way":     {fault: telegramtest.LostAnswer()},
		"the answer was cut in the middle":   {fault: telegramtest.CutAnswer()},
		"the token was taken back meanwhile": {fault: telegramtest.Unauthorized()},
	} {
		t.Run(name, func(t *testing.T) {
			h := build(t, nil)
			h.server.Person(41, "en")
			h.server.Misbehave(func(telegramtest.Call) *telegramtest.Fault { return story.fault })
			err := h.adapter.Send(soon(t), someone("41"), "", chat.Say{Text: "my secret words"})
			var later chat.RetryError
			switch {
			case err == nil:
				t.Fatal("it went unnoticed")
			case errors.As(err, &later) != story.after:
				t.Errorf("it ended with %v", err)
			case story.want != nil && !errors.Is(err, story.want):
				t.Errorf("it ended with %v and not %v", err, story.want)
			case story.want == nil && (errors.Is(err, chat.ErrRefused) || errors.Is(err, chat.ErrUnreachable)):
				t.Errorf("a passing trouble is final: %v", err)
			}
			for _, secret := range []string{h.server.Token(), "secret words", "41"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the error holds %q: %v", secret, err)
				}
			}
		})
	}
}

func TestAnAddressOfSomebodyElseIsRefused(t *testing.T) {
	h := build(t, nil)
	for _, to := range []chat.Actor{
		{Platform: "discord", Kind: chat.Person, ID: "41"},
		someone("-41"), someone("41/2"), someone("x"), someone(""),
		community("41"), community("-41/"), community("-41/-2"),
		{Platform: telegram.Platform, Kind: chat.Service, ID: "bot"},
	} {
		if err := h.adapter.Send(soon(t), to, "", chat.Say{Text: "hello"}); !errors.Is(err, chat.ErrRefused) {
			t.Errorf("sending to %s %q ended with %v", to, to.ID, err)
		}
	}
}

func TestPeopleSeeTheCommandsInTheirLanguage(t *testing.T) {
	h := build(t, nil)
	for range 2 {
		if err := h.adapter.SetMenus(soon(t)); err != nil {
			t.Fatal(err)
		}
	}
	if n := h.server.Count("setMyCommands"); n != 4 {
		t.Errorf("menus were set %d times", n)
	}
	menu := h.server.Person(41, "es").Menu()
	if len(menu) != 2 || menu[0] != (telegramtest.Command{Command: "checkin", Description: "¿Cómo estás?"}) {
		t.Errorf("in private the menu is %v", menu)
	}
	ana := h.server.Person(42, "fr")
	if menu := ana.Menu(); len(menu) != 2 || menu[0].Description != "How are you?" {
		t.Errorf("in another language the menu is %v", menu)
	}
	group := h.server.Group(-7)
	group.Say(ana, "hello")
	names := []string{}
	for _, c := range group.Menu(ana) {
		names = append(names, c.Command)
	}
	if !slices.Equal(names, []string{"help"}) {
		t.Errorf("in a group the menu is %v", names)
	}
}
