package telegram_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

func place(topic int64) string { return strconv.FormatInt(topic, 10) }

// preview is what the desk shows before anything is saved.
func preview(m chat.Manage) *chat.Reply {
	switch ask := m.Ask.(type) {
	case chat.Line:
		return &chat.Reply{Text: "Every day at 9:00.", Choices: []chat.Choice{{Token: "c12", Label: "Confirm"}, {Token: "w.12", Label: "Other words"}}}
	case chat.Tap:
		if ask.Token == "w.12" {
			return &chat.Reply{Text: "Which words?", Form: &chat.Form{Token: "f12", Title: "Words", Label: "Your words", Text: "Drink some water."}}
		}
		return &chat.Reply{Text: "Saved.", Settled: true}
	case chat.Fill:
		return &chat.Reply{Text: "Noted: " + ask.Text, Choices: []chat.Choice{{Token: "c12", Label: "Confirm"}}}
	}
	return nil
}

func TestAConfirmedPreviewIsDealtWithWhereItStands(t *testing.T) {
	v := aTown(t, nil)
	v.replies(preview)
	v.group.Say(v.ana, "/schedule every day 9:00 water")
	shown := next(t, v.ana)
	id := press(t, v.ana, shown, "Confirm")
	in, m := v.managed(t, 2)
	if in.Actor != community(groupID) || m.Ask != (chat.Tap{Token: "c12"}) || m.By.ID != "41" || !m.By.Manages {
		t.Errorf("the house heard %+v of %s", m, in.Actor.ID)
	}
	if err := v.ana.Answered(soon(t), id); err != nil {
		t.Error(err)
	}
	if now := until(t, v.ana, shown.ID, bare); now.Text != "Saved." {
		t.Errorf("the preview now reads %q", now.Text)
	}
}

func TestAnAnswerThatCannotBeSaidYetKeepsNoOtherAdministratorWaiting(t *testing.T) {
	v := aTown(t, nil)
	v.group.Promote(v.ben)
	release, first := make(chan struct{}), true
	v.server.Misbehave(func(c telegramtest.Call) *telegramtest.Fault {
		if c.Method != "sendMessage" || c.Chat() != 41 || !first {
			return nil
		}
		first = false
		return telegramtest.Held(release)
	})
	v.group.Say(v.ana, "/schedule list")
	v.managed(t, 1)
	v.group.Say(v.ben, "/schedule history")
	reads(t, v.ben, "Done: line history")
	v.group.Say(v.ana, "/schedule settings")
	v.managed(t, 3)
	if m := v.ana.Messages(); len(m) != 0 {
		t.Errorf("Ana reads %+v before what she asked first", m)
	}
	close(release)
	reads(t, v.ana, "Done: line list")
	reads(t, v.ana, "Done: line settings")
	if err := v.stop(); err != nil || v.server.Pending() != 0 {
		t.Errorf("%d updates are pending, %v", v.server.Pending(), err)
	}
}

func TestAPressIsAskedForRightsAgain(t *testing.T) {
	v := aTown(t, nil)
	v.replies(preview)
	v.group.Say(v.ana, "/schedule every day 9:00 water")
	shown := next(t, v.ana)
	v.group.Demote(v.ana)
	press(t, v.ana, shown, "Confirm")
	if _, m := v.managed(t, 2); m.By.Manages {
		t.Errorf("the house heard %+v", m.By)
	}
	b, _ := shown.Button("Confirm")
	v.ben.PressData(shown, b.Data)
	if _, m := v.managed(t, 3); m.By.ID != "42" || m.By.Manages {
		t.Errorf("the house heard %+v", m.By)
	}
}

func TestAnAnswerThatCannotTakeThePlaceOfAnotherComesOnItsOwn(t *testing.T) {
	v := aTown(t, nil)
	v.replies(preview)
	v.group.Say(v.ana, "/schedule every day 9:00 water")
	shown := next(t, v.ana)
	v.server.Misbehave(telegramtest.Times(1, "editMessageText", telegramtest.Refused("message can't be edited")))
	press(t, v.ana, shown, "Confirm")
	reads(t, v.ana, "Saved.")
}

func TestAFormIsFilledInByAnsweringIt(t *testing.T) {
	heard := make(chan string, 10)
	v := aTown(t, listens(heard, 0))
	v.replies(preview)
	v.group.Say(v.ana, "/schedule every day 9:00")
	hears(t, heard, "every day 9:00")
	press(t, v.ana, next(t, v.ana), "Other words")
	question := next(t, v.ana)
	if question.Text != "Which words?\n\nDrink some water." || question.Asks == nil || question.Asks.Hint != "Your words" || !question.Asks.Selective {
		t.Errorf("the person is asked %+v", question)
	}
	v.ana.Say("I am tired")
	v.ana.Reply(question, "Drink a glass")
	in, m := v.managed(t, 3)
	if in.Actor != community(groupID) || m.Ask != (chat.Fill{Token: "f12", Text: "Drink a glass"}) || !m.By.Manages {
		t.Errorf("the house heard %+v of %s", m, in.Actor.ID)
	}
	hears(t, heard, "Drink a glass")
	reads(t, v.ana, "Noted: Drink a glass")
	v.ana.Reply(question, "and another one")
	all := v.until(t, "what else she says is heard", func(all []chat.Inbound) bool { return len(texts(all, someone("41"))) == 2 })
	if got := texts(all, someone("41")); got[0] != "I am tired" || got[1] != "and another one" {
		t.Errorf("the conversation heard %v", got)
	}
}

func TestAFormThatCouldNotBeHandedInStaysOpen(t *testing.T) {
	v := aTown(t, nil)
	v.replies(preview)
	v.group.Say(v.ana, "/schedule every day 9:00")
	press(t, v.ana, next(t, v.ana), "Other words")
	question := next(t, v.ana)
	v.clock.pass(2 * time.Minute)
	v.server.Misbehave(telegramtest.Times(1, "getChatMember", telegramtest.TooMany(time.Minute)))
	v.ana.Reply(question, "Drink a glass")
	reads(t, v.ana, "desk.failed")
	v.ana.Reply(question, "Drink a glass, please")
	if _, m := v.managed(t, 3); m.Ask != (chat.Fill{Token: "f12", Text: "Drink a glass, please"}) {
		t.Errorf("the house heard %+v", m.Ask)
	}
}

func TestAPlaceIsRememberedPastAPress(t *testing.T) {
	v := aTown(t, nil)
	v.replies(preview)
	topic := v.group.Topic("Evenings")
	v.group.SayIn(v.ana, topic, "/schedule every day 9:00 water")
	press(t, v.ana, next(t, v.ana), "Confirm")
	v.managed(t, 2)
	v.ana.Say("/schedule every day 20:00 water")
	if _, m := v.managed(t, 3); m.Ask != (chat.Line{Text: "every day 20:00 water", Place: chat.Place{ID: place(topic), Name: "Evenings"}}) {
		t.Errorf("the house heard %+v", m.Ask)
	}
}

func TestAnAnswerWithButtonsAndAFormIsTwoMessages(t *testing.T) {
	v := aTown(t, nil)
	v.replies(func(chat.Manage) *chat.Reply {
		return &chat.Reply{Text: "Almost.", Choices: []chat.Choice{{Token: "x", Label: "Discard"}}, Form: &chat.Form{Token: "f1", Title: "Words"}}
	})
	v.group.Say(v.ana, "/schedule every day 9:00")
	if m := next(t, v.ana); m.Text != "Almost." || len(m.Labels()) != 1 || m.Asks != nil {
		t.Errorf("first the person reads %+v", m)
	}
	if m := next(t, v.ana); m.Text != "Words" || m.Asks == nil {
		t.Errorf("then the person reads %+v", m)
	}
}

func TestAHouseThatPanicsAtARequestStopsNobody(t *testing.T) {
	v := aTown(t, nil)
	v.replies(func(m chat.Manage) *chat.Reply {
		if m.Ask == (chat.Line{Text: "panic"}) {
			panic("because of hidden words")
		}
		return &chat.Reply{Text: "Fine."}
	})
	v.group.Say(v.ana, "/schedule panic")
	v.group.Say(v.ana, "/schedule list")
	reads(t, v.ana, "Fine.")
	if n := v.count("event/panic"); n != 1 {
		t.Errorf("%d panics were counted", n)
	}
}

func TestWhatCannotBeNotedIsAnsweredAllTheSame(t *testing.T) {
	v := aTown(t, nil)
	v.notes.breaks(errStore)
	v.replies(func(m chat.Manage) *chat.Reply {
		if m.Ask == (chat.Line{Text: "form"}) {
			return &chat.Reply{Text: "Which words?", Form: &chat.Form{Token: "f1"}}
		}
		return &chat.Reply{Text: "Fine."}
	})
	v.server.Person(44, "en").Say("/schedule list")
	v.notes.breaks(nil)
	reads(t, v.server.Person(44, "en"), "desk.which-group")
	v.group.Say(v.ana, "/schedule list")
	reads(t, v.ana, "Fine.")
	v.notes.forgets(true)
	v.group.Say(v.ana, "/schedule form")
	question := next(t, v.ana)
	v.ana.Reply(question, "Drink")
	v.until(t, "it is heard as her own", func(all []chat.Inbound) bool { return len(texts(all, someone("41"))) == 1 })
	if n := v.count("desk/unnoted"); n != 1 {
		t.Errorf("%d forms could not be noted", n)
	}
}

func TestAFormIsTheSameOneWhenItsAnswerComesAgain(t *testing.T) {
	v := aTown(t, nil)
	v.replies(preview)
	v.group.Say(v.ana, "/schedule every day 9:00")
	press(t, v.ana, next(t, v.ana), "Other words")
	question := next(t, v.ana)
	failed := 0
	v.answers(func(_ context.Context, in chat.Inbound) (chat.Answer, error) {
		m, is := in.Event.(chat.Manage)
		if failed++; is && failed < 3 {
			return chat.Answer{}, errStore
		}
		return chat.Answer{Reply: preview(m)}, nil
	})
	v.ana.Reply(question, "Drink a glass")
	reads(t, v.ana, "Noted: Drink a glass")
	first, _ := v.managed(t, 3)
	if last, m := v.managed(t, 5); last.ID != first.ID || m.Ask != (chat.Fill{Token: "f12", Text: "Drink a glass"}) {
		t.Errorf("it came again as %+v", last)
	}
}

func TestAnAnswerThatTelegramDoesNotTakeAtOnceIsSaidLater(t *testing.T) {
	v := aTown(t, nil)
	v.server.Misbehave(telegramtest.Times(2, "sendMessage", telegramtest.BadGateway()))
	v.group.Say(v.ana, "/schedule list")
	reads(t, v.ana, "Done: line list")
	v.quiet(t)
}

func TestAnAnswerToAMessageThatIsNoFormBelongsToTheConversation(t *testing.T) {
	v := aTown(t, func(c *telegram.Config) { c.Patience = time.Hour })
	v.say(t, someone("41"), mood())
	question := next(t, v.ana)
	v.ana.Reply(question, "about a six")
	if heard := v.events(t, 1)[0]; heard.Event != (chat.Text{Text: "about a six"}) || heard.Actor != someone("41") {
		t.Errorf("the house heard %+v", heard)
	}
	until(t, v.ana, question.ID, bare)
}
