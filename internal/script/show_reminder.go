package script

import (
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
)

// maxRuns is how many next times of a schedule are shown.
const maxRuns = 3

// showSchedule is a schedule by its canonical phrase, or by its next times.
func showSchedule(v Value, of property, env Env) string {
	w, ok := v.When()
	switch code := env.Library().Language(env.Lang()).Code; {
	case !ok:
		return NotAnswered
	case of == itsNext:
		times := nextOf(w, env)
		return runs(times[:min(1, len(times))], code)
	case of == itsRuns:
		return runs(nextOf(w, env), code)
	default:
		return Phrase(w, env.Now().Location(), code)
	}
}

// Phrase is a schedule as its owner reads it: the canonical phrase in that language,
// without its zone where that is the owner's own.
func Phrase(w recur.When, own *time.Location, code string) string {
	if w.Zone == own.String() {
		w = w.WithZone("")
	}
	return w.Echo(code)
}

// runs are next times of a schedule, one a line.
func runs(times []time.Time, code string) string {
	if len(times) == 0 {
		return NotAnswered
	}
	lines := make([]string, len(times))
	for i, at := range times {
		lines[i] = recur.Stamp(at, code)
	}
	return strings.Join(lines, "\n")
}

// nextOf are the next times of a schedule, by the person's clock.
func nextOf(w recur.When, env Env) []time.Time {
	zone, at := zoneOf(w, env), env.Now()
	times := make([]time.Time, 0, maxRuns)
	for range maxRuns {
		next, ok := w.Next(at, zone)
		if !ok {
			break
		}
		times, at = append(times, next.In(env.Now().Location())), next
	}
	return times
}

// zoneOf is where a schedule counts: its own zone, or that of the person.
func zoneOf(w recur.When, env Env) *time.Location {
	if w.Zone != "" {
		if zone, err := recur.Zone(w.Zone); err == nil {
			return zone
		}
	}
	return env.Now().Location()
}

// showWhich is a reminder by its title, or one thing about it.
func showWhich(v Value, of property, env Env) string {
	title, r, ok := env.Reminder(v.reminder())
	if !ok {
		return NotAnswered
	}
	language := env.Library().Language(env.Lang())
	switch {
	case of == itsWhen:
		return Phrase(r.When, env.Now().Location(), language.Code)
	case of == itsState, of == itsNext && r.Due.IsZero(): // there is none, and that is why
		return language.Text(stateText(r.State))
	case of == itsNext:
		return recur.Stamp(r.Due.In(env.Now().Location()), language.Code)
	default:
		return title
	}
}

// stateText is the word for a reminder's state.
func stateText(s reminder.State) lang.UI {
	switch s {
	case reminder.Paused:
		return lang.RemindPaused
	case reminder.Stalled:
		return lang.RemindStalled
	case reminder.Over:
		return lang.RemindOver
	case reminder.On:
	}
	return lang.RemindOn
}
