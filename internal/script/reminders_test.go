package script_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// reminding is a small script about reminders.
const reminding = `script: try
title: Try
command: try
values:
  what: {one-of: reminders, and: {own: My own}}
  text: text 200
  when: schedule
  which: reminder
steps:
  - ask: what
    say: What?
  - ask: text
    say: Which words?
  - id: usual
    ask: when
    say: When?
    suggest: what.often
  - id: own
    ask: when
    say: When?
    suggest: {any: [every day 9:00, tomorrow 9:00]}
  - id: echo
    say: "{when}|{when.next}|{when.runs}"
  - id: one
    say: "{which}|{which.when}|{which.next}|{which.state}|{person.zone}"
  - id: full
    if: reminders_full()
    then: [{say: Full.}]
  - id: some
    if: reminders() > 1
    then: [{say: Some.}]
  - id: paused
    if: paused(which)
    then: [{say: Paused.}]
  - id: coming
    if: coming(which)
    then: [{say: Coming.}]
  - id: within
    if: in_quiet_hours(when)
    then: [{say: Within.}]
  - id: same
    if: person.zone == person.zone and when == when and which == which
    then: [{say: Same.}]
  - remind: add
    what: what
    at: when
  - id: add-own
    remind: add
    what: text
    at: when
  - remind: move
    which: which
    at: when
  - remind: word
    which: which
    what: text
  - remind: skip
    which: which
  - show: reminders
`

const templates = `reminders:
  evening:
    title: Evening
    say: {any: [Good evening., Hello again.]}
    post: Good evening to all.
    button: Check in
    begin: try
    often: {any: [every day 21:00, every weekday 20:00]}
    was: [night]
  crowd:
    title: For all
    post: To all.
    often: every day 9:00
  water:
    title: Water
    say: Water, if you like.
    often: every day 11:00
`

// evening is a person's turn on a Thursday evening in Paris.
type evening struct {
	lib       *script.Library
	lang      int
	values    map[string]script.Value
	reminders map[uint16]reminder.Reminder
	now       time.Time
}

func (e *evening) Value(slot *script.Slot) script.Value { return e.values[slot.Name] }
func (e *evening) Now() time.Time                       { return e.now }
func (e *evening) Lang() int                            { return e.lang }
func (e *evening) Library() *script.Library             { return e.lib }
func (e *evening) Reminders() int                       { return len(e.reminders) }

func (e *evening) Reminder(id uint16) (title string, r reminder.Reminder, ok bool) {
	r, ok = e.reminders[id]
	return "Evening", r, ok
}

func anEvening(t *testing.T) *evening {
	t.Helper()
	lib, problems := script.Load(shippedWith(t, map[string]string{
		"scripts/try.yaml":       reminding,
		"reminders.yaml":         templates,
		"lang/es/reminders.yaml": "reminders.evening.often.1: {en: every day 21:00, es: cada día a las 22:00}\n",
	}))
	if lib == nil {
		t.Fatal(problems)
	}
	paris, err := recur.Zone("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 26, 18, 30, 0, 0, paris)
	return &evening{lib: lib, now: now, values: map[string]script.Value{}, reminders: map[uint16]reminder.Reminder{}}
}

func (e *evening) when(t *testing.T, phrase string) recur.When {
	t.Helper()
	w, err := recur.Parse(phrase, recur.Context{Lang: "en", Now: e.now})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// op is the step of that id.
func (e *evening) op(t *testing.T, id string) script.Op {
	t.Helper()
	sc, _ := e.lib.ByName("try")
	at, ok := sc.Find(script.HashOf(id))
	if !ok {
		t.Fatalf("there is no step %s", id)
	}
	return sc.Steps[at].Op
}

// says is the text of a say step.
func (e *evening) says(t *testing.T, id string) string {
	t.Helper()
	return e.op(t, id).(*script.Say).Line.Render(0, e)
}

func (e *evening) holds(t *testing.T, id string) bool {
	t.Helper()
	return e.op(t, id).(*script.If).Cond.Yes(e)
}

func TestAScheduleIsShownAsItWasUnderstoodByThePersonsClock(t *testing.T) {
	e := anEvening(t)
	e.values["when"] = script.ScheduleValue(e.when(t, "every weekday 21:00"))
	want := "every weekday 21:00|Thu 26 Nov 2026, 21:00|Thu 26 Nov 2026, 21:00\nFri 27 Nov 2026, 21:00\nMon 30 Nov 2026, 21:00"
	if got := e.says(t, "echo"); got != want {
		t.Errorf("it says %q", got)
	}
	e.lang = e.lib.LanguageIndex("es")
	if got := e.says(t, "echo"); !strings.HasPrefix(got, "de lunes a viernes a las 21:00|jue 26 nov 2026, 21:00|") {
		t.Errorf("in Spanish it says %q", got)
	}
	e.lang = 0
	e.values["when"] = script.ScheduleValue(e.when(t, "every day 9:00 Asia/Tokyo"))
	if got := e.says(t, "echo"); !strings.Contains(got, "|Fri 27 Nov 2026, 01:00|") {
		t.Errorf("nine in Tokyo is one at night in Paris, and it says %q", got)
	}
	e.values["when"] = script.Value{Kind: script.Schedule, S: "damaged"}
	if got := e.says(t, "echo"); got != "–|–|–" {
		t.Errorf("a damaged one says %q", got)
	}
	delete(e.values, "when")
	if got := e.says(t, "echo"); got != "–|–|–" {
		t.Errorf("none says %q", got)
	}
}

func TestAReminderIsShownWithHowItStands(t *testing.T) {
	e := anEvening(t)
	e.values["which"], e.values["person.zone"] = script.WhichValue(7), script.ZoneValue("America/Argentina/Buenos_Aires")
	r, _ := reminder.Reminder{ID: 7, When: e.when(t, "every day 21:00")}.Start(e.now, e.now.Location())
	for _, c := range []struct {
		name string
		r    reminder.Reminder
		want string
	}{
		{"at work", r, "Evening|every day 21:00|Thu 26 Nov 2026, 21:00|on|Buenos Aires"},
		{"paused: there is no next time, and it says why", r.Pause(), "Evening|every day 21:00|paused|paused|Buenos Aires"},
		{"stalled", r.Fail().Fail().Fail(), "Evening|every day 21:00|paused, because it did not get through|paused, because it did not get through|Buenos Aires"},
		{"over", reminder.Reminder{When: r.When, State: reminder.Over}, "Evening|every day 21:00|over|over|Buenos Aires"},
	} {
		e.reminders[7] = c.r
		if got := e.says(t, "one"); got != c.want {
			t.Errorf("%s: it says %q", c.name, got)
		}
	}
	delete(e.reminders, 7)
	if got := e.says(t, "one"); got != "–|–|–|–|Buenos Aires" {
		t.Errorf("one that is gone says %q", got)
	}
}

func TestConditionsKnowThePersonsReminders(t *testing.T) {
	e := anEvening(t)
	e.lib.MostReminders = 2
	e.values["which"] = script.WhichValue(1)
	for _, id := range []string{"full", "some", "paused", "within", "same"} {
		if e.holds(t, id) {
			t.Errorf("%s holds with nothing there", id)
		}
	}
	e.reminders[1], e.reminders[2] = reminder.Reminder{ID: 1, State: reminder.Paused}, reminder.Reminder{ID: 2, State: reminder.On}
	e.values["when"], e.values["person.zone"] = script.ScheduleValue(e.when(t, "every day 23:00")), script.ZoneValue("Europe/Paris")
	e.values["person.quiet_from"], e.values["person.quiet_to"] = script.TimeValue(22*60), script.TimeValue(7*60)
	for _, id := range []string{"full", "some", "paused", "within", "same"} {
		if !e.holds(t, id) {
			t.Errorf("%s does not hold", id)
		}
	}
	e.values["which"] = script.WhichValue(2)
	if e.holds(t, "paused") {
		t.Error("one at work is paused")
	}
	e.values["when"] = script.ScheduleValue(e.when(t, "every day 21:00 and 23:00"))
	if !e.holds(t, "within") {
		t.Error("the second of two times a day lies there and is not seen")
	}
	e.values["when"] = script.ScheduleValue(e.when(t, "every day 21:00"))
	if e.holds(t, "within") {
		t.Error("21:00 lies between 22:00 and 7:00")
	}
	e.values["when"], e.values["person.quiet_to"] = script.ScheduleValue(e.when(t, "every day 23:00")), script.TimeValue(22*60)
	if e.holds(t, "within") {
		t.Error("hours from 22:00 to 22:00 are none")
	}
	e.lib.MostReminders = 0
	if e.holds(t, "full") {
		t.Errorf("two of %d are all", script.DefaultReminders)
	}
}

func TestOnlyAReminderWithANextTimeIsComing(t *testing.T) {
	e := anEvening(t)
	e.values["which"] = script.WhichValue(1)
	r, _ := reminder.Reminder{ID: 1, When: e.when(t, "in 20 minutes")}.Start(e.now, e.now.Location())
	for _, c := range []struct {
		name string
		r    reminder.Reminder
		want bool
	}{
		{"what comes once, before it has come", r, true},
		{"its only time is left out", r.SkipNext(e.now.Location()), false},
		{"paused", r.Pause(), false},
	} {
		if e.reminders[1] = c.r; e.holds(t, "coming") != c.want {
			t.Errorf("%s: coming is not %v", c.name, c.want)
		}
	}
}

func TestAZoneIsSaidOnlyWhereItIsNotOnesOwn(t *testing.T) {
	e := anEvening(t)
	for phrase, want := range map[string]string{
		"every day 9:00":               "every day 9:00",
		"every day 9:00 Europe/Paris":  "every day 9:00",
		"every day 9:00 Asia/Tokyo":    "every day 9:00 Asia/Tokyo",
		"in 20 minutes":                "26 November 2026 18:50",
		"2026-12-24 18:00 Asia/Tokyo":  "24 December 2026 18:00 Asia/Tokyo",
		"2026-12-24 18:00 Europe/Rome": "24 December 2026 18:00 Europe/Rome",
	} {
		if got := script.Phrase(e.when(t, phrase), e.now.Location(), "en"); got != want {
			t.Errorf("%s is said as %q", phrase, got)
		}
	}
}

func TestTheUsualTimesOfWhatWasChosenAreButtons(t *testing.T) {
	e := anEvening(t)
	ask := e.op(t, "usual").(*script.Ask)
	if got := ask.ChoicesFor(e); len(got) != 0 {
		t.Errorf("nothing was chosen, and there are %v", got)
	}
	e.values["what"] = script.ChoiceValue(script.HashOf("own"))
	if got := ask.ChoicesFor(e); len(got) != 0 {
		t.Errorf("something of one's own has the usual times %v", got)
	}
	e.values["what"] = script.ChoiceValue(script.HashOf("evening"))
	choices := ask.ChoicesFor(e)
	if len(choices) != 2 || choices[0].Label != "every day 21:00" || choices[1].Label != "every weekday 20:00" {
		t.Fatalf("the buttons are %v", choices)
	}
	v, ok := ask.Pressed(choices[1].Token, e)
	if w, is := v.When(); !ok || !is || w != e.when(t, "every weekday 20:00") {
		t.Errorf("the second is %v, %v", v, ok)
	}
	for _, token := range []string{"s2", "s-1", "s", "0", "", "sx", "s99999999999999999999"} {
		if v, ok := ask.Pressed(token, e); ok {
			t.Errorf("the token %q is %v", token, v)
		}
	}
}

func TestALanguageHasItsOwnUsualTimeAndElseTheEnglishOneInItsWords(t *testing.T) {
	e := anEvening(t)
	e.values["what"], e.lang = script.ChoiceValue(script.HashOf("evening")), e.lib.LanguageIndex("es")
	ask := e.op(t, "usual").(*script.Ask)
	choices := ask.ChoicesFor(e)
	if len(choices) != 2 || choices[0].Label != "cada día a las 22:00" || choices[1].Label != "de lunes a viernes a las 20:00" {
		t.Fatalf("the buttons are %v", choices)
	}
	if v, _ := ask.Pressed(choices[0].Token, e); v != script.ScheduleValue(e.when(t, "every day 22:00")) {
		t.Errorf("the first is %v", v)
	}
}

func TestASuggestedMomentIsReadWhenItIsPressed(t *testing.T) {
	e := anEvening(t)
	ask := e.op(t, "own").(*script.Ask)
	choices := ask.ChoicesFor(e)
	if len(choices) != 2 || choices[1].Label != "tomorrow 9:00" {
		t.Fatalf("the buttons are %v", choices)
	}
	v, ok := ask.Pressed(choices[1].Token, e)
	if w, is := v.When(); !ok || !is || w != e.when(t, "2026-11-27 9:00") {
		t.Errorf("tomorrow is %v, %v", v, ok)
	}
}

func TestATemplateIsFoundByItsNamesAndOnlyPersonsWordsAreOffered(t *testing.T) {
	e := anEvening(t)
	if len(e.lib.Templates) != 3 {
		t.Fatalf("there are %d templates", len(e.lib.Templates))
	}
	now, _ := e.lib.Template(script.HashOf("evening"))
	before, ok := e.lib.Template(script.HashOf("night"))
	if !ok || now != before || now.Begin == nil || now.Begin.ID != "try" || now.Say.Variants() != 2 {
		t.Errorf("evening is %+v, and was %+v", now, before)
	}
	if _, ok := e.lib.Template(script.HashOf("morning")); ok {
		t.Error("a template that is not there is found")
	}
	sc, _ := e.lib.ByName("try")
	slot, _ := sc.Values.Find("what")
	ids := make([]string, 0, 3)
	for _, item := range slot.Type.List.Items {
		ids = append(ids, item.ID)
	}
	if got := strings.Join(ids, " "); got != "evening water own" {
		t.Errorf("the choices are %s", got)
	}
}

func TestAQuestionForAReminderTakesItsIdAndAZoneItsName(t *testing.T) {
	which := &script.Type{Kind: script.Which}
	for token, want := range map[string]script.Value{"1": script.WhichValue(1), "65535": script.WhichValue(65535)} {
		if v, ok := which.FromToken(token); !ok || v != want {
			t.Errorf("%s is %v, %v", token, v, ok)
		}
	}
	for _, token := range []string{"0", "65536", "-1", "x", ""} {
		if v, ok := which.FromToken(token); ok {
			t.Errorf("%q is %v", token, v)
		}
	}
	zone := &script.Type{Kind: script.Zone}
	if v, err := zone.Parse("europe/paris"); err != nil || v != script.ZoneValue("Europe/Paris") {
		t.Errorf("europe/paris is %v, %v", v, err)
	}
	if _, err := zone.Parse("CET"); err == nil {
		t.Error("CET is taken")
	}
}

func TestWhatARemindStepLooksAtIsInOrder(t *testing.T) {
	e := anEvening(t)
	for id, want := range map[string]string{
		"remind-add": "what when", "add-own": "text when", "remind-move": "which when", "remind-word": "which text", "remind-skip": "which",
	} {
		op := e.op(t, id).(*script.Remind)
		names := make([]string, 0, 2)
		for _, slot := range op.Slots() {
			names = append(names, slot.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s looks at %s", id, got)
		}
	}
}
