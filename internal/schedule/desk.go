package schedule

import (
	"slices"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// desk is one event being dealt with: the plan as it becomes, and what comes of it.
type desk struct {
	rules   Rules
	plan    Plan
	actor   chat.Actor
	now     time.Time
	by      chat.Moderator
	reads   int // index of the language of who asked
	posts   int // index of the language of posts
	changed bool
	listed  []uint16 // the reminders that a list shows
	out     Outcome
}

func newDesk(rules Rules, p *Plan, actor chat.Actor, now time.Time) *desk {
	d := &desk{rules: rules, plan: p.copied(), actor: actor, now: now.UTC().Truncate(time.Second)}
	d.posts, _ = d.languageOf(p.language)
	d.reads = d.posts
	return d
}

// languageOf is the language that suits a locale such as "es-MX".
func (d *desk) languageOf(locale string) (index int, ok bool) {
	if end := strings.IndexAny(locale, "-_.@"); end >= 0 {
		locale = locale[:end]
	}
	code := strings.ToLower(strings.TrimSpace(locale))
	index = d.rules.Library.LanguageIndex(code)
	return index, d.rules.Library.Language(index).Code == code
}

// code is the code of the language that the answer is in.
func (d *desk) code() string { return d.rules.Library.Language(d.reads).Code }

// text is one of the house's texts for whoever asked.
func (d *desk) text(id lang.UI, args ...string) string {
	return lang.Fill(d.rules.Library.Language(d.reads).Text(id), args...)
}

// home is the community's zone.
func (d *desk) home() *time.Location {
	if d.plan.zone != "" {
		if zone, ok := d.load(d.plan.zone); ok {
			return zone
		}
	}
	if d.rules.Zone != nil {
		return d.rules.Zone
	}
	return time.UTC
}

// zone is where a rule counts.
func (d *desk) zone(w *recur.When) *time.Location {
	if w.Zone != "" {
		if zone, ok := d.load(w.Zone); ok {
			return zone
		}
	}
	return d.home()
}

func (d *desk) load(name string) (*time.Location, bool) {
	load := d.rules.Load
	if load == nil {
		load = recur.Zone
	}
	zone, err := load(name)
	return zone, err == nil
}

// stamp is a moment in the zone and words of who asked.
func (d *desk) stamp(at time.Time, zone *time.Location) string {
	return recur.Stamp(at.In(zone), d.code())
}

// day is the same without the time of day.
func (d *desk) day(at time.Time, zone *time.Location) string {
	day, _, _ := strings.Cut(d.stamp(at, zone), ",")
	return day
}

// most is how many reminders the community may have.
func (d *desk) most() int {
	if d.rules.Most > 0 {
		return d.rules.Most
	}
	return DefaultMost
}

// template finds a template that communities can be reminded of, by its id.
func (d *desk) template(id string) (*script.Template, bool) {
	t, ok := d.rules.Library.Template(script.HashOf(id))
	return t, ok && t.Post != nil
}

// templates are all of them.
func (d *desk) templates() []script.Template {
	return slices.DeleteFunc(slices.Clone(d.rules.Library.Templates), func(t script.Template) bool { return t.Post == nil })
}

// set asks for a timer at the next time of a reminder, or for none.
func (d *desk) set(e *entry) {
	if e.Due.IsZero() || d.plan.away {
		d.cancel(e)
		return
	}
	d.untimed(e)
	d.out.Set = append(d.out.Set, Timer{timerName(e.ID), e.Due.Add(d.shift(e))})
}

func (d *desk) cancel(e *entry) {
	d.untimed(e)
	d.out.Cancel = append(d.out.Cancel, timerName(e.ID))
}

// untimed takes back what was asked for a reminder's timer: the last word counts.
func (d *desk) untimed(e *entry) {
	name := timerName(e.ID)
	d.out.Set = slices.DeleteFunc(d.out.Set, func(t Timer) bool { return t.Name == name })
	d.out.Cancel = slices.DeleteFunc(d.out.Cancel, func(other string) bool { return other == name })
}

// me is who asked, as it is kept.
func (d *desk) me() person { return person{d.by.ID, kept(d.by.Name)} }

// did writes a line of the history.
func (d *desk) did(what byte, e *entry, parts ...part) {
	c := change{at: d.now.Unix(), by: d.me(), did: what, parts: parts}
	if e != nil {
		c.id, c.title = e.ID, d.title(&e.content)
	}
	d.plan.history = append(d.plan.history, c)
	d.changed = true
}
