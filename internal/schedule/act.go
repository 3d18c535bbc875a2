package schedule

import (
	"slices"
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// act does something to a reminder, whoever made it.
func (d *desk) act(in chat.Act) {
	e, no := d.which(in.Which)
	if no != "" {
		d.say(string(no))
		return
	}
	switch in.Do {
	case chat.Look:
		d.look(e)
	case chat.Pause:
		d.pause(e)
	case chat.Resume:
		d.resume(e)
	case chat.Skip:
		d.skip(e)
	case chat.Remove:
		d.askDelete(e)
	default:
		d.say(d.text(lang.ScheduleClosed))
	}
}

func (d *desk) pause(e *entry) {
	if e.State != reminder.On {
		d.reply(d.about(lang.SchedulePausedAlready, e), d.back(e)...)
		return
	}
	e.Reminder, e.pausedBy = e.Pause(), d.me().name
	d.cancel(e)
	d.did(didPause, e)
	d.reply(d.about(lang.SchedulePausedNow, e), append([]chat.Choice{d.choice(resumeToken+number(e.ID), lang.ScheduleResume)}, d.back(e)...)...)
}

func (d *desk) resume(e *entry) {
	if e.State == reminder.On {
		d.reply(d.about(lang.ScheduleOnAlready, e), d.back(e)...)
		return
	}
	r := e.Resume(d.sinceSkipped(e), d.zone(&e.When))
	if r.State != reminder.On {
		d.reply(d.about(lang.ScheduleOverAlready, e), d.back(e)...)
		return
	}
	if e.State == reminder.Over && d.plan.active() >= d.most() {
		d.reply(d.text(lang.ScheduleFull, number(d.most())), d.back(e)...)
		return
	}
	e.Reminder, e.pausedBy, e.trouble, e.untold = r, "", 0, false
	d.set(e)
	d.did(didResume, e)
	d.reply(d.about(lang.ScheduleResumed, e, d.nextOf(e)), d.back(e)...)
}

// skip leaves out the next time.
func (d *desk) skip(e *entry) {
	if e.Due.IsZero() {
		d.reply(d.about(lang.ScheduleSkipNone, e), d.back(e)...)
		return
	}
	zone, left := d.zone(&e.When), e.Due
	e.Reminder = e.SkipNext(zone)
	d.set(e)
	d.out.Passed = append(d.out.Passed, reminder.Passing{Why: reminder.Skipped, N: 1})
	d.did(didSkip, e, part{ofMoment, "", strconv.FormatInt(left.Unix(), 10)})
	if e.Due.IsZero() {
		d.reply(d.about(lang.ScheduleSkippedLast, e, d.planned(e, left)), d.back(e)...)
		return
	}
	d.reply(d.about(lang.ScheduleSkipped, e, d.planned(e, left), d.planned(e, e.Due)), d.back(e)...)
}

func (d *desk) askDelete(e *entry) {
	d.reply(d.about(lang.ScheduleDeleteAsk, e, d.zoned(e.When)),
		d.choice(sureToken+number(e.ID), lang.ScheduleDeleteSure), d.choice(lookToken+number(e.ID), lang.ScheduleKeep))
}

func (d *desk) remove(e *entry) {
	gone := *e
	d.plan.entries = slices.DeleteFunc(d.plan.entries, func(other entry) bool { return other.ID == gone.ID })
	d.cancel(&gone)
	d.did(didDelete, &gone, part{ofWhen, stored(gone.When), ""})
	d.plan.forget(gone.ID)
	d.reply(d.about(lang.ScheduleDeleted, &gone), d.choice(listToken+"0", lang.ScheduleBackToAll))
}

// reply answers with buttons.
func (d *desk) reply(text string, choices ...chat.Choice) {
	d.out.Reply = &chat.Reply{Text: text, Choices: choices}
}
