package telegram

import (
	"strings"
	"testing"
)

func TestWhatPingsNobodyStaysReadable(t *testing.T) {
	for name, story := range map[string]struct{ text, want string }{
		"a name":                           {"@ana", "@\u2060ana"},
		"all":                              {"Hello @all!", "Hello @\u2060all!"},
		"behind a bracket and a comma":     {"(@ana,@ben)", "(@\u2060ana,@\u2060ben)"},
		"after a line":                     {"water\n@ana", "water\n@\u2060ana"},
		"behind an accent of its own":      {"e\u0301@ana", "e\u0301@\u2060ana"},
		"twice the sign":                   {"@@ana", "@@\u2060ana"},
		"an address of mail":               {"ana@example.org", "ana@example.org"},
		"a sign alone":                     {"9 @ home, @, @!", "9 @ home, @, @!"},
		"already broken":                   {"@\u2060ana", "@\u2060ana"},
		"a link to a person":               {"https://t.me/ana and t.me/ana", "https://t.me/ana and t.me/ana"},
		"a name in an address":             {"https://x.org/@ana?by=@ben", "https://x.org/%40ana?by=%40ben"},
		"an address without its protocol":  {"x.org/@ana", "x.org/%40ana"},
		"a word with a stroke is none":     {"and/@ana", "and/@\u2060ana"},
		"nor is a name in place of a host": {"https://@ana", "https://@\u2060ana"},
		"nothing":                          {"", ""},
		"bytes that are no text":           {"\xff@ana\xff", "\xff@\u2060ana\xff"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := pingsNobody(story.text); got != story.want {
				t.Errorf("%q becomes %q and not %q", story.text, got, story.want)
			}
		})
	}
}

// FuzzAPostPingsNobody: no sign that a name follows is left where Telegram would read it,
// and without those signs the text is as it was.
func FuzzAPostPingsNobody(f *testing.F) {
	for _, seed := range []string{"@ana", "a@b @c", "https://x.org/@ana", "\xff@a", "@@_", "x.y/@z @q"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := pingsNobody(text)
		before := ' '
		for i, r := range got {
			if r == '@' && !wordy(before) && named(got[i+1:]) {
				t.Errorf("%q still calls somebody at %d", got, i)
			}
			before = r
		}
		if !strings.Contains(text, wordJoiner) && !strings.Contains(text, "%40") {
			if back := strings.ReplaceAll(strings.ReplaceAll(got, wordJoiner, ""), "%40", "@"); back != text {
				t.Errorf("%q reads back as %q", text, back)
			}
		}
		if again := pingsNobody(got); again != got {
			t.Errorf("%q changes again to %q", got, again)
		}
	})
}
