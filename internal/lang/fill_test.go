package lang_test

import (
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

func TestFillPutsArgumentsInTheirPlaces(t *testing.T) {
	cases := map[string]struct {
		text string
		args []string
		want string
	}{
		"in order":                       {"{1} of {2}", []string{"3", "5"}, "3 of 5"},
		"in another order, and twice":    {"{2}, {1}, {2}", []string{"a", "b"}, "b, a, b"},
		"without a place":                {"as it is", []string{"a"}, "as it is"},
		"without an argument":            {"{1} of {2}", []string{"3"}, "3 of {2}"},
		"an argument is not read again":  {"{1} {2}", []string{"{2}", "{1}"}, "{2} {1}"},
		"braces that are no places":      {"{ {0} {x} {10} {", []string{"a"}, "{ {0} {x} {10} {"},
		"a place right behind another":   {"{1}{1}", []string{"ñ"}, "ññ"},
		"an empty argument leaves a gap": {"[{1}]", []string{""}, "[]"},
	}
	for name, c := range cases {
		if got := lang.Fill(c.text, c.args...); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func FuzzFillKeepsEverythingElse(f *testing.F) {
	f.Add("{1} of {2}", "a")
	f.Add("{{1}}", "{1}")
	f.Fuzz(func(t *testing.T, text, arg string) {
		if got, want := lang.Fill(text, arg), strings.ReplaceAll(text, "{1}", arg); got != want {
			t.Fatalf("%q filled with %q: %q, want %q", text, arg, got, want)
		}
	})
}
