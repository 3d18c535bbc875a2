package schedule

import (
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// help is short: three lines that can be typed, and what else there is.
func (d *desk) help() string {
	examples := d.examples()
	for i := range examples {
		if behind := d.firstTitle(); i != 1 && behind != "" {
			examples[i] += " " + strings.ToLower(behind)
		} else {
			examples[i] += " " + d.text(lang.ScheduleHelpText)
		}
	}
	lines := []string{d.text(lang.ScheduleHelp, strings.Join(examples[:], "\n"))}
	if titles := d.titles(); len(titles) > 0 {
		lines = append(lines, d.text(lang.ScheduleHelpWhat, strings.Join(titles, ", ")))
	}
	return strings.Join(append(lines, d.text(lang.ScheduleHelpMore, d.text(lang.ScheduleHelpLines))), "\n")
}

// firstTitle is a template that an example can name.
func (d *desk) firstTitle() string {
	if titles := d.titles(); len(titles) > 0 {
		return titles[0]
	}
	return ""
}
