package e2e_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/platform/discord/discordtest"
)

// worded is a text of the catalog of a script in both languages: as far as nothing is
// filled in there.
func worded(t *testing.T, id string) both {
	t.Helper()
	file, _, _ := strings.Cut(id, ".")
	pair := read[map[string]struct{ En, Es string }](t, "../../prompts/lang/es/"+file+".yaml")[id]
	if pair.En == "" || pair.Es == "" {
		t.Fatalf("there is no text %q", id)
	}
	return both{filledIn.Split(pair.En, 2)[0], filledIn.Split(pair.Es, 2)[0]}
}

// labelled is what stands on a button of the reminders in both languages, by the English
// words.
func labelled(t *testing.T, en string) both {
	t.Helper()
	for _, pair := range read[map[string]struct{ En, Es string }](t, "../../prompts/lang/es/remind.yaml") {
		if pair.En == en && pair.Es != "" {
			return both{en, pair.Es}
		}
	}
	t.Fatalf("there is no button %q", en)
	return both{}
}

var filledIn = regexp.MustCompile(`\{[^}]*\}`)

// ui is a text of the house's own.
func ui(t *testing.T, id string) both {
	t.Helper()
	all := [2]string{}
	for i, lang := range []string{"en", "es"} {
		text := read[map[string]string](t, "../../prompts/lang/"+lang+"/ui.yaml")[id]
		parts := filledIn.Split(text, -1)
		if all[i] = slices.MaxFunc(parts, func(a, b string) int { return len(a) - len(b) }); all[i] == "" {
			t.Fatalf("there is no text %q", id)
		}
	}
	return both{all[0], all[1]}
}

// isOffered reads on until a message has a button.
func isOffered(label both) act {
	return func(ctx context.Context, p *person) error {
		for {
			s, err := p.next(ctx)
			if err != nil {
				return fmt.Errorf("being offered %q: %w", label.in(p.lang), err)
			}
			p.heard = append(p.heard, s)
			if slices.Contains(s.labels, label.in(p.lang)) {
				return nil
			}
		}
	}
}

// habits are the acts that stories about reminders share, with the words as they are
// now: those are changed more often than what is done.
type habits struct{ t *testing.T }

func (a habits) hears(id string) act { return hears(worded(a.t, id)) }

func (a habits) presses(label string) act {
	return acts(isOffered(labelled(a.t, label)), presses(labelled(a.t, label)))
}

// sets sets the evening check-in at its usual time.
func (a habits) sets() act {
	return acts(a.hears("remind.what.say"), presses(worded(a.t, "reminders.evening-check-in.title")), a.hears("remind.usual-time.say"),
		presses(worded(a.t, "reminders.evening-check-in.often.1")), a.saves())
}

// saves looks at what was understood, and keeps it.
func (a habits) saves() act {
	return acts(a.hears("remind.echo.say"), says(both{"yes", "sí"}), a.hears("remind.saved.say"))
}

// begins opens the reminders.
func (a habits) begins(label string) act {
	return acts(commands("remind"), a.presses(label))
}

// chooses comes to what can be done with the one reminder there is, and does it.
func (a habits) chooses(label string) act {
	return acts(a.begins("See and change them"), hears(ui(a.t, "remind.list")), a.hears("remind.which.say"), says(same("1")), a.presses(label))
}

// everywhere runs a story of a person on each platform, each in another language.
func everywhere(t *testing.T, story func(t *testing.T, h *house, p *person)) {
	t.Helper()
	for name, who := range map[string]func(h *house) *person{
		"on Telegram": func(h *house) *person { return h.onTelegram(1, "es") },
		"on Discord":  func(h *house) *person { return h.onDiscord(1, "en", discordtest.Place{}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := onRedis(t)
			h.at(aWednesday)
			p := who(h)
			t.Cleanup(func() {
				for _, s := range p.heard {
					t.Logf("%q %q", s.text, s.labels)
				}
				h.speaks(p)
			})
			story(t, h, p)
		})
	}
}

// settles is the first contact up to a reminder at its usual time.
func (a habits) settles() act {
	return acts(agrees(), commands("remind"), a.hears("remind.first-city.say"), says(same("Paris")), a.sets())
}

func TestAReminderComesCanWaitAndBeginsWhatItIsAbout(t *testing.T) {
	t.Parallel()
	everywhere(t, func(t *testing.T, h *house, p *person) {
		h.serve()
		does := habits{t}
		prompted, begin := isOffered(ui(t, "remind.not-now")), presses(worded(t, "reminders.evening-check-in.button"))
		city := does.hears("remind.first-city.say")
		p.must(t, agrees(), commands("remind"), city, says(same("CET")), hears(ui(t, "reject.zone-letters")), city, says(same("Paris")), does.sets(),
			holding(both{"Thu 27 Mar 2031, 21:00", "jue 27 mar 2031, 21:00"}))
		h.at("2031-03-27 19:59:59")
		p.must(t, prompted, presses(ui(t, "remind.half")), hears(ui(t, "remind.snoozed")), holding(same("21:30")))
		h.at("2031-03-27 20:29:59")
		p.must(t, prompted, begin, hears(mood), presses(same("7")), hears(fewMore), presses(enough), hears(checkedIn))
		h.at("2031-03-28 19:59:59")
		p.must(t, prompted, presses(ui(t, "remind.not-now")), hears(ui(t, "remind.next")), holding(both{"29 Mar 2031, 21:00", "29 mar 2031, 21:00"}))
	})
}

func TestAReminderIsPausedResumedSkippedAndMoved(t *testing.T) {
	t.Parallel()
	everywhere(t, func(t *testing.T, h *house, p *person) {
		h.serve()
		does := habits{t}
		p.must(t, does.settles())
		p.must(t, does.begins("Quiet hours"), does.hears("remind.from.say"), says(same("22:00")), does.hears("remind.to.say"), says(same("7:00")),
			does.hears("remind.hours-saved.say"), holding(same("22:00")), holding(same("07:00")))
		p.must(t, does.chooses("Pause it"), does.hears("remind.is-paused.say"))
		p.must(t, does.chooses("Let it come again"), does.hears("remind.is-resumed.say"), holding(both{"Thu 27 Mar 2031, 21:00", "jue 27 mar 2031, 21:00"}))
		p.must(t, does.chooses("Skip the next one"), does.hears("remind.is-skipped.say"), holding(both{"Fri 28 Mar 2031, 21:00", "vie 28 mar 2031, 21:00"}))
		p.must(t, does.chooses("Another time"), does.hears("remind.own-time.say"), says(both{"every day 23:00", "cada día a las 23:00"}),
			does.hears("remind.within.say"), does.presses("Another time"), does.hears("remind.own-time.say"),
			says(both{"every day 20:00", "cada día a las 20:00"}), does.saves(), holding(both{"Mar 2031, 20:00", "mar 2031, 20:00"}))
		h.at("2031-03-28 18:59:59")
		p.must(t, isOffered(ui(t, "remind.not-now")))
	})
}

func TestAfterADeleteNothingComesAndNothingIsLeft(t *testing.T) {
	t.Parallel()
	everywhere(t, func(t *testing.T, h *house, p *person) {
		h.serve()
		does := habits{t}
		other := h.onTelegram(9, "en") // with the same reminder, to see that its time has come
		together(t, []*person{p, other}, does.settles())
		p.must(t, does.chooses("Delete it"), does.presses("Delete it"), does.hears("remind.is-deleted.say"), commands("remind"), does.sets())
		p.must(t, commands("delete"), hears(sure), presses(yes), hears(forgotten))
		h.forgets(p)
		h.at("2031-03-27 19:59:59")
		other.must(t, isOffered(ui(t, "remind.not-now")))
		p.must(t, commands("start"), hearsNext(both{"Hello", "Hola"}))
	})
}

// holding looks for words in what was heard last.
func holding(what both) act {
	return func(_ context.Context, p *person) error {
		return holds(p.last().text, what.in(p.lang))
	}
}

func holds(text, words string) error {
	if !strings.Contains(text, words) {
		return fmt.Errorf("there is no %q in %q", words, text) //nolint:err113 // a failed test
	}
	return nil
}
