package engine

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// Budgets of a person's reminders.
const (
	mostReminders     = 50   // whatever the library says
	mostReminderBytes = 4096 // of all of them in a session
)

// kept is one of the person's reminders.
type kept struct {
	reminder.Reminder
	what   script.Hash // the template; 0: own words alone
	text   string      // own words; empty: the template's
	said   uint64      // the turn of its last prompt, while that can be answered; 0: none
	snooze int64       // Unix seconds: when it comes again because the person asked; 0: never
	missed bool        // the last one did not get through, and the person was not told yet
	left   bool        // one was passed over that the person should know of, and was not told yet
}

// ReminderTimer begins the names of timers of reminders, SnoozeTimer those of reminders
// that were put off for a while; the reminder's id follows.
const (
	ReminderTimer = "r"
	SnoozeTimer   = "z"
)

// reminderID is the id in the name of a timer, and the letter before it.
func reminderID(timer string) (id uint16, letter string, ok bool) {
	if len(timer) < 2 {
		return 0, "", false
	}
	letter = timer[:1]
	n, err := strconv.ParseUint(timer[1:], 10, 16)
	ok = err == nil && n > 0 && (letter == ReminderTimer || letter == SnoozeTimer) && timer[1] != '0'
	return uint16(n), letter, ok
}

func timerOf(letter string, id uint16) string { return letter + strconv.Itoa(int(id)) }

// reminder is the place of the reminder with that id.
func (s *Session) reminder(id uint16) (int, bool) {
	for i := range s.reminders {
		if s.reminders[i].ID == id {
			return i, true
		}
	}
	return 0, false
}

// keep puts a reminder in its place, or behind the others. The array is never written
// to in place: other copies of the session share it.
func (s *Session) keep(k kept) {
	i, there := s.reminder(k.ID)
	if !there {
		i = len(s.reminders)
	}
	own := make([]kept, max(i+1, len(s.reminders)))
	copy(own, s.reminders)
	own[i] = k
	s.reminders = own
}

// dropReminder takes the i-th reminder away.
func (s *Session) dropReminder(i int) {
	if s.prompted == s.reminders[i].ID {
		s.prompted = 0
	}
	s.reminders = slices.Delete(slices.Clone(s.reminders), i, i+1)
	if len(s.reminders) == 0 {
		s.reminders = nil
	}
}

// freeID is an id that no reminder has had; when all were given, one that none has.
func (s *Session) freeID() uint16 {
	if s.lastID < 1<<16-1 {
		return s.lastID + 1
	}
	id := uint16(1)
	for _, taken := s.reminder(id); taken; _, taken = s.reminder(id) {
		id++
	}
	return id
}

// Reminders is how many reminders the person has. Those that are over do not count:
// they are only there to be answered.
func (t *turn) Reminders() int {
	n := 0
	for i := range t.s.reminders {
		if t.s.reminders[i].State != reminder.Over {
			n++
		}
	}
	return n
}

// Reminder is one of them, with what it is called; ok is false when there is none of
// that id.
func (t *turn) Reminder(id uint16) (title string, r reminder.Reminder, ok bool) {
	i, ok := t.s.reminder(id)
	if !ok {
		return "", reminder.Reminder{}, false
	}
	return t.title(&t.s.reminders[i]), t.s.reminders[i].Reminder, true
}

// maxTitle is how much of somebody's own words stands for them, in characters.
const maxTitle = 40

// title is what a reminder is called: the beginning of the person's own words, or its
// template's title.
func (t *turn) title(k *kept) string {
	if k.text != "" {
		return shorten(strings.Join(strings.Fields(k.text), " "), maxTitle)
	}
	if tpl, ok := t.template(k); ok {
		return tpl.Title.Plain(t.language)
	}
	return script.NotAnswered // its template is gone
}

// template is what the reminder is for; false for own words, and when it is gone.
func (t *turn) template(k *kept) (*script.Template, bool) {
	if k.what == 0 {
		return nil, false
	}
	return t.lib.Template(k.what)
}

// begins is the script that a button of the reminder starts; nil when there is none.
func (t *turn) begins(k *kept) *script.Script {
	if tpl, ok := t.template(k); ok {
		return tpl.Begin
	}
	return nil
}

// asks tells whether the reminder asks for something: then silence makes it rarer. The
// words that somebody wrote for themselves never do.
func (t *turn) asks(k *kept) bool { return k.text == "" && t.begins(k) != nil }

// zoneOf is where the wall times of a rule are: its own zone, or the person's.
func (t *turn) zoneOf(w *recur.When) *time.Location {
	if w.Zone != "" {
		if zone, err := recur.Zone(w.Zone); err == nil {
			return zone
		}
	}
	return t.now.Location()
}

// arm sets the reminder's timer to when it comes next, or takes it away.
func (t *turn) arm(r *reminder.Reminder) {
	if r.Due.IsZero() {
		t.do(Cancel{Timer: timerOf(ReminderTimer, r.ID)})
		return
	}
	t.do(WakeAt{Timer: timerOf(ReminderTimer, r.ID), At: r.Due})
}

// unsnooze forgets that a reminder was put off for a while.
func (t *turn) unsnooze(k *kept) {
	if k.snooze != 0 {
		k.snooze = 0
		t.do(Cancel{Timer: timerOf(SnoozeTimer, k.ID)})
	}
}

// recompute works out anew when reminders come: the person's zone has changed, or the
// rules of time zones have.
func (t *turn) recompute() {
	for i := range t.s.reminders {
		k := t.s.reminders[i]
		before := k.Due
		if k.Reminder = k.Recompute(t.now, t.zoneOf(&k.When)); !k.Due.Equal(before) {
			t.s.keep(k)
			t.arm(&k.Reminder)
		}
	}
}

// moveZone lets everything that follows happen where the person is now.
func (t *turn) moveZone() {
	zone, err := recur.Zone(t.s.Zone())
	if err != nil {
		return
	}
	from := t.now.Location()
	t.now = t.now.In(zone)
	for i := range t.s.reminders {
		k := t.s.reminders[i]
		before, twice := k.Due, false
		if k.Reminder, twice = k.Rezone(t.now, from, zone); twice {
			t.do(Passed{Why: reminder.Skipped, N: 1})
		}
		t.s.keep(k)
		if !k.Due.Equal(before) {
			t.arm(&k.Reminder)
		}
	}
}

// makeRoom drops the reminder that has been over for longest, when there is no place
// for one more.
func (t *turn) makeRoom() {
	for i := range t.s.reminders {
		if len(t.s.reminders) < mostReminders {
			return
		}
		if k := t.s.reminders[i]; k.State == reminder.Over {
			t.unsnooze(&k)
			t.s.dropReminder(i)
			return
		}
	}
}

// endedFor is how long a reminder whose last time has passed can still be answered.
const endedFor = 48 * time.Hour

// sweep drops reminders that are over and dealt with.
func (t *turn) sweep() {
	for i := len(t.s.reminders) - 1; i >= 0; i-- {
		k := &t.s.reminders[i]
		if k.State != reminder.Over || k.snooze != 0 || k.missed || k.left {
			continue
		}
		if k.said == 0 || t.now.Sub(k.Sent) > endedFor {
			t.s.dropReminder(i)
		}
	}
}

// shorten keeps the first n characters.
func shorten(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i] + "…"
		}
		n--
	}
	return text
}
