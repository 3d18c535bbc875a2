package engine

import (
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// playRemind does something with the person's reminders. When it cannot, it says why
// and the script is over: what follows would tell that it was done.
func playRemind(t *turn, step *script.Step) outcome {
	op, _ := step.Op.(*script.Remind)
	var wrong lang.UI
	if op.Do == script.AddReminder {
		wrong = t.addReminder(op)
	} else {
		wrong = t.changeReminder(op)
	}
	if wrong == "" {
		return goOn(step.Next)
	}
	t.sayOwn(lang.Fill(t.own().Text(wrong), strconv.Itoa(t.Reminders())))
	return goOn(script.End)
}

// reminderLimit is how many reminders a person may have.
func (t *turn) reminderLimit() int {
	if n := t.lib.MostReminders; n > 0 {
		return min(n, mostReminders)
	}
	return script.DefaultReminders
}

// addReminder makes a new one; what it returns is why it could not.
func (t *turn) addReminder(op *script.Remind) lang.UI {
	k, ok := t.worded(op.What, kept{})
	when, timed := t.schedule(op.At)
	switch {
	case !ok || !timed:
		return lang.RemindUnset
	case t.Reminders() >= t.reminderLimit():
		return lang.RemindFull
	}
	k.ID, k.When = t.s.freeID(), when
	if k.Reminder, ok = k.Start(t.now, t.zoneOf(&when)); !ok {
		return lang.RemindPast
	}
	if t.s.reminderSize()+len(t.s.encodeReminder(nil, &k)) > mostReminderBytes {
		return lang.RemindLarge
	}
	t.makeRoom()
	t.s.lastID = max(t.s.lastID, k.ID)
	t.s.keep(k)
	t.arm(&k.Reminder)
	return ""
}

// worded is k with what the value says one is reminded of.
func (t *turn) worded(slot *script.Slot, k kept) (kept, bool) {
	if slot == nil {
		return k, false
	}
	switch v := t.Value(slot); v.Kind {
	case script.Choice:
		tpl, ok := t.lib.Template(script.Hash(v.N))
		if !ok {
			return k, false
		}
		k.what, k.text = tpl.Hash, ""
	case script.Text:
		k.text = v.S // what it begins stays
		return k, v.S != ""
	default:
		return k, false
	}
	return k, true
}

func (t *turn) schedule(slot *script.Slot) (recur.When, bool) {
	if slot == nil {
		return recur.When{}, false
	}
	return t.Value(slot).When()
}

// changeReminder does something with one that is there.
func (t *turn) changeReminder(op *script.Remind) lang.UI {
	v := script.Value{}
	if op.Which != nil {
		v = t.Value(op.Which)
	}
	i, ok := t.s.reminder(uint16(v.N))
	if v.Kind != script.Which || !ok {
		return lang.RemindGone
	}
	k := t.s.reminders[i]
	before := k.Reminder
	if k.State == reminder.Over && (op.Do == script.PauseReminder || op.Do == script.SkipReminder) {
		return lang.RemindPast
	}
	switch op.Do {
	case script.DeleteReminder:
		t.unsnooze(&k)
		t.do(Cancel{Timer: timerOf(ReminderTimer, k.ID)})
		t.s.dropReminder(i)
		return ""
	case script.PauseReminder:
		t.unsnooze(&k)
		k.Reminder = k.Pause()
	case script.ResumeReminder:
		if k.Reminder = k.Resume(t.now, t.zoneOf(&k.When)); k.State == reminder.Over {
			return lang.RemindPast
		}
	case script.SkipReminder:
		if k.Reminder = k.SkipNext(t.zoneOf(&k.When)); k.Passed != before.Passed {
			t.do(Passed{Why: reminder.Skipped, N: 1})
		}
	case script.MoveReminder:
		if wrong := t.moveReminder(&k, op); wrong != "" {
			return wrong
		}
	case script.WordReminder:
		if k, ok = t.worded(op.What, k); !ok {
			return lang.RemindUnset
		}
	}
	if more := len(k.text) - len(t.s.reminders[i].text); more > 0 && t.s.reminderSize()+more > mostReminderBytes {
		return lang.RemindLarge
	}
	t.s.keep(k)
	if !k.Due.Equal(before.Due) {
		t.arm(&k.Reminder)
	}
	return ""
}

func (t *turn) moveReminder(k *kept, op *script.Remind) lang.UI {
	when, ok := t.schedule(op.At)
	if !ok {
		return lang.RemindUnset
	}
	moved, ok := k.Move(when, t.now, t.zoneOf(&when))
	if !ok {
		return lang.RemindPast
	}
	t.unsnooze(k)
	k.Reminder = moved
	return ""
}
