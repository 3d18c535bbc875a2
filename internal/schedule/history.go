package schedule

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// showHistory lists who changed what, the newest first, as much as a reply holds.
func (d *desk) showHistory() {
	if len(d.plan.history) == 0 {
		d.say(d.text(lang.ScheduleHistoryNone))
		return
	}
	text := d.text(lang.ScheduleHistory, d.zoneTitle())
	for i := len(d.plan.history) - 1; i >= 0; i-- {
		row := "\n" + clipped(d.changeLine(&d.plan.history[i]), 400)
		if utf8.RuneCountInString(text+row) > mostPage {
			break
		}
		text += row
	}
	d.say(text)
}

func (d *desk) changeLine(c *change) string {
	who := d.somebody(c.by.name)
	if c.did == didStall {
		who = d.text(lang.ScheduleItself)
	}
	return d.text(lang.ScheduleDid, d.stamp(time.Unix(c.at, 0), d.home()), who, d.changeText(c))
}

func (d *desk) changeText(c *change) string {
	switch c.did {
	case didMake:
		return d.text(lang.ScheduleDidNew, number(c.id), c.title, d.firstValue(c))
	case didChange:
		return d.text(lang.ScheduleDidChange, number(c.id), c.title, d.partLines(c))
	case didPause:
		return d.text(lang.ScheduleDidPause, number(c.id), c.title)
	case didResume:
		return d.text(lang.ScheduleDidResume, number(c.id), c.title)
	case didSkip:
		return d.text(lang.ScheduleDidSkip, number(c.id), c.title, d.firstValue(c))
	case didDelete:
		return d.text(lang.ScheduleDidDelete, number(c.id), c.title, d.firstValue(c))
	case didStall:
		return d.text(lang.ScheduleDidStall, number(c.id), c.title)
	}
	return d.partLines(c)
}

func (d *desk) partLines(c *change) string {
	lines := make([]string, len(c.parts))
	for i, p := range c.parts {
		lines[i] = d.partLine(p)
	}
	return strings.Join(lines, "; ")
}

// firstValue is the one value that a change is about.
func (d *desk) firstValue(c *change) string {
	if len(c.parts) == 0 {
		return "–"
	}
	p := c.parts[0]
	value := p.to
	if value == "" {
		value = p.from
	}
	if w, _, err := recur.Decode([]byte(value)); p.field == ofWhen && err == nil {
		return d.zoned(w)
	}
	return d.partValue(p.field, value)
}
