package app

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/place"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// Runs asks when a rule happens next. Texts are as somebody typed them.
type Runs struct {
	Phrase   string // "every weekday 9:30"; empty when there is a Rule
	Rule     string // an RFC 5545 RRULE
	Time     string // the Rule's wall times, "08:00" or "08:00,20:00"
	Zone     string // an IANA name or a city; empty: the phrase's own, else UTC
	From     string // a date, an RFC 3339 instant, or empty: now
	MonthEnd string // "clamp", "skip", or empty: clamp for a Phrase and skip for a Rule
	Lang     string // "en" or "es"
	Most     int    // how many to print, 1 to 10000
	Table    bool   // only the instants, separated by tabs
}

// NextRuns prints when a rule happens next, one run a line. Nothing is printed when
// something in the question cannot be read.
func NextRuns(out io.Writer, q Runs, now time.Time) error {
	if err := q.check(); err != nil {
		return err
	}
	zone, err := zoneNamed(q.Zone)
	if err != nil {
		return err
	}
	when, from, err := q.when(zone, now)
	if err != nil {
		return err
	}
	if when.Zone != "" && when.Zone != zone.String() { // the phrase's own zone
		if zone, err = recur.Zone(when.Zone); err != nil {
			return err
		}
		if when, from, err = q.when(zone, now); err != nil {
			return err
		}
	}
	runs := runsOf(when, zone, from, q.Most)
	if q.Table {
		tableOfRuns(out, runs, zone)
		return nil
	}
	fmt.Fprintln(out, when.WithZone(zone.String()).Echo(q.Lang))
	printRuns(out, runs, zone, q)
	return nil
}

func (q Runs) check() error {
	switch {
	case q.Phrase == "" && q.Rule == "":
		return errors.New(`say when, for example: stillpoint next "every weekday 9:30" --zone Europe/Paris`)
	case q.Phrase != "" && q.Rule != "":
		return errors.New("--rrule takes the place of the phrase: give one of them")
	case q.Rule == "" && q.Time != "":
		return errors.New("--time belongs to --rrule; in a phrase the time is a word of it")
	case q.Most < 1 || q.Most > 10000:
		return errors.New("-n takes a number from 1 to 10000")
	case q.MonthEnd != "" && q.MonthEnd != "clamp" && q.MonthEnd != "skip":
		return errors.New("--monthend takes clamp or skip")
	case q.Lang != "en" && q.Lang != "es":
		return errors.New("--lang takes en or es")
	}
	return nil
}

// zoneNamed is the zone of an IANA name or of a city.
func zoneNamed(name string) (*time.Location, error) {
	if name == "" {
		return time.UTC, nil
	}
	if zone, err := recur.Zone(name); err == nil {
		return zone, nil
	}
	if place.Abbreviation(name) {
		return nil, fmt.Errorf("%q can mean several zones; name a place, for example: --zone Europe/Paris, --zone Tokyo", name)
	}
	if found, ok := place.One(name); ok {
		return recur.Zone(found.Zone)
	}
	return nil, fmt.Errorf("no place %q is known, or several are; for example: --zone Europe/Paris, --zone Tokyo%s", name, near(name))
}

func near(name string) string {
	var b strings.Builder
	for _, found := range place.Find(name, 3) {
		if !strings.Contains(b.String(), found.Zone) {
			fmt.Fprintf(&b, ", --zone %s", found.Zone)
		}
	}
	return b.String()
}

// when reads the rule as somebody in that zone means it, and from when on to look.
func (q Runs) when(zone *time.Location, now time.Time) (recur.When, time.Time, error) {
	from, start, err := q.from(zone, now)
	if err != nil {
		return recur.When{}, from, err
	}
	var w recur.When
	if q.Rule != "" {
		if start == (recur.Date{}) {
			start = recur.DateOf(from)
		}
		w, err = q.rule(zone, start)
	} else {
		w, err = recur.Parse(q.Phrase, recur.Context{
			Lang: q.Lang, Now: from, Start: start,
			Place: func(name string) (string, bool) {
				found, ok := place.One(name)
				return found.Zone, ok
			},
		})
	}
	var refused *recur.RefusedError
	switch {
	case errors.As(err, &refused):
		return w, from, explained(refused)
	case err != nil:
		return w, from, err
	case q.MonthEnd == "clamp":
		w = w.WithMonthEnd(recur.Clamp)
	case q.MonthEnd == "skip":
		w = w.WithMonthEnd(recur.Skip)
	}
	return w, from, nil
}

// from is where to begin, and the start date of the rule where one was said.
func (q Runs) from(zone *time.Location, now time.Time) (time.Time, recur.Date, error) {
	if q.From == "" {
		return now.In(zone), recur.Date{}, nil
	}
	if at, err := time.Parse(time.DateOnly, q.From); err == nil {
		date := recur.DateOf(at)
		return date.In(zone), date, nil
	}
	at, err := time.Parse(time.RFC3339, q.From)
	if err != nil {
		return now, recur.Date{}, fmt.Errorf("--from takes a date or an instant, and %q is neither; for example: --from 2026-03-27, --from 2026-03-27T08:00:00Z, --from 2026-03-27T09:00:00+01:00", q.From)
	}
	at = at.In(zone)
	return at, recur.DateOf(at), nil
}

func (q Runs) rule(zone *time.Location, start recur.Date) (recur.When, error) {
	var times []recur.Clock
	for text := range strings.SplitSeq(q.Time, ",") {
		if q.Time == "" {
			break
		}
		at, err := time.Parse("15:04", strings.TrimSpace(text))
		if err != nil {
			return recur.When{}, fmt.Errorf("--time takes wall times of 24 hours, and %q is none; for example: --time 08:00, --time 21:30, --time 08:00,20:00", text)
		}
		times = append(times, recur.Clock(at.Hour()*60+at.Minute()))
	}
	if len(times) == 0 && !strings.Contains(strings.ToUpper(q.Rule), "BYHOUR=") {
		return recur.When{}, errors.New("--rrule needs its wall time; for example: --time 08:00, --time 21:30, --time 08:00,20:00")
	}
	return recur.ParseRule(q.Rule, times, start, zone.String())
}

// explained says to whoever typed it why it was refused.
func explained(refused *recur.RefusedError) error {
	part := ""
	if refused.Part != "" {
		part = fmt.Sprintf("%q: ", refused.Part)
	}
	return fmt.Errorf("%s%s; for example: %s", part, refused.Why, strings.Join(refused.Examples[:], " | "))
}

// runsOf are the first runs at or after an instant.
func runsOf(w recur.When, zone *time.Location, from time.Time, most int) []time.Time {
	runs := make([]time.Time, 0, min(most, 100))
	at := from.Add(-time.Second)
	if from.Nanosecond() > 0 {
		at = from
	}
	for len(runs) < most {
		next, ok := w.Next(at, zone)
		if !ok {
			break
		}
		runs = append(runs, next)
		at = next
	}
	return runs
}

func tableOfRuns(out io.Writer, runs []time.Time, zone *time.Location) {
	for _, at := range runs {
		fmt.Fprintf(out, "%s\t%s\n", at.Format("2006-01-02T15:04:05Z"), at.In(zone).Format("2006-01-02T15:04:05-07:00"))
	}
}

// soonAfter is how long after the last run a change of the clocks is worth a line.
const soonAfter = 14 * 24 * time.Hour

func printRuns(out io.Writer, runs []time.Time, zone *time.Location, q Runs) {
	for _, at := range runs {
		local := at.In(zone)
		fmt.Fprintf(out, "%s %s   %s UTC\n", recur.Stamp(local, q.Lang), local.Format("-07:00"), recur.Stamp(at, q.Lang))
	}
	if len(runs) == 0 {
		fmt.Fprintln(out, nextWords(q.Lang).none)
		return
	}
	if len(runs) < q.Most {
		fmt.Fprintln(out, nextWords(q.Lang).last)
	}
	at, by, ok := recur.Shift(runs[0], zone)
	if !ok || at.After(runs[len(runs)-1].Add(soonAfter)) {
		return
	}
	words := nextWords(q.Lang)
	way := words.forward
	if by < 0 {
		way, by = words.back, -by
	}
	fmt.Fprintf(out, way+"\n", by.Minutes(), recur.Stamp(at.In(zone), q.Lang),
		at.Add(-time.Second).In(zone).Format("-07:00"), at.In(zone).Format("-07:00"))
}

// runWords are the sentences below the runs.
type runWords struct{ none, last, forward, back string }

func nextWords(lang string) runWords {
	if lang == "es" {
		return runWords{
			none:    "No hay ninguna vez más.",
			last:    "Esa es la última vez.",
			forward: "Los relojes se adelantan %.0f minutos: %s (de %s a %s).",
			back:    "Los relojes se atrasan %.0f minutos: %s (de %s a %s).",
		}
	}
	return runWords{
		none:    "There is no run any more.",
		last:    "That is the last run.",
		forward: "The clocks go forward by %.0f minutes: %s (from %s to %s).",
		back:    "The clocks go back by %.0f minutes: %s (from %s to %s).",
	}
}
