package engine

import (
	"slices"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// afterReminders is what every turn of somebody with reminders ends with.
func (t *turn) afterReminders(e chat.Event) {
	if isPersons(e) && !slices.ContainsFunc(t.effects, isSafety) {
		t.present()
	}
	t.sweep()
	if !t.prompted && slices.ContainsFunc(t.effects, says) {
		t.s.prompted = 0
	}
	switch {
	case t.s.depth == 0 || len(t.s.reminders) == 0:
		t.s.active = 0
	case t.s.wait.asked == t.s.Turn, isPersons(e) && slices.ContainsFunc(t.effects, says):
		t.s.active = uint32(t.now.Unix() / 60)
	}
}

func isSafety(e Effect) bool {
	_, is := e.(Safety)
	return is
}

// says tells whether an effect leaves a message.
func says(e Effect) bool {
	_, passing := e.(Notice)
	return speaks(e) && !passing
}

// present takes note that the person is there. What they could not know is told now,
// once: what did not reach them, what was left out, and what was kept quiet because they
// were not there.
func (t *turn) present() {
	var told []string
	for i := range t.s.reminders {
		k := &t.s.reminders[i]
		if k.Unanswered == 0 && !k.missed && !k.left {
			continue
		}
		told = append(told, t.tell(k))
		now := *k
		now.Reminder, now.missed, now.left = now.Answered(), false, false
		t.s.keep(now)
	}
	told = slices.DeleteFunc(told, func(line string) bool { return line == "" })
	if len(told) > 0 {
		t.effects = slices.Insert(t.effects, 0, Effect(Say{Message: chat.Say{Text: clip(strings.Join(told, "\n"))}}))
	}
}

// tell is what the person should know about the reminder; empty when nothing.
func (t *turn) tell(k *kept) string {
	own, title := t.own(), t.title(k)
	switch {
	case k.missed && k.State == reminder.Stalled:
		return lang.Fill(own.Text(lang.RemindMissedThree), title)
	case k.missed && k.Due.IsZero():
		return lang.Fill(own.Text(lang.RemindMissedOnce), title, t.stamp(k.Sent))
	case k.missed:
		return lang.Fill(own.Text(lang.RemindMissed), title, t.stamp(k.Sent))
	case k.left:
		return t.leftOut(k)
	case t.asks(k) && k.State == reminder.On && k.Rest() != reminder.Awake && k.Why == reminder.Resting:
		return lang.Fill(own.Text(lang.RemindBack), title)
	}
	return ""
}

// leftOut tells what was passed over.
func (t *turn) leftOut(k *kept) string {
	own := t.own()
	if k.Why == reminder.Gone {
		if t.hasWords(k) {
			return "" // it is back
		}
		return lang.Fill(own.Text(lang.RemindUnworded), t.phrase(k))
	}
	if why := t.because(k); why != "" {
		return lang.Fill(own.Text(lang.RemindUntold), t.title(k), t.stamp(k.Last), why)
	}
	return ""
}

// because is why the last one was left out, in words; empty for what the person knows,
// and for what needs no words.
func (t *turn) because(k *kept) string {
	if k.Passed == 0 {
		return ""
	}
	own := t.own()
	switch k.Why {
	case reminder.TooLate:
		return own.Text(lang.RemindWhyLate)
	case reminder.QuietHours:
		if t.quietHours() == (reminder.Hours{}) {
			return own.Text(lang.RemindWhyNight)
		}
		return own.Text(lang.RemindWhyQuiet)
	case reminder.Silence:
		return own.Text(lang.RemindWhySilence)
	case reminder.Busy:
		return own.Text(lang.RemindWhyBusy)
	case reminder.Gone:
		return own.Text(lang.RemindWhyGone)
	case reminder.None, reminder.Merged, reminder.Resting, reminder.Skipped, reminder.Away:
	}
	return ""
}

// undelivered takes note that a prompt did not get through. One that had waited for too
// long is only counted: that was our doing.
func (t *turn) undelivered(e chat.Undelivered) {
	id, _, ok := reminderID(e.Source.Timer)
	if !ok {
		return
	}
	i, ok := t.s.reminder(id)
	if !ok || t.s.reminders[i].Sent.IsZero() {
		return
	}
	k := t.s.reminders[i]
	k.said = 0
	if t.s.prompted == id {
		t.s.prompted = 0
	}
	if e.Why == chat.TooLate {
		k.Reminder = k.Lapse(time.UnixMilli(e.Source.Due))
		k.left = k.left || k.text != ""
		t.do(Passed{Why: reminder.TooLate, N: 1})
	} else {
		k.Reminder, k.missed = k.Fail(), true
		if k.State == reminder.Stalled {
			t.arm(&k.Reminder)
		}
	}
	t.s.keep(k)
}

// backToReminders lets what had to wait for the person come: they can be written to
// again.
func (t *turn) backToReminders() {
	for i := range t.s.reminders {
		k := t.s.reminders[i]
		if k.State == reminder.On && !k.When.Once() {
			t.catchUp(&k)
		}
		if after := k.Back(t.now); !after.Due.Equal(k.Due) {
			k.Reminder = after
			t.s.keep(k)
			t.arm(&k.Reminder)
		}
		if k.snooze != 0 && k.snooze <= t.now.Unix() {
			t.snooze(&k, t.now)
			t.s.keep(k)
		}
	}
}

// catchUp sets the timer of a repeating reminder, which has none when its owner was away
// for long. What would have come meanwhile is passed over.
func (t *turn) catchUp(k *kept) {
	if t.now.Sub(k.Due) > reminder.PromptWindow {
		after, out := k.Fire(reminder.Moment{Now: t.now, Zone: t.zoneOf(&k.When), Window: reminder.PromptWindow, Away: true})
		for _, p := range out.Passed {
			t.do(Passed{Why: p.Why, N: p.N})
		}
		k.Reminder = after
		t.s.keep(*k)
	}
	t.arm(&k.Reminder)
}
