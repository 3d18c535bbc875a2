package engine

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/place"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// reminderList is the person's reminders in words, numbered, each with when it comes.
func (t *turn) reminderList() string {
	own := t.own()
	if len(t.s.reminders) == 0 {
		return own.Text(lang.RemindNone)
	}
	list := lang.Fill(own.Text(lang.RemindList), place.Title(t.now.Location().String()))
	length := utf8.RuneCountInString(list)
	for i := range t.s.reminders {
		row, more := t.reminderRow(i), len(t.s.reminders)-i
		rest := "\n" + lang.Fill(own.Text(lang.RemindMore), strconv.Itoa(more))
		length += utf8.RuneCountInString(row)
		if room := MaxText - length; room < 0 || more > 1 && room < utf8.RuneCountInString(rest) {
			return list + rest
		}
		list += row
	}
	return list
}

// reminderRow is one of the list, on lines of its own.
func (t *turn) reminderRow(i int) string {
	k := &t.s.reminders[i]
	row := "\n" + strconv.Itoa(i+1) + ". " + t.title(k) + " · " + t.phrase(k)
	if state := t.stateOf(k); state != "" {
		row += "\n   " + state
	}
	if left := t.lastLeftOut(k); left != "" {
		row += "\n   " + left
	}
	return row
}

// leftOutFor is how long the list tells of what was left out, when others came since.
const leftOutFor = 14 * 24 * time.Hour

// lastLeftOut says when the reminder was left out, and why; empty when that is long ago,
// or nothing that needs words.
func (t *turn) lastLeftOut(k *kept) string {
	why := t.because(k)
	if why == "" || k.Sent.After(k.Last) && t.now.Sub(k.Last) > leftOutFor {
		return ""
	}
	return lang.Fill(t.own().Text(lang.RemindLeftOut), t.stamp(k.Last), why)
}

// phrase is when the reminder comes, in the person's words.
func (t *turn) phrase(k *kept) string {
	return script.Phrase(k.When, t.now.Location(), t.own().Code)
}

// stateOf says when the reminder comes next, or why it does not.
func (t *turn) stateOf(k *kept) string {
	own, next := t.own(), k.Due
	switch {
	case k.snooze != 0 && (next.IsZero() || k.snooze < next.Unix()):
		next = time.Unix(k.snooze, 0)
	case k.State == reminder.Paused:
		return own.Text(lang.RemindPaused)
	case k.State == reminder.Stalled:
		return own.Text(lang.RemindStalled)
	case k.State == reminder.Over:
		return own.Text(lang.RemindOver)
	case next.IsZero():
		return own.Text(lang.RemindOn)
	default:
		var comes bool
		if next, comes = k.Comes(t.quietHours(), reminder.PromptWindow, t.now.Location()); !comes {
			return own.Text(lang.RemindHushed)
		}
	}
	return lang.Fill(own.Text(lang.RemindComes), t.stamp(next))
}

// exportReminders are the person's reminders for an export, one line each.
func (t *turn) exportReminders() []string {
	lines := make([]string, len(t.s.reminders))
	for i := range t.s.reminders {
		k := &t.s.reminders[i]
		what := k.text
		if what == "" {
			what = t.title(k)
		}
		lines[i] = k.When.Echo(t.own().Code) + ": " + what
		if k.State == reminder.Paused || k.State == reminder.Stalled {
			lines[i] += " (" + t.own().Text(lang.RemindPaused) + ")"
		}
	}
	return lines
}

// maxLabel is the longest label of a button for a reminder, in characters.
const maxLabel = 70

// mostButtons is how many reminders get a button; the rest is typed.
const mostButtons = 20

// whichChoices are buttons for the person's reminders, with their numbers in the list.
func (t *turn) whichChoices() []chat.Choice {
	choices := make([]chat.Choice, 0, min(len(t.s.reminders), mostButtons))
	for i := range t.s.reminders {
		if i == mostButtons {
			break
		}
		k := &t.s.reminders[i]
		label := strconv.Itoa(i+1) + ". " + t.title(k) + " · " + t.phrase(k)
		choices = append(choices, chat.Choice{Token: strconv.Itoa(int(k.ID)), Label: shorten(label, maxLabel)})
	}
	return choices
}

// readWhich reads which reminder is meant: its number in the list, or words of its
// title.
func (t *turn) readWhich(text string) (script.Value, *answer.Reject) {
	number := answer.NumberSpec{Min: 1000, Max: int64(len(t.s.reminders)) * 1000, Step: 1000}
	if n, reject := answer.Number(text, number, t.own()); reject == nil {
		return script.WhichValue(t.s.reminders[n/1000-1].ID), nil
	}
	options := make([]answer.Option, len(t.s.reminders))
	for i := range t.s.reminders {
		k := &t.s.reminders[i]
		options[i] = answer.Option{Label: t.title(k), Also: append(longWords(t.title(k)), t.phrase(k))}
	}
	i, reject := answer.OneOf(text, options, t.own())
	if reject != nil {
		return script.Value{}, reject
	}
	return script.WhichValue(t.s.reminders[i].ID), nil
}

// longWords are the words of a title by which somebody may call it.
func longWords(title string) []string {
	return slices.DeleteFunc(strings.Fields(title), func(word string) bool { return utf8.RuneCountInString(word) < 4 })
}
