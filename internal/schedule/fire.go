package schedule

import (
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// timerName is the timer of a reminder: "r3".
func timerName(id uint16) string { return "r" + strconv.Itoa(int(id)) }

// timerID reads it back.
func timerID(name string) (uint16, bool) {
	digits, ok := strings.CutPrefix(name, "r")
	id, err := strconv.ParseUint(digits, 10, 16)
	return uint16(id), ok && err == nil && timerName(uint16(id)) == name
}

// shift is by how much later than its time a spread reminder comes: always the same,
// so that its timer can be told apart from any other, and another for each reminder
// and community. The reminder itself keeps the time of its rule.
func (d *desk) shift(e *entry) time.Duration {
	if e.spread == 0 {
		return 0
	}
	h := stirred(fnv(d.actor.Key() + "/" + timerName(e.ID)))
	return time.Duration(h%uint64(e.spread*60)) * time.Second
}

// due plays a timer.
func (d *desk) due(due chat.Due) {
	id, ok := timerID(due.Timer)
	if !ok {
		return
	}
	e, ok := d.plan.entry(id)
	switch {
	case !ok || e.State != reminder.On || e.Due.IsZero():
		d.out.Cancel = append(d.out.Cancel, due.Timer) // left from before it was paused or deleted
		d.changed = true
		return
	case !due.At.Equal(e.Due.Add(d.shift(e))) || due.At.After(d.now):
		d.set(e) // left from before it was moved, or too early
		d.changed = true
		return
	}
	d.fire(e)
}

func (d *desk) fire(e *entry) {
	shift, zone := d.shift(e), d.zone(&e.When)
	// Seen from the rule, a spread reminder comes at its time.
	next, outcome := e.Fire(reminder.Moment{
		Now: d.now.Add(-shift).In(zone), Zone: zone, Window: reminder.PostWindow, Away: d.plan.away,
	})
	if outcome.Fires {
		next.Sent = d.now
	}
	e.Reminder = next
	d.out.Passed = append(d.out.Passed, outcome.Passed...)
	if outcome.Fires {
		d.post(e, outcome, shift)
	}
	d.changed = true
	if !e.Due.IsZero() && !d.plan.away {
		d.set(e)
	}
}

// mostPost is how long a post may be, in characters.
const mostPost = 1500

// post writes the message of an occurrence.
func (d *desk) post(e *entry, outcome reminder.Outcome, shift time.Duration) {
	text, button, begin, ok := d.words(&e.content, e.variant())
	if !ok {
		d.fail(e, troubleGone)
		return
	}
	if e.When.Once() && outcome.Late > 0 {
		late := d.rules.Library.Language(d.posts)
		text += "\n\n" + lang.Fill(late.Text(lang.SchedulePlanned), recur.Stamp(outcome.At.In(d.zone(&e.When)), late.Code))
	}
	source := chat.Source{Timer: timerName(e.ID), Due: outcome.At.UnixMilli()}
	if often := e.When.Often(); often > 0 {
		source.Until = outcome.At.Add(shift + min(reminder.PostWindow, often/2)).UnixMilli()
	}
	e.turn++
	d.out.Posts = append(d.out.Posts, chat.Post{
		Text: clipped(text, mostPost), Place: e.place, Role: e.role, Begin: begin, Button: button, Source: source,
	})
}

// variant is which wording comes next: one after the other, so that none repeats. The first is the
// one that was shown before it was saved.
func (e *entry) variant() int { return int(e.turn) }

// words are what is posted, in the language of posts. ok is false when the template is
// no longer there.
func (d *desk) words(c *content, variant int) (text, button, begin string, ok bool) {
	if c.template == "" {
		return c.text, "", "", c.text != ""
	}
	t, ok := d.template(c.template)
	if !ok {
		return "", "", "", false
	}
	env := said{d}
	text = t.Post.Render(variant, env)
	if t.Begin != nil && t.Button != nil {
		button, begin = t.Button.Render(0, env), t.Begin.ID
	}
	return text, button, begin, true
}

// said is what a template may look at: no answers, for a community gives none.
type said struct{ d *desk }

func (said) Value(*script.Slot) script.Value { return script.Value{} }
func (s said) Now() time.Time                { return s.d.now.In(s.d.home()) }
func (s said) Lang() int                     { return s.d.posts }
func (s said) Library() *script.Library      { return s.d.rules.Library }
func (said) Reminders() int                  { return 0 }

func (said) Reminder(uint16) (title string, r reminder.Reminder, ok bool) { return "", r, false }
