package e2e_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
	"github.com/stillpoint-bot/stillpoint/internal/platform/telegram/telegramtest"
)

// posted waits until a community has read so many posts, and returns them.
func (h *house) posted(c community, n int) []said {
	h.t.Helper()
	h.until("there are posts on "+c.platform(), func() bool { return len(c.posts()) >= n })
	all := c.posts()
	if len(all) != n {
		h.t.Errorf("on %s everybody reads %d posts and not %d", c.platform(), len(all), n)
	}
	return all
}

// opens presses the button of a post.
func (g *guest) opens(on said, label string) {
	g.h.t.Helper()
	m, _ := on.raw.(discordtest.Message)
	b, _ := m.Button(label)
	pressed, err := g.who.person.Press(m, b.CustomID)
	if err == nil {
		_, err = pressed.Answered(soon(g.h.t))
	}
	if err != nil {
		g.h.t.Fatalf("pressing %q: %v", label, err)
	}
}

func (g *inGroup) opens(on said, label string) {
	g.h.t.Helper()
	m, _ := on.raw.(telegramtest.Message)
	b, _ := m.Button(label)
	if _, err := g.who.person.Follow(b.URL); err != nil {
		g.h.t.Fatalf("pressing %q of %q: %v", label, on.labels, err)
	}
}

var whichBreath = both{"Which one would you like?", "¿Cuál te apetece?"}

func TestAPostComesOnceAndItsButtonLeadsSomewherePrivate(t *testing.T) {
	t.Parallel()
	communities(t, func(t *testing.T, h *house, c community) {
		h.at(aWednesday)
		ana, ben, cleo := c.moderator(1), c.passer(2), c.passer(3)
		h.serve()
		reads(t, ana.taps(ana.asks(plans("every day 20:30", "breathing-break", "breathing break")), confirm), "Saved as number 1")
		h.at("2031-03-26 20:29:59")
		post := h.posted(c, 1)[0]
		t.Logf("everybody reads %q with %q", post.text, post.labels)
		if !slices.Equal(post.labels, []string{"Breathe"}) {
			t.Errorf("its buttons are %q", post.labels)
		}
		ben.opens(post, "Breathe")
		ben.self().must(t, hears(mayIKeep), presses(yes), hears(whichBreath), presses(same("Longer out-breath")), hears(caution), presses(holdsFine), hears(tense))
		for _, s := range ben.self().heard {
			if t.Logf("Ben reads %q with %q", s.text, s.labels); !s.hidden && s.text != post.text {
				t.Errorf("others read %q", s.text)
			}
		}
		h.at("2031-03-27 20:29:59")
		h.posted(c, 2)
		h.alone(cleo)
	})
}

func TestAPostKeepsItsWallTimeWhenTheClocksChange(t *testing.T) {
	t.Parallel()
	communities(t, func(t *testing.T, h *house, c community) {
		h.at("2031-03-28 20:00:00") // the Friday before
		ana := c.moderator(1)
		h.serve()
		reads(t, ana.asks(inParis()), "UTC → Europe/Paris")
		reads(t, ana.taps(ana.asks(writes("every day 9:30", "Tea is ready.")), confirm), "Sat 29 Mar 2031, 09:30")
		h.at("2031-03-29 08:29:59")
		h.posted(c, 1)
		h.at("2031-03-30 07:29:59")
		h.posted(c, 2)
		reads(t, ana.asks(overview()), "Next: Mon 31 Mar 2031, 09:30")
	})
}

// alone makes sure that somebody has read only what everybody reads.
func (h *house) alone(m member) {
	h.t.Helper()
	switch m := m.(type) {
	case *guest:
		for m.who.person.Waiting() > 0 {
			if s, err := m.who.next(soon(h.t)); err != nil || s.raw.(discordtest.Message).Ephemeral {
				h.t.Errorf("%s reads %q, %v", m.name(), s.text, err)
			}
		}
	case *inGroup:
		for _, s := range m.who.person.Messages() {
			if s.Bot {
				h.t.Errorf("%s reads %q", m.name(), s.Text)
			}
		}
	}
}

func TestOnDiscordAPostPingsTheChosenRoleAndNobodyElse(t *testing.T) {
	t.Parallel()
	h := onRedis(t)
	h.at(aWednesday)
	c := h.aServer()
	team, others := c.guild.Role("team", 0), c.guild.Role("others", 0)
	ana, ben, cleo := c.somebody(1, c.place.Moderating()), c.somebody(2, c.place), c.somebody(3, c.place)
	c.guild.Give(ben.who.person, team)
	c.guild.Give(cleo.who.person, others)
	h.serve(noTelegram)
	nasty := "Tea, @everyone and @here, <@&" + others + ">, <@&" + team + "> and <@" + cleo.who.id() + ">?"
	draft := ana.asks(writes("every day 20:30", nasty))
	reads(t, draft, "Nobody will be mentioned")
	reads(t, ana.taps(draft, confirm), "Saved as number 1")
	draft = ana.asks(request{sub: "new", options: []discordtest.Option{
		option("when", "every day 20:45"), option("text", nasty), {Name: "role", Type: discordtest.OptionRole, Value: team},
	}})
	reads(t, draft, "team will be mentioned, and nobody else")
	reads(t, ana.taps(draft, confirm), "Saved as number 2")
	thread := &server{h, c.guild, c.guild.Thread("breathing")}
	reads(t, ana.taps(ana.asks(request{sub: "new", options: []discordtest.Option{
		option("when", "every day 20:50"), option("what", "breathing-break"), {Name: "place", Type: discordtest.OptionChannel, Value: thread.place.Channel},
	}}), confirm), "Saved as number 3")
	h.silent(c)
	for i, step := range []struct {
		at     string
		called []string
	}{{"2031-03-26 20:29:59", nil}, {"2031-03-26 20:44:59", []string{ben.who.id()}}} {
		h.at(step.at)
		m, _ := h.posted(c, i+1)[i].raw.(discordtest.Message)
		if !slices.Equal(m.Pings, step.called) || !strings.Contains(m.Content, "Tea, @everyone") {
			t.Errorf("at %s %d people are called by %q", step.at, len(m.Pings), m.Content)
		}
	}
	h.silent(thread)
	h.at("2031-03-26 20:49:59")
	h.posted(thread, 1)
	h.posted(c, 2)
}

func TestOnTelegramAPostPingsNobody(t *testing.T) {
	t.Parallel()
	h := onRedis(t)
	h.at(aWednesday)
	c := h.aGroup()
	ana, ben := c.somebody(1), c.somebody(2)
	c.group.Promote(ana.who.person)
	ben.who.person.Named("ben_b")
	h.serve(noDiscord)
	reads(t, ana.taps(ana.asks(writes("every day 20:30", "Tea, @everyone, @all and @ben_b?")), confirm), "Saved as number 1")
	h.at("2031-03-26 20:29:59")
	m, _ := h.posted(c, 1)[0].raw.(telegramtest.Message)
	if called := c.group.Pinged(m); len(called) != 0 || m.Topic != c.topic {
		t.Errorf("%v are called by %q in topic %d", called, m.Text, m.Topic)
	}
}

func TestAPostWhoseSenderIsKilledComesOnce(t *testing.T) {
	t.Parallel()
	communities(t, func(t *testing.T, h *house, c community) {
		h.at(aWednesday)
		ana := c.moderator(1)
		first := h.serve()
		reads(t, ana.taps(ana.asks(writes("every day 20:30", "Tea is ready.")), confirm), "Saved as number 1")
		reads(t, ana.taps(ana.asks(writes("every day 20:45", "Bread is ready.")), confirm), "Saved as number 2")
		c.withholds(true)
		h.at("2031-03-26 20:29:59")
		h.posted(c, 1) // it is there, and the sender does not know it
		first.kill()
		c.withholds(false)
		h.serve()
		h.at("2031-03-26 20:44:59")
		h.until("the next post is there", func() bool { return count(c.posts(), "Bread") == 1 })
		most := map[string]int{"discord": 1, "telegram": 2}[c.platform()] // Discord knows what it has already
		if n := count(c.posts(), "Tea"); n < 1 || n > most {
			t.Errorf("the post of the one that was killed is there %d times", n)
		}
	})
}

func count(all []said, words string) (n int) {
	for _, s := range all {
		if strings.Contains(s.text, words) {
			n++
		}
	}
	return n
}

func TestWhatCannotBePostedIsMarkedToldAndStopsAfterThree(t *testing.T) {
	t.Parallel()
	communities(t, func(t *testing.T, h *house, c community) {
		h.at(aWednesday)
		ana, ben := c.moderator(1), c.moderator(2)
		h.serve()
		reads(t, ana.taps(ana.asks(writes("every hour", "Tea is ready.")), confirm), "Saved as number 1", "21:00")
		c.closes(true)
		h.at("2031-03-26 20:59:59")
		h.failed(ben, "The last one could not be posted")
		h.at("2031-03-26 21:59:59")
		h.until("it was tried twice", func() bool { return c.tried() == 2 })
		h.at("2031-03-26 22:59:59")
		h.failed(ben, "It stopped by itself", "three in a row")
		reads(t, ben.asks(history()), "the bot", "number 1 stopped")
		h.silent(c)
		c.closes(false)
		reads(t, ben.asks(deed("resume")), "comes again", "Thu 27 Mar 2031, 00:00")
		h.at("2031-03-26 23:59:59")
		h.posted(c, 1)
		reads(t, ben.asks(overview()), "Next: Thu 27 Mar 2031, 01:00")
	})
}

func TestAReminderWhosePlaceIsDeletedIsKeptAndCanBeMoved(t *testing.T) {
	t.Parallel()
	t.Run("on Discord, a channel", func(t *testing.T) {
		t.Parallel()
		h := onRedis(t)
		h.at(aWednesday)
		c := h.aServer()
		ana := c.moderator(1)
		h.serve(noTelegram)
		reads(t, ana.taps(ana.asks(writes("every hour", "Tea is ready.")), confirm), "Saved as number 1")
		h.discord.DeleteChannel(c.place.Channel)
		h.at("2031-03-26 20:59:59")
		other := &server{h, c.guild, c.guild.Channel("")}
		ben := other.moderator(2)
		h.failed(ben, "The last one could not be posted")
		change := ben.asks(request{sub: "edit", options: []discordtest.Option{option("which", "1"), {Name: "place", Type: discordtest.OptionChannel, Value: other.place.Channel}}})
		reads(t, change, "Where:", "→")
		reads(t, ben.taps(change, confirm), "Saved: number 1", "22:00")
		h.at("2031-03-26 21:59:59")
		h.posted(other, 1)
	})
	t.Run("on Telegram, a topic", func(t *testing.T) {
		t.Parallel()
		h := onRedis(t)
		h.at(aWednesday)
		c := h.aGroup()
		ana := c.moderator(1)
		h.serve(noDiscord)
		reads(t, ana.taps(ana.asks(writes("every hour", "Tea is ready.")), confirm), "Saved as number 1")
		c.group.CloseTopic(c.topic)
		h.at("2031-03-26 20:59:59")
		other := &crowd{h, c.group, c.group.Topic("Mornings")}
		ben := other.moderator(2)
		h.failed(ben, "The last one could not be posted")
		h.silent(c)
		reads(t, ben.taps(ben.asks(deed("delete")), sureDelete), "Deleted: number 1")
		reads(t, ben.taps(ben.asks(writes("every hour", "Tea is ready.")), confirm), "Saved as number 2", "22:00")
		h.at("2031-03-26 21:59:59")
		h.posted(other, 1)
	})
}

// failed asks until the list holds some words: what did not get through is noted a moment
// after it was tried.
func (h *house) failed(m asker, words ...string) {
	h.t.Helper()
	h.insists(m, overview(), words)
}

// passed asks until the first reminder is shown with some words.
func (h *house) passed(m asker, words ...string) {
	h.t.Helper()
	h.insists(m, deed("show"), words)
}

func (h *house) insists(m asker, r request, words []string) {
	h.t.Helper()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for ctx := soon(h.t); ; {
		s := m.asks(r)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(s.text, w) }) {
			return
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			h.t.Fatalf("there is no %q in:\n%s", words, s.text)
		}
	}
}
