package telegram_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

func TestAPostReachesItsTopicAndPingsNobody(t *testing.T) {
	v := aTown(t, nil)
	v.ben.Named("ben_b")
	topic := v.group.Topic("Evenings")
	text := "Time for water, @ben_b and @everyone. (@ben_b) https://t.me/ben_b mail@ben_b https://x.org/@ben_b <b>no</b>"
	v.say(t, community(groupID), chat.Post{
		Text: text, Place: chat.Place{ID: place(topic), Name: "Evenings"}, Role: chat.Role{ID: "7", Name: "calm"},
		Begin: "breathe-longer-out", Button: "Breathe",
	})
	m := v.shows(t)
	want := "Time for water, @\u2060ben_b and @\u2060everyone. (@\u2060ben_b) https://t.me/ben_b mail@ben_b https://x.org/%40ben_b <b>no</b>"
	if m.Text != want || m.Topic != topic || m.ParseMode != "" {
		t.Errorf("the group reads %q in topic %d", m.Text, m.Topic)
	}
	if called := v.group.Pinged(m); len(called) != 0 {
		t.Errorf("it calls %v", called)
	}
	if called := v.group.Pinged(telegramtest.Message{Text: text}); !slices.Equal(called, []int64{42}) {
		t.Errorf("without care it would call %v", called)
	}
	follow(t, v.ben, m, "Breathe")
	if heard := v.events(t, 1)[0]; heard.Actor != someone("42") || heard.Event != (chat.Begin{Script: "breathe-longer-out"}) {
		t.Errorf("the house heard %+v", heard)
	}
}

func TestALinkToAScriptCannotBeWrittenByHand(t *testing.T) {
	v := aTown(t, nil)
	for _, payload := range []string{"b-AAAAAAAAAAAAAAAAconsent", "b-consent", "consent", "b-"} {
		if _, err := v.ana.Follow("https://t.me/StillpointTestBot?start=" + payload); err != nil {
			t.Fatal(err)
		}
	}
	for i, in := range v.events(t, 4) {
		if c, is := in.Event.(chat.Command); !is || c.Name != "start" {
			t.Errorf("event %d is %#v", i, in.Event)
		}
	}
}

func TestAPostWhoseButtonCannotBeMadeIsReadWithout(t *testing.T) {
	h := build(t, nil)
	group := h.server.Group(-5)
	for name, post := range map[string]chat.Post{
		"no script":                     {Text: "Water", Button: "Drink"},
		"no words for it":               {Text: "Water", Begin: "water"},
		"a name that is far too long":   {Text: "Water", Begin: strings.Repeat("water-", 9) + "x", Button: "Drink"},
		"a name that no link can carry": {Text: "Water", Begin: "agua fría", Button: "Drink"},
	} {
		h.say(t, community("-5"), post)
		if m, err := group.Next(soon(t)); err != nil || m.Text != "Water" || len(m.Buttons) != 0 {
			t.Errorf("%s: the group reads %+v, %v", name, m, err)
		}
	}
}

func TestWhatBecomesOfAPost(t *testing.T) {
	for name, story := range map[string]struct {
		goes func(v town, topic int64)
		want error
	}{
		"the topic was deleted": {func(v town, topic int64) { v.group.CloseTopic(topic) }, chat.ErrRefused},
		"the topic was closed":  {func(v town, topic int64) { v.group.LockTopic(topic) }, chat.ErrRefused},
		"the bot may not write": {func(v town, _ int64) { v.group.Silence() }, chat.ErrRefused},
		"it may not, as Telegram's other words are": {
			func(v town, _ int64) {
				v.server.Misbehave(func(telegramtest.Call) *telegramtest.Fault { return telegramtest.Forbidden("CHAT_WRITE_FORBIDDEN") })
			},
			chat.ErrRefused,
		},
		"the bot was thrown out": {func(v town, _ int64) { v.group.RemoveBot(v.ana) }, chat.ErrUnreachable},
		"the group is gone": {
			func(v town, _ int64) {
				v.server.Misbehave(func(telegramtest.Call) *telegramtest.Fault { return telegramtest.Refused("chat not found") })
			},
			chat.ErrUnreachable,
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := aTown(t, nil)
			topic := v.group.Topic("Evenings")
			v.answers(nil)
			story.goes(v, topic)
			err := v.adapter.Send(soon(t), community(groupID), "", chat.Post{Text: "Water", Place: chat.Place{ID: place(topic)}})
			v.server.Misbehave(nil)
			refused, gone := errors.Is(err, chat.ErrRefused), errors.Is(err, chat.ErrUnreachable)
			if !errors.Is(err, story.want) || refused == gone {
				t.Errorf("it ended with %v", err)
			}
		})
	}
}

func TestAPostKnowsTheWayBeforeAnythingRuns(t *testing.T) {
	h := build(t, nil)
	group := h.server.Group(-5)
	water := chat.Post{Text: "Water", Begin: "water", Button: "Drink"}
	h.server.Misbehave(telegramtest.Times(1, "getMe", telegramtest.BadGateway()))
	err := h.adapter.Send(soon(t), community("-5"), "", water)
	if err == nil || errors.Is(err, chat.ErrRefused) || errors.Is(err, chat.ErrUnreachable) {
		t.Errorf("a passing trouble ended with %v", err)
	}
	h.say(t, community("-5"), water)
	m, err := group.Next(soon(t))
	if b, ok := m.Button("Drink"); err != nil || !ok || !strings.HasPrefix(b.URL, "https://t.me/StillpointTestBot?start=b-") {
		t.Errorf("the group reads %+v, %v", m, err)
	}
}

func TestAPostToNowhereIsRefused(t *testing.T) {
	h := build(t, nil)
	h.server.Group(-5)
	for name, send := range map[string]struct {
		to   chat.Actor
		post chat.Post
	}{
		"to a person":                     {someone("41"), chat.Post{Text: "Water"}},
		"to a topic of another platform":  {community("-5"), chat.Post{Text: "Water", Place: chat.Place{ID: "general"}}},
		"to a topic that there cannot be": {community("-5"), chat.Post{Text: "Water", Place: chat.Place{ID: "-3"}}},
	} {
		if err := h.adapter.Send(soon(t), send.to, "", send.post); !errors.Is(err, chat.ErrRefused) {
			t.Errorf("%s: it ended with %v", name, err)
		}
	}
}
