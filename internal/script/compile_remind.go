package script

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// String is the deed as scripts write it.
func (d Deed) String() string {
	for _, row := range deeds() {
		if row.deed == d {
			return row.word
		}
	}
	return ""
}

// deedRow is a deed, its word, and what goes with it.
type deedRow struct {
	word  string
	deed  Deed
	takes []string
}

// deeds is what can be done with reminders, in the order in which it is explained.
func deeds() []deedRow {
	return []deedRow{
		{"add", AddReminder, []string{"what", "at"}},
		{"pause", PauseReminder, []string{"which"}},
		{"resume", ResumeReminder, []string{"which"}},
		{"skip", SkipReminder, []string{"which"}},
		{"delete", DeleteReminder, []string{"which"}},
		{"move", MoveReminder, []string{"which", "at"}},
		{"word", WordReminder, []string{"which", "what"}},
	}
}

// Slots are the values that the deed looks at.
func (r *Remind) Slots() []*Slot {
	slots := make([]*Slot, 0, 2)
	for _, slot := range []*Slot{r.Which, r.What, r.At} {
		if slot != nil {
			slots = append(slots, slot)
		}
	}
	return slots
}

func (w *writer) remind(doc *stepDoc, next label) {
	row, ok := w.deed(doc.Remind)
	if !ok {
		return
	}
	op := &Remind{Do: row.deed}
	for _, part := range []struct {
		key   string
		name  yamldoc.Text
		fits  func(*Type) bool
		wants string
		into  **Slot
	}{
		{"which", doc.Which, func(t *Type) bool { return t.Kind == Which }, "reminder", &op.Which},
		{"what", doc.What, row.what, row.whatIs(), &op.What},
		{"at", doc.When, func(t *Type) bool { return t.Kind == Schedule }, "schedule", &op.At},
	} {
		takes := slices.Contains(row.takes, part.key)
		switch {
		case takes && part.name.V == "":
			w.report(placeOf(w.file, doc.at), fmt.Sprintf("it does not say %s", part.key), fmt.Sprintf("remind: %s takes: %s", row.word, strings.Join(row.takes, ", ")))
		case !takes && part.name.V != "":
			w.report(placeOf(w.file, part.name.At), fmt.Sprintf("%q does not go with \"remind: %s\"", part.key, row.word), fmt.Sprintf("it takes: %s", strings.Join(row.takes, ", ")))
		case takes:
			*part.into = w.remindSlot(part.name, part.fits, part.wants)
		}
	}
	w.emit(doc, w.id(doc, "remind-"+row.word), op, next)
}

func (w *writer) deed(word yamldoc.Text) (deedRow, bool) {
	words := make([]string, 0, len(deeds()))
	for _, row := range deeds() {
		if row.word == word.V {
			return row, true
		}
		words = append(words, row.word)
	}
	w.report(placeOf(w.file, word.At), fmt.Sprintf("%q cannot be done with a reminder", clip(word.V)), nearestOf(word.V, words))
	return deedRow{}, false
}

// what tells whether the type says what one is reminded of.
func (r deedRow) what(t *Type) bool {
	return t.Kind == Text || r.deed == AddReminder && t.Kind == Choice && t.List.templates
}

func (r deedRow) whatIs() string {
	if r.deed == AddReminder {
		return "{one-of: reminders}, or text 200"
	}
	return "text 200"
}

// remindSlot is the value of that name, when its type fits.
func (w *writer) remindSlot(name yamldoc.Text, fits func(*Type) bool, wants string) *Slot {
	slot, ok := w.find(name.V)
	switch {
	case !ok && strings.Contains(name.V, " "):
		w.unknown(name, "this is the name of a value here, no words or time; declare one and ask for it first")
		return nil
	case !ok:
		w.unknown(name, w.declareHint(name.V))
		return nil
	case !fits(slot.Type):
		w.report(placeOf(w.file, name.At), fmt.Sprintf("%s is %s and does not go here", slot.Name, kindWord(slot.Type.Kind)), "declare it as: "+wants)
		return nil
	}
	return slot
}
