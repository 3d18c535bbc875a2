package terminal

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestTextFromOutsideIsMadeSafe(t *testing.T) {
	for story, c := range map[string]struct{ text, want string }{
		"words stay as they are":                {"Grüße, 疲れた 👩‍👩‍👧 é", "Grüße, 疲れた 👩‍👩‍👧 é"},
		"colours go":                            {"a \x1b[31mred\x1b[0m word", "a red word"},
		"a window title goes":                   {"a\x1b]0;owned\x07b", "ab"},
		"a clipboard write goes":                {"a\x1b]52;c;AAAA\x1b\\b", "ab"},
		"a screen is not cleared":               {"a\x1b[2J\x1b[Hb", "ab"},
		"a bell does not ring":                  {"a\ab", "ab"},
		"line ends become the usual ones":       {"a\r\nb\rc\u2028d", "a\nb\nc\nd"},
		"a tab becomes a space":                 {"a\tb", "a b"},
		"an override cannot turn the text":      {"a\u202Eb", "ab"},
		"broken bytes become a visible mark":    {"a\xffb", "a\uFFFDb"},
		"a lone escape character goes":          {"a\x1b", "a"},
		"the C1 way of beginning a sequence is": {"a\u009b31mb", "a31mb"},
	} {
		t.Run(story, func(t *testing.T) {
			if got := clean(c.text); got != c.want {
				t.Errorf("clean(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	for _, seed := range []string{"plain", "\x1b[31mred", "\u009b2J", "\x1b]0;t\x07", "a\r\n\tb", "\xff\x1bPq\x1b\\", "👩‍👩‍👧"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := clean(text)
		if !utf8.ValidString(got) {
			t.Errorf("clean(%q) is not valid text: %q", text, got)
		}
		for _, r := range got {
			if r != '\n' && unicode.IsControl(r) {
				t.Errorf("clean(%q) keeps the control character %U", text, r)
			}
		}
		if again := clean(got); again != got {
			t.Errorf("clean is not stable: %q becomes %q", got, again)
		}
	})
}
