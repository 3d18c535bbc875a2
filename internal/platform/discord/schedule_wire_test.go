package discord

import (
	"strings"
	"testing"
)

// FuzzScheduleWire: whatever an id says, it says one thing only, and is written as it
// was read.
func FuzzScheduleWire(f *testing.F) {
	for _, id := range []string{"s:d1.yes", "f:600:d1.text", "f:0600:x", "b:evening", "b.evening", "b!w", "s:", "f:1:", "15.7000"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		meanings := 0
		if w, ok := parseWire(id); ok {
			meanings++
			if w.String() != id {
				t.Fatalf("%q became %q", id, w.String())
			}
		}
		if token, ok := parseTap(id); ok {
			meanings++
			if tapPrefix+token != id || len(token) > maxBehind {
				t.Fatalf("%q holds %q", id, token)
			}
		}
		if script, ok := parsePost(id); ok {
			meanings++
			if postPrefix+script != id || strings.ContainsAny(script, " /\n") {
				t.Fatalf("%q begins %q", id, script)
			}
		}
		if sheet, ok := parseSheet(id); ok {
			meanings++
			if sheet.String() != id || sheet.most < 1 || sheet.most > maxWritten {
				t.Fatalf("%q became %q", id, sheet.String())
			}
		}
		if meanings > 1 {
			t.Fatalf("%q means %d things", id, meanings)
		}
	})
}
