package lang_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

func TestFoldBringsWhatPeopleTypeToOneForm(t *testing.T) {
	cases := map[string]struct{ text, want string }{
		"case":                      {"SEVEN", "seven"},
		"accents":                   {"Mañana, dieciséis", "manana, dieciseis"},
		"spaces":                    {" \t a \n\u00a0 b ", "a b"},
		"fullwidth":                 {"７：３０ ＰＭ", "7:30 pm"},
		"Arabic digits":             {"٧٫٥", "7.5"},
		"Devanagari digits":         {"१०", "10"},
		"mathematical digits":       {"𝟕𝟘", "70"},
		"a keycap":                  {"7️⃣", "7"},
		"the keycap of ten":         {"🔟", "10"},
		"a curled apostrophe":       {"I’d say", "id say"},
		"dashes":                    {"–3 — 4", "-3 - 4"},
		"an abbreviation":           {"9 p.m.", "9 pm."},
		"with a space in it":        {"9 p. m.", "9 p m."},
		"the end of a sentence":     {"fine. thanks", "fine. thanks"},
		"what is not seen":          {"st\u200bo\u00adp", "stop"},
		"a power stays a power":     {"7²", "7²"},
		"a struck digit stays so":   {"7\u0336", "7\u0336"},
		"bytes that are no letters": {"a\xffb", "a\uFFFDb"},
	}
	for name, c := range cases {
		if got := lang.Fold(c.text); got != c.want {
			t.Errorf("%s: %q became %q, not %q", name, c.text, got, c.want)
		}
	}
}

func TestEveryDigitOfEveryScriptIsRead(t *testing.T) {
	runs, last := 0, rune(-2)
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !unicode.Is(unicode.Nd, r) {
			continue
		}
		if r != last+1 {
			runs = 0
		}
		if got, want := lang.Fold(string(r)), fmt.Sprint(runs%10); got != want {
			t.Fatalf("%U is read as %q, not %s", r, got, want)
		}
		last = r
		runs++
	}
}

func FuzzFoldIsSteady(f *testing.F) {
	for _, text := range []string{"Mañana", "7️⃣", "I’d say 9 p.m.", "1🔟", "\xff", "İ", "`a`b'", "a.b.c", "p . m"} {
		f.Add(text)
	}
	set := house(f)
	f.Fuzz(func(t *testing.T, text string) {
		once := lang.Fold(text)
		if !utf8.ValidString(once) || strings.TrimSpace(once) != once || strings.Contains(once, "  ") {
			t.Fatalf("%q became %q", text, once)
		}
		for _, l := range set.All() {
			if c, ok := l.Control(text); ok != (c != 0) {
				t.Fatalf("%q is control %d, %v", text, c, ok)
			}
		}
	})
}
