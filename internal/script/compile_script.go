package script

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// label is a place in a script that is not known yet; 0 is its end.
type label int

// writer compiles one script into its flat list of steps. While it runs, every
// step index is a label; finish puts the places in.
type writer struct {
	*loader
	file     string
	doc      *fileDoc
	script   *Script
	names    *names
	places   []int          // by label
	taken    map[string]int // how often an id was used
	explicit map[string]bool
	gos      []pendingGo
}

type pendingGo struct {
	name yamldoc.Text
	set  func(label)
}

const unplaced = -2

// DefaultPatience is how long a question waits when nothing says otherwise: no
// reminder, and let go after a day.
const DefaultPatience = 24 * 60 * 60 * 1e9

func (l *loader) compileScript(d scriptDoc) {
	w := &writer{loader: l, file: d.file, doc: d.doc, script: d.script, places: []int{End}, taken: map[string]int{}, explicit: map[string]bool{}}
	w.names = &names{find: w.find, known: append(d.script.Values.names(), l.lib.Person.names()...), broken: d.broken}
	maps.Copy(d.broken, l.broken)
	w.names.known = append(w.names.known, slices.Sorted(maps.Keys(d.broken))...)
	title := d.doc.Title
	if title.V == "" {
		if !l.misspelt(d.file, "title") {
			l.report(d.script.At, "the script has no title", "write: title: What people see in menus")
		}
		title = d.doc.Script
	}
	d.script.Title = l.line(d.file, d.script.ID+".title", []yamldoc.Text{title}, nil)
	if len(d.doc.Steps) == 0 {
		if !l.misspelt(d.file, "steps") {
			l.report(d.script.At, "the script has no steps", "write them under steps:")
		}
		return
	}
	w.collectIDs(d.doc.Steps)
	w.block(d.doc.Steps, 0)
	w.finish()
}

// find is a value of this script or of the person.
func (w *writer) find(name string) (*Slot, bool) {
	if slot, ok := w.script.Values.Find(name); ok {
		return slot, true
	}
	return w.lib.Person.Find(name)
}

// unknown reports a name that is not declared, unless its declaration was blamed
// already.
func (w *writer) unknown(name yamldoc.Text, hint string) {
	if !w.names.broken[name.V] {
		w.report(placeOf(w.file, name.At), fmt.Sprintf("%q is not declared", clip(name.V)), hint)
	}
}

// collectIDs notes the names that the author gave, so that made ones keep clear.
func (w *writer) collectIDs(steps []stepDoc) {
	for i := range steps {
		s := &steps[i]
		if w.explicit[s.ID.V] {
			w.report(placeOf(w.file, s.ID.At), fmt.Sprintf("two steps are called %q", clip(s.ID.V)), "give one of them another id")
			s.ID = yamldoc.Text{} // said once is enough
		}
		for _, name := range append([]yamldoc.Text{s.ID}, s.Was...) {
			if name.V == "" {
				continue
			}
			w.checkName(w.file, name, "step")
			if w.explicit[name.V] {
				w.report(placeOf(w.file, name.At), fmt.Sprintf("two steps are called %q", clip(name.V)), "give one of them another id")
			}
			w.explicit[name.V] = true
		}
		w.collectIDs(s.Then)
		w.collectIDs(s.Else)
		w.collectIDs(s.Steps)
		for _, b := range s.Offer {
			w.collectIDs(b.Value.Then)
		}
	}
}

// id is the step's name: the author's, or base with a number when it is taken.
func (w *writer) id(doc *stepDoc, base string) string {
	if doc.ID.V != "" {
		return doc.ID.V
	}
	if base == "" {
		base = doc.kind
	}
	return w.free(base)
}

func (w *writer) free(base string) string {
	for {
		w.taken[base]++
		name := base
		if n := w.taken[base]; n > 1 {
			name = base + "-" + strconv.Itoa(n)
		}
		if !w.explicit[name] {
			return name
		}
	}
}

func (w *writer) label() label {
	w.places = append(w.places, unplaced)
	return label(len(w.places) - 1)
}

func (w *writer) place(at label) { w.places[at] = len(w.script.Steps) }

// block compiles steps that go on at next.
func (w *writer) block(docs []stepDoc, next label) {
	for i := range docs {
		after := next
		if i < len(docs)-1 {
			after = w.label()
		}
		w.step(&docs[i], after)
		if i < len(docs)-1 {
			w.place(after)
		}
	}
}

// sub compiles an inner block and says where it begins; an empty one is next.
func (w *writer) sub(docs []stepDoc, next label) label {
	if len(docs) == 0 {
		return next
	}
	start := w.label()
	w.place(start)
	w.block(docs, next)
	return start
}

// emit adds a step. Two names with the same hash are refused.
func (w *writer) emit(doc *stepDoc, id string, op Op, next label) {
	h := HashOf(id)
	w.script.Steps = append(w.script.Steps, Step{ID: id, Hash: h, Op: op, Next: int(next), At: placeOf(w.file, doc.at)})
	for _, name := range append([]string{id}, texts(doc.Was)...) {
		if _, taken := w.script.index[HashOf(name)]; taken {
			w.report(placeOf(w.file, doc.at), fmt.Sprintf("the step %q cannot be told apart from another one", name), "give it another id")
			continue
		}
		w.script.index[HashOf(name)] = len(w.script.Steps) - 1
	}
}

func texts(list []yamldoc.Text) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.V
	}
	return out
}

// goTo resolves "go:" when every step has its place.
func (w *writer) goTo(name yamldoc.Text, set func(label)) {
	w.gos = append(w.gos, pendingGo{name, set})
}

func (w *writer) finish() {
	for at := range w.places {
		if w.places[at] >= len(w.script.Steps) {
			w.places[at] = End // the steps there had mistakes and are left out
		}
	}
	for _, g := range w.gos {
		i, ok := w.script.index[HashOf(g.name.V)]
		if !ok {
			w.report(placeOf(w.file, g.name.At), fmt.Sprintf("there is no step %q in this script", clip(g.name.V)), nearestOf(g.name.V, w.stepIDs()))
			continue
		}
		at := w.label()
		w.places[at] = i
		g.set(at)
	}
	for i := range w.script.Steps {
		w.resolve(&w.script.Steps[i])
	}
}

func (w *writer) resolve(s *Step) {
	put := func(at *int) { *at = w.places[*at] }
	put(&s.Next)
	switch op := s.Op.(type) {
	case *If:
		put(&op.Then)
		put(&op.Else)
	case *Repeat:
		put(&op.Body)
	case *Go:
		put(&op.To)
	case *Offer:
		for i := range op.Buttons {
			put(&op.Buttons[i].To)
		}
	}
}

func (w *writer) stepIDs() []string {
	ids := make([]string, 0, len(w.script.Steps))
	for i := range w.script.Steps {
		if _, is := w.script.Steps[i].Op.(*Go); !is {
			ids = append(ids, w.script.Steps[i].ID)
		}
	}
	slices.Sort(ids)
	return ids
}
