package schedule

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/place"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

const (
	mostText   = 1000 // characters of a text of their own
	mostSpread = 60   // minutes
)

// refusal is why something typed cannot be taken, in words for whoever typed it; empty
// when it can.
type refusal string

// languages are those a phrase may be in: the reader's, the community's, English.
func (d *desk) languages() []string {
	codes := []string{d.code()}
	for _, i := range []int{d.posts, 0} {
		code := d.rules.Library.Language(i).Code
		if !strings.Contains(strings.Join(codes, " "), code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// context is what phrases are read in; zone is empty for the community's.
func (d *desk) context(code, zone string) recur.Context {
	w := recur.When{Zone: zone}
	return recur.Context{Lang: code, Now: d.now.In(d.zone(&w)), Place: func(name string) (string, bool) {
		p, ok := place.One(name)
		return p.Zone, ok
	}}
}

// parse reads a phrase; it counts in the zone that it names, else in the one that is
// given. The error is that of the reader's language.
func (d *desk) parse(phrase, zone string) (w recur.When, err error) {
	for _, code := range d.languages() {
		read, failed := recur.Parse(phrase, d.context(code, zone))
		if failed == nil {
			if read.Zone == "" {
				read = read.WithZone(zone)
			}
			return read, nil
		}
		if err == nil {
			err = failed
		}
	}
	return w, err
}

// when reads a phrase that has to come at least once. The zone is what was chosen
// beside it, usual the one that counts where neither says any.
func (d *desk) when(phrase, zone, usual string) (recur.When, refusal) {
	if zone != "" {
		usual = zone
	}
	w, err := d.parse(phrase, usual)
	switch {
	case err != nil:
		return w, d.unread(err, "")
	case zone != "" && w.Zone != zone:
		return w, refusal(d.text(lang.ScheduleTwoZones, w.Zone, zone))
	}
	if _, ok := w.Next(d.now, d.zone(&w)); !ok {
		return w, refusal(d.text(lang.ScheduleNever))
	}
	return w, ""
}

// unread says why a phrase cannot be read, with examples; what goes behind an example
// where a whole line was typed.
func (d *desk) unread(err error, behind string) refusal {
	var refused *recur.RefusedError
	if !errors.As(err, &refused) {
		return refusal(d.text(lang.ScheduleNever))
	}
	part := clipped(refused.Part, 60)
	why := d.text(whyText(refused.Why), part)
	switch refused.Why {
	case recur.UnknownPlace:
		if _, unclear := d.place(refused.Part); unclear != "" {
			return unclear
		}
	case recur.Abbreviation:
		return refusal(d.text(lang.ScheduleZoneShort, part))
	}
	var examples []string
	for _, example := range refused.Examples {
		if example != "" {
			examples = append(examples, strings.TrimSpace(example+" "+behind))
		}
	}
	return refusal(why + "\n" + d.text(lang.ScheduleFor, strings.Join(examples, "\n")))
}

func whyText(why recur.Why) lang.UI {
	switch why {
	case recur.Empty:
		return lang.ScheduleWhyEmpty
	case recur.TooLong:
		return lang.ScheduleWhyLong
	case recur.UnknownWord:
		return lang.ScheduleWhyWord
	case recur.Unfinished:
		return lang.ScheduleWhyUnfinished
	case recur.NoSuchDate:
		return lang.ScheduleWhyDate
	case recur.NoSuchTime:
		return lang.ScheduleWhyTime
	case recur.Past:
		return lang.ScheduleWhyPast
	case recur.TwoReadings:
		return lang.ScheduleWhyTwo
	case recur.TooOften:
		return lang.ScheduleWhyOften
	case recur.OutOfRange:
		return lang.ScheduleWhyRange
	case recur.Abbreviation, recur.UnknownPlace, recur.Unsupported:
	}
	return lang.ScheduleWhyOther
}

// place reads a city or an IANA name; the empty text is the empty zone.
func (d *desk) place(typed string) (zone string, no refusal) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return "", ""
	}
	shown := clipped(typed, 60)
	if place.Abbreviation(typed) {
		return "", refusal(d.text(lang.ScheduleZoneShort, shown))
	}
	if p, ok := place.One(typed); ok {
		return p.Zone, ""
	}
	var near []string
	for _, p := range place.Find(typed, 3) {
		near = append(near, placeTitle(p))
	}
	if len(near) == 0 {
		return "", refusal(d.text(lang.ScheduleZoneUnknown, shown))
	}
	return "", refusal(d.text(lang.ScheduleZoneSeveral, shown, strings.Join(near, "; ")))
}

// placeTitle tells a place from others of its name: "Portland, Oregon, US".
func placeTitle(p place.Place) string {
	parts := []string{p.Name}
	for _, more := range []string{p.Region, p.Country} {
		if more != "" && more != p.Name {
			parts = append(parts, more)
		}
	}
	return strings.Join(parts, ", ")
}

// what reads a template's id or title, or words of their own; both empty is nothing.
func (d *desk) what(into *content, template, text string) refusal {
	if template != "" && strings.TrimSpace(text) != "" {
		return refusal(d.text(lang.ScheduleBoth))
	}
	if template != "" {
		t, ok := d.named(template)
		if !ok {
			return refusal(d.text(lang.ScheduleWhatUnknown, clipped(template, 60), strings.Join(d.titles(), ", ")))
		}
		into.template, into.text = t.ID, ""
		return ""
	}
	if text == "" {
		return ""
	}
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if n := utf8.RuneCountInString(text); n > mostText {
		return refusal(d.text(lang.ScheduleTextLong, number(mostText), number(n)))
	}
	if lang.Fold(text) == "" {
		return refusal(d.text(lang.ScheduleTextEmpty))
	}
	into.template, into.text = "", strings.ToValidUTF8(text, "")
	return ""
}

// named is a template by its id or its title in any language.
func (d *desk) named(typed string) (*script.Template, bool) {
	key := lang.Fold(typed)
	for _, t := range d.templates() {
		if key == lang.Fold(t.ID) || key == lang.Fold(strings.ReplaceAll(t.ID, "-", " ")) {
			return &t, true
		}
		for i := range d.rules.Library.Languages() {
			if key == lang.Fold(t.Title.Plain(i)) {
				return &t, true
			}
		}
	}
	return nil, false
}

func (d *desk) titles() (titles []string) {
	for _, t := range d.templates() {
		titles = append(titles, t.Title.Plain(d.reads))
	}
	return titles
}

// monthEnd reads the choice for shorter months; empty leaves what the phrase said.
func (d *desk) monthEnd(w recur.When, choice string) (recur.When, refusal) {
	switch lang.Fold(choice) {
	case "":
		return w, ""
	case "clamp":
		return w.WithMonthEnd(recur.Clamp), ""
	case "skip":
		return w.WithMonthEnd(recur.Skip), ""
	}
	return w, refusal(d.text(lang.ScheduleMonthEndUnknown))
}

// spreads checks over how many minutes posts are spread: up to an hour, and half of the
// time between two of them.
func (d *desk) spreads(w *recur.When, minutes int) refusal {
	most := mostSpread
	if often := int(w.Often().Minutes()); often > 0 {
		most = min(most, often/2)
	}
	if minutes > most {
		return refusal(d.text(lang.ScheduleSpreadLong, number(most)))
	}
	return ""
}

// which finds a reminder by its number as typed: "2", "#2", "2.".
func (d *desk) which(typed string) (*entry, refusal) {
	digits := strings.Trim(lang.Fold(typed), "#. ")
	if id, err := strconv.ParseUint(digits, 10, 16); err == nil {
		if e, ok := d.plan.entry(uint16(id)); ok {
			return e, ""
		}
	}
	return nil, refusal(d.text(lang.ScheduleWhichUnknown, clipped(strings.TrimSpace(typed), 30)))
}
