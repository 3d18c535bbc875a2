package engine

import (
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// act is what a button of a prompt does: the part of its token behind the dot.
type act string

const (
	actBegin  act = "b"
	actDone   act = "d"
	actHalf   act = "30"
	actLater  act = "120"
	actNotNow act = "x"
)

// acts are the buttons of a reminder that begins something, and of one that does not.
func acts(begins bool) []act {
	if begins {
		return []act{actBegin, actHalf, actLater, actNotNow}
	}
	return []act{actDone, actHalf, actLater}
}

// actLabel is what stands on the button.
func (t *turn) actLabel(k *kept, a act) string {
	switch a {
	case actBegin:
		if tpl, ok := t.template(k); ok && tpl.Button != nil {
			return tpl.Button.Plain(t.language)
		}
		return t.own().Text(lang.RemindBegin)
	case actDone:
		return t.own().Text(lang.RemindDone)
	case actHalf:
		return t.own().Text(lang.RemindHalf)
	case actLater:
		return t.own().Text(lang.RemindLater)
	case actNotNow:
		return t.own().Text(lang.RemindNotNow)
	}
	return ""
}

// promptChoices are the buttons under a prompt; timer is the reminder's. A folder that
// lacks the word for one has no such button.
func (t *turn) promptChoices(k *kept, timer string) []chat.Choice {
	all := acts(t.begins(k) != nil)
	tokens := tokensOf(timer, all)
	choices := make([]chat.Choice, 0, len(all))
	for _, a := range all {
		n := len(timer) + 1 + len(a)
		if label := t.actLabel(k, a); label != "" {
			choices = append(choices, chat.Choice{Token: tokens[:n], Label: label})
		}
		tokens = tokens[n:]
	}
	return choices
}

// tokensOf are the tokens of all buttons in one piece, made at once.
func tokensOf(timer string, all []act) string {
	var b strings.Builder
	b.Grow(len(all) * (len(timer) + len(".120")))
	for _, a := range all {
		b.WriteString(timer)
		b.WriteByte('.')
		b.WriteString(string(a))
	}
	return b.String()
}

// pressReminder takes a button of a prompt; false when it is none. One of an earlier
// prompt, or of a reminder that is gone, changes nothing.
func (t *turn) pressReminder(p chat.Press) bool {
	timer, name, dotted := strings.Cut(p.Token, ".")
	id, letter, ok := reminderID(timer)
	if !dotted || !ok || letter != ReminderTimer {
		return false
	}
	i, ok := t.s.reminder(id)
	if !ok || t.s.reminders[i].said == 0 || t.s.reminders[i].said != p.Question {
		t.notice(lang.TurnStale)
		return true
	}
	t.act(t.s.reminders[i], act(name))
	return true
}

// textReminder takes words typed right after a prompt that stand on one of its buttons,
// or that mean the same; false when they mean something else.
func (t *turn) textReminder(text string) bool {
	if t.s.prompted == 0 || t.s.depth > 0 {
		return false
	}
	i, ok := t.s.reminder(t.s.prompted)
	if !ok || t.s.reminders[i].said == 0 {
		return false
	}
	k := t.s.reminders[i]
	if c, is := t.own().Control(text); is {
		return t.controlReminder(k, c)
	}
	a, ok := t.wordedAct(&k, text)
	if ok {
		t.act(k, a)
	}
	return ok
}

// wordedAct is what somebody means who types a button's words, or yes or no.
func (t *turn) wordedAct(k *kept, text string) (act, bool) {
	all := acts(t.begins(k) != nil)
	for _, a := range all {
		if t.namesAct(k, a, text) {
			return a, true
		}
	}
	if t.namesAct(k, actNotNow, text) {
		return actNotNow, true
	}
	yes, reject := answer.YesNo(text, t.own())
	switch {
	case reject != nil:
		return "", false
	case yes:
		return all[0], true
	}
	return actNotNow, true
}

// namesAct tells whether the text is what stands on a button, or what people type for it.
func (t *turn) namesAct(k *kept, a act, text string) bool {
	words := strings.Split(t.own().Text(actWords(a)), ",")
	return answer.Names(text, []answer.Option{{Label: t.actLabel(k, a), Also: words}}, t.own())
}

// actWords are the words for a button besides those that stand on it.
func actWords(a act) lang.UI {
	switch a {
	case actBegin:
		return lang.RemindBeginWords
	case actDone:
		return lang.RemindDoneWords
	case actHalf:
		return lang.RemindHalfWords
	case actLater:
		return lang.RemindLaterWords
	case actNotNow:
		return lang.RemindNotNowWords
	}
	return ""
}

// controlReminder is one of the words that always work, right after a prompt: skip lets
// this one pass, and so does stop, which ends no reminder.
func (t *turn) controlReminder(k kept, c lang.Control) bool {
	switch c {
	case lang.Skip:
		t.act(k, actNotNow)
	case lang.Stop:
		k.said = 0
		t.s.keep(k)
		t.sayOwn(t.own().Text(lang.RemindStop))
	case lang.Repeat:
		t.prompt(&k, chat.Source{}, reminder.Outcome{})
		t.s.keep(k)
	default:
		return false
	}
	return true
}

// act does what a button of a prompt says. What is over and dealt with is swept away
// with the turn.
func (t *turn) act(k kept, a act) {
	k.said = 0
	switch a {
	case actBegin:
		t.s.keep(k)
		if sc := t.begins(&k); sc != nil {
			t.start(sc)
			return
		}
		t.notice(lang.TurnStale) // it was edited since
		return
	case actDone:
		t.sayOwn(t.own().Text(lang.RemindNoted))
	case actHalf:
		t.putOff(&k, 30*time.Minute)
	case actLater:
		t.putOff(&k, 2*time.Hour)
	case actNotNow:
		t.sayOwn(t.notNow(&k))
	default:
		t.notice(lang.TurnStale)
		return
	}
	t.s.keep(k)
}

// putOff lets the reminder come again after a while, and says when.
func (t *turn) putOff(k *kept, by time.Duration) {
	at := t.now.Add(by)
	t.snooze(k, at)
	t.sayOwn(lang.Fill(t.own().Text(lang.RemindSnoozed), at.Format("15:04")))
}

// notNow is the answer to somebody who lets a prompt pass.
func (t *turn) notNow(k *kept) string {
	if k.Due.IsZero() {
		return t.own().Text(lang.RemindPassed)
	}
	return lang.Fill(t.own().Text(lang.RemindNext), t.stamp(k.Due))
}

// stamp is a moment in words, by the person's clock.
func (t *turn) stamp(at time.Time) string {
	return recur.Stamp(at.In(t.now.Location()), t.own().Code)
}
