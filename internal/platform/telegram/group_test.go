package telegram_test

import (
	"slices"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

func TestAGroupStaysWhoItIsWhenItMoves(t *testing.T) {
	h := open(t, func(c *telegram.Config) { c.Words = deskWords })
	ana := h.server.Person(41, "en")
	group := h.server.Group(-55)
	group.Promote(ana)
	v := town{house: h, group: group, ana: ana}
	v.replies(preview)
	group.Say(ana, "/schedule every day 9:00")
	shown := next(t, ana)
	moved := group.Migrate(ana)
	moved.Say(ana, "/schedule list")
	if in, m := v.managed(t, 2); in.Actor != community("-55") || !m.By.Manages {
		t.Errorf("after the move the house heard %+v of %s", m, in.Actor.ID)
	}
	press(t, ana, shown, "Confirm")
	if in, m := v.managed(t, 3); in.Actor != community("-55") || m.Ask != (chat.Tap{Token: "c12"}) || !m.By.Manages {
		t.Errorf("a button of before is %+v of %s", m, in.Actor.ID)
	}
	if err := h.stop(); err != nil {
		t.Fatal(err)
	}
	again, err := telegram.New(telegram.Config{
		Token: telegram.Secret(h.server.Token()), API: h.server.URL(), Handle: h.handle, Notes: h.notes, Words: deskWords,
	})
	if err != nil {
		t.Fatal(err)
	}
	h.adapter = again
	h.run(t)
	moved.Say(ana, "/schedule history")
	if in, _ := v.managed(t, 4); in.Actor != community("-55") {
		t.Errorf("after a restart the house heard of %s", in.Actor.ID)
	}
	h.say(t, community("-55"), chat.Post{Text: "Water"})
	if m, err := moved.Next(soon(t)); err != nil || m.Text != "Water" {
		t.Errorf("the group reads %+v, %v", m, err)
	}
}

func TestAMoveIsNotForgottenBeforeItIsStored(t *testing.T) {
	h := build(t, func(c *telegram.Config) { c.Words = deskWords })
	ana := h.server.Person(41, "en")
	group := h.server.Group(-55)
	group.Promote(ana)
	h.notes.breaks(errStore)
	moved := group.Migrate(ana)
	h.run(t)
	h.server.Person(42, "").Say("hello")
	h.events(t, 1)
	h.notes.breaks(nil)
	moved.Say(ana, "/schedule list")
	v := town{house: h}
	if in, _ := v.managed(t, 1); in.Actor != community("-55") {
		t.Errorf("the house heard of %s", in.Actor.ID)
	}
	if err := h.stop(); err != nil || h.server.Pending() != 0 {
		t.Errorf("%d updates are pending, %v", h.server.Pending(), err)
	}
	if note, err := h.notes.Note(t.Context(), community("-1000000000055"), "was"); err != nil || string(note) != "-55" {
		t.Errorf("the move is noted as %q, %v", note, err)
	}
}

func TestAMoveThatNobodyToldOfIsFoundWhenRightsAreAsked(t *testing.T) {
	v := aTown(t, nil)
	super := v.server.Group(-1000000000088)
	super.Own(v.ana)
	v.server.Misbehave(telegramtest.Times(1, "getChatMember", telegramtest.Moved(super.ID)))
	v.group.Say(v.ana, "/schedule list")
	if in, m := v.managed(t, 1); in.Actor != community(groupID) || !m.By.Manages {
		t.Errorf("the house heard %+v of %s", m.By, in.Actor.ID)
	}
	reads(t, v.ana, "Done: line list")
	super.Say(v.ana, "/schedule history")
	if in, _ := v.managed(t, 2); in.Actor != community(groupID) {
		t.Errorf("from its new place the house heard of %s", in.Actor.ID)
	}
}

func TestAGroupThatMovedIsNotGone(t *testing.T) {
	h := open(t, func(c *telegram.Config) { c.Words = deskWords })
	ana := h.server.Person(41, "en")
	group := h.server.Group(-55)
	moved := group.Migrate(ana)
	group.RemoveBot(ana)
	moved.RemoveBot(ana)
	h.until(t, "it is gone", func(all []chat.Inbound) bool { return len(changes(all, community("-55"), chat.Blocked)) == 1 })
	ana.Say("hello")
	h.until(t, "Ana is heard", func(all []chat.Inbound) bool { return len(texts(all, someone("41"))) == 1 })
	if err := h.stop(); err != nil || h.server.Pending() != 0 {
		t.Fatalf("%d updates are pending, %v", h.server.Pending(), err)
	}
	if heard := h.events(t, 2); len(changes(heard, community("-55"), chat.Blocked)) != 1 {
		t.Errorf("the house heard %v", heard)
	}
}

// changes are the events that tell of a change of the bot in a group.
func changes(all []chat.Inbound, of chat.Actor, change chat.Change) (found []chat.Inbound) {
	for _, in := range all {
		if in.Actor == of && in.Event == (chat.Lifecycle{Change: change}) {
			found = append(found, in)
		}
	}
	return found
}

func TestAGroupWhoseOldPlaceWasLeftBeforeTheMoveWasKnownIsThere(t *testing.T) {
	h := open(t, func(c *telegram.Config) { c.Words = deskWords })
	ana := h.server.Person(41, "en")
	group := h.server.Group(-55)
	h.server.Push([]byte(`{"my_chat_member":{"chat":{"id":-55,"type":"group"},"from":{"id":41,"is_bot":false,"first_name":"Ana"},"date":1,` +
		`"old_chat_member":{"status":"member"},"new_chat_member":{"status":"left"}}}`))
	h.until(t, "it is gone", func(all []chat.Inbound) bool { return len(changes(all, community("-55"), chat.Blocked)) == 1 })
	group.Migrate(ana)
	heard := h.until(t, "it is back", func(all []chat.Inbound) bool { return len(changes(all, community("-55"), chat.Joined)) > 0 })
	if back := changes(heard, community("-55"), chat.Joined); back[0].ID == "" || back[0].Locale != "en" {
		t.Errorf("the house heard %+v", back[0])
	}
}

func TestALanguageThatGoesTakesItsMenusWithIt(t *testing.T) {
	menus := []chat.Menu{{Entries: []chat.Entry{{Name: "help", Description: "Help"}}}, {Lang: "es", Entries: []chat.Entry{{Name: "help", Description: "Ayuda"}}}}
	h := build(t, func(c *telegram.Config) { c.Words, c.Menus = deskWords, func() []chat.Menu { return menus } })
	for range 2 {
		if err := h.adapter.SetMenus(soon(t)); err != nil {
			t.Fatal(err)
		}
		menus = menus[:1]
	}
	if set, gone := h.server.Count("setMyCommands"), h.server.Count("deleteMyCommands"); set != 9 || gone != 3 {
		t.Errorf("%d menus were set and %d taken away", set, gone)
	}
	if left := h.server.Commands(telegramtest.Scope{Type: "all_chat_administrators"}, "es"); left != nil {
		t.Errorf("%v is left", left)
	}
}

func TestTheHouseHearsWhenTheBotComesAndGoes(t *testing.T) {
	v := aTown(t, nil)
	v.group.RemoveBot(v.ana)
	v.group.AddBot(v.ana)
	heard := v.events(t, 2)
	for i, want := range []chat.Change{chat.Blocked, chat.Joined} {
		if heard[i].Actor != community(groupID) || heard[i].Event != (chat.Lifecycle{Change: want}) {
			t.Errorf("event %d is %+v of %s", i, heard[i].Event, heard[i].Actor.ID)
		}
	}
}

func TestOnlyThoseWhoLeadAreOfferedTheDesk(t *testing.T) {
	v := aTown(t, nil)
	for range 2 {
		if err := v.adapter.SetMenus(soon(t)); err != nil {
			t.Fatal(err)
		}
	}
	if n := v.server.Count("setMyCommands"); n != 6 {
		t.Errorf("menus were set %d times", n)
	}
	eva := v.server.Person(44, "es")
	v.group.Promote(eva)
	var names []string
	for _, c := range v.group.Menu(eva) {
		names = append(names, c.Command)
	}
	if !slices.Equal(names, []string{"schedule", "help"}) || v.group.Menu(eva)[0].Description != "es desk.schedule" {
		t.Errorf("who leads is offered %v", v.group.Menu(eva))
	}
	if menu := v.group.Menu(v.ben); len(menu) != 1 || menu[0].Command != "help" {
		t.Errorf("who does not is offered %v", menu)
	}
	if menu := v.ana.Menu(); len(menu) != 2 {
		t.Errorf("in private there is %v", menu)
	}
}
