package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/place"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

func number[N uint16 | int](n N) string { return strconv.Itoa(int(n)) }

// clipped is text in at most that many characters.
func clipped(text string, most int) string {
	if len(text) <= most {
		return text
	}
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}

// title is what a reminder is called in lists.
func (d *desk) title(c *content) string {
	if c.template == "" {
		first, _, _ := strings.Cut(c.text, "\n")
		return "“" + clipped(first, 40) + "”"
	}
	if t, ok := d.template(c.template); ok {
		return clipped(t.Title.Plain(d.reads), 60)
	}
	return c.template
}

func (d *desk) placeName(p chat.Place) string {
	switch {
	case p.Name != "":
		return "#" + clipped(p.Name, 60)
	case p.ID != "":
		return "#…"
	}
	return d.text(lang.ScheduleUsualPlace)
}

func (d *desk) roleName(r chat.Role) string {
	switch {
	case r.Name != "":
		return "@" + clipped(strings.TrimPrefix(r.Name, "@"), 60)
	case r.ID != "":
		return "@…"
	}
	return d.text(lang.ScheduleNobody)
}

func (d *desk) spreadName(minutes int) string {
	if minutes == 0 {
		return d.text(lang.ScheduleAtOnce)
	}
	return d.text(lang.ScheduleOverMinutes, number(minutes))
}

// phrase is a rule as it is typed, without its zone.
func (d *desk) phrase(w recur.When) string { return w.WithZone("").Echo(d.code()) }

// zoned is the same, with the zone where it is not the community's.
func (d *desk) zoned(w recur.When) string {
	if w.Zone == "" || w.Zone == d.home().String() {
		return d.phrase(w)
	}
	return d.phrase(w) + " (" + place.Title(w.Zone) + ")"
}

// zoneName is where a rule counts.
func (d *desk) zoneName(w recur.When) string {
	zone := d.zone(&w).String()
	if w.Zone == "" && d.plan.zone == "" {
		return d.text(lang.ScheduleZoneUnset, zone)
	}
	return zone
}

// clock is a wall time, "9:30".
func clock(t time.Time) string { return recur.Clock(t.Hour()*60 + t.Minute()).String() }

// offset is how far a moment's clocks are from Greenwich: "UTC+5:30".
func offset(t time.Time) string {
	_, seconds := t.Zone()
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	if seconds%3600 == 0 {
		return fmt.Sprintf("UTC%s%d", sign, seconds/3600)
	}
	return fmt.Sprintf("UTC%s%d:%02d", sign, seconds/3600, seconds/60%60)
}
