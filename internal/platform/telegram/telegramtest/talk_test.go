package telegramtest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestAPersonWritesTheBotAnswersAndAButtonIsPressedTwice(t *testing.T) {
	s, bot := start(t, Config{})
	ana := s.Person(41, "es")
	ana.Say("/start")
	if got := bot.updates(`{"timeout":5}`); len(got) != 1 || got[0].Message.Text != "/start" ||
		len(got[0].Message.Entities) != 1 || got[0].Message.Entities[0].Type != "bot_command" {
		t.Fatalf("the bot heard %+v", got)
	}
	bot.call("sendMessage", `{"chat_id":41,"text":"How are you?","reply_markup":{"inline_keyboard":[[{"text":"Well","callback_data":"1.w"}]]}}`)
	m, err := ana.Next(soon(t))
	if err != nil || m.Text != "How are you?" || !slices.Equal(m.Labels(), []string{"Well"}) {
		t.Fatalf("the person reads %+v, %v", m, err)
	}
	first, err := ana.Press(m, "Well")
	if err != nil {
		t.Fatal(err)
	}
	second, err := ana.Press(m, "Well")
	if err != nil || first == second {
		t.Fatalf("two taps have the ids %q and %q, %v", first, second, err)
	}
	got := bot.updates(`{"offset":2}`)
	if len(got) != 2 || got[0].Callback.ID != first || got[1].Callback.Data != "1.w" || got[0].Callback.Message.Date == 0 {
		t.Fatalf("the bot heard %+v", got)
	}
	bot.call("answerCallbackQuery", `{"callback_query_id":"`+first+`"}`)
	bot.call("answerCallbackQuery", `{"callback_query_id":"`+second+`","text":"Got it"}`)
	bot.refuse(http.StatusBadRequest, "answerCallbackQuery", `{"callback_query_id":"`+second+`"}`)
	if toast, err := ana.NextToast(soon(t)); err != nil || toast.Text != "Got it" || len(ana.Toasts()) != 1 || s.Unanswered() != 0 {
		t.Errorf("the person saw %+v, %v; %d presses are open", ana.Toasts(), err, s.Unanswered())
	}
	bot.call("editMessageText", fmt.Sprintf(`{"chat_id":41,"message_id":%d,"text":"How are you? Well."}`, m.ID))
	now, _ := ana.Message(m.ID)
	if now.Text != "How are you? Well." || len(now.Buttons) != 0 || now.Edits != 1 {
		t.Errorf("after the edit the message is %+v", now)
	}
	bot.refuse(http.StatusBadRequest, "editMessageReplyMarkup", fmt.Sprintf(`{"chat_id":41,"message_id":%d}`, m.ID))
}

func TestButtonsAreFoundByWhatTheySayAndByWhatTheyCarry(t *testing.T) {
	s, bot := start(t, Config{Username: "QuietBot"})
	ana := s.Person(1, "")
	bot.call("sendMessage", `{"chat_id":1,"text":"Well?","reply_markup":{"inline_keyboard":[[{"text":"b","callback_data":"a"}],`+
		`[{"text":"a","callback_data":"c"}],[{"text":"Read","url":"https://example.org"}]]}}`)
	m, err := ana.Next(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	for label, want := range map[string]string{"a": "c", "b": "a", "c": "c"} {
		if b, ok := m.Button(label); !ok || b.Data != want {
			t.Errorf("%q leads to %+v", label, b)
		}
	}
	for _, label := range []string{"d", "Read"} {
		if _, err := ana.Press(m, label); err == nil {
			t.Errorf("%q could be pressed", label)
		}
	}
	m.Buttons[0][0].Text = "mine now"
	if now, _ := ana.Message(m.ID); now.Buttons[0][0].Text != "b" {
		t.Error("a copy of a message is no copy")
	}
	ana.PressData(Message{Chat: 99}, "nowhere")
	if s.Username() != "QuietBot" || s.Pending() != 0 {
		t.Errorf("%s has %d updates to come", s.Username(), s.Pending())
	}
}

func TestSomebodyWhoWaitsInVainIsToldSo(t *testing.T) {
	s, bot := start(t, Config{})
	ana, group := s.Person(1, ""), s.Group(-5)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	never := func(Message) bool { return false }
	bot.call("sendMessage", `{"chat_id":1,"text":"one"}`)
	_, errs := ana.Next(ctx)
	if errs != nil {
		t.Errorf("a message that is there: %v", errs)
	}
	_, next := ana.Next(ctx)
	_, until := ana.Until(ctx, 1, never)
	_, other := group.Until(ctx, 9, never)
	_, toast := ana.NextToast(ctx)
	press := ana.Answered(ctx, ana.PressData(Message{Chat: 1, ID: 1}, "x"))
	for _, err := range []error{next, until, other, toast, press, s.AwaitCalls(ctx, "getMe", 1)} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
}

func TestMarkupDoesNotCountTowardsTheLength(t *testing.T) {
	s, bot := start(t, Config{})
	s.Person(1, "")
	text := strings.Repeat("é", 4096)
	bot.call("sendMessage", `{"chat_id":1,"text":"<b>`+text+`</b>","parse_mode":"HTML"}`)
	bot.refuse(http.StatusBadRequest, "sendMessage", `{"chat_id":1,"text":"<b>`+text+`</b>"}`)
	bot.call("setMyDescription", `{"description":"A quiet companion"}`)
}

func TestAPollWaitsUntilSomethingHappens(t *testing.T) {
	s, bot := start(t, Config{})
	done := make(chan []heard)
	go func() { done <- bot.updates(`{"timeout":20}`) }()
	if err := s.AwaitCalls(soon(t), "getUpdates", 1); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	s.Person(1, "").Say("hello")
	if got := <-done; len(got) != 1 || time.Since(began) > 5*time.Second {
		t.Errorf("the poll gave %+v after %v", got, time.Since(began))
	}
	if got := bot.updates(`{"offset":2,"timeout":0}`); len(got) != 0 || s.Pending() != 0 {
		t.Errorf("after the offset %+v is left, %d pending", got, s.Pending())
	}
}
