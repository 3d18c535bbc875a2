package e2e_test

import (
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

func TestAReminderThatFindsAClosedDoorIsMarkedAndToldAndStays(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]func(h *house) (p *person, closes, opens func()){
		"on Discord, closed to messages": func(h *house) (*person, func(), func()) {
			p := h.onDiscord(1, "en", discordtest.Place{})
			door := h.discord.Person(p.id(), "en-US")
			return p, door.CloseDMs, func() { door.RefuseDMs(0) }
		},
		"on Telegram, blocked unheard": func(h *house) (*person, func(), func()) {
			p := h.onTelegram(1, "en")
			blocked := func(c telegramtest.Call) *telegramtest.Fault {
				if c.Method == "sendMessage" && c.Chat() == personID(1) {
					return telegramtest.Forbidden("bot was blocked by the user")
				}
				return nil
			}
			return p, func() { h.telegram.Misbehave(blocked) }, func() { h.telegram.Misbehave(nil) }
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := onRedis(t)
			h.at(aWednesday)
			p, closes, opens := story(h)
			b := h.serve()
			does := habits{t}
			p.must(t, does.settles())
			closes()
			h.at("2031-03-27 19:59:59")
			b.logs(`reason=unreachable`)
			opens()
			told := func() int {
				return count(p.heard, "Evening check-in did not get through to you (Thu 27 Mar 2031, 21:00)")
			}
			for tries := 0; told() == 0 && tries < 5; tries++ { // it is noted a moment after it failed
				p.must(t, commands("remind"), isOffered(labelled(t, "See and change them")))
			}
			p.must(t, presses(labelled(t, "See and change them")), hears(ui(t, "remind.list")), holding(same("Fri 28 Mar 2031, 21:00")), says(same("stop")))
			t.Logf("read were %q", p.words(6))
			p.must(t, does.begins("Nothing more"))
			if n := told(); n != 1 {
				t.Errorf("it is told %d times", n)
			}
			h.at("2031-03-28 19:59:59")
			p.must(t, isOffered(ui(t, "remind.not-now")))
		})
	}
}

func TestWhoBlocksTheBotMissesNothingButThatTime(t *testing.T) {
	t.Parallel()
	h := onRedis(t)
	h.at(aWednesday)
	ana, ben := h.onTelegram(1, "en"), h.onTelegram(2, "en")
	h.serve(noDiscord)
	does := habits{t}
	together(t, []*person{ana, ben}, does.settles())
	one := h.telegram.Person(personID(1), "en")
	one.Block()
	tried := h.callsTo(one.ID)
	h.until("the bot has heard of it", func() bool { return h.telegram.Pending() == 0 })
	h.at("2031-03-27 19:59:59")
	ben.must(t, isOffered(ui(t, "remind.not-now")))
	if n := h.callsTo(one.ID); n != tried {
		t.Errorf("somebody who has blocked the bot was written to %d times", n-tried)
	}
	one.Unblock()
	ana.must(t, does.begins("See and change them"), hears(ui(t, "remind.list")), holding(same("Fri 28 Mar 2031, 21:00")))
	h.at("2031-03-28 19:59:59")
	together(t, []*person{ana, ben}, isOffered(ui(t, "remind.not-now")))
}
