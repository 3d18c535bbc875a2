package telegram

import (
	"strings"
	"testing"
	"time"
)

func someLinks(t testing.TB) links {
	t.Helper()
	l, err := newLinks([]byte("a secret of sixteen bytes"), "")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestALinkCarriesWhatItIsAboutForAnHour(t *testing.T) {
	l, now := someLinks(t), time.Date(2026, 11, 22, 21, 0, 30, 0, time.UTC)
	for name, story := range map[string]struct {
		group  int64
		thread int
		later  time.Duration
		opens  bool
	}{
		"at once":                       {-1001234567890, 0, 0, true},
		"in a topic":                    {-1001234567890, 1 << 30, 0, true},
		"the group with the longest id": {-1 << 63, 7, 0, true},
		"just before the end":           {-5, 7, time.Hour, true},
		"in the minute that it ends":    {-5, 7, time.Hour + 29*time.Second, true},
		"and no later":                  {-5, 7, time.Hour + 31*time.Second, false},
		"a person is no group":          {5, 0, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			payload := l.desk(story.group, story.thread, now.Add(linkLife))
			if len(payload) > maxPayload || strings.Trim(payload[2:], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
				t.Errorf("no link can carry %q", payload)
			}
			group, thread, ok := l.openDesk(payload, now.Add(story.later))
			if ok != story.opens || ok && (group != story.group || thread != story.thread) {
				t.Errorf("it opens as %d, %d, %v", group, thread, ok)
			}
		})
	}
}

func TestEveryChangedLetterBreaksALink(t *testing.T) {
	l, now := someLinks(t), time.Unix(1_800_000_000, 0)
	desk := l.desk(-1001234567890, 45, now)
	script, ok := l.script("breathe-longer-out")
	if name, back := l.openScript(script); !ok || !back || name != "breathe-longer-out" {
		t.Errorf("the link to a script opens as %q, %v", name, back)
	}
	for at := range max(len(desk), len(script)) {
		if _, _, ok := l.openDesk(changedAt(desk, at), now); ok {
			t.Errorf("a desk's link opens with letter %d changed", at)
		}
		if _, ok := l.openScript(changedAt(script, at)); ok {
			t.Errorf("a script's link opens with letter %d changed", at)
		}
	}
	other, err := newLinks(nil, "123:another-token")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, ok := other.openDesk(desk, now); ok {
		t.Error("a link opens under another key")
	}
}

// changedAt is text with another letter in one place, or cut where it has none.
func changedAt(text string, at int) string {
	if at >= len(text) {
		return text[:len(text)-1]
	}
	letter := "A"
	if text[at] == 'A' {
		letter = "B"
	}
	return text[:at] + letter + text[at+1:]
}

// FuzzALinkOpensOnlyAsItWasMade: whatever opens is what would be made again.
func FuzzALinkOpensOnlyAsItWasMade(f *testing.F) {
	l, now := someLinks(f), time.Unix(1_800_000_000, 0)
	script, _ := l.script("evening")
	for _, seed := range []string{l.desk(-5, 0, now), l.desk(-1001234567890, 45, now), script, "s-", "b-", "b-AAAAAAAAAAAAAAAAx", "", l.desk(-5, 0, now)[:8] + "\n" + l.desk(-5, 0, now)[8:]} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, payload string) {
		if group, thread, ok := l.openDesk(payload, time.Unix(0, 0)); ok && !strings.HasPrefix(payload, l.desk(group, thread, now)[:18]) {
			t.Errorf("%q opens as %d, %d", payload, group, thread)
		}
		if name, ok := l.openScript(payload); ok {
			if again, _ := l.script(name); again != payload {
				t.Errorf("%q opens as %q", payload, name)
			}
		}
	})
}
