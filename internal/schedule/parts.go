package schedule

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// stored is a rule as the history keeps it.
func stored(w recur.When) string { return string(w.Append(nil)) }

// mostKept is how much of a text the history keeps, in characters.
const mostKept = 60

// parts is what a draft changes in a reminder, as the history keeps it.
func (d *desk) parts(e *entry, made *draft) (parts []part) {
	if made.sets&(setsWhen|setsZone) != 0 {
		before, after := d.phrase(e.When), d.phrase(made.when)
		if before != after {
			parts = append(parts, part{ofWhen, stored(e.When), stored(made.when)})
		}
		if from, to := d.zone(&e.When).String(), d.zone(&made.when).String(); from != to || before == after {
			parts = append(parts, part{ofZone, from, to})
		}
	}
	if made.sets&setsWhat != 0 {
		parts = append(parts, part{ofWhat, d.kept(&e.content), d.kept(&made.content)})
	}
	if made.sets&setsPlace != 0 {
		parts = append(parts, part{ofPlace, placeKept(e.place), placeKept(made.place)})
	}
	if made.sets&setsRole != 0 {
		parts = append(parts, part{ofRole, e.role.Name, made.role.Name})
	}
	if made.sets&setsSpread != 0 {
		parts = append(parts, part{ofSpread, number(e.spread), number(made.spread)})
	}
	return parts
}

// kept is a template's id or the beginning of a text in quotation marks.
func (d *desk) kept(c *content) string {
	if c.template != "" {
		return c.template
	}
	return "“" + clipped(c.text, mostKept) + "”"
}

// forgotten stands in the history where the words of a reminder stood that is gone.
const forgotten = "“…”"

// forget takes the words of a reminder out of the history: what was done to it, by whom
// and when, stays.
func (p *Plan) forget(id uint16) {
	blank := func(words string) string {
		if strings.HasPrefix(words, "“") {
			return forgotten
		}
		return words
	}
	p.history = slices.Clone(p.history)
	for i := range p.history {
		c := &p.history[i]
		if c.id != id {
			continue
		}
		c.title, c.parts = blank(c.title), slices.Clone(c.parts)
		for j := range c.parts {
			if one := &c.parts[j]; one.field == ofWhat {
				one.from, one.to = blank(one.from), blank(one.to)
			}
		}
	}
}

func placeKept(p chat.Place) string {
	if p.Name == "" && p.ID != "" {
		return "…"
	}
	return p.Name
}

// partLine is a part in words: "When: every day 9:00 → every day 10:00".
func (d *desk) partLine(p part) string {
	return d.text(lang.ScheduleFieldChange, d.text(partName(p.field)), d.partValue(p.field, p.from), d.partValue(p.field, p.to))
}

func partName(field byte) lang.UI {
	switch field {
	case ofWhen, ofMoment:
		return lang.ScheduleWhen
	case ofZone:
		return lang.ScheduleZone
	case ofWhat:
		return lang.ScheduleWhat
	case ofPlace:
		return lang.ScheduleWhere
	case ofRole:
		return lang.ScheduleMention
	case ofSpread:
		return lang.ScheduleSpread
	case ofLanguage:
		return lang.ScheduleLanguage
	}
	return lang.ScheduleSteward
}

func (d *desk) partValue(field byte, value string) string {
	switch field {
	case ofWhen:
		w, _, err := recur.Decode([]byte(value))
		if err != nil {
			return "…"
		}
		return d.phrase(w)
	case ofMoment:
		at, _ := strconv.ParseInt(value, 10, 64)
		return d.stamp(time.Unix(at, 0), d.home())
	case ofWhat:
		if strings.HasPrefix(value, "“") {
			return value
		}
		return d.title(&content{template: value})
	case ofPlace:
		return d.placeName(chat.Place{Name: value})
	case ofRole:
		return d.roleName(chat.Role{Name: value})
	case ofSpread:
		minutes, _ := strconv.Atoi(value)
		return d.spreadName(minutes)
	case ofLanguage:
		return d.languageName(value)
	case ofSteward:
		if value == "" {
			return d.text(lang.ScheduleNoRole)
		}
		return d.roleName(chat.Role{Name: value})
	}
	return value
}

// languageName is what a language calls itself.
func (d *desk) languageName(code string) string {
	if i, ok := d.languageOf(code); ok {
		return d.rules.Library.Language(i).Name
	}
	return code
}
