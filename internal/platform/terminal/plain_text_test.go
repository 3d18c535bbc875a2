package terminal

import (
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func TestScalesInPlainLines(t *testing.T) {
	for story, c := range map[string]struct {
		labels []string
		want   string
	}{
		"numbers in a row":             {[]string{"0", "1", "2", "3"}, "  0-3"},
		"words at the ends":            {[]string{"0 calm", "1", "2", "3 tense"}, "  0 calm … 3 tense"},
		"words everywhere":             {[]string{"0 not at all", "1 a little", "2 a lot"}, "  0 not at all · 1 a little · 2 a lot"},
		"numbers with gaps":            {[]string{"0", "5", "10"}, "  0 · 5 · 10"},
		"two ends":                     {[]string{"0", "1"}, "  0 · 1"},
		"no numbers: picked by number": {[]string{"never", "often"}, "  [1] never   [2] often"},
	} {
		t.Run(story, func(t *testing.T) {
			m := newMenu(chat.Say{Layout: chat.Scale, Choices: choices(c.labels...)})
			if got := plainChoices(m); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestLengthsAreWrittenShort(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s", 40 * time.Second: "40 s", 2 * time.Minute: "2 min", 90 * time.Second: "1 min 30 s",
		119600 * ms: "2 min",
	} {
		if got := length(d, Labels{}.withDefaults()); got != want {
			t.Errorf("%v is written %q, want %q", d, got, want)
		}
	}
	if got := seconds(5500 * ms); got != "5.5" {
		t.Errorf("5.5 s is written %q", got)
	}
}

func TestValuesInLabelsAreNotReadAgain(t *testing.T) {
	if got := fill("{1} of {2}", "{2}", "b"); got != "{2} of b" {
		t.Errorf("got %q", got)
	}
}
