package script

import (
	"fmt"
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

func (w *writer) ask(doc *stepDoc, next label) {
	slot, ok := w.find(doc.Ask.V)
	if !ok {
		w.unknown(doc.Ask, w.declareHint(doc.Ask.V))
		return
	}
	id := w.id(doc, slug(doc.Ask.V, 4))
	op := &Ask{
		Slot: slot, Prompt: w.text(id, "say", doc.Say), Retry: w.text(id, "retry", doc.Retry),
		Optional: doc.Optional, NoSkip: doc.Skip != nil && !*doc.Skip, Tries: doc.Tries, Patience: w.patience(doc.Patience),
	}
	if op.Prompt == nil {
		w.report(placeOf(w.file, doc.at), "there is no question here", "write it under say:")
		return
	}
	w.scale(doc, id, op)
	w.checkTries(doc, op)
	w.suggest(doc, id, op)
	op.prepare(w.lib)
	w.emit(doc, id, op, next)
}

func (w *writer) declareHint(name string) string {
	if hint := nearestOf(name, w.names.known); hint != "" && len(w.names.known) > 0 {
		return hint + "; or declare it under values:"
	}
	return "declare it under values:"
}

func (w *writer) scale(doc *stepDoc, id string, op *Ask) {
	if doc.Scale == nil {
		return
	}
	if op.Slot.Type.Kind != Number {
		w.report(placeOf(w.file, doc.at), fmt.Sprintf("%s is no number and has no scale", op.Slot.Name), "remove scale:")
		return
	}
	end := func(key string, text yamldoc.Text) *Line {
		if text.V == "" {
			return nil
		}
		return w.line(w.file, w.script.ID+"."+id+"."+key, []yamldoc.Text{text}, nil)
	}
	op.Low, op.High = end("low", doc.Scale.Low), end("high", doc.Scale.High)
}

func (w *writer) checkTries(doc *stepDoc, op *Ask) {
	if doc.Tries < 0 || doc.Tries > 10 {
		w.report(placeOf(w.file, doc.at), fmt.Sprintf("%d tries are not between 1 and 10", doc.Tries), "")
	}
	if !doc.has("fallback") {
		if op.NoSkip && doc.Tries > 0 {
			w.report(placeOf(w.file, doc.at), "an answer is needed here, and after the tries there is none", "remove tries:, or write a fallback:")
		}
		return
	}
	if doc.Tries == 0 {
		w.report(placeOf(w.file, doc.Fallback.At), "a fallback is taken after some tries, and there are none", "write: tries: 3")
	}
	v, what, hint := op.Slot.Type.literal(doc.Fallback.V)
	if what != "" {
		w.report(placeOf(w.file, doc.Fallback.At), what, hint)
	}
	op.Fallback = v
}

// literal reads a value as an author writes it; what and hint are said when it is none.
func (t *Type) literal(text string) (v Value, what, hint string) {
	switch t.Kind {
	case Number:
		f, err := strconv.ParseFloat(text, 64)
		n := milli(text)
		if err != nil || f != f || n < t.Number.Min || n > t.Number.Max || (n-t.Number.Min)%max(t.Number.Step, 1) != 0 {
			return Value{}, fmt.Sprintf("%q is no answer to this question", clip(text)), "write what a person could answer"
		}
		return NumberValue(n), "", ""
	case Choice:
		h := HashOf(text)
		if _, ok := t.List.Find(h); !ok {
			return Value{}, fmt.Sprintf("%q is not in the list %s", clip(text), t.List.ID), nearestOf(text, t.List.names())
		}
		return ChoiceValue(h), "", ""
	case YesNo:
		if text != "yes" && text != "no" {
			return Value{}, fmt.Sprintf("%q is neither yes nor no", clip(text)), "write yes or no"
		}
		return YesNoValue(text == "yes"), "", ""
	case Text:
		return TextValue(text), "", ""
	case Zone:
		zone, err := recur.Zone(text)
		if err != nil {
			return Value{}, fmt.Sprintf("%q is no time zone", clip(text)), "write it like Europe/Madrid"
		}
		return ZoneValue(zone.String()), "", ""
	}
	return Value{}, fmt.Sprintf("there is no fallback for %s", kindWord(t.Kind)), "remove fallback: after the tries the question is left open"
}
