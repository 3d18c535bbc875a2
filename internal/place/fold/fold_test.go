package fold_test

import (
	"testing"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/place/fold"
)

func TestName(t *testing.T) {
	for _, c := range []struct{ why, text, want string }{
		{"an accent and a hyphen", "Saint-Étienne", "saint etienne"},
		{"a comma and full stops", "Washington, D.C.", "washington dc"},
		{"an apostrophe of a typewriter and of a printer", "L'Aquila’s", "laquilas"},
		{"spaces around and between", "  New \t York ", "new york"},
		{"letters that do not come apart", "Łódź, Tromsø, Straße, Iğdır", "lodz tromso strasse igdir"},
		{"a zone", "America/Port-au-Prince", "america port au prince"},
		{"underscores", "buenos_aires", "buenos aires"},
		{"a plus stays", "GMT+2", "gmt+2"},
		{"Cyrillic", "ЙОШКАР-ОЛА", "иошкар ола"},
		{"Greek with its two small sigmas", "ΑΘΉΝΑΣ Αθήνας", "αθηνασ αθηνασ"},
		{"Korean stays in syllables", "서울", "서울"},
		{"wide letters", "Ｔｏｋｙｏ", "tokyo"},
		{"a sign for a breath", "Hawaiʻi", "hawaii"},
		{"nothing but signs", "—!?", ""},
	} {
		if got := fold.Name(c.text); got != c.want {
			t.Errorf("%s: Name(%q) = %q; want %q", c.why, c.text, got, c.want)
		}
	}
}

func FuzzName(f *testing.F) {
	for _, seed := range []string{"São Paulo", "İzmir", "北京", "ﷺ", "\xff", "a  b", "ΐ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := fold.Name(text)
		if twice := fold.Name(once); twice != once {
			t.Errorf("folding %q gives %+q, and folding that gives %+q", text, once, twice)
		}
		if !utf8.ValidString(once) {
			t.Errorf("folding %q gives broken text", text)
		}
	})
}
