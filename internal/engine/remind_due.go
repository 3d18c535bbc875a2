package engine

import (
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// dueReminder is the time of a reminder. A timer that belongs to none, or to another
// occurrence, does nothing; true when the timer is one of reminders.
func (t *turn) dueReminder(e chat.Due) bool {
	id, letter, ok := reminderID(e.Timer)
	if !ok {
		return false
	}
	i, ok := t.s.reminder(id)
	if !ok {
		return true
	}
	k := t.s.reminders[i]
	switch {
	case letter == SnoozeTimer && k.snooze != 0 && e.At.Unix() == k.snooze:
		t.dueSnooze(k, e)
	case letter == ReminderTimer && !k.Due.IsZero() && e.At.Equal(k.Due):
		t.dueOccurrence(k, e)
	}
	return true
}

// dueOccurrence lets the reminder say what it has to say, or puts it off, or passes it
// over.
func (t *turn) dueOccurrence(k kept, e chat.Due) {
	asks := t.asks(&k)
	after, out := k.Fire(reminder.Moment{
		Now: t.now, Zone: t.zoneOf(&k.When), Window: reminder.PromptWindow, Quiet: t.quietHours(), Silent: t.silentUntil(&k),
		Night: true, Asks: asks, Held: t.held(), Away: t.s.away,
		Own: k.text != "", Gone: !t.hasWords(&k),
	})
	k.left = k.left || t.tells(&k, out)
	k.Reminder = after
	for _, p := range out.Passed {
		t.do(Passed{Why: p.Why, N: p.N})
	}
	if out.Fires {
		t.unsnooze(&k)
		source := chat.Source{Timer: e.Timer, Due: e.At.UnixMilli()}
		if !k.When.Once() {
			source.Until = out.At.Add(reminder.PromptWindow).UnixMilli()
		}
		t.prompt(&k, source, out)
	}
	t.s.keep(k)
	if forgone := t.s.away && t.longGone(&k); !k.Due.IsZero() && !forgone {
		t.do(WakeAt{Timer: e.Timer, At: k.Due})
	}
}

// Somebody who has been away for that long, or for so many times of a reminder that has
// never come, is not waited for any more: their repeating reminders have no timers until
// they are back.
const (
	longGone      = 28 * 24 * time.Hour
	longGoneTimes = 28
)

func (t *turn) longGone(k *kept) bool {
	switch {
	case k.When.Once() || k.Why != reminder.Away:
		return false
	case k.Sent.IsZero():
		return k.Passed >= longGoneTimes
	}
	return t.now.Unix()-k.Sent.Unix() > int64(longGone/time.Second)
}

// tells tells whether what became of the occurrence is told when the person is there: own
// words that did not come and were not to be kept quiet, and the first time that a
// template has nothing to say.
func (t *turn) tells(k *kept, out reminder.Outcome) bool {
	if out.Fires || !out.Waits.IsZero() || len(out.Passed) == 0 {
		return false
	}
	switch out.Passed[len(out.Passed)-1].Why {
	case reminder.TooLate:
		return k.text != ""
	case reminder.QuietHours:
		return k.text != "" && t.quietHours() == (reminder.Hours{})
	case reminder.Gone:
		return k.Why != reminder.Gone || k.Sent.After(k.Last)
	default:
		return false
	}
}

// dueSnooze says again what the person wanted to hear a little later. They chose the
// time a short while ago: quiet hours stand against it only when it is late.
func (t *turn) dueSnooze(k kept, e chat.Due) {
	if t.s.away {
		return // it comes when they are back
	}
	at, why := t.later(&k, e.At)
	switch {
	case !t.hasWords(&k):
		k.snooze = 0
		t.do(Passed{Why: reminder.Gone, N: 1})
	case why == reminder.None:
		t.sayAgain(k, e)
		return
	case !k.When.Once() && at.Sub(e.At) > reminder.PromptWindow:
		k.snooze = 0
		t.do(Passed{Why: why, N: 1})
	default:
		t.snooze(&k, at)
	}
	t.s.keep(k)
}

// later is when something that was put off until due can be said, and what stands in the
// way until then.
func (t *turn) later(k *kept, due time.Time) (at time.Time, why reminder.Reason) {
	at = t.now
	if !k.When.Once() && at.Sub(due) > reminder.PromptWindow {
		return at, reminder.TooLate
	}
	if held := t.held(); held > 0 {
		at, why = at.Add(held), reminder.Busy
	}
	if silent := t.silentUntil(k); silent.After(at) {
		at, why = silent.In(t.now.Location()), reminder.Silence
	}
	quiet := t.quietHours()
	switch none := quiet == (reminder.Hours{}); {
	case none && k.text != "":
		quiet = reminder.UsualForOwn(due, at)
	case none:
		quiet = reminder.Usual()
	}
	if at.Sub(due) >= reminder.NightAfter && quiet.Has(at) {
		return quiet.End(at), reminder.QuietHours
	}
	return at, why
}

// sayAgain says it.
func (t *turn) sayAgain(k kept, e chat.Due) {
	k.snooze = 0
	source := chat.Source{Timer: e.Timer, Due: e.At.UnixMilli(), Until: e.At.Add(reminder.PromptWindow).UnixMilli()}
	if k.When.Once() {
		source.Until = 0
	}
	t.prompt(&k, source, reminder.Outcome{})
	t.s.keep(k)
}

// snooze lets the reminder come again then.
func (t *turn) snooze(k *kept, at time.Time) {
	at = at.Add(time.Second - 1).UTC().Truncate(time.Second)
	k.snooze = at.Unix()
	t.do(WakeAt{Timer: timerOf(SnoozeTimer, k.ID), At: at})
}

// prompt says what the reminder has to say, with its buttons. It leaves nothing open:
// what is asked elsewhere stays asked.
func (t *turn) prompt(k *kept, source chat.Source, out reminder.Outcome) {
	line, variant, text := t.words(k)
	if out.Late > 0 {
		text = above(lang.Fill(t.own().Text(lang.RemindLate), t.stamp(out.At)), text)
	}
	if out.Fires && k.State == reminder.Over && !k.When.Once() {
		text = above(text, t.own().Text(lang.RemindLast))
	}
	k.said, t.s.prompted, t.prompted = t.s.Turn, k.ID, true
	timer := source.Timer
	if !strings.HasPrefix(timer, ReminderTimer) {
		timer = timerOf(ReminderTimer, k.ID)
	}
	t.do(Say{Line: line, Variant: variant, Message: chat.Say{
		Text: clip(text), Question: k.said, Source: source, Choices: t.promptChoices(k, timer),
	}})
}

// words are what the reminder says: the person's own, just as they wrote them, or its
// template's.
func (t *turn) words(k *kept) (line *script.Line, variant int, text string) {
	if k.text != "" {
		return nil, 0, k.text
	}
	if tpl, ok := t.template(k); ok && tpl.Say != nil {
		variant = t.s.next(tpl.Say)
		return tpl.Say, variant, tpl.Say.Render(variant, t)
	}
	return nil, 0, t.title(k) // it was edited since
}

// hasWords tells whether there is anything to say: not when its template is gone, or has
// words for communities only by now.
func (t *turn) hasWords(k *kept) bool {
	tpl, ok := t.template(k)
	return k.text != "" || ok && tpl.Say != nil
}

// above are two texts, one over the other, when there are both.
func above(first, second string) string {
	if first == "" || second == "" {
		return first + second
	}
	return first + "\n" + second
}

// quietHours are what the person has set, when both ends are set and differ.
func (t *turn) quietHours() reminder.Hours {
	from, to := t.s.person(script.PersonQuietFrom), t.s.person(script.PersonQuietTo)
	if from.Kind != script.Time || to.Kind != script.Time || from.N == to.N {
		return reminder.Hours{}
	}
	return reminder.Hours{From: int(from.N), To: int(to.N)}
}

// silentUntil is until when nothing is said unasked: the person wanted silence, or the
// safety reply has stood here. After that all words of ours wait; those that somebody
// wrote for themselves may be about a medicine.
func (t *turn) silentUntil(k *kept) time.Time {
	until := t.s.quiet
	if k.text == "" {
		until = max(until, t.s.hushed())
	}
	if until == 0 {
		return time.Time{}
	}
	return time.Unix(until, 0)
}

const (
	// settled is how long after something was asked or answered a person is taken to be
	// at it.
	settled = 15 * time.Minute
	// longPace is the longest pacer that is waited for to its end.
	longPace = 30 * time.Minute
)

// held is for how long nothing should come between: the person is in the middle of
// something.
func (t *turn) held() time.Duration {
	if t.s.depth == 0 {
		return 0
	}
	held := time.Unix(int64(t.s.active)*60, 0).Add(settled).Sub(t.now)
	if over := t.s.wait.over; over != 0 && t.pacing() {
		if left := time.UnixMilli(over).Sub(t.now); left > 0 && left <= longPace {
			held = max(held, left+time.Minute)
		}
	}
	return max(held, 0)
}

// pacing tells whether a pacer runs.
func (t *turn) pacing() bool {
	top := &t.s.stack[t.s.depth-1]
	sc, ok := t.lib.Script(top.script)
	if !ok {
		return false
	}
	at, ok := sc.Find(top.step)
	if !ok {
		return false
	}
	_, is := sc.Steps[at].Op.(*script.Breathe)
	return is
}
