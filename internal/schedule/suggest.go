package schedule

import (
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/place"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// What a platform takes.
const (
	mostSuggested  = 25
	mostSuggestion = 100 // characters of a value and of a label
)

// Suggest completes what is half typed: at most 25, the best first, and none for who
// may not schedule.
func Suggest(rules Rules, p Plan, q chat.Query, now time.Time) []chat.Suggestion {
	d := newDesk(rules, &p, q.Community, now)
	d.speaks(q.By, "")
	if !d.may() {
		return nil
	}
	var found []chat.Suggestion
	switch q.Of {
	case chat.FieldWhen:
		found = d.suggestWhen(q.Typed, q.Zone)
	case chat.FieldZone:
		found = d.suggestZone(q.Typed)
	case chat.FieldWhat:
		found = d.suggestWhat(q.Typed)
	case chat.FieldWhich:
		found = d.suggestWhich(q.Typed)
	}
	return fitting(found)
}

// fitting keeps what the platform takes.
func fitting(found []chat.Suggestion) (fit []chat.Suggestion) {
	for _, s := range found {
		if len([]rune(s.Value)) > mostSuggestion || s.Value == "" {
			continue
		}
		s.Label = clipped(s.Label, mostSuggestion)
		if fit = append(fit, s); len(fit) == mostSuggested {
			break
		}
	}
	return fit
}

func (d *desk) suggestWhen(typed, city string) (found []chat.Suggestion) {
	zone, _ := d.place(city)
	for _, phrase := range recur.Suggest(typed, d.context(d.code(), zone), mostSuggested) {
		w, err := d.parse(phrase, zone)
		if err != nil {
			continue
		}
		at, ok := w.Next(d.now, d.zone(&w))
		if !ok {
			continue
		}
		found = append(found, chat.Suggestion{Value: phrase, Label: d.text(lang.ScheduleSuggestWhen, phrase, d.stamp(at, d.zone(&w)))})
	}
	return found
}

func (d *desk) suggestZone(typed string) (found []chat.Suggestion) {
	if strings.TrimSpace(typed) == "" {
		typed = d.home().String()
	}
	for _, p := range place.Find(typed, mostSuggested) {
		zone, ok := d.load(p.Zone)
		if !ok {
			continue
		}
		found = append(found, chat.Suggestion{
			Value: p.Zone,
			Label: d.text(lang.ScheduleSuggestZone, clipped(placeTitle(p), 50), p.Zone, clock(d.now.In(zone))),
		})
	}
	return found
}

func (d *desk) suggestWhat(typed string) (found []chat.Suggestion) {
	key := lang.Fold(typed)
	for _, t := range d.templates() {
		title := t.Title.Plain(d.reads)
		if strings.Contains(lang.Fold(title), key) || strings.Contains(t.ID, key) {
			found = append(found, chat.Suggestion{Value: t.ID, Label: title})
		}
	}
	return found
}

func (d *desk) suggestWhich(typed string) (found []chat.Suggestion) {
	key := strings.Trim(lang.Fold(typed), "#. ")
	for i := range d.plan.entries {
		e := &d.plan.entries[i]
		label := number(e.ID) + ". " + d.title(&e.content) + ": " + d.zoned(e.When)
		if strings.HasPrefix(number(e.ID), key) || strings.Contains(lang.Fold(label), key) {
			found = append(found, chat.Suggestion{Value: number(e.ID), Label: label})
		}
	}
	return found
}
