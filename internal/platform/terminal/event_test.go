package terminal

import (
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func TestALineBecomesAnEvent(t *testing.T) {
	list := newMenu(chat.Say{Choices: choices("Calm", "Tense")})
	lettered := newMenu(chat.Say{Choices: choices("1 minute", "3 minutes", "5 minutes")})
	scale := newMenu(chat.Say{Layout: chat.Scale, Choices: choices("0", "1", "2", "3")})
	words := newMenu(chat.Say{Layout: chat.Scale, Choices: choices("never", "often")})

	for story, c := range map[string]struct {
		line string
		open menu
		want chat.Event
	}{
		"a command":                              {"/checkin", menu{}, chat.Command{Name: "checkin"}},
		"a command with the rest of the line":    {" /Remind  me at 8 ", menu{}, chat.Command{Name: "remind", Args: "me at 8"}},
		"a command in another alphabet":          {"/помощь", menu{}, chat.Command{Name: "помощь"}},
		"a slash alone is text":                  {"/", menu{}, chat.Text{Text: "/"}},
		"a face is text":                         {"/: not so good", menu{}, chat.Text{Text: "/: not so good"}},
		"a path is text":                         {"/home/me", menu{}, chat.Text{Text: "/home/me"}},
		"the number beside a choice presses it":  {"2", list, chat.Press{Token: "t1"}},
		"a number that is not there is text":     {"3", list, chat.Text{Text: "3"}},
		"a label is text for the script":         {"Tense", list, chat.Text{Text: "Tense"}},
		"labels with numbers have letters":       {"B", lettered, chat.Press{Token: "t1"}},
		"a number among such labels is text":     {"3", lettered, chat.Text{Text: "3"}},
		"a number on a scale is text":            {"2", scale, chat.Text{Text: "2"}},
		"a scale of words is picked like a list": {"2", words, chat.Press{Token: "t1"}},
		"a number for an open question is text":  {"7", menu{}, chat.Text{Text: "7"}},
	} {
		t.Run(story, func(t *testing.T) {
			if got := eventOf(c.line, c.open); got != c.want {
				t.Errorf("eventOf(%q) = %#v, want %#v", c.line, got, c.want)
			}
		})
	}
}

func TestLetterKeysGoOnAfterZ(t *testing.T) {
	for i, want := range map[int]string{0: "a", 25: "z", 26: "aa", 27: "ab", 51: "az", 52: "ba"} {
		if got := letterKey(i); got != want {
			t.Errorf("letterKey(%d) = %q, want %q", i, got, want)
		}
	}
}

// choices makes choices with the tokens t0, t1, ….
func choices(labels ...string) []chat.Choice {
	all := make([]chat.Choice, len(labels))
	for i, l := range labels {
		all[i] = chat.Choice{Token: "t" + string(rune('0'+i)), Label: l}
	}
	return all
}
