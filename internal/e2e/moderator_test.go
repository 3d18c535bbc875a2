package e2e_test

import (
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

const (
	// confirmed and the like are buttons that moderators press.
	confirm, sureDelete = "Confirm", "Yes, delete it"
	// aWednesday is an evening in the week in which the clocks in Paris go forward. It is
	// far ahead of any clock that this is read by: what the platforms date stays behind.
	aWednesday = "2031-03-26 20:00:00"
)

func TestModeratorsMakeSkipMoveAndDeleteAReminderAndNobodyElseReadsOfIt(t *testing.T) {
	t.Parallel()
	communities(t, func(t *testing.T, h *house, c community) {
		h.at(aWednesday)
		ana, ben := c.moderator(1), c.moderator(2)
		h.serve()
		reads(t, ana.asks(inParis()), "UTC → Europe/Paris")
		draft := ana.asks(plans("every weekday 9:30", "breathing-break", "breathing break"))
		reads(t, draft, "Nothing is saved until you confirm", "every weekday 9:30", "Europe/Paris", "Nobody will be mentioned",
			"Thu 27 Mar 2031, 09:30 (UTC+1)\n", "Fri 28 Mar 2031, 09:30 (UTC+1)\n", "Mon 31 Mar 2031, 09:30 (UTC+2)\n", "Tue 1 Apr 2031, 09:30 (UTC+2)\n", "Wed 2 Apr 2031, 09:30 (UTC+2)\n",
			"Sun 30 Mar 2031", "forward by 1 hour", "stays at 9:30", "This will be posted:")
		reads(t, ana.asks(overview()), "Nothing is scheduled here yet")
		reads(t, ana.taps(draft, confirm), "Saved as number 1", "Thu 27 Mar 2031, 09:30")
		reads(t, ana.asks(deed("skip")), "Thu 27 Mar 2031, 09:30 is left out", "Fri 28 Mar 2031, 09:30")
		change := ana.asks(request{"edit 1 zone New York", "edit", []discordtest.Option{option("which", "1"), option("zone", "New York")}})
		reads(t, change, "Europe/Paris → America/New_York", "Mar 2031, 09:30", "Sun 2 Nov 2031", "back by 1 hour", "stays at 9:30")
		reads(t, ana.taps(change, confirm), "Saved: number 1", "Mar 2031, 09:30 (New York)")
		reads(t, ben.asks(overview()), "times in Europe/Paris", "1. Breathing break: every weekday 9:30 (New York)", "Mar 2031, 09:30 (New York)")
		reads(t, ben.taps(ben.asks(deed("delete")), sureDelete), "Deleted: number 1")
		reads(t, ben.asks(history()),
			ben.name(), "number 1 deleted",
			ana.name(), "number 1 changed", "Europe/Paris → America/New_York",
			ana.name(), "number 1", "Thu 27 Mar 2031, 09:30 left out",
			"Wed 26 Mar 2031, 21:00", ana.name(), "number 1 made",
			"Wed 26 Mar 2031, 21:00", ana.name(), "UTC → Europe/Paris")
		h.silent(c)
	})
}

func TestAModeratorIsAnsweredInTheirOwnLanguage(t *testing.T) {
	t.Parallel()
	h := onRedis(t)
	h.at(aWednesday)
	c := h.aGroup()
	p := h.onTelegram(1, "es")
	who, _ := p.platform.(*telegramPerson)
	c.group.Promote(who.person)
	ana := &inGroup{c, who, p}
	h.serve(noDiscord)
	line := func(text string) request { return request{line: text} }
	reads(t, ana.asks(line("")), "Por ejemplo:")
	reads(t, ana.asks(line("zona CET")), "no es un lugar")
	reads(t, ana.asks(line("zona Bogotá")), "America/Bogota")
	draft := ana.asks(line("de lunes a viernes a las 9:30 pausa para respirar"))
	reads(t, draft, "No se guarda nada hasta que confirmes", "de lunes a viernes a las 9:30", "No se mencionará a nadie", "jue 27 mar 2031, 09:30", "mié 2 abr 2031, 09:30")
	reads(t, ana.taps(draft, "Confirmar"), "Guardado", "jue 27 mar 2031, 09:30")
	for _, step := range [][2]string{
		{"pausa 1", "En pausa"},
		{"reanuda 1", "jue 27 mar 2031, 09:30"},
		{"salta 1", "vie 28 mar 2031, 09:30"},
		{"muestra 1", "vie 28 mar 2031, 09:30"},
		{"cambia 1 cada día a las 10:00", "cada día a las 10:00"},
		{"idioma es", "spañol"},
		{"listado", "Pausa para respirar"},
		{"historial", "zona horaria"},
		{"cada luna llena", "luna"},
	} {
		s := ana.asks(line(step[0]))
		if !strings.Contains(strings.ToLower(s.text), strings.ToLower(step[1])) {
			t.Errorf("%q is answered with %q", step[0], s.text)
		}
		p.heard = append(p.heard, s)
	}
	p.heard = append(p.heard, draft)
	h.speaks(p)
	h.silent(c)
}

// silent makes sure that a community has read nothing.
func (h *house) silent(c community) {
	h.t.Helper()
	for _, s := range c.posts() {
		h.t.Errorf("everybody on %s reads %q", c.platform(), s.text)
	}
}

func TestWhoMayNotScheduleIsToldKindlyAndNothingIsStored(t *testing.T) {
	t.Parallel()
	communities(t, func(t *testing.T, h *house, c community) {
		h.at(aWednesday)
		ana, ben := c.moderator(1), c.passer(2)
		h.serve()
		for _, r := range []request{
			plans("every weekday 9:30", "breathing-break", "breathing break"), inParis(), overview(), history(), deed("delete"),
		} {
			s := ben.asks(r)
			reads(t, s, "You could ask one of them", "Nothing was changed")
			if len(s.labels) > 0 {
				t.Errorf("there are buttons: %q", s.labels)
			}
		}
		if kept := h.keys("*" + c.platform() + "/c/*"); kept != ":0" {
			t.Errorf("of the community %s keys are there", kept)
		}
		reads(t, ana.asks(history()), "Nothing was changed here yet")
		if ana.asks(inParis()); h.keys("*"+c.platform()+"/c/*") == ":0" {
			t.Error("of the community nothing is there either when something is kept")
		}
		h.silent(c)
	})
}

func TestOnDiscordARoleMayBeNamedThatSchedules(t *testing.T) {
	t.Parallel()
	h := onRedis(t)
	h.at(aWednesday)
	c := h.aServer()
	role := c.guild.Role("gardeners", 0)
	ana, ben := c.moderator(1), c.somebody(2, c.place)
	h.serve()
	steward := request{sub: "settings", options: []discordtest.Option{{Name: "steward", Type: discordtest.OptionRole, Value: role}}}
	reads(t, ben.asks(overview()), "You could ask one of them")
	reads(t, ana.asks(steward), "gardeners")
	reads(t, ben.asks(overview()), "You could ask one of them")
	c.guild.Give(ben.who.person, role)
	draft := ben.asks(plans("every day 18:00", "water-and-posture", ""))
	reads(t, ben.taps(draft, confirm), "Saved as number 1")
	reads(t, ben.asks(steward), "Only those who manage this community")
	reads(t, ana.taps(ana.asks(deed("delete")), sureDelete), "Deleted: number 1")
	h.silent(c)
}

func TestOnTelegramWhoIsNoAdministratorAnyMoreMayNotSchedule(t *testing.T) {
	t.Parallel()
	h := onRedis(t)
	h.at(aWednesday)
	c := h.aGroup()
	ana, ben := c.somebody(1), c.somebody(2)
	c.group.Promote(ana.who.person)
	c.group.Promote(ben.who.person)
	h.serve(noDiscord)
	draft := ana.asks(plans("every day 18:00", "", "water and posture"))
	c.group.Demote(ana.who.person)
	h.at("2031-03-26 20:01:05") // what was said of her rights is remembered for a minute
	reads(t, ana.taps(draft, confirm), "You could ask one of them")
	reads(t, ben.asks(overview()), "Nothing is scheduled here yet")
	h.silent(c)
}

func TestOnTelegramALinkThatIsTooOldOrNotOursOpensNothing(t *testing.T) {
	t.Parallel()
	h := onRedis(t)
	h.at(aWednesday)
	c := h.aGroup()
	h.serve(noDiscord)
	eve := h.telegram.Stranger(personID(5), "en")
	c.group.Own(eve)
	c.group.SayIn(eve, c.topic, "/schedule list")
	way, err := c.group.Next(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	link, _ := way.Button("Open the private chat")
	t.Logf("the group reads %q with %q", way.Text, way.Labels())
	follow := func(url, reads string) {
		t.Helper()
		if _, err := eve.Follow(url); err != nil {
			t.Fatal(err)
		}
		m, err := eve.Next(soon(t))
		if err != nil || !strings.Contains(m.Text, reads) {
			t.Errorf("she reads %q, %v", m.Text, err)
		}
	}
	letter := map[bool]string{true: "B", false: "A"}
	middle := len(link.URL) - 20
	follow(link.URL[:middle]+letter[link.URL[middle] == 'A']+link.URL[middle+1:], "too old")
	follow(link.URL, "When it comes first")
	h.at("2031-03-26 21:02:00")
	follow(link.URL, "too old")
}
