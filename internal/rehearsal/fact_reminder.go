package rehearsal

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// What can be written about a reminder.
const (
	reminderSet   = "set"
	reminderMoved = "moved"
	reminderGone  = "gone"
	reminderAgain = "again"
)

// reminderFact is what a turn did to the times of a reminder; false when the effect is
// about something else. What a reminder does by itself when it is due need not be
// written.
func (p *player) reminderFact(effect engine.Effect, event chat.Event, zone *time.Location) (fact, bool) {
	switch e := effect.(type) {
	case engine.WakeAt:
		number, again, ok := reminderOf(e.Timer)
		if !ok {
			return fact{}, false
		}
		what := reminderSet
		if _, was := p.timers[e.Timer]; was {
			what = reminderMoved
		}
		if again {
			what = reminderAgain
		}
		_, byItself := event.(chat.Due)
		short := "reminder " + number + " " + what
		return fact{text: short + " " + e.At.In(zone).Format(startForm), short: short, optional: byItself}, true
	case engine.Cancel:
		number, again, ok := reminderOf(e.Timer)
		text := "reminder " + number + " " + reminderGone
		return fact{text: text, short: text, optional: again}, ok
	case engine.Passed:
		short := "passed " + e.Why.String()
		return fact{text: short + " " + strconv.Itoa(e.N), short: short}, true
	}
	return fact{}, false
}

// reminderOf is the number of the reminder that a timer belongs to, and whether it is
// one that lets it come again after a while.
func reminderOf(timer string) (number string, again, ok bool) {
	for _, letter := range []string{engine.ReminderTimer, engine.SnoozeTimer} {
		number, ok := strings.CutPrefix(timer, letter)
		if _, err := strconv.Atoi(number); ok && err == nil {
			return number, letter == engine.SnoozeTimer, true
		}
	}
	return "", false, false
}

// wrongReminder is what is wrong with "= reminder ..." after its first word.
func wrongReminder(rest string) (what, hint string) {
	number, rest, _ := strings.Cut(rest, " ")
	verb, _, _ := strings.Cut(rest, " ")
	known := []string{reminderSet, reminderMoved, reminderGone, reminderAgain}
	if _, err := strconv.Atoi(number); err != nil && number != "..." {
		return fmt.Sprintf("%q is no number of a reminder", clip(number)), "write it like: = reminder 1 set"
	}
	if slices.Contains(known, verb) || verb == "..." {
		return "", ""
	}
	return fmt.Sprintf("%q does not happen to a reminder", clip(verb)), hintOf(verb, known)
}

// wrongPassing is what is wrong with "= passed ..." after its first word.
func wrongPassing(rest string) (what, hint string) {
	name, _, _ := strings.Cut(rest, " ")
	known := make([]string, 0, len(reminder.Reasons()))
	for _, why := range reminder.Reasons() {
		known = append(known, why.String())
	}
	if slices.Contains(known, name) || name == "..." {
		return "", ""
	}
	return fmt.Sprintf("%q is no reason to pass a reminder over", clip(name)), hintOf(name, known)
}

func hintOf(word string, known []string) string {
	if near, ok := problem.Nearest(word, known); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "known here: " + strings.Join(known, ", ")
}
