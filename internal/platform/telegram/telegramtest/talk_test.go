package telegramtest

import (
	"fmt"
	"net/http"
	"slices"
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
