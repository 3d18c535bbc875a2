package engine

import (
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/record"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// written is the last answer, while it is one in free words: an edit of the message
// it came in corrects it.
type written struct {
	of     uint64      // the event's hash; 0: the last answer was no free text
	script script.Hash // where it was asked
	step   script.Hash // the question
	run    uint64      // the turn that script began in
	kept   script.Hash // the step that has kept it in a record; 0: none has
}

// wrote notes that the question of the top script was answered in free words.
func (t *turn) wrote(step *script.Step) {
	if t.id == "" || t.s.depth == 0 {
		return
	}
	f := &t.s.stack[t.s.depth-1]
	t.s.written = written{of: eventHash(t.id), script: f.script, step: step.Hash, run: f.run}
}

// keptWritten notes that a record was kept: the one with the last answer in it, or a
// later one, behind which the first cannot be reached any more.
func (t *turn) keptWritten(step *script.Step, rec record.Record) {
	w := &t.s.written
	if w.of == 0 {
		return
	}
	own := false
	if ask, _, ok := t.writtenAt(); ok && w.run == rec.Run && t.s.stack[t.s.depth-1].script == w.script {
		_, own = rec.Find(ask.Slot.Name)
	}
	switch {
	case own && (w.kept == 0 || w.kept == step.Hash):
		w.kept = step.Hash
	case own || w.kept != 0:
		*w = written{}
	}
}

// writtenAt is the question that the last answer was given to, when it is still one
// for free words.
func (t *turn) writtenAt() (*script.Ask, *script.Script, bool) {
	sc, ok := t.lib.Script(t.s.written.script)
	if !ok {
		return nil, nil, false
	}
	at, ok := sc.Find(t.s.written.step)
	if !ok {
		return nil, nil, false
	}
	ask, ok := sc.Steps[at].Op.(*script.Ask)
	return ask, sc, ok && ask.Slot.Type.Kind == script.Text
}

// edit corrects the last answer, when it came in the message that was edited. Stop
// and help now are never meant as an answer. Any other edit changes nothing.
func (t *turn) edit(e chat.Edit) {
	if t.s.written.of == 0 || eventHash(e.Of) != t.s.written.of {
		return
	}
	ask, sc, ok := t.writtenAt()
	if !ok {
		return
	}
	if c, is := t.own().Control(e.Text); is {
		if c == lang.Stop || c == lang.Now {
			t.control(c)
		}
		return
	}
	text, reject := answer.Text(e.Text, ask.Slot.Type.MaxLen)
	if reject != nil {
		t.sayOwn(reject.Text(t.own()))
		return
	}
	changed := t.rewrite(ask.Slot, script.TextValue(text))
	if rec, ok := t.keptAt(sc); ok {
		t.do(Correct{Run: t.s.written.run, Kind: rec.Kind, Field: ask.Slot.Name, Text: text})
		changed = true
	}
	if changed {
		t.sayOwn(t.own().Text(lang.TurnCorrected))
	}
}

// keptAt is the step that has kept the last answer.
func (t *turn) keptAt(sc *script.Script) (*script.Record, bool) {
	at, ok := sc.Find(t.s.written.kept)
	if !ok || t.s.written.kept == 0 {
		return nil, false
	}
	rec, ok := sc.Steps[at].Op.(*script.Record)
	return rec, ok
}

// rewrite puts another value in the place of the last answer; false when what it was
// asked for is over.
func (t *turn) rewrite(slot *script.Slot, v script.Value) bool {
	if slot.Person {
		t.s.putPerson(slot.Hash, v)
		return true
	}
	w := t.s.written
	for i := len(t.s.answers) - 1; i >= 0; i-- {
		e := &t.s.answers[i]
		if e.frame == 0 || e.loop || e.name != slot.Hash || e.step != w.step {
			continue
		}
		if f := t.s.stack[e.frame-1]; f.script != w.script || f.run != w.run {
			continue
		}
		t.s.answers = slices.Clone(t.s.answers)
		t.s.answers[i].value = v
		return true
	}
	return false
}
