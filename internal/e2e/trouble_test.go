package e2e_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

var (
	onlyWords = both{"I can only read words here", "Aquí solo puedo leer palabras"}
	forAStart = both{"That is all for a start", "Eso es todo para empezar"}
	saved     = both{"Saved.", "Guardado."}
)

// notes is one number, kept: as short a visit as there is.
func notes(number string) act {
	return acts(commands("quick"), hears(mood), presses(same(number)), hears(saved))
}

func TestAnUpdateThatNobodyCanReadHoldsUpNobody(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	ana := h.onTelegram(1, "en")
	ana.must(t, commands("start"))
	for _, raw := range []string{
		`{"message":{"message_id":"five","chat":7,"from":[],"text":{"a":1}}}`,
		`{"callback_query":{"id":true}}`,
		`{"a_kind_of_tomorrow":{"x":[1,2,{"y":null}]}}`,
		`{"message":{"message_id":77,"date":1,"chat":{"id":5318008001,"type":"private"},"from":{"id":5318008001},"paid_media":{"star_count":"many","paid_media":[{"type":"hologram"}]}}}`,
		`{"message":null,"edited_message":"no"}`,
	} {
		h.telegram.Push(json.RawMessage(raw))
	}
	ana.must(t, commands("quick")) // Telegram has all of it before the bot is there
	b := h.serve(noDiscord)
	ana.must(t, hears(mayIKeep), hears(mayIKeep), presses(yes), hears(mood), presses(same("7")), hears(saved))
	h.until("every update is confirmed", func() bool { return h.telegram.Pending() == 0 })
	if strings.Contains(b.log.String(), "hologram") {
		t.Errorf("the log quotes it:\n%s", b.log)
	}
}

func TestACommandInAGroupLeadsToThePrivateChat(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	h.serve(noDiscord)
	ana := h.onTelegram(1, "es")
	ana.must(t, agrees())
	group := h.telegram.Group(-1001234)
	group.Say(h.telegram.Person(personID(1), "es"), "/evening@StillpointTestBot")
	m, err := group.Next(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	link, ok := m.Button("Abrir el chat privado")
	if !ok || !strings.Contains(m.Text, "hablamos en un chat privado") {
		t.Fatalf("the group reads %q with %v", m.Text, m.Buttons)
	}
	payload, ok := strings.CutPrefix(link.URL, "https://t.me/StillpointTestBot?start=")
	if !ok {
		t.Fatalf("the button leads to %q", link.URL)
	}
	ana.must(t, commands("start "+payload), hears(mood), presses(same("7")), hears(fewMore))
	if n := len(group.Messages()); n != 2 {
		t.Errorf("the group has %d messages", n)
	}
}

func TestWhatIsNoTextIsAnsweredGently(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	h.serve()
	ana, ben := h.onTelegram(1, "es"), h.onDiscord(1, "en", discordtest.Place{})
	one, two := h.telegram.Person(personID(1), "es"), h.discord.Person(ben.id(), "en-US")
	together(t, []*person{ana, ben}, agrees(), commands("quick"), hears(mood))
	for _, send := range []func(){
		func() { one.SendPhoto("") }, func() { one.SendVoice() }, func() { one.SendSticker() }, func() { one.SendAlbum(3, "mi gato") },
	} {
		send()
		ana.must(t, hearsNext(onlyWords))
	}
	for _, send := range []func(){
		func() { two.SendPhoto("") }, func() { two.SendVoice() }, func() { two.SendSticker() },
	} {
		send()
		ben.must(t, hearsNext(onlyWords))
	}
	together(t, []*person{ana, ben}, presses(same("6")), hears(saved))
}

func TestSomebodyWhoBlocksIsLeftAloneAndGoesOnAfterUnblocking(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	b := h.serve(noDiscord)
	ana, ben := h.onTelegram(1, "en"), h.onTelegram(2, "en")
	one := h.telegram.Person(personID(1), "en")
	together(t, []*person{ana, ben}, agrees(), hears(forAStart)) // nothing is on its way any more
	h.telegram.Misbehave(func(c telegramtest.Call) *telegramtest.Fault {
		if c.Method == "sendMessage" && c.Chat() == one.ID {
			return telegramtest.Forbidden("bot was blocked by the user")
		}
		return nil
	})
	before := h.callsTo(one.ID)
	ana.must(t, commands("evening")) // the question does not get through any more
	h.until("the bot has tried", func() bool { return h.callsTo(one.ID) > before })
	one.Block()
	for range 3 {
		ben.must(t, notes("7"))
	}
	if tried := h.callsTo(one.ID) - before; tried != 1 {
		t.Errorf("a message was sent %d times to somebody who has blocked the bot", tried)
	}
	if lines := strings.Count(b.log.String(), "level=WARN") + strings.Count(b.log.String(), "level=ERROR"); lines > 1 {
		t.Errorf("%d lines in the log are about it:\n%s", lines, b.log)
	}
	h.telegram.Misbehave(nil)
	one.Unblock()
	ana.must(t, commands("evening"), hears(mood), presses(same("7")), hears(fewMore), presses(enough), hears(checkedIn))
}

// callsTo is how often something was sent to a chat.
func (h *house) callsTo(chat int64) int {
	n := 0
	for _, c := range h.telegram.Calls("sendMessage") {
		if c.Chat() == chat {
			n++
		}
	}
	return n
}

func TestWhoHasToWaitHoldsUpNobodyElse(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	h.serve(noDiscord)
	ana, others := h.onTelegram(1, "en"), []*person{h.onTelegram(2, "en"), h.onTelegram(3, "es"), h.onTelegram(4, "es")}
	together(t, append(others, ana), agrees())
	limited := telegramtest.Times(1, "sendMessage", telegramtest.TooMany(5*time.Second))
	h.telegram.Misbehave(func(c telegramtest.Call) *telegramtest.Fault {
		if c.Chat() != personID(1) {
			return nil
		}
		return limited(c)
	})
	before := h.callsTo(personID(1))
	ana.must(t, commands("quick"))
	h.until("the bot was told to wait", func() bool { return h.callsTo(personID(1)) > before })
	told := time.Now()
	together(t, others, notes("7"), commands("journal"), hears(isKept))
	if h.callsTo(personID(1)) > before+1 && time.Since(told) < 5*time.Second {
		t.Error("the bot did not wait as it was told to")
	}
	if took := time.Since(told); took > 5*time.Second {
		t.Errorf("others waited as well: %v", took)
	}
	ana.must(t, hears(mood))
	if waited := time.Since(told); waited < 4900*time.Millisecond {
		t.Errorf("the bot waited %v only", waited)
	}
	ana.must(t, presses(same("7")), hears(saved))
}

func TestAnotherProgramWithTheSameTokenIsToldByHealth(t *testing.T) {
	t.Parallel()
	h := onFile(t)
	b := h.serve(noDiscord)
	if status, page := h.health(b); status != 200 || page.Status != "ok" || len(page.Parts) != 3 {
		t.Errorf("at first it is %d, %+v", status, page)
	}
	h.telegram.Misbehave(func(c telegramtest.Call) *telegramtest.Fault {
		if c.Method == "getUpdates" {
			return telegramtest.Conflicting()
		}
		return nil
	})
	h.telegram.Person(personID(1), "en").Say("hello") // so that the poll that waits ends
	if words := h.ill(b, "telegram", true); !strings.Contains(words, "token") {
		t.Errorf("it says %q", words)
	}
	h.telegram.Misbehave(nil)
	h.ill(b, "telegram", false)
	ana := h.onTelegram(1, "en")
	ana.must(t, hears(mayIKeep))
}

func TestATokenThatIsNotAcceptedEndsItWithOneLine(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]struct {
		spoil func(h *house)
		env   []string
		says  string
	}{
		"a token that Telegram has taken back": {
			func(h *house) {
				h.telegram.Misbehave(func(telegramtest.Call) *telegramtest.Fault { return telegramtest.Unauthorized() })
			}, []string{noDiscord}, "@BotFather",
		},
		"a token that Telegram has never given out": {
			func(*house) {}, []string{noDiscord, "TELEGRAM_TOKEN=7000000001:AAthisIsSomethingElse"}, "@BotFather",
		},
		"a token that Discord does not know": {
			func(*house) {}, []string{noTelegram, "DISCORD_TOKEN=MTIzMTIzMTIz.of.SomethingElse"}, "discord.com/developers",
		},
		"a token that Discord does not take any more when the bot connects (4004)": {
			func(h *house) { h.discord.RefuseIdentify(discordtest.CloseBadToken) }, []string{noTelegram}, "developer portal",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := onFile(t)
			story.spoil(h)
			b := h.launch(story.env...)
			if code := b.code(); code != 2 {
				t.Errorf("it ended with %d", code)
			}
			var lines []string
			for line := range strings.Lines(b.log.String()) {
				if !strings.Contains(line, "level=INFO") {
					lines = append(lines, line)
				}
			}
			if len(lines) != 1 || !strings.Contains(lines[0], story.says) {
				t.Errorf("it said:\n%s", b.log)
			}
			if strings.Contains(b.log.String(), "SomethingElse") {
				t.Error("the log holds the token")
			}
		})
	}
}

func TestWhoMayBeInDangerGetsTheFixedReplyFirst(t *testing.T) {
	t.Parallel()
	h := onRedis(t)
	h.serve()
	people := []*person{h.onTelegram(1, "en"), h.onDiscord(1, "es", discordtest.Place{})}
	danger := both{"I want to kill myself tonight", "quiero suicidarme esta noche"}
	reply := acts(
		hearsNext(both{"thoughts of ending your life", "pensamientos de quitarte la vida"}),
		hearsNext(both{"If you are in danger", "Si corres peligro"}),
		hearsNext(both{"go to another person", "acércate a otra persona"}),
	)
	together(t, people, agrees(), commands("quick"), hears(mood), says(danger), reply)
	h.redis.Kill()
	began := time.Now()
	together(t, people, says(same("what I said before hangs")), says(danger), reply)
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("without the store the reply took %v", took)
	}
	if err := h.redis.Restart(soon(t)); err != nil {
		t.Fatal(err)
	}
	together(t, people, commands("quick"), hears(mood), presses(same("4")), hears(saved))
}
