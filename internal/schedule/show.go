package schedule

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/place"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// A page of the list.
const (
	mostRows = 8
	mostPage = mostReply - 250 // leaves room for what is said above it
)

// overview lists the reminders from a number on, as many as a page holds.
func (d *desk) overview(from int) {
	rows := d.plan.entries
	for len(rows) > 0 && int(rows[0].ID) < from {
		rows = rows[1:]
	}
	if len(rows) == 0 {
		rows = d.plan.entries
	}
	if len(rows) == 0 {
		d.say(d.text(lang.ScheduleNone) + "\n\n" + d.help())
		return
	}
	text := d.text(lang.ScheduleAll, d.zoneTitle())
	var choices []chat.Choice
	for i := range rows {
		row := "\n\n" + clipped(d.row(&rows[i]), mostPage/2)
		if i == mostRows || i > 0 && utf8.RuneCountInString(text+row) > mostPage {
			choices = append(choices, d.choice(listToken+number(rows[i].ID), lang.ScheduleMore))
			break
		}
		text += row
		d.listed = append(d.listed, rows[i].ID)
		choices = append(choices, chat.Choice{
			Token: lookToken + number(rows[i].ID),
			Label: clipped(d.text(lang.ScheduleShow, number(rows[i].ID), d.title(&rows[i].content)), 40),
		})
	}
	if int(rows[0].ID) > int(d.plan.entries[0].ID) {
		choices = append(choices, d.choice(listToken+"0", lang.ScheduleBackToAll))
	}
	d.reply(text, choices...)
}

// zoneTitle is the community's zone.
func (d *desk) zoneTitle() string { return d.home().String() }

// row is one reminder in two lines.
func (d *desk) row(e *entry) string {
	return d.text(lang.ScheduleItem, number(e.ID), d.title(&e.content), d.zoned(e.When), d.placeName(e.place)) + "\n" + d.state(e)
}

// state is how a reminder stands, and when it comes next.
func (d *desk) state(e *entry) string {
	var parts []string
	switch e.State {
	case reminder.On:
		parts = append(parts, d.text(lang.ScheduleNext, d.nextOf(e)))
	case reminder.Paused:
		if e.pausedBy != "" {
			parts = append(parts, d.text(lang.SchedulePausedBy, e.pausedBy))
		} else {
			parts = append(parts, d.text(lang.SchedulePaused))
		}
	case reminder.Stalled:
		return d.text(lang.ScheduleStalled, d.placeName(e.place))
	case reminder.Over:
		parts = append(parts, d.text(lang.ScheduleOver))
	}
	if e.failing() {
		parts = append(parts, d.text(lang.ScheduleFailed, d.placeName(e.place), d.day(time.Unix(e.troubled, 0), d.home())))
	}
	return strings.Join(parts, " ")
}

// failing tells whether the last post did not get through.
func (e *entry) failing() bool { return e.trouble != 0 && e.troubled >= e.Sent.Unix() }

// nextOf is when a reminder comes next, in its own zone.
func (d *desk) nextOf(e *entry) string {
	if e.Due.IsZero() {
		return "–"
	}
	return d.planned(e, e.Due)
}

// planned is a moment of a reminder in its own zone, which is named where it is not the
// community's.
func (d *desk) planned(e *entry, at time.Time) string {
	zone := d.zone(&e.When)
	if zone.String() == d.home().String() {
		return d.stamp(at, zone)
	}
	return d.there(at, zone)
}

// there is a moment with the name of its zone.
func (d *desk) there(at time.Time, zone *time.Location) string {
	return d.stamp(at, zone) + " (" + place.Title(zone.String()) + ")"
}

// nextThere is when a reminder comes next, and in which zone that counts.
func (d *desk) nextThere(e *entry) string { return d.there(e.Due, d.zone(&e.When)) }

// look shows one reminder with all there is to know.
func (d *desk) look(e *entry) {
	zone := d.zone(&e.When)
	lines := []string{
		d.about(lang.ScheduleNumbered, e), d.state(e), "",
		d.field(lang.ScheduleWhen, d.phrase(e.When)), d.field(lang.ScheduleZone, d.zoneName(e.When)),
	}
	lines = append(lines, d.around(&e.content)...)
	if e.State == reminder.On {
		lines = append(lines, d.coming(e, zone)...)
	}
	lines = append(lines, "")
	lines = append(lines, d.past(e)...)
	lines = append(lines, d.wording(&e.content, e.variant())...)
	d.reply(strings.Join(lines, "\n"), d.deeds(e)...)
}

// coming are the next times of a reminder that is at work.
func (d *desk) coming(e *entry, zone *time.Location) (lines []string) {
	if e.spread > 0 {
		lines = append(lines, d.window(&e.When, e.Due.In(zone), e.spread))
	}
	return append(append(lines, "", d.text(lang.ScheduleRuns)), d.runs(e.runs(zone), zone)...)
}

// past is how it went so far.
func (d *desk) past(e *entry) (lines []string) {
	home := d.home()
	lines = append(lines, d.text(lang.ScheduleMade, d.somebody(e.by.name), d.day(time.Unix(e.made, 0), home)))
	if !e.Sent.IsZero() {
		lines = append(lines, d.text(lang.ScheduleSent, d.stamp(e.Sent, home)))
	}
	if e.trouble != 0 {
		at := time.Unix(e.troubled, 0)
		lines = append(lines, d.text(lang.ScheduleFailedWhy, d.stamp(at, home), d.placeName(e.place), d.text(troubleText(e.trouble))))
	}
	if e.Passed > 0 {
		lines = append(lines, d.text(lang.ScheduleLeftOut, strconv.FormatUint(uint64(e.Passed), 10), d.stamp(e.Last, home), d.text(passedText(e.Why))))
	}
	return lines
}

func troubleText(why byte) lang.UI {
	switch why {
	case byte(chat.Closed):
		return lang.ScheduleWhyClosed
	case byte(chat.TooLate):
		return lang.ScheduleWhyLate
	case troubleGone:
		return lang.ScheduleWhyGone
	}
	return lang.ScheduleWhyRefused
}

func passedText(why reminder.Reason) lang.UI {
	switch why {
	case reminder.TooLate:
		return lang.ScheduleOutLate
	case reminder.Merged:
		return lang.ScheduleOutMerged
	case reminder.Skipped:
		return lang.ScheduleOutSkipped
	case reminder.Away:
		return lang.ScheduleOutAway
	case reminder.None, reminder.QuietHours, reminder.Silence, reminder.Resting, reminder.Busy, reminder.Gone:
	}
	return lang.ScheduleOutOther
}

// deeds are the buttons of one reminder.
func (d *desk) deeds(e *entry) (choices []chat.Choice) {
	id := number(e.ID)
	if e.State == reminder.On {
		choices = append(choices, d.choice(pauseToken+id, lang.SchedulePause),
			d.choice(skipToken+id+"."+strconv.FormatInt(e.Due.Unix(), 36), lang.ScheduleSkip))
	} else if e.State != reminder.Over {
		choices = append(choices, d.choice(resumeToken+id, lang.ScheduleResume))
	}
	return append(choices, d.choice(deleteToken+id, lang.ScheduleDelete), d.choice(listToken+"0", lang.ScheduleBackToAll))
}

func (d *desk) somebody(name string) string {
	if name == "" {
		return d.text(lang.ScheduleSomebody)
	}
	return clipped(name, 40)
}
