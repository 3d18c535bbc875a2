package telegram

import (
	"testing"
)

// FuzzNotesOfTheDeskReadBack: what is kept of a form, and of what somebody arranges, says
// the same again.
func FuzzNotesOfTheDeskReadBack(f *testing.F) {
	for _, seed := range []string{"-1 \r", "-5 w5", "-5 w5 u77", "-5", "5 w5", "-5 45 Late evenings", "-5  x", ""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, note []byte) {
		if form, ok := parseForm(note); ok {
			if again, ok := parseForm(form.note()); !ok || again != form {
				t.Errorf("%q is %+v and then %+v", note, form, again)
			}
		}
		if group, place, ok := parseArranging(note); ok {
			if number, again, ok := parseArranging(formatArranging(group, place)); !ok || number != group || again != place {
				t.Errorf("%q is %d, %+v and then %d, %+v", note, group, place, number, again)
			}
		}
	})
}
