package schedule

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// rule is the one that a draft gives a reminder: what it does not set stays as others
// have made it by now.
func (made *draft) rule(e *entry) recur.When {
	w := e.When
	if made.sets&setsWhen != 0 {
		w = made.when.WithZone(w.Zone)
	}
	if made.sets&setsZone != 0 {
		w = w.WithZone(made.when.Zone)
	}
	return w
}

// retime gives a reminder the rule of a draft. Where only the zone is another one, what
// was skipped stays skipped, and what came that day does not come again. ok is false
// when it would never come.
func (d *desk) retime(e *entry, made *draft) (ok bool) {
	w := made.rule(e)
	from, to := d.zone(&e.When), d.zone(&w)
	since := d.since(e)
	if made.sets&setsWhen == 0 {
		e.carry(from, to)
		since = d.sinceSkipped(e)
	}
	if e.Reminder, ok = e.Move(w, since, to); ok && made.sets&setsWhen == 0 {
		d.leaveOut(e, from, to)
	}
	return ok
}

// carry keeps a time skipped that has another moment in a new zone. Of what comes many
// times a day, only a time before the next one is carried: no more than one is left out.
func (e *entry) carry(from, to *time.Location) {
	if e.Why != reminder.Skipped {
		return
	}
	at := e.Last.In(from)
	there := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, to)
	if oneTime(&e.When) || there.Before(e.Due) {
		e.Last = there.UTC()
	}
}

// leaveOut passes over a time whose date has had its post in the zone before, and says
// which; a rule with several times a day keeps them all.
func (d *desk) leaveOut(e *entry, from, to *time.Location) (left time.Time) {
	if e.State != reminder.On || e.Sent.IsZero() || !oneTime(&e.When) {
		return left
	}
	sent := e.Sent.Add(-d.shift(e))
	came, ok := e.When.Next(sent.Add(-reminder.PostWindow-time.Second), from)
	if !ok || came.After(sent) || !sameDate(came.In(from), e.Due.In(to)) {
		return left
	}
	left = e.Due
	e.Reminder = e.SkipNext(to)
	return left
}

func sameDate(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	return ay == by && am == bm && ad == bd
}

// moved works out anew what counts in the community's zone, and says what moves.
func (d *desk) moved(before *time.Location) []string {
	d.unsettle(func(made *draft) bool { return d.ruleOf(made).Zone == "" })
	var lines []string
	for i := range d.plan.entries {
		if line := d.move(&d.plan.entries[i], before); line != "" {
			lines = append(lines, line)
		}
	}
	switch {
	case len(d.plan.entries) == 0:
		return nil
	case len(lines) == 0:
		return []string{"", d.text(lang.ScheduleMovesNone)}
	}
	return append([]string{"", d.text(lang.ScheduleMoves)}, lines...)
}

// move takes one reminder to the community's new zone, and says when it comes now;
// nothing when that is the moment it was.
func (d *desk) move(e *entry, before *time.Location) string {
	if e.When.Zone != "" {
		return ""
	}
	if _, ok := e.When.Next(d.since(e), d.home()); !ok && e.State == reminder.On {
		e.When = e.When.WithZone(before.String()) // it would be over: it keeps the moment it had
		return ""
	}
	due, passed := e.Due, e.Passed
	e.carry(before, d.home())
	left := d.recount(e, before)
	if e.Due.Equal(due) {
		return ""
	}
	d.set(e)
	d.passed(int(e.Passed - passed))
	if left.IsZero() {
		return d.about(lang.ScheduleMove, e, d.nextOf(e))
	}
	return d.about(lang.ScheduleMoveLeft, e, d.nextOf(e), d.day(left, d.home()))
}

// recount looks for the next time in the community's new zone. What is due already comes.
func (d *desk) recount(e *entry, before *time.Location) (left time.Time) {
	if e.State != reminder.On || !e.PutOff.IsZero() || !e.Due.After(d.since(e)) {
		return left
	}
	if r, ok := e.Start(d.sinceSkipped(e), d.home()); ok {
		e.Reminder = r
	}
	return d.leaveOut(e, before, d.home())
}

func (d *desk) passed(n int) {
	if n > 0 {
		d.out.Passed = append(d.out.Passed, reminder.Passing{Why: reminder.Skipped, N: n})
	}
}

// ruleOf is the rule that a draft would lead to.
func (d *desk) ruleOf(made *draft) recur.When {
	if e, ok := d.plan.entry(made.of); ok {
		return made.rule(e)
	}
	return made.when
}

// unsettle marks drafts that show times which count in another zone now: they have to be
// looked at again before they are saved.
func (d *desk) unsettle(is func(*draft) bool) {
	for i := range d.plan.drafts {
		made := &d.plan.drafts[i]
		if made.sets&(setsWhen|setsZone|setsSpread) != 0 && is(made) {
			made.sets |= elsewhere
			d.changed = true
		}
	}
}

// comes tells whether a draft has a time to come, and something to change.
func (d *desk) comes(made *draft) bool {
	if made.of == 0 {
		_, ok := made.when.Next(d.now, d.zone(&made.when))
		return ok
	}
	e, ok := d.plan.entry(made.of)
	if ok {
		_, ok = d.applied(e, made)
	}
	return ok
}

// showAgain shows a draft in its new zone, under a new number: a second press of the
// button that was there saves nothing.
func (d *desk) showAgain(made *draft) {
	d.plan.lastDraft++
	made.id = d.plan.lastDraft
	d.offer(made)
	d.out.Reply.Text = d.text(lang.ScheduleElsewhere) + "\n\n" + d.out.Reply.Text
	d.out.Reply.Settled = true
}
