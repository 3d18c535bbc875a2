package schedule

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// undelivered takes note of a post that did not get through. One that went to the place
// before says nothing about the place of now.
func (d *desk) undelivered(u chat.Undelivered) {
	id, ok := timerID(u.Source.Timer)
	if !ok {
		return
	}
	e, ok := d.plan.entry(id)
	if ok && u.Source.Due/1000+int64(d.shift(e)/time.Second) >= e.placed {
		d.fail(e, byte(u.Why))
	}
}

// fail marks a reminder. What only waited for too long says nothing about its place.
func (d *desk) fail(e *entry, why byte) {
	e.trouble, e.troubled, e.untold = why, d.now.Unix(), true
	d.changed = true
	if why == byte(chat.TooLate) {
		d.out.Passed = append(d.out.Passed, reminder.Passing{Why: reminder.TooLate, N: 1})
		return
	}
	before := e.State
	if e.Reminder = e.Fail(); e.State == reminder.Stalled && before != reminder.Stalled {
		d.cancel(e)
		d.by = chat.Moderator{}
		d.did(didStall, e)
	}
}

// lifecycle stops everything when the bot is removed, and takes it up again from now on
// when it is back.
func (d *desk) lifecycle(c chat.Change) {
	away := c == chat.Blocked
	if away == d.plan.away || (c != chat.Blocked && c != chat.Joined) || away && len(d.plan.entries) == 0 {
		return // nothing to stop
	}
	d.plan.away, d.changed = away, true
	for i := range d.plan.entries {
		e := &d.plan.entries[i]
		if e.State != reminder.On {
			continue
		}
		if !away {
			e.Reminder = d.again(e)
			if e.State == reminder.Over {
				d.out.Passed = append(d.out.Passed, reminder.Passing{Why: reminder.Away, N: 1})
			}
		}
		d.set(e)
	}
}

// again is the reminder from now on: what was missed meanwhile is not made up for. What
// was to come once and is past is over.
func (d *desk) again(e *entry) reminder.Reminder {
	r, _ := e.Start(d.sinceSkipped(e), d.zone(&e.When))
	return r
}

// recompute works all times out anew. Where nothing moves nothing changes.
func (d *desk) recompute() {
	for i := range d.plan.entries {
		e := &d.plan.entries[i]
		before := e.Due
		e.Reminder = e.Recompute(d.sinceSkipped(e), d.zone(&e.When))
		if !e.Due.Equal(before) {
			d.set(e)
			d.changed = true
		}
	}
}

// mostUntold is how many lines about what went wrong stand above one answer.
const mostUntold = 3

// untold are lines about what went wrong since somebody last looked; they are said once.
// They take at most that many characters, so that the answer stays whole. What does not
// fit is counted, and waits until it is said or stands in the list that is shown.
func (d *desk) untold(room int) string {
	var lines []string
	room -= len("\n\n")
	more, tail := 0, utf8.RuneCountInString(d.text(lang.ScheduleUntoldMore, "000"))+1
	for i := range d.plan.entries {
		e := &d.plan.entries[i]
		if !e.untold {
			continue
		}
		line := d.text(lang.ScheduleUntold, number(e.ID), d.title(&e.content), d.placeName(e.place))
		size := utf8.RuneCountInString(line) + 1
		fits := len(lines) < mostUntold && more == 0 && size+tail <= room
		if fits {
			lines, room = append(lines, line), room-size
		}
		if fits || e.failing() && slices.Contains(d.listed, e.ID) {
			e.untold, d.changed = false, true
			continue
		}
		more++
	}
	if more > 0 && tail <= room {
		lines = append(lines, d.text(lang.ScheduleUntoldMore, number(more)))
	}
	return strings.Join(lines, "\n")
}
