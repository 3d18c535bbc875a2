package script

import (
	"fmt"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// maxButtons is how many an offer may have: more cannot be taken in at a glance.
const maxButtons = 8

func (w *writer) offer(doc *stepDoc, next label) {
	keys := make([]string, 0, len(doc.Offer))
	for _, entry := range doc.Offer {
		keys = append(keys, entry.Key.V)
	}
	id := w.id(doc, "offer-"+slug(strings.Join(keys, " "), 8))
	if len(doc.Offer) < 1 || len(doc.Offer) > maxButtons {
		w.report(placeOf(w.file, doc.at), fmt.Sprintf("an offer has 1 to %d buttons, this one has %d", maxButtons, len(doc.Offer)), "two to five read best")
	}
	op := &Offer{Prompt: w.text(id, "say", doc.Say), Patience: w.patience(doc.Patience)}
	w.emit(doc, id, op, next)
	op.Buttons = make([]Button, 0, len(doc.Offer))
	for _, entry := range doc.Offer {
		w.button(doc, id, op, entry, next)
	}
	op.prepare(w.lib)
}

func (w *writer) button(doc *stepDoc, id string, op *Offer, entry yamldoc.Entry[buttonDoc], next label) {
	at := placeOf(w.file, entry.Key.At)
	if !nameForm.MatchString(entry.Key.V) || len(entry.Key.V) > 24 {
		w.report(at, fmt.Sprintf("%q is no name for a button", clip(entry.Key.V)), "use at most 24 small letters, digits and hyphens")
		return
	}
	b := Button{ID: entry.Key.V, Hash: HashOf(entry.Key.V), To: int(next)}
	for _, other := range op.Buttons {
		if other.Hash == b.Hash {
			w.report(at, fmt.Sprintf("%q cannot be told apart from %q", b.ID, other.ID), "choose another name")
		}
	}
	called := w.buttonScript(entry.Value)
	switch {
	case called != nil && entry.Value.short:
		b.Label = w.titleOf(called)
	case entry.Value.Label.V != "":
		b.Label = w.line(w.file, w.script.ID+"."+id+"."+b.ID, []yamldoc.Text{entry.Value.Label}, nil)
	case called != nil:
		b.Label = w.titleOf(called)
	default:
		if !w.blamed(w.file, at.Line) {
			w.report(at, fmt.Sprintf("the button %q says nothing", b.ID), "write its label:")
		}
		return
	}
	b.To = int(w.buttonTarget(doc, id, b.ID, entry.Value, called, next, func(at label) {
		for i := range op.Buttons {
			if op.Buttons[i].ID == b.ID {
				op.Buttons[i].To = int(at)
			}
		}
	}))
	op.Buttons = append(op.Buttons, b)
	w.meantScript(entry.Value)
}

// meantScript reports a short button whose words look like the misspelt name of a
// script: it would silently go on.
func (w *writer) meantScript(b buttonDoc) {
	name := b.Label.V
	if _, ok := w.lib.ByName(name); !b.short || ok || !strings.Contains(name, "-") || !nameForm.MatchString(name) {
		return
	}
	if near, ok := problem.Nearest(name, w.scriptIDs()); ok {
		w.report(placeOf(w.file, b.Label.At), fmt.Sprintf("there is no script %q", clip(name)), fmt.Sprintf("did you mean %q? If it is what the button says, write {label: %s}", near, name))
	}
}

// buttonScript is the script a button plays; nil when it plays none.
func (w *writer) buttonScript(b buttonDoc) *Script {
	name := b.Call
	if b.short {
		if s, ok := w.lib.ByName(b.Label.V); ok && nameForm.MatchString(b.Label.V) {
			return s
		}
		return nil
	}
	if name.V == "" {
		return nil
	}
	s, _ := w.callee(name)
	return s
}

// titleOf is the title of a script that may not be compiled yet.
func (w *writer) titleOf(s *Script) *Line {
	if s.Title != nil {
		return s.Title
	}
	for _, d := range w.docs {
		if d.script == s {
			return w.unlisted(d.file, s.ID+".title", d.doc.Title)
		}
	}
	return w.unlisted(w.file, s.ID+".title", yamldoc.Text{V: s.ID})
}

// unlisted compiles a line that is listed where its own script is compiled.
func (l *loader) unlisted(file, id string, text yamldoc.Text) *Line {
	lines, missing, problems := len(l.lib.lines), len(l.lib.Missing), len(l.problems)
	line := l.line(file, id, []yamldoc.Text{text}, nil)
	l.lib.lines, l.lib.Missing, l.problems = l.lib.lines[:lines], l.lib.Missing[:missing], l.problems[:problems]
	return line
}

func (w *writer) buttonTarget(doc *stepDoc, id, button string, b buttonDoc, called *Script, next label, later func(label)) label {
	ways := 0
	for _, has := range []bool{called != nil, len(b.Then) > 0, b.Go.V != ""} {
		if has {
			ways++
		}
	}
	if ways > 1 {
		w.report(placeOf(w.file, b.at), "a button has one of call:, then: and go:", "write the others as steps under then:")
	}
	switch {
	case called != nil:
		start := w.label()
		w.place(start)
		w.emit(&stepDoc{at: doc.at}, w.free(id+"-"+button), &Call{Script: called}, next)
		return start
	case b.Go.V != "":
		w.goTo(b.Go, later)
		return next
	default:
		return w.sub(b.Then, next)
	}
}
