package engine_test

import (
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// remindable is a small folder in which reminders are set, listed and changed.
func remindable() map[string]string {
	return map[string]string{
		"reminders.yaml": `
reminders:
  check: {title: Evening check-in, say: How was today?, button: Check in, begin: mood, often: every day 21:00}
  water: {title: Water, say: A glass of water?, often: every day 15:00}
`,
		"scripts/mood.yaml": "script: mood\ntitle: Mood\ncommand: mood\nvalues: {mood: 0..10}\nsteps:\n  - ask: mood\n    say: Mood?\n",
		"scripts/new.yaml":  "script: new\ntitle: New\ncommand: new\nvalues: {what: {one-of: reminders}, when: schedule}\nsteps:\n  - ask: what\n    say: What?\n  - ask: when\n    say: When?\n  - remind: add\n    what: what\n    at: when\n  - say: It is set.\n",
		"scripts/own.yaml":  "script: own\ntitle: Own\ncommand: own\nvalues: {text: text 200, when: schedule}\nsteps:\n  - ask: text\n    say: What?\n  - ask: when\n    say: When?\n  - remind: add\n    what: text\n    at: when\n  - say: It is set.\n",
		"scripts/list.yaml": "script: list\ntitle: List\ncommand: list\nsteps:\n  - show: reminders\n",
		"scripts/drop.yaml": "script: drop\ntitle: Drop\ncommand: drop\nvalues: {which: reminder}\nsteps:\n  - ask: which\n    say: Which?\n  - id: really\n    say: Really?\n    offer:\n      delete: {label: Delete, go: delete}\n      resume: {label: Resume, go: resume}\n      move: {label: Move, go: move}\n  - end: kept\n  - id: delete\n    remind: delete\n    which: which\n  - say: It is gone.\n  - end: gone\n  - id: resume\n    remind: resume\n    which: which\n  - say: It comes again.\n  - end: again\n  - id: move\n    remind: skip\n    which: which\n  - say: Skipped.\n",
		"scripts/zone.yaml": "script: zone\ntitle: Zone\ncommand: zone\nsteps:\n  - ask: person.zone\n    say: Where?\n  - say: You are in {person.zone}.\n",
		"scripts/calm.yaml": "script: calm\ntitle: Calm\ncommand: calm\nsteps:\n  - quiet: tomorrow 09:00\n  - say: Quiet now.\n",
		"scripts/hush.yaml": "script: hush\ntitle: Hush\ncommand: hush\nsteps:\n  - ask: person.quiet_from\n    say: From?\n  - ask: person.quiet_to\n    say: To?\n",
		"scripts/pace.yaml": "script: pace\ntitle: Pace\ncommand: pace\nsteps:\n  - breathe: even\n    minutes: 5\n  - say: Well done.\n",
		"scripts/gone.yaml": "script: gone\ntitle: Gone\ncommand: gone\nsteps:\n  - forget: everything\n",
		"breathing.yaml":    "patterns:\n  even: {title: Even, in: 5, out: 5, rounds: 6}\n",
	}
}

// reminded is somebody at eight in the evening of a Sunday.
func reminded(t testing.TB) *person { return somebody(t, library(t, remindable())) }

func (p *person) checkIn(when string) *person {
	return p.types("/new").types("Evening check-in").types(when).hears("It is set.")
}

func (p *person) own(words, when string) *person {
	return p.types("/own").types(words).types(when).hears("It is set.")
}

// is lets the service be away until then: nothing happens before.
func (p *person) is(at string) *person {
	p.Helper()
	moment, err := time.ParseInLocation("2 15:04", at, p.now.Location())
	if err != nil {
		p.Fatal(err)
	}
	p.now = time.Date(2026, time.November, moment.Day(), moment.Hour(), moment.Minute(), 0, 0, p.now.Location())
	return p
}

// fires hands in the timer as the store would, as late as it is.
func (p *person) fires(timer string) *person {
	p.Helper()
	at, ok := p.timers[timer]
	if !ok {
		p.Fatalf("the timer %s is not set; there are %v", timer, slices.Collect(maps.Keys(p.timers)))
	}
	return p.event(chat.Due{Timer: timer, At: at})
}

// comes tells when the timer is due, where the person is.
func (p *person) comes(timer, want string) *person {
	p.Helper()
	got := "never"
	if at, ok := p.timers[timer]; ok {
		got = at.In(p.now.Location()).Format("2 15:04")
	}
	if got != want {
		p.Errorf("%s is due %s, not %s", timer, got, want)
	}
	return p
}

func TestAReminderComesLateAndSaysSo(t *testing.T) {
	reminded(t).checkIn("every day 21:00").is("22 21:40").fires("r1").
		hears("This was planned for Sun 22 Nov 2026, 21:00.\nHow was today?").comes("r1", "23 21:00")
	t.Run("the service was away for a day", func(t *testing.T) {
		reminded(t).checkIn("every day 20:30").is("24 21:00").fires("r1").hears("Tue 24 Nov 2026, 20:30").sees("= passed merged 2").comes("r1", "25 20:30")
	})
	t.Run("too late says nothing", func(t *testing.T) {
		reminded(t).checkIn("every day 20:30").is("23 09:00").fires("r1").hearsNothing().sees("= passed too-late 1").comes("r1", "23 20:30")
	})
	t.Run("what comes once comes days later", func(t *testing.T) {
		reminded(t).own("Call Ana", "tomorrow 9:00").is("26 10:00").fires("r1").hears("Mon 23 Nov 2026, 09:00.\nCall Ana").comes("r1", "never")
	})
}

func TestWhatAPromptIsSentWith(t *testing.T) {
	p := reminded(t).checkIn("every day 21:00").own("Call Ana", "tomorrow 9:00")
	p.is("22 21:00").fires("r1")
	say := p.prompt()
	due := time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC)
	if want := (chat.Source{Timer: "r1", Due: due.UnixMilli(), Until: due.Add(2 * time.Hour).UnixMilli()}); say.Source != want {
		t.Errorf("it comes from %+v", say.Source)
	}
	if tokens(say) != "r1.b r1.30 r1.120 r1.x" {
		t.Errorf("the buttons are %s", tokens(say))
	}
	p.is("23 09:00").fires("r2")
	if say := p.prompt(); say.Source.Until != 0 || tokens(say) != "r2.d r2.30 r2.120" {
		t.Errorf("%+v", say)
	}
}

// prompt is the last message.
func (p *person) prompt() chat.Say {
	p.Helper()
	for _, e := range slices.Backward(p.effects) {
		if said, is := e.(engine.Say); is {
			say, _ := said.Message.(chat.Say)
			return say
		}
	}
	p.Fatalf("nothing was said:\n%s", p.heard())
	return chat.Say{}
}

func tokens(say chat.Say) string {
	all := make([]string, len(say.Choices))
	for i, c := range say.Choices {
		all[i] = c.Token
	}
	return strings.Join(all, " ")
}

func TestAPromptDisturbsNothing(t *testing.T) {
	t.Run("a question that was asked just now", func(t *testing.T) {
		p := reminded(t).checkIn("every day 21:00").is("22 20:50").types("/mood")
		p.is("22 21:00").fires("r1").hearsNothing().comes("r1", "22 21:05").isAt("mood/mood")
		p.is("22 21:04").types("hm").isAt("mood/mood")
		p.is("22 21:05").fires("r1").hearsNothing().comes("r1", "22 21:19")
		p.is("22 21:19").fires("r1").hears("How was today?").isAt("mood/mood").types("7").sees("= end mood done")
	})
	t.Run("a question that has waited for long", func(t *testing.T) {
		p := reminded(t).checkIn("every day 21:00").types("/mood")
		question := p.prompt().Question
		p.is("22 21:00").fires("r1").hears("How was today?").comes("r1", "23 21:00").isAt("mood/mood")
		p.event(chat.Press{Question: question, Token: "7000"}).sees("= end mood done")
	})
	t.Run("a pacer to its end", func(t *testing.T) {
		p := reminded(t).checkIn("every day 21:00").is("22 20:30").types("/pace").is("22 20:58").types("help")
		p.is("22 21:00").fires("r1").hearsNothing().isAt("pace/breathe-even")
	})
	t.Run("for two hours at most", func(t *testing.T) {
		p := reminded(t).is("22 15:00").checkIn("every day 15:30").types("/mood")
		for range 8 {
			p.now = p.timers["r1"]
			p.types("hm").fires("r1").hearsNothing()
		}
		p.now = p.timers["r1"]
		p.types("hm").fires("r1").hearsNothing().sees("= passed busy 1").comes("r1", "23 15:30")
	})
	t.Run("a button begins in between", func(t *testing.T) {
		p := reminded(t).checkIn("every day 21:00").types("/zone").is("22 21:00").fires("r1")
		p.presses("Check in").hears("Mood?").types("5").hears("Where?").isAt("zone/person-zone")
	})
}

func TestAnEarlierPromptIsNotAnsweredAgain(t *testing.T) {
	p := reminded(t).checkIn("every day 21:00").waits(time.Hour)
	first := p.prompt()
	for _, token := range []string{"r1.30", "r1.30", "r1.b", "r1.x", "r1.120", "r1.zz", "r9.b", "r1.", "r01.b"} {
		before := p.session
		p.event(chat.Press{Question: first.Question, Token: token})
		if token != "r1.30" && !engine.Idle(&before, &p.session, p.effects) {
			t.Errorf("%s changes something:\n%s", token, p.heard())
		}
	}
	p.hears("earlier question")
	p.waits(30 * time.Minute).hears("How was today?")
	p.event(chat.Press{Question: first.Question, Token: "r1.b"}).hears("earlier question").isAt("")
}

func TestAStaleButtonRightAfterAPromptChangesNothing(t *testing.T) {
	p := reminded(t).checkIn("every day 21:00").waits(time.Hour)
	before := p.session
	if p.event(chat.Press{Question: 1, Token: "r1.b"}).hears("earlier question"); engine.Idle(&before, &p.session, p.effects) {
		t.Error("the person is there, and that is not stored") // the prompt counts as answered
	}
	before = p.session
	if p.event(chat.Press{Question: 1, Token: "r1.b"}); !engine.Idle(&before, &p.session, p.effects) {
		t.Error("it changes something")
	}
	p.types("in 2 hours").hears("It comes again at 23:00.")
}

func TestWhatIsOverIsNotPausedOrSkipped(t *testing.T) {
	p := reminded(t).own("Call Ana", "tomorrow 9:00").waits(13 * time.Hour).types("/list").hears("over")
	p.types("/drop").types("1").presses("Move").hears("That time has gone by").hearsNot("Skipped.")
}

func TestDeletedIsDeleted(t *testing.T) {
	p := reminded(t).checkIn("every day 21:00").waits(time.Hour)
	prompt := p.prompt()
	due := p.presses("In 30 minutes").timers
	due = maps.Clone(due)
	p.types("/drop").types("1").presses("Delete").hears("It is gone.").sees("= cancel r1").sees("= cancel z1")
	if len(p.timers) > 0 {
		t.Errorf("timers are left: %v", p.timers)
	}
	for timer, at := range due { // it was found before it was cancelled
		if p.now = at; len(p.event(chat.Due{Timer: timer, At: at}).effects) > 0 {
			t.Errorf("%s does something:\n%s", timer, p.heard())
		}
	}
	p.event(chat.Press{Question: prompt.Question, Token: "r1.b"}).hears("earlier question")
	p.event(chat.Undelivered{Source: prompt.Source, Why: chat.Closed})
	p.is("22 22:00").checkIn("every day 21:00").comes("r1", "never").comes("r2", "23 21:00").hearsNot("did not get through")
}

func TestStopEndsNoReminder(t *testing.T) {
	p := reminded(t).checkIn("every day 21:00").waits(time.Hour).types("stop").hears("Your reminders stay as they are")
	p.comes("r1", "23 21:00").types("stop").hears("Nothing is running").waits(24 * time.Hour).hears("How was today?")
}

func TestWhatDidNotGetThroughIsToldOnce(t *testing.T) {
	p := reminded(t).checkIn("every day 21:00")
	fail := func(why chat.Failure) *person {
		p.now = p.timers["r1"].In(p.now.Location())
		source := p.fires("r1").hears("How was today?").prompt().Source
		return p.event(chat.Undelivered{Source: source, Why: why}).hearsNothing()
	}
	fail(chat.Closed)
	p.types("/list").hears("Evening check-in did not get through to you (Sun 22 Nov 2026, 21:00). It goes on as you set it.\nYour reminders")
	p.types("/list").hearsNot("did not get through")
	t.Run("what was too late was our doing", func(t *testing.T) {
		fail(chat.TooLate).sees("= passed too-late 1").types("/list").hearsNot("did not get through")
	})
	t.Run("three in a row let it rest", func(t *testing.T) {
		for range 3 {
			fail(chat.Refused)
		}
		p.comes("r1", "never").types("/drop").hears("three times, so it rests")
		p.types("1").presses("Resume").hears("It comes again.").comes("r1", "27 21:00")
	})
}

func TestWhatComesOnceAndFailedIsStillTold(t *testing.T) {
	p := reminded(t).own("Call Ana", "tomorrow 9:00").is("23 09:00").fires("r1")
	p.event(chat.Undelivered{Source: p.prompt().Source, Why: chat.Closed})
	p.waits(100 * time.Hour).types("/list").hears("Call Ana did not get through to you (Mon 23 Nov 2026, 09:00).")
	p.types("/list").hears("You have no reminders.")
}

func TestRemindersGoWithThePerson(t *testing.T) {
	p := reminded(t).checkIn("every day 21:00").own("Call Ana", "tomorrow 9:00")
	p.types("/zone").types("Tokyo").hears("You are in Tokyo.")
	utc := p.now
	tokyo, err := time.LoadLocation(p.session.Zone())
	if err != nil {
		t.Fatal(err)
	}
	p.now = p.now.In(tokyo) // it is five in the morning of the 23rd there
	p.comes("r1", "23 21:00").comes("r2", "23 09:00")
	p.now = utc // as if the rules of that zone had changed
	before := p.session
	if p.event(chat.Recompute{}).comes("r1", "22 21:00").comes("r2", "23 09:00"); engine.Idle(&before, &p.session, p.effects) {
		t.Error("it would not be stored")
	}
	before = p.session
	if p.event(chat.Recompute{}); !engine.Idle(&before, &p.session, p.effects) {
		t.Errorf("nothing has moved, and it would be stored:\n%s", p.heard())
	}
}

func TestNothingIsLostForSomebodyWhoIsAway(t *testing.T) {
	p := reminded(t).checkIn("every day 21:00").own("Call Ana", "tomorrow 9:00").waits(time.Hour).presses("In 30 minutes")
	p.event(chat.Lifecycle{Change: chat.Blocked})
	p.waits(72*time.Hour).hearsNothing().sees("= passed away 1").comes("r1", "26 21:00").comes("r2", "never")
	p.event(chat.Lifecycle{Change: chat.Joined})
	p.waits(time.Second).hears("How was today?")
	p.hears("This was planned for Mon 23 Nov 2026, 09:00.\nCall Ana")
}

func TestSilence(t *testing.T) {
	t.Run("that was asked for is kept by all", func(t *testing.T) {
		p := reminded(t).checkIn("every day 21:00").own("Call Ana", "every day 22:00").own("Ring Bo", "tomorrow 8:00").types("/calm")
		p.waits(6 * time.Hour).hearsNothing().sees("= passed silence 1")
		p.waits(8 * time.Hour).hears("This was planned for Mon 23 Nov 2026, 08:00.\nRing Bo")
	})
	t.Run("after a safety reply is for what asks", func(t *testing.T) {
		p := reminded(t).checkIn("every day 21:00").own("Call Ana", "every day 22:00")
		p.event(chat.Text{Text: "…", Signal: chat.Crisis})
		p.waits(3 * time.Hour).hears("Call Ana").sees("= passed silence 1").hearsNot("How was today?")
		p.waits(24 * time.Hour).hears("How was today?")
	})
	t.Run("after a safety reply is for every word of ours", func(t *testing.T) {
		p := reminded(t).types("/new").types("Water").types("every day 21:00").hears("It is set.")
		p.event(chat.Text{Text: "…", Signal: chat.Crisis})
		p.waits(3 * time.Hour).sees("= passed silence 1").hearsNot("A glass of water?")
		p.waits(24 * time.Hour).hears("A glass of water?")
	})
	t.Run("also for what was put off before", func(t *testing.T) {
		p := reminded(t).checkIn("every day 20:10").waits(10 * time.Minute).presses("In 30 minutes")
		p.event(chat.Text{Text: "…", Signal: chat.Crisis}).waits(2*time.Hour).hearsNothing().sees("= passed silence 1").comes("z1", "never")
	})
	t.Run("in quiet hours", func(t *testing.T) {
		p := reminded(t).checkIn("every day 22:30").types("/hush").types("22:00").types("7:00")
		p.types("/list").hears("is in your quiet hours").waits(3 * time.Hour).hearsNothing().sees("= passed quiet-hours 1")
		p.own("Call Ana", "tomorrow 23:30").waits(33 * time.Hour).hears("This was planned for Mon 23 Nov 2026, 23:30.\nCall Ana")
	})
}

func TestWhatWasPutOffAndIsLate(t *testing.T) {
	later := func(when string) *person {
		return reminded(t).own("Call Ana", when).waits(10*time.Minute).presses("In 30 minutes").comes("z1", "22 20:40")
	}
	t.Run("a little late it comes", func(t *testing.T) {
		later("every day 20:10").is("22 21:30").fires("z1").hears("Call Ana").comes("z1", "never")
	})
	t.Run("in the night it does not, but for own words", func(t *testing.T) {
		reminded(t).checkIn("every day 20:10").waits(10*time.Minute).presses("In 30 minutes").
			is("22 22:10").fires("z1").hearsNothing().sees("= passed quiet-hours 1").comes("z1", "never")
		later("every day 20:10").is("22 22:10").fires("z1").hears("Call Ana").comes("z1", "never")
	})
	t.Run("hours later it is too late", func(t *testing.T) {
		later("every day 20:10").is("23 09:00").fires("z1").hearsNothing().sees("= passed too-late 1").comes("z1", "never")
	})
	t.Run("what comes once comes in the morning", func(t *testing.T) {
		later("today 20:10").is("23 03:00").fires("z1").hearsNothing().comes("z1", "23 07:00").is("23 07:00").fires("z1").hears("Call Ana")
	})
	t.Run("quiet hours do not stand against the time that was chosen", func(t *testing.T) {
		reminded(t).own("Call Ana", "every day 21:00").types("/hush").types("21:30").types("7:00").
			waits(time.Hour).presses("In 2 hours").waits(2 * time.Hour).hears("Call Ana")
	})
}

func TestSilenceOfThePersonMakesItRarer(t *testing.T) {
	p := reminded(t).checkIn("every day 21:00").own("Call Ana", "every day 20:30")
	p.waits(60 * 24 * time.Hour)
	if n := strings.Count(p.said(), "How was today?"); n != 9 {
		t.Errorf("it asked %d times in 60 days", n)
	}
	if n := strings.Count(p.said(), "Call Ana"); n != 60 {
		t.Errorf("their own words came %d times in 60 days", n)
	}
	p.types("hello").hears("Evening check-in came less often for a while. It comes again as you set it.")
	p.types("hello").hearsNot("kept quiet")
	p.waits(24 * time.Hour).hears("How was today?")
}

func TestThereIsRoomForSoMany(t *testing.T) {
	lib := library(t, remindable())
	lib.MostReminders = 3
	p := somebody(t, lib).own("One", "every day 9:00").own("Two", "every day 9:00").own("Once", "tomorrow 9:00")
	p.types("/own").types("Four").types("every day 9:00").hears("There are 3 reminders, and no more fit.").hearsNot("It is set.")
	p.isAt("").comes("r4", "never").waits(13 * time.Hour) // the one that comes once is over
	p.own("Four", "every day 9:00").comes("r4", "24 09:00")
	t.Run("in bytes as well", func(t *testing.T) {
		lib.MostReminders = 50
		p := somebody(t, lib)
		for i := range 50 {
			if p.types("/own").types(strings.Repeat("🌧", 190)).types("every day 9:00"); !strings.Contains(p.said(), "It is set.") {
				p.hears("do not fit").isAt("")
				if i < 3 {
					t.Errorf("only %d fit", i)
				}
				break
			}
		}
		if n := len(p.session.Encode(nil)); n > engine.MaxSession {
			t.Errorf("the session takes %d bytes", n)
		}
	})
}

func TestWhatCannotBeSetSaysSo(t *testing.T) {
	p := reminded(t)
	p.types("/own").types("Call Ana").types("skip").hears("Nothing was set.").hearsNot("It is set.")
	p.types("/drop").hears("You have no reminders.").presses("Delete").hears("no longer there")
	p.checkIn("every day 21:00").types("/drop").types("1")
	p.presses("Move").hears("Skipped.").sees("= passed skipped 1").comes("r1", "23 21:00")
}

func TestTheLastOneSaysSo(t *testing.T) {
	reminded(t).checkIn("every day 21:00 until 23 november 2026").waits(time.Hour).waits(24 * time.Hour).hears("How was today?\nThis was the last one.")
}

func TestForgettingAndTakingAlong(t *testing.T) {
	p := reminded(t).checkIn("every day 21:00").own("Call Ana", "tomorrow 9:00")
	var took []string
	for _, f := range p.session.Remembered(p.lib) {
		if f.Name == "reminders" {
			took = f.Many
		}
	}
	if len(took) != 2 || took[0] != "every day 21:00: Evening check-in" || !strings.HasSuffix(took[1], ": Call Ana") {
		t.Errorf("an export has %q", took)
	}
	p.types("/gone").sees("= forget").types("/list").hears("You have no reminders.")
}

func TestATemplateThatIsEditedStrandsNobody(t *testing.T) {
	p := reminded(t).checkIn("every day 21:00").waits(time.Hour)
	files := remindable()
	files["reminders.yaml"] = "reminders:\n  tea: {title: Tea, say: Tea?, often: every day 15:00}\n"
	p.edit(library(t, files)).types("/list").hears("–").waits(24 * time.Hour).hearsNothing().sees("= passed gone 1")
	p.types("/list").hears(`What was set for "every day 21:00" is no longer offered, so nothing comes.`)
	p.waits(24 * time.Hour).hearsNothing().sees("= passed gone 1")
	p.types("/list").hearsNot("What was set for")
	p.hears("last left out: Tue 24 Nov 2026, 21:00, because it is no longer offered")
	p.edit(reminded(t).lib).waits(24 * time.Hour).hears("How was today?")
	p.edit(library(t, files)).presses("Check in").hears("earlier question")
}

func TestReminderKeepsTheSessionSmall(t *testing.T) {
	p := reminded(t)
	for range 8 { // as many events are remembered
		p.types("/list")
	}
	bare := len(p.session.Encode(nil))
	p.checkIn("every day 21:00")
	if n := len(p.session.Encode(nil)) - bare; n > 40 {
		t.Errorf("a new reminder takes %d bytes", n)
	}
	p.waits(72 * time.Hour).types("/list")
	if n := len(p.session.Encode(nil)) - bare; n > 40 {
		t.Errorf("one that has come takes %d bytes", n)
	}
}

func TestASessionFromBeforeThereWereRemindersIsRead(t *testing.T) {
	p := somebody(t, everyWaitLibrary(t))
	stored, err := hex.DecodeString("010303000000070398403b4ff0cd126adfa721d9974197011db0a2978f4304010d40b6e80102a9d670bb0e2a2719554d08c700030080c8f39fc168")
	if err != nil {
		t.Fatal(err)
	}
	p.session = must(engine.Decode(stored))(t)
	if p.isAt("try/many"); string(p.session.Encode(nil)) != string(stored) {
		t.Errorf("it is written as %x", p.session.Encode(nil))
	}
	p.event(chat.Recompute{}).hearsNothing()
	p.event(chat.Undelivered{Source: chat.Source{Timer: "r1"}, Why: chat.Closed}).hearsNothing()
	p.event(chat.Due{Timer: "r1", At: p.now}).hearsNothing()
}

func TestAZoneThatWasATextOnceStillCounts(t *testing.T) {
	p := reminded(t)
	slot, _ := p.lib.Person.Find(script.PersonZone)
	p.session = p.session.With(slot, script.TextValue("Asia/Tokyo"))
	if p.session.Zone() != "Asia/Tokyo" || len(p.session.Remembered(p.lib)) < 2 {
		t.Errorf("%q, %v", p.session.Zone(), p.session.Remembered(p.lib))
	}
}

func TestTheReasonsAreCounted(t *testing.T) {
	p := reminded(t).checkIn("every day 20:30").is("24 21:00").fires("r1")
	if !slices.Contains(p.effects, engine.Effect(engine.Passed{Why: reminder.Merged, N: 2})) {
		t.Errorf("%s", p.heard())
	}
}

func TestAFullSessionCanStillBeTidied(t *testing.T) {
	lib := library(t, remindable())
	lib.MostReminders = 50
	p := somebody(t, lib)
	for !strings.Contains(p.said(), "do not fit") {
		p.types("/own").types(strings.Repeat("🌧", 190)).types("every day 9:00")
	}
	for p.types("/list"); !strings.Contains(p.said(), "do not fit"); { // to the last byte, nearly
		p.types("/own").types("🌧").types("every day 9:00")
	}
	p.waits(24*time.Hour).types("/drop").types("1").presses("Move").hears("Skipped.").comes("r1", "25 09:00")
}

func TestWhatWasLeftOutIsToldOnce(t *testing.T) {
	t.Run("own words that are too late", func(t *testing.T) {
		p := reminded(t).own("Call Ana", "every day 21:00").is("23 09:00").fires("r1").hearsNothing().sees("= passed too-late 1")
		p.types("/list").hears("Call Ana did not come (Sun 22 Nov 2026, 21:00), because it was too late for it.")
		p.types("/list").hearsNot("did not come")
		p.hears("last left out: Sun 22 Nov 2026, 21:00, because it was too late for it")
	})
	t.Run("half an hour late in the night is no reason to leave own words out", func(t *testing.T) {
		reminded(t).own("Call Ana", "every day 22:00").is("22 22:31").fires("r1").hears("planned for Sun 22 Nov 2026, 22:00.\nCall Ana")
	})
	t.Run("what waited too long with us", func(t *testing.T) {
		p := reminded(t).own("Call Ana", "every day 21:00").waits(time.Hour).hears("Call Ana")
		p.event(chat.Undelivered{Source: chat.Source{Timer: "r1", Due: p.now.UnixMilli()}, Why: chat.TooLate}).hearsNothing()
		p.types("/list").hears("Call Ana did not come")
	})
	t.Run("a template's is in the list alone", func(t *testing.T) {
		p := reminded(t).checkIn("every day 21:00").is("23 09:00").fires("r1").hearsNothing()
		p.types("/list").hearsNot("did not come")
		p.hears("last left out: Sun 22 Nov 2026, 21:00, because it was too late for it")
	})
}

func TestTheListSaysWhenSomethingComesAfterQuietHours(t *testing.T) {
	p := reminded(t).types("/hush").types("21:00").types("7:00")
	p.own("Call Ana", "tomorrow 23:30").own("Walk", "every day 6:00").own("Sleep", "every day 22:00")
	p.types("/list").hears("23:30\n   next: Tue 24 Nov 2026, 07:00").hears("every day 6:00\n   next: Mon 23 Nov 2026, 07:00")
	p.hears("every day 22:00\n   the next time is in your quiet hours and stays silent")
	p.waits(48 * time.Hour).hears("planned for Mon 23 Nov 2026, 23:30.\nCall Ana").hears("planned for Mon 23 Nov 2026, 06:00.\nWalk").hearsNot("Sleep")
}

func TestALongListEndsWithAWholeLine(t *testing.T) {
	lib := library(t, remindable())
	lib.MostReminders = 50
	p := somebody(t, lib)
	for range 50 {
		p.own(strings.Repeat("word ", 7), "every monday, tuesday, thursday and saturday 9:00")
	}
	p.types("/list").hears("next: Mon 23 Nov 2026, 09:00\nand ")
	if said := p.said(); !strings.HasSuffix(strings.TrimSpace(said), " more") || strings.Contains(said, "…") {
		t.Errorf("it ends with %q", said[max(0, len(said)-80):])
	}
}

func TestAMoveToTheWestSaysNothingTwice(t *testing.T) {
	p := reminded(t).own("Call Ana", "every day 21:00").waits(90 * time.Minute).hears("Call Ana")
	p.types("/zone").types("Los Angeles").sees("= passed skipped 1").comes("r1", "24 05:00") // Monday at nine there
}

func TestSomebodyWhoIsAwayForWeeksIsNotWaitedFor(t *testing.T) {
	p := reminded(t).own("Call Ana", "every day 21:00").waits(time.Hour).hears("Call Ana")
	p.event(chat.Lifecycle{Change: chat.Blocked}).waits(26*24*time.Hour).comes("r1", "19 21:00")
	p.waits(14*24*time.Hour).comes("r1", "never")
	p.types("/list").hears("next: Sat 2 Jan 2027, 21:00").sees("= passed away 11").comes("r1", "2 21:00")
	p.hearsNot("did not come")
}
