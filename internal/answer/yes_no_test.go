package answer_test

import (
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
)

func TestYesAndNo(t *testing.T) {
	cases := []struct{ code, text, want string }{
		{"en", "yes", "yes"},
		{"en", "Yes!", "yes"},
		{"en", "y", "yes"},
		{"en", "yeah, sure", "yes"},
		{"en", "ok 👍", "yes"},
		{"en", "👍🏽", "yes"},
		{"en", "I do", "yes"},
		{"en", "no", "no"},
		{"en", "No thanks.", "no"},
		{"en", "nope, not today", "no"},
		{"en", "I don't", "no"},
		{"en", "👎", "no"},
		{"en", "yes and no", ""},
		{"en", "yes, no", ""},
		{"en", "not sure", ""},
		{"en", "yes but later", ""},
		{"en", "maybe", ""},
		{"en", "no, maybe", ""},
		{"en", "yes, sort of", ""},
		{"en", "well, yes", "yes"},
		{"en", "don't know", ""},
		{"en", "", ""},
		{"en", strings.Repeat("yes ", 500), ""},
		{"es", "sí", "yes"},
		{"es", "SI", "yes"},
		{"es", "claro que sí", "yes"},
		{"es", "no", "no"},
		{"es", "hoy no, gracias", "no"},
		{"es", "claro que no", "no"},
		{"es", "no sé", ""},
		{"es", "si no", ""},
	}
	for _, c := range cases {
		yes, reject := answer.YesNo(c.text, speak(t, c.code))
		got := map[bool]string{true: "yes", false: "no"}[yes]
		if reject != nil {
			got = ""
		}
		if got != c.want {
			t.Errorf("%s %.30q: got %q (%+v), want %q", c.code, c.text, got, reject, c.want)
		}
	}
}
