package recur_test

import (
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

func TestPlainRulesAreSmallInBytes(t *testing.T) {
	in := recur.Context{Now: afternoon(zonesOf(t, "Europe/Paris")[0]), Place: city}
	for text, most := range map[string]int{
		"every day 21:00": 5, "every weekday 9:30": 7, "every 2 weeks on mon 8am": 15,
		"every month on the last friday 17:00": 24, "24 december 18:00": 10, "every day 21:00 in Tokyo": 16, "every hour": 50,
	} {
		w, err := recur.Parse(text, in)
		if err != nil {
			t.Fatal(text, err)
		}
		if n := len(w.Append(nil)); n > most {
			t.Errorf("%s takes %d bytes, more than %d", text, n, most)
		}
	}
}

func TestBytesThatAreCutAreRefused(t *testing.T) {
	in := recur.Context{Lang: "en", Now: afternoon(zonesOf(t, "Europe/Paris")[0]), Place: city}
	for _, c := range phrases() {
		in.Lang = c.lang
		w, err := recur.Parse(c.text, in)
		if err != nil {
			t.Fatal(c.text, err)
		}
		whole := w.Append(nil)
		for n := range whole {
			if v, _, err := recur.Decode(whole[:n]); err == nil {
				t.Errorf("%d of %d bytes of %q are read as %q", n, len(whole), c.text, v.Echo("en"))
			}
		}
	}
}
