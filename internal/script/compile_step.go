package script

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// compilers is the table of step kinds: what compiles each.
func compilers() map[string]func(*writer, *stepDoc, label) {
	return map[string]func(*writer, *stepDoc, label){
		"say": (*writer).say, "ask": (*writer).ask, "if": (*writer).ifStep, "repeat": (*writer).repeat,
		"call": (*writer).call, "offer": (*writer).offer, "breathe": (*writer).breathe, "pause": (*writer).pause,
		"set": (*writer).set, "record": (*writer).record, "show": (*writer).show, "go": (*writer).goStep,
		"end": (*writer).end, "quiet": (*writer).quiet, "later": (*writer).later, "remind": (*writer).remind, "lines": (*writer).helpLines,
		"export": (*writer).export, "forget": (*writer).forget,
	}
}

func (w *writer) step(doc *stepDoc, next label) {
	if compile, ok := compilers()[doc.kind]; ok {
		compile(w, doc, next)
	}
}

// text compiles what a step says under one of its keys; nil when it says nothing.
func (w *writer) text(stepID, key string, t textDoc) *Line {
	if len(t.Any) == 0 {
		return nil
	}
	return w.line(w.file, w.script.ID+"."+stepID+"."+key, t.Any, w.names)
}

func (w *writer) say(doc *stepDoc, next label) {
	base := "say"
	if len(doc.Say.Any) > 0 {
		base = strings.TrimSuffix("say-"+slug(doc.Say.Any[0].V, 5), "-")
	}
	id := w.id(doc, base)
	if line := w.text(id, "say", doc.Say); line != nil {
		w.emit(doc, id, &Say{Line: line}, next)
	}
}

func (w *writer) ifStep(doc *stepDoc, next label) {
	op := &If{Cond: w.condition(doc.If)}
	w.emit(doc, w.id(doc, "if-"+slug(doc.If.V, 4)), op, next)
	if len(doc.Then) == 0 && len(doc.Else) == 0 && !doc.stranger {
		w.report(placeOf(w.file, doc.at), "this if does nothing", "write the steps under then:")
	}
	op.Then = int(w.sub(doc.Then, next))
	op.Else = int(w.sub(doc.Else, next))
}

func (w *writer) repeat(doc *stepDoc, next label) {
	if doc.Repeat < 1 || doc.Repeat > 20 {
		w.report(placeOf(w.file, doc.at), fmt.Sprintf("%d rounds are not between 1 and 20", doc.Repeat), "")
	}
	if len(doc.Steps) == 0 {
		w.report(placeOf(w.file, doc.at), "there is nothing to repeat", "write the steps under steps:")
		return
	}
	op := &Repeat{Times: doc.Repeat}
	if doc.Until.V != "" {
		op.Until = w.condition(doc.Until)
	}
	again := w.label()
	w.place(again)
	w.emit(doc, w.id(doc, "repeat"), op, next)
	op.Body = int(w.sub(doc.Steps, again))
}

func (w *writer) call(doc *stepDoc, next label) {
	called, ok := w.callee(doc.Call)
	if !ok {
		return
	}
	op := &Call{Script: called}
	for _, entry := range doc.With {
		slot, ok := called.Values.Find(entry.Key.V)
		if !ok {
			w.report(placeOf(w.file, entry.Key.At), fmt.Sprintf("the script %s has no value %q", called.ID, clip(entry.Key.V)), nearestOf(entry.Key.V, called.Values.names()))
			continue
		}
		op.With = append(op.With, w.assign(slot, entry.Value))
	}
	w.take(doc, op)
	w.emit(doc, w.id(doc, "call-"+called.ID), op, next)
	if doc.ID.V == "" {
		w.calledBefore(called)
	}
}

// calledBefore lets the call that was just added be found by the names that the
// called script had: it is named after it, and people may be inside.
func (w *writer) calledBefore(called *Script) {
	for _, name := range called.Was {
		h := HashOf("call-" + name)
		if _, taken := w.script.index[h]; !taken && !w.explicit["call-"+name] {
			w.script.index[h] = len(w.script.Steps) - 1
		}
	}
}

func (w *writer) callee(name yamldoc.Text) (*Script, bool) {
	s, ok := w.lib.ByName(name.V)
	if !ok {
		w.report(placeOf(w.file, name.At), fmt.Sprintf("there is no script %q", clip(name.V)), nearestOf(name.V, w.scriptIDs()))
	}
	return s, ok
}

func (l *loader) scriptIDs() []string {
	ids := make([]string, len(l.lib.Scripts))
	for i, s := range l.lib.Scripts {
		ids[i] = s.ID
	}
	return ids
}

func (w *writer) breathe(doc *stepDoc, next label) {
	p, ok := w.patterns[doc.Breathe.V]
	if !ok {
		ids := make([]string, len(w.lib.Patterns))
		for i, other := range w.lib.Patterns {
			ids[i] = other.ID
		}
		w.report(placeOf(w.file, doc.Breathe.At), fmt.Sprintf("there is no breathing pattern %q", clip(doc.Breathe.V)), nearestOf(doc.Breathe.V, ids))
		return
	}
	if doc.Rounds > 0 && doc.Minutes > 0 || doc.Rounds < 0 || doc.Rounds > maxRounds || doc.Minutes < 0 || doc.Minutes > maxMinutes {
		w.report(placeOf(w.file, doc.at), fmt.Sprintf("an exercise has either 1 to %d rounds or 1 to %d minutes", maxRounds, maxMinutes), "")
	}
	id := w.id(doc, "breathe-"+p.ID)
	w.emit(doc, id, &Breathe{Pattern: p, Intro: w.text(id, "say", doc.Say), Rounds: doc.Rounds, Minutes: doc.Minutes}, next)
}

func (w *writer) pause(doc *stepDoc, next label) {
	id := w.id(doc, "pause-"+slug(doc.Pause.V, 3))
	w.emit(doc, id, &Pause{When: w.when(doc.Pause), Line: w.text(id, "say", doc.Say)}, next)
}

func (w *writer) when(text yamldoc.Text) When {
	when, err := ParseWhen(text.V)
	if err != nil {
		w.report(placeOf(w.file, text.At), err.Error(), "")
	}
	return when
}

func (w *writer) set(doc *stepDoc, next label) {
	op := &Set{}
	for _, entry := range doc.Set {
		slot, ok := w.find(entry.Key.V)
		if !ok {
			w.unknown(entry.Key, nearestOf(entry.Key.V, w.names.known))
			continue
		}
		op.Assigns = append(op.Assigns, w.assign(slot, entry.Value))
	}
	base := "set"
	if len(doc.Set) > 0 {
		base += "-" + slug(doc.Set[0].Key.V, 3)
	}
	w.emit(doc, w.id(doc, base), op, next)
}

func (w *writer) record(doc *stepDoc, next label) {
	w.checkName(w.file, doc.Record, "kind of record")
	op := &Record{Kind: doc.Record.V}
	for _, name := range doc.Values {
		slot, ok := w.find(name.V)
		if !ok {
			w.unknown(name, nearestOf(name.V, w.names.known))
			continue
		}
		if !slot.Type.recordable() {
			w.report(placeOf(w.file, name.At), fmt.Sprintf("%s is %s, which is no answer to keep", slot.Name, kindWord(slot.Type.Kind)), "leave it out")
			continue
		}
		op.Slots = append(op.Slots, slot)
	}
	if len(doc.Values) == 0 {
		op.Slots = w.recordables()
	}
	if len(doc.Values) == 0 && len(w.script.Values.Slots) == 0 {
		w.report(placeOf(w.file, doc.at), "there is nothing to keep: the script has no values", "declare them under values:")
	}
	w.emit(doc, w.id(doc, "record-"+doc.Record.V), op, next)
}

// recordables are the values of the script that can be kept; nil when all can.
func (w *writer) recordables() []*Slot {
	slots := make([]*Slot, 0, len(w.script.Values.Slots))
	for i := range w.script.Values.Slots {
		if slot := &w.script.Values.Slots[i]; slot.Type.recordable() {
			slots = append(slots, slot)
		}
	}
	if len(slots) == len(w.script.Values.Slots) {
		return nil
	}
	return slots
}

func (w *writer) show(doc *stepDoc, next label) {
	views := map[string]View{"week": ViewWeek, "last": ViewLast, "reminders": ViewReminders}
	view, ok := views[doc.Show.V]
	if !ok {
		w.report(placeOf(w.file, doc.Show.At), fmt.Sprintf("%q cannot be shown", clip(doc.Show.V)), nearestOf(doc.Show.V, []string{"week", "last", "reminders"}))
	}
	w.emit(doc, w.id(doc, "show-"+slug(doc.Show.V, 2)), &Show{View: view}, next)
}

func (w *writer) goStep(doc *stepDoc, next label) {
	op := &Go{}
	w.goTo(doc.Go, func(at label) { op.To = int(at) })
	w.emit(doc, w.id(doc, "go-"+slug(doc.Go.V, 6)), op, next)
}

func (w *writer) end(doc *stepDoc, _ label) {
	w.checkName(w.file, doc.End, "reason")
	w.emit(doc, w.id(doc, "end-"+slug(doc.End.V, 3)), &Finish{Reason: doc.End.V}, 0)
}

func (w *writer) quiet(doc *stepDoc, next label) {
	w.emit(doc, w.id(doc, "quiet"), &Quiet{When: w.when(doc.Quiet)}, next)
}

func (w *writer) later(doc *stepDoc, next label) {
	s, ok := w.callee(doc.Later)
	if !ok {
		return
	}
	if doc.When.V == "" {
		w.report(placeOf(w.file, doc.at), "it does not say when", "write: at: tomorrow 09:00")
		return
	}
	w.emit(doc, w.id(doc, "later-"+s.ID), &Later{Script: s, When: w.when(doc.When)}, next)
}

func (w *writer) fixedWord(got yamldoc.Text, want string) {
	if got.V != want {
		w.report(placeOf(w.file, got.At), fmt.Sprintf("%q means nothing here", clip(got.V)), "write: "+want)
	}
}

func (w *writer) helpLines(doc *stepDoc, next label) {
	w.fixedWord(doc.Lines, "now")
	w.emit(doc, w.id(doc, "lines"), &HelpLines{}, next)
}

func (w *writer) export(doc *stepDoc, next label) {
	w.fixedWord(doc.Export, "json")
	w.emit(doc, w.id(doc, "export"), &Export{}, next)
}

func (w *writer) forget(doc *stepDoc, _ label) {
	w.fixedWord(doc.Forget, "everything")
	w.emit(doc, w.id(doc, "forget"), &Forget{}, 0)
}

// patience is the step's own, else the script's, else a day.
func (w *writer) patience(own *patienceDoc) Patience {
	p := Patience{LetGo: DefaultPatience}
	doc := cmp.Or(own, w.doc.Patience)
	if doc == nil {
		return p
	}
	read := func(text yamldoc.Text, into *time.Duration) {
		if text.V == "" {
			return
		}
		d, err := ParseDuration(text.V)
		if err != nil {
			w.report(placeOf(w.file, text.At), err.Error(), "")
		}
		*into = d
	}
	read(doc.Remind, &p.Remind)
	read(doc.LetGo, &p.LetGo)
	if p.Remind > 0 && p.Remind >= p.LetGo {
		w.report(placeOf(w.file, doc.Remind.At), "the reminder would come after the question was let go", "remind earlier, or let go later")
	}
	return p
}

// condition compiles an expression that is either true or not.
func (w *writer) condition(text yamldoc.Text) *Expr {
	e := w.expr(text)
	if e != nil && e.Kind != YesNo {
		w.report(placeOf(w.file, text.At), fmt.Sprintf("this is %s, not a condition", kindWord(e.Kind)), "compare it with something: mood <= 3, or ask answered(mood)")
	}
	return e
}

func (w *writer) expr(text yamldoc.Text) *Expr {
	if strings.TrimSpace(text.V) == "" {
		w.report(placeOf(w.file, text.At), "there is no expression here", "write it like: mood <= 3")
		return nil
	}
	e, wrong, column := compileExpr(text.V, *w.names)
	if wrong != nil && wrong.what != "" {
		at := placeOf(w.file, text.At)
		at.Column += column
		w.report(at, wrong.what, wrong.hint)
	}
	return e
}

func (w *writer) assign(slot *Slot, text yamldoc.Text) Assign {
	if slot.Type.Kind == Choice || slot.Type.Kind == Text || slot.Type.Kind == YesNo {
		if e := w.literal(slot, text); e != nil {
			return Assign{slot, e}
		}
	}
	e := w.expr(text)
	if e != nil && e.Kind != slot.Type.Kind {
		w.report(placeOf(w.file, text.At), fmt.Sprintf("%s is %s, this is %s", slot.Name, kindWord(slot.Type.Kind), kindWord(e.Kind)), "")
	} else if e != nil && e.list != slot.Type.List {
		w.report(placeOf(w.file, text.At), fmt.Sprintf("%s has the choices of %s, this has those of %s", slot.Name, slot.Type.List.ID, e.list.ID), "let both use the same list")
	}
	return Assign{slot, e}
}

// literal is a plain word as authors write it: yes, no, the id of a choice.
func (w *writer) literal(slot *Slot, text yamldoc.Text) *Expr {
	switch {
	case slot.Type.Kind == YesNo && (text.V == "yes" || text.V == "no"):
		yes := text.V == "yes"
		e := fixedYes(yes)
		e.Source = text.V
		return e
	case slot.Type.Kind == Choice:
		h := HashOf(text.V)
		if _, ok := slot.Type.List.Find(h); ok {
			return &Expr{Source: text.V, Kind: Choice, list: slot.Type.List, choice: func(Env) (Hash, bool) { return h, true }}
		}
	}
	return nil
}

// take compiles what the caller gets back: values of the same type on both sides.
func (w *writer) take(doc *stepDoc, op *Call) {
	for _, entry := range doc.Take {
		into, ok := w.find(entry.Key.V)
		if !ok {
			w.unknown(entry.Key, nearestOf(entry.Key.V, w.names.known))
			continue
		}
		from, ok := op.Script.Values.Find(entry.Value.V)
		switch {
		case !ok:
			w.report(placeOf(w.file, entry.Value.At), fmt.Sprintf("the script %s has no value %q", op.Script.ID, clip(entry.Value.V)), nearestOf(entry.Value.V, op.Script.Values.names()))
		case into.Type.Kind != from.Type.Kind || into.Type.List != from.Type.List:
			w.report(placeOf(w.file, entry.Value.At), fmt.Sprintf("%s is %s and cannot take %s of %s", into.Name, kindWord(into.Type.Kind), from.Name, op.Script.ID), "declare both with the same type")
		default:
			op.Take = append(op.Take, Take{Into: into, From: from})
		}
	}
}
