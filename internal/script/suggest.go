package script

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// maxSuggests is how many phrases become buttons.
const maxSuggests = 3

// Suggests is what a question for a schedule has as buttons: phrases of its own, or
// the usual times of the template that was chosen.
type Suggests struct {
	from    *Slot // a choice of templates; nil: phrases
	phrases phrases
}

// Slot is the choice whose usual times are suggested; nil when there is none.
func (s *Suggests) Slot() *Slot {
	if s == nil {
		return nil
	}
	return s.from
}

// Labels are the phrases of its own as they stand on buttons, in one language.
func (s *Suggests) Labels(language int) []string {
	if s == nil {
		return nil
	}
	return s.phrases.labels(language)
}

// phrases are schedules that an author wrote, by language and then by number.
type phrases [][]phrase

// phrase is a schedule in an author's words.
type phrase struct {
	text string
	code string // the language it is written in: "en" where it lacks a translation
	when recur.When
	// label is what stands on the button: the canonical phrase. A moment is shown as it
	// was written, because what it means depends on now.
	label string
}

func (p phrases) labels(language int) []string {
	if language >= len(p) {
		return nil
	}
	labels := make([]string, len(p[language]))
	for i := range labels {
		labels[i] = p[language][i].label
	}
	return labels
}

// value is what the phrase means now.
func (p phrase) value(now time.Time) (Value, bool) {
	if !p.when.Once() {
		return ScheduleValue(p.when), true
	}
	w, err := recur.Parse(p.text, recur.Context{Lang: p.code, Now: now})
	return ScheduleValue(w), err == nil
}

// suggested are the phrases as things stand: none when nothing was chosen yet, or
// something that has no usual time.
func (s *Suggests) suggested(env Env) []phrase {
	all := s.phrases
	if s.from != nil {
		t, ok := env.Library().Template(Hash(env.Value(s.from).N))
		if !ok {
			return nil
		}
		all = t.usual
	}
	if env.Lang() >= len(all) {
		return nil
	}
	return all[env.Lang()]
}

// ChoicesFor are the buttons of an ask as things stand: those of every time, and what
// is suggested. Buttons for a person's reminders are not among them.
func (a *Ask) ChoicesFor(env Env) []chat.Choice {
	if a.Suggests == nil {
		return a.choices[env.Lang()]
	}
	list := a.Suggests.suggested(env)
	choices := make([]chat.Choice, len(list))
	for i, p := range list {
		choices[i] = chat.Choice{Token: "s" + strconv.Itoa(i), Label: p.label}
	}
	return choices
}

// Pressed reads the token of a button of this ask, as things stand.
func (a *Ask) Pressed(token string, env Env) (Value, bool) {
	if a.Suggests == nil {
		return a.Slot.Type.FromToken(token)
	}
	number, is := strings.CutPrefix(token, "s")
	i, err := strconv.Atoi(number)
	list := a.Suggests.suggested(env)
	if !is || err != nil || i < 0 || i >= len(list) {
		return Value{}, false
	}
	return list[i].value(env.Now())
}

// suggest compiles what an ask suggests.
func (w *writer) suggest(doc *stepDoc, id string, op *Ask) {
	texts := doc.Suggest.Any
	if len(texts) == 0 {
		return
	}
	if op.Slot.Type.Kind != Schedule {
		w.report(placeOf(w.file, doc.Suggest.at), fmt.Sprintf("%s is %s, and only a schedule can be suggested", op.Slot.Name, kindWord(op.Slot.Type.Kind)), "remove suggest:")
		return
	}
	if name, is := strings.CutSuffix(texts[0].V, ".often"); is && len(texts) == 1 {
		w.suggestUsual(yamldoc.Text{V: name, At: texts[0].At}, op)
		return
	}
	line := w.line(w.file, w.script.ID+"."+id+".suggest", texts, nil)
	op.Suggests = &Suggests{phrases: w.phrases(line)}
}

// suggestUsual suggests the usual times of the template in that value.
func (w *writer) suggestUsual(name yamldoc.Text, op *Ask) {
	slot, ok := w.find(name.V)
	switch {
	case !ok:
		w.unknown(name, w.declareHint(name.V))
	case slot.Type.Kind != Choice || !slot.Type.List.templates:
		w.report(placeOf(w.file, name.At), fmt.Sprintf("%s is nothing that has a usual time", slot.Name), "declare it as: {one-of: reminders}")
	default:
		op.Suggests = &Suggests{from: slot}
	}
}

// phrases reads every wording of a line as a schedule, in every language.
func (l *loader) phrases(line *Line) phrases {
	if n := line.Variants(); n > maxSuggests {
		l.report(line.At, fmt.Sprintf("%d phrases are more than fit beside each other", n), fmt.Sprintf("keep at most %d", maxSuggests))
	}
	all := make(phrases, len(l.lib.languages))
	for i := range all {
		for _, variant := range line.variants {
			if p, ok := l.phrase(variant, i); ok {
				all[i] = append(all[i], p)
			}
		}
	}
	return all
}

func (l *loader) phrase(variant []template, language int) (phrase, bool) {
	own, code := variant[language], l.lib.languages[language].Code
	borrowed := language > 0 && own.at == variant[0].at
	if borrowed {
		code = l.lib.languages[0].Code
	}
	when, err := recur.Parse(own.text, recur.Context{Lang: code, Now: loadDay()})
	if err == nil {
		p := phrase{text: own.text, code: code, when: when, label: own.text}
		if !when.Once() {
			p.label = when.Echo(l.lib.languages[language].Code)
		}
		return p, true
	}
	if !borrowed && strings.TrimSpace(own.text) != "" {
		l.report(own.at, fmt.Sprintf("%q is no schedule%s", clip(own.text), inCode(code)), examplesOf(err))
	}
	return phrase{}, false
}

// loadDay is the moment that phrases are checked at. What is loaded never depends on
// the day on which it is.
func loadDay() time.Time { return time.Date(2026, time.January, 1, 12, 0, 0, 0, time.UTC) }

func inCode(code string) string {
	if code == "en" {
		return ""
	}
	return " (in " + code + ")"
}

func examplesOf(err error) string {
	if refused, is := errors.AsType[*recur.RefusedError](err); is {
		return "write it like: " + strings.Join(refused.Examples[:], ", ")
	}
	return ""
}
