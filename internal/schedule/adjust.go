package schedule

import (
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// adjust changes what holds for the whole community, or shows it.
func (d *desk) adjust(in chat.Adjust) {
	if in == (chat.Adjust{}) {
		d.say(d.settings())
		return
	}
	after, no := d.adjusted(in)
	if no != "" {
		d.say(string(no))
		return
	}
	parts := d.differences(&after)
	if len(parts) == 0 {
		d.say(d.text(lang.ScheduleSame) + "\n\n" + d.settings())
		return
	}
	lines := []string{d.text(lang.ScheduleAdjusted)}
	for _, p := range parts {
		lines = append(lines, d.partLine(p))
	}
	before := d.home()
	d.plan.zone, d.plan.language, d.plan.steward = after.zone, after.language, after.steward
	d.did(didAdjust, nil, parts...)
	if d.home().String() != before.String() {
		lines = append(lines, d.moved(before)...)
	}
	d.say(strings.Join(lines, "\n"))
}

// adjusted is the plan's settings as they are asked to be.
func (d *desk) adjusted(in chat.Adjust) (after Plan, no refusal) {
	after = Plan{zone: d.plan.zone, language: d.plan.language, steward: d.plan.steward}
	if in.Steward.ID != "" || in.NoSteward {
		if !d.by.Manages {
			return after, refusal(d.text(lang.ScheduleStewardLocked))
		}
		after.steward = roleOf(in.Steward)
		if in.NoSteward {
			after.steward = chat.Role{}
		}
	}
	if zone, no := d.place(in.Zone); no != "" {
		return after, no
	} else if zone != "" {
		after.zone = zone
	}
	if strings.TrimSpace(in.Locale) != "" {
		i, ok := d.tongue(in.Locale)
		if !ok {
			return after, refusal(d.text(lang.ScheduleLanguageUnknown, clipped(in.Locale, 30), strings.Join(d.tongues(), ", ")))
		}
		after.language = d.rules.Library.Language(i).Code
	}
	return after, ""
}

// tongue is a language by its code or its own name.
func (d *desk) tongue(typed string) (index int, ok bool) {
	if i, ok := d.languageOf(typed); ok {
		return i, true
	}
	for i := range d.rules.Library.Languages() {
		if lang.Fold(typed) == lang.Fold(d.rules.Library.Language(i).Name) {
			return i, true
		}
	}
	return 0, false
}

func (d *desk) tongues() (names []string) {
	for i := range d.rules.Library.Languages() {
		l := d.rules.Library.Language(i)
		names = append(names, l.Name+" ("+l.Code+")")
	}
	return names
}

// differences are what changes in the settings.
func (d *desk) differences(after *Plan) (parts []part) {
	p := &d.plan
	if p.zone != after.zone {
		parts = append(parts, part{ofZone, d.home().String(), after.zone})
	}
	if p.language != after.language {
		parts = append(parts, part{ofLanguage, d.rules.Library.Language(d.posts).Code, after.language})
	}
	if p.steward.ID != after.steward.ID {
		parts = append(parts, part{ofSteward, p.steward.Name, after.steward.Name})
	}
	return parts
}

// settings is how it is.
func (d *desk) settings() string {
	steward := d.text(lang.ScheduleNoRole)
	if d.plan.steward.ID != "" {
		steward = d.roleName(d.plan.steward)
	}
	zone := d.home().String()
	if d.plan.zone == "" {
		zone = d.text(lang.ScheduleZoneUnset, zone)
	}
	return strings.Join([]string{
		d.text(lang.ScheduleSettings), d.field(lang.ScheduleZone, zone),
		d.field(lang.ScheduleLanguage, d.rules.Library.Language(d.posts).Name), d.field(lang.ScheduleSteward, steward),
	}, "\n")
}
