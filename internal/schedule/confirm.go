package schedule

import (
	"slices"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// confirm saves a draft, once however often it is pressed.
func (d *desk) confirm(id uint32) {
	i, ok := d.plan.draft(id, d.by.ID)
	if !ok {
		d.settle(d.closed(id))
		return
	}
	made := d.plan.drafts[i]
	if made.expired(d.now) || made.missing() {
		d.drop(i)
		d.settle(d.text(lang.ScheduleExpired))
		return
	}
	if made.sets&elsewhere != 0 && d.comes(&made) {
		d.showAgain(&d.plan.drafts[i])
		return
	}
	said, saves := d.save(&made)
	if saves != 0 {
		d.drop(i)
		d.plan.saved = append(d.plan.saved, saved{made.id, saves})
		d.plan.saved = d.plan.saved[max(0, len(d.plan.saved)-savedKept):]
	}
	d.settle(said)
	if e, ok := d.plan.entry(saves); ok {
		d.out.Reply.Choices = d.back(e)
	}
}

// closed says what became of a draft that is no longer there.
func (d *desk) closed(id uint32) string {
	for _, s := range d.plan.saved {
		if s.draft == id {
			return d.text(lang.ScheduleSavedAlready, number(s.id))
		}
	}
	return d.text(lang.ScheduleClosed)
}

func (d *desk) drop(i int) {
	d.plan.drafts = slices.Delete(d.plan.drafts, i, i+1)
	d.changed = true
}

func (d *desk) save(made *draft) (said string, id uint16) {
	if no := d.fits(made); no != "" { // others were saved since it was shown
		return string(no), 0
	}
	if made.of == 0 {
		return d.create(made)
	}
	e, ok := d.plan.entry(made.of)
	if !ok {
		return d.text(lang.ScheduleDeletedAlready, number(made.of)), 0
	}
	return d.apply(e, made)
}

// create makes the reminder of a draft.
func (d *desk) create(made *draft) (said string, id uint16) {
	switch {
	case d.plan.active() >= d.most(), d.plan.lastID == 1<<16-1:
		return d.text(lang.ScheduleFull, number(d.most())), 0
	case d.plan.language == "":
		d.plan.language = d.rules.Library.Language(d.posts).Code
	}
	e := entry{
		Reminder: reminder.Reminder{ID: d.plan.lastID + 1, When: made.when},
		content:  made.content, by: d.me(), made: d.now.Unix(), turn: made.id,
	}
	r, ok := e.Start(d.now, d.zone(&e.When))
	if !ok {
		return d.text(lang.SchedulePassedBy), 0
	}
	e.Reminder = r
	d.plan.lastID++
	d.plan.entries = append(d.plan.entries, e)
	d.set(&e)
	d.did(didMake, &e, part{ofWhen, "", stored(e.When)})
	return d.text(lang.ScheduleSaved, number(e.ID), d.title(&e.content), d.nextThere(&e)), e.ID
}

// applied is a reminder with what a draft sets; what somebody else may have changed
// since is left alone. ok is false when it would never come.
func (d *desk) applied(e *entry, made *draft) (after entry, ok bool) {
	after = *e
	after.take(made)
	if made.sets&(setsWhen|setsZone) != 0 && !d.retime(&after, made) {
		return after, false
	}
	if made.sets&setsPlace != 0 {
		after.placed = d.now.Unix()
	}
	if made.sets&(setsWhen|setsZone|setsPlace) != 0 {
		after.trouble, after.untold, after.Failures, after.Failed = 0, false, 0, false
		if after.State == reminder.Stalled {
			after.Reminder = after.Resume(d.sinceSkipped(&after), d.zone(&after.When))
		}
	}
	return after, true
}

// apply changes a reminder as a draft says.
func (d *desk) apply(e *entry, made *draft) (said string, id uint16) {
	after, ok := d.applied(e, made)
	if !ok {
		return d.text(lang.SchedulePassedBy), 0
	}
	if e.State == reminder.Over && after.State != reminder.Over && d.plan.active() >= d.most() {
		return d.text(lang.ScheduleFull, number(d.most())), 0
	}
	made.when = made.rule(e)
	parts := d.parts(e, made)
	d.passed(int(after.Passed - e.Passed))
	*e = after
	if made.sets&setsZone != 0 {
		d.unsettle(func(other *draft) bool { return other.of == e.ID && other.sets&setsZone == 0 })
	}
	d.set(e)
	d.did(didChange, e, parts...)
	said = d.text(lang.ScheduleChanged, number(e.ID), d.title(&e.content))
	if state := d.state(e); state != "" {
		said += " " + state
	}
	return said, e.ID
}

// take copies the parts that a draft sets, apart from its rule.
func (e *entry) take(made *draft) {
	if made.sets&setsWhat != 0 {
		e.template, e.text = made.template, made.text
	}
	if made.sets&setsPlace != 0 {
		e.place = made.place
	}
	if made.sets&setsRole != 0 {
		e.role = made.role
	}
	if made.sets&setsSpread != 0 {
		e.spread = made.spread
	}
}

// since is from when on a reminder looks for its next time: now, seen from its rule,
// and never before what was posted already.
func (d *desk) since(e *entry) time.Time {
	now := d.now.Add(-d.shift(e))
	if e.Sent.After(now) {
		return e.Sent
	}
	return now
}

// sinceSkipped is the same for a rule that stays: what was skipped stays skipped.
func (d *desk) sinceSkipped(e *entry) time.Time {
	since := d.since(e)
	if e.Why == reminder.Skipped && e.Last.After(since) {
		return e.Last
	}
	return since
}

// fill puts the words into a draft that lacks them.
func (d *desk) fill(in chat.Fill) {
	id, ok := tokenNumber(in.Token, fillToken)
	i, found := d.plan.draft(uint32(id), d.by.ID)
	if !ok || !found {
		d.settle(d.closed(uint32(id)))
		return
	}
	made := &d.plan.drafts[i]
	if made.expired(d.now) {
		d.drop(i)
		d.settle(d.text(lang.ScheduleExpired))
		return
	}
	text := in.Text
	if text == "" {
		text = " " // nothing was written: say so
	}
	if !made.missing() {
		d.offer(made) // sent twice: as it was read the first time
		return
	}
	written := *made
	no := d.what(&written.content, "", text)
	if no == "" {
		no = d.fits(&written)
	}
	if no != "" {
		d.offer(made)
		d.out.Reply.Text, d.out.Reply.Form.Text = string(no), clipped(in.Text, mostText)
		return
	}
	*made = written
	made.sets |= setsWhat
	d.changed = true
	d.offer(made)
}
