package schedule

import (
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// runsShown is how many next times are shown.
const runsShown = 5

// preview is a draft for the eyes of who wrote it: what it would be, or what it would
// change.
func (d *desk) preview(made *draft) string {
	var lines []string
	if e, ok := d.plan.entry(made.of); ok {
		lines = append(lines, d.text(lang.SchedulePreviewChange, number(e.ID), d.title(&e.content)), "")
		for _, p := range d.parts(e, made) {
			lines = append(lines, d.partLine(p))
		}
	} else {
		lines = append(lines, d.text(lang.SchedulePreview), "", d.field(lang.ScheduleWhen, d.phrase(made.when)))
		lines = append(lines, d.field(lang.ScheduleZone, d.zoneName(made.when)))
		lines = append(lines, d.around(&made.content)...)
	}
	lines = append(lines, d.times(made)...)
	if made.sets&setsWhat != 0 {
		variant := int(made.id)
		if e, ok := d.plan.entry(made.of); ok {
			variant = e.variant()
		}
		lines = append(lines, d.wording(&made.content, variant)...)
	}
	return strings.Join(lines, "\n")
}

func (d *desk) field(name lang.UI, value string) string {
	return d.text(lang.ScheduleField, d.text(name), value)
}

// around are where a reminder is posted, who is mentioned, and over how long.
func (d *desk) around(c *content) []string {
	mention := d.text(lang.ScheduleNoMention)
	if c.role.ID != "" {
		mention = d.text(lang.ScheduleOnlyRole, d.roleName(c.role))
	}
	lines := []string{d.field(lang.ScheduleWhere, d.placeName(c.place)), mention}
	if c.spread > 0 {
		lines = append(lines, d.field(lang.ScheduleSpread, d.spreadName(c.spread)))
	}
	return lines
}

// times are the next times of a draft, and what is worth knowing about them.
func (d *desk) times(made *draft) (lines []string) {
	if made.sets&(setsWhen|setsZone|setsSpread) == 0 {
		return nil
	}
	w, zone := made.when, d.zone(&made.when)
	runs := d.upcoming(made, zone)
	if made.spread > 0 && len(runs) > 0 {
		lines = append(lines, d.window(&w, runs[0].In(zone), made.spread))
	}
	head := lang.ScheduleRuns
	if w.Once() {
		head = lang.ScheduleRunOnce
	}
	lines = append(lines, "", d.text(head))
	lines = append(lines, d.runs(runs, zone)...)
	if made.sets&(setsWhen|setsZone) == 0 {
		return lines
	}
	return append(append(lines, d.monthNote(w)...), d.clocks(&w, zone)...)
}

// upcoming are the times that a draft would have once it is confirmed.
func (d *desk) upcoming(made *draft, zone *time.Location) []time.Time {
	if e, ok := d.plan.entry(made.of); ok {
		if after, ok := d.applied(e, made); ok && !after.Due.IsZero() {
			return after.runs(zone)
		}
	}
	return next(&made.when, d.now, zone, runsShown)
}

// runs are the next times of a reminder that is at work.
func (e *entry) runs(zone *time.Location) []time.Time {
	return append([]time.Time{e.Due}, next(&e.When, e.Due, zone, runsShown-1)...)
}

// monthNote says what becomes of a day that a month lacks.
func (d *desk) monthNote(w recur.When) []string {
	clamped, dropped := w.WithMonthEnd(recur.Clamp), w.WithMonthEnd(recur.Skip)
	switch {
	case clamped == dropped:
		return nil
	case w == dropped:
		return []string{d.text(lang.ScheduleDropNote)}
	}
	return []string{d.text(lang.ScheduleClampNote)}
}

// next are the next occurrences after a moment.
func next(w *recur.When, after time.Time, zone *time.Location, most int) (runs []time.Time) {
	for range most {
		at, ok := w.Next(after, zone)
		if !ok {
			break
		}
		runs, after = append(runs, at), at
	}
	return runs
}

// runs are moments one a line, with their distance from Greenwich where it differs.
func (d *desk) runs(runs []time.Time, zone *time.Location) (lines []string) {
	differ := false
	for _, at := range runs {
		differ = differ || offset(at.In(zone)) != offset(runs[0].In(zone))
	}
	for _, at := range runs {
		line := d.stamp(at, zone)
		if differ {
			line += " (" + offset(at.In(zone)) + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

// window says between when a spread reminder comes.
func (d *desk) window(w *recur.When, first time.Time, minutes int) string {
	if !oneTime(w) {
		return d.text(lang.ScheduleWithin, number(minutes))
	}
	until := first.Add(time.Duration(minutes) * time.Minute)
	return d.text(lang.ScheduleBetween, clock(first), clock(until))
}

// oneTime tells whether a rule has a single time of day.
func oneTime(w *recur.When) bool {
	often := w.Often()
	return often == 0 || often >= 24*time.Hour
}

// wording is the text as it will be posted, with its button.
func (d *desk) wording(c *content, variant int) []string {
	text, button, _, ok := d.words(c, variant)
	if !ok {
		return nil
	}
	lines := []string{""}
	if t, is := d.template(c.template); is {
		lines = append(lines, d.field(lang.ScheduleWhat, t.Title.Plain(d.reads)))
		if n := t.Post.Variants(); n > 1 {
			lines = append(lines, d.text(lang.ScheduleVaries, number(n)))
		}
	}
	if button != "" {
		lines = append(lines, d.field(lang.ScheduleButton, button))
	}
	return append(lines, d.text(lang.ScheduleText), text)
}
