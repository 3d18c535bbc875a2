package telegram

import (
	"bytes"
	"encoding/json"
	"testing"
)

// FuzzElementsAreThoseOfTheArray: as encoding/json sees them.
func FuzzElementsAreThoseOfTheArray(f *testing.F) {
	for _, seed := range []string{`[]`, `[ ]`, `[1, 2]`, `[{"a":"]"},[1,[2]],"\"],"]`, `[[{"text":"x","callback_data":"7.a"}]]`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var want []json.RawMessage
		got, whole := elements(raw)
		if len(raw) == 0 || raw[0] != '[' || json.Unmarshal(raw, &want) != nil {
			return
		}
		if !whole || len(got) != len(want) {
			t.Fatalf("%s has the elements %q", raw, got)
		}
		for i := range want {
			if !bytes.Equal(got[i], bytes.TrimSpace(want[i])) {
				t.Errorf("element %d of %s is %s", i, raw, got[i])
			}
		}
	})
}
