package schedule

import (
	"errors"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

func asRefused(err error, into **recur.RefusedError) bool { return errors.As(err, into) }

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
	return strings.Join(append(lines, d.text(lang.ScheduleHelpMore, d.otherLines())), "\n")
}

// otherLines are the other lines that work, as they are typed in the reader's language.
func (d *desk) otherLines() string {
	if d.code() == "es" {
		return "lista, historial, muestra 2, cambia 2 ..., pausa 2, reanuda 2, salta 2, borra 2, zona Madrid, idioma en, ajustes"
	}
	return "list, history, show 2, edit 2 ..., pause 2, resume 2, skip 2, delete 2, zone Paris, language es, settings"
}

// firstTitle is a template that an example can name.
func (d *desk) firstTitle() string {
	if titles := d.titles(); len(titles) > 0 {
		return titles[0]
	}
	return ""
}
