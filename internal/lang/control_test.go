package lang_test

import (
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

func TestAControlIsTheWholeText(t *testing.T) {
	cases := []struct {
		code, text string
		want       lang.Control
	}{
		{"en", "stop", lang.Stop},
		{"en", "  STOP!!! ", lang.Stop},
		{"en", "“Stop.”", lang.Stop},
		{"en", "please stop", lang.Stop},
		{"en", "stop, please", lang.Stop},
		{"en", "stop 🛑", lang.Stop},
		{"en", "ｓｔｏｐ", lang.Stop},
		{"en", "let’s stop", lang.Stop},
		{"en", "quit", lang.Stop},
		{"en", "skip", lang.Skip},
		{"en", "Skip this one", lang.Skip},
		{"en", "go back", lang.Back},
		{"en", "once more", lang.Repeat},
		{"en", "help", lang.Help},
		{"en", "help?", lang.Help},
		{"en", "help now", lang.Now},
		{"en", "Help. Now.", lang.Now},
		{"en", "I need help now", lang.Now},
		{"en", "I need help", lang.Now},
		{"en", "S.O.S.", lang.Now},
		{"en", "I cannot stop thinking", 0},
		{"en", "stop, I want to die", 0},
		{"en", "don't stop", 0},
		{"en", "non-stop", 0},
		{"en", "stopp", 0},
		{"en", "my back", 0},
		{"en", "next", 0},
		{"en", "enough", 0},
		{"en", "7", 0},
		{"en", "", 0},
		{"en", "...", 0},
		{"en", "stop" + strings.Repeat(" ", 200), 0},
		{"en", strings.Repeat("stop ", 20), 0},
		{"en", "stop\xff", lang.Stop},
		{"es", "parar", lang.Stop},
		{"es", "¡Para!", lang.Stop},
		{"es", "stop", lang.Stop},
		{"es", "saltar", lang.Skip},
		{"es", "ATRÁS", lang.Back},
		{"es", "atras", lang.Back},
		{"es", "otra vez, por favor", lang.Repeat},
		{"es", "¿ayuda?", lang.Help},
		{"es", "ayuda ahora", lang.Now},
		{"es", "¡Necesito ayuda ya!", lang.Now},
		{"es", "no puedo parar", 0},
		{"es", "para dormir", 0},
		{"es", "alto", 0},
	}
	set := house(t)
	for _, c := range cases {
		i, _ := set.Index(c.code)
		if got, ok := set.At(i).Control(c.text); got != c.want || ok != (c.want != 0) {
			t.Errorf("%s %.40q: got %d, want %d", c.code, c.text, got, c.want)
		}
	}
}

func TestTheLabelOfAButtonDoesWhatTheButtonDoes(t *testing.T) {
	for _, l := range house(t).All() {
		for _, c := range lang.Controls() {
			if got, ok := l.Control(l.Text(c.Label())); !ok || got != c {
				t.Errorf("%s: %q typed is control %d, not %d", l.Code, l.Text(c.Label()), got, c)
			}
		}
	}
}

func TestLookingForAControlCostsNoMemory(t *testing.T) {
	en := house(t).At(0)
	for _, text := range []string{"7", "about seven", "stop"} {
		if n := testing.AllocsPerRun(100, func() { en.Control(text) }); n != 0 {
			t.Errorf("%q: %v allocations", text, n)
		}
	}
}

func BenchmarkControl(b *testing.B) {
	en := house(b).At(0)
	for _, text := range []string{"7", "about seven", "stop", "stop 🛑"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				en.Control(text)
			}
		})
	}
}
