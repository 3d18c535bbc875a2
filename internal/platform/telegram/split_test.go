package telegram

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestATextIsCutWhereItHurtsLeast(t *testing.T) {
	for name, story := range map[string]struct {
		text string
		want []string
	}{
		"a short one stays whole":                    {text: " breathe in ", want: []string{"breathe in"}},
		"only space is nothing":                      {text: " \n "},
		"between paragraphs first":                   {text: "one two\n\nthree four\nfive", want: []string{"one two", "three four\nfive"}},
		"else between lines":                         {text: "one two three\nfour five six", want: []string{"one two three", "four five six"}},
		"else between words":                         {text: "one two three four five six", want: []string{"one two three four", "five six"}},
		"else anywhere":                              {text: strings.Repeat("x", 45), want: []string{strings.Repeat("x", 20), strings.Repeat("x", 20), "xxxxx"}},
		"a sign of two units is never cut":           {text: strings.Repeat("🌱", 11), want: []string{strings.Repeat("🌱", 10), "🌱"}},
		"a sign stays with what changes it":          {text: strings.Repeat("x", 18) + "🤚🏽 rest", want: []string{strings.Repeat("x", 18), "🤚🏽 rest"}},
		"a paragraph that is too short is not a cut": {text: "a\n\n" + strings.Repeat("word ", 7), want: []string{"a\n\nword word word", "word word word word"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := split(story.text, 20); !slices.Equal(got, story.want) {
				t.Errorf("it became %q", got)
			}
		})
	}
}

// FuzzNothingIsLostInASplit: every part fits, and together they say what was said.
func FuzzNothingIsLostInASplit(f *testing.F) {
	f.Add("one two\n\nthree four\nfive", 20)
	f.Add(strings.Repeat("🌱", 30), 7)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		if !utf8.ValidString(text) || limit < 2 || limit > 5000 {
			t.Skip()
		}
		parts := split(text, limit)
		for _, part := range parts {
			if units(part) > limit || part == "" {
				t.Errorf("a part has %d units of %d", units(part), limit)
			}
		}
		if said, want := strings.Join(strings.Fields(strings.Join(parts, "")), ""), strings.Join(strings.Fields(text), ""); said != want {
			t.Errorf("%q became %q", text, parts)
		}
	})
}
