package recur_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// FuzzParse reads anything without falling over; what it takes comes back from both
// languages' phrases and from bytes, and what it refuses comes with examples.
func FuzzParse(f *testing.F) {
	for _, c := range phrases() {
		f.Add(c.text, c.lang == "es", uint16(0))
	}
	for _, c := range refusals() {
		f.Add(c.text, c.lang == "es", uint16(1))
	}
	zones := zonesOf(f, "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC", "Africa/Casablanca")
	f.Fuzz(func(t *testing.T, text string, spanish bool, step uint16) {
		zone := zones[int(step)%len(zones)]
		in := recur.Context{Lang: "en", Now: afternoon(zone).Add(time.Duration(step) * 7919 * time.Minute), Place: city}
		if spanish {
			in.Lang = "es"
		}
		for _, phrase := range recur.Suggest(text, in, 8) {
			if _, err := recur.Parse(phrase, in); err != nil {
				t.Fatalf("%q is suggested and refused: %v", phrase, err)
			}
		}
		w, err := recur.Parse(text, in)
		if err != nil {
			var refused *recur.RefusedError
			if !errors.As(err, &refused) {
				t.Fatal(err)
			}
			checkExamples(t, refused, in)
			return
		}
		comesBack(t, w, in)
		if _, ok := w.Next(in.Now, zoneOf(t, w, zone)); !ok {
			t.Fatalf("%q never happens", text)
		}
	})
}

// FuzzParseRule takes no rule that does not happen, or that Echo cannot say again.
func FuzzParseRule(f *testing.F) {
	for _, text := range rules() {
		f.Add(text, uint16(540), uint16(20000))
	}
	f.Add("FREQ=HOURLY;INTERVAL=5;UNTIL=20270301T080000Z", uint16(0), uint16(20000))
	f.Add("RRULE:FREQ=DAILY;BYHOUR=6,18;BYMINUTE=30;UNTIL=20270301", uint16(540), uint16(20000))
	f.Fuzz(func(t *testing.T, text string, clock, day uint16) {
		start := recur.DateOf(time.Unix(int64(day)*86400, 0).UTC())
		w, err := recur.ParseRule(text, []recur.Clock{recur.Clock(clock % 1440)}, start, "Europe/Paris")
		if err != nil {
			return
		}
		zone := zonesOf(t, "Europe/Paris")[0]
		now := start.In(zone).Add(-time.Second)
		if _, ok := w.Next(now.AddDate(0, 0, -2), zone); !ok {
			t.Fatalf("%q never happens", text)
		}
		if _, ok := w.Next(now, zone); ok {
			comesBack(t, w, recur.Context{Now: now})
		}
	})
}

// FuzzDecode takes only bytes that Append wrote, and each value can be asked.
func FuzzDecode(f *testing.F) {
	for _, c := range phrases() {
		in := recur.Context{Lang: c.lang, Now: afternoon(zonesOf(f, "Europe/Paris")[0]), Place: city}
		w, err := recur.Parse(c.text, in)
		if err != nil {
			f.Fatal(c.text, err)
		}
		f.Add(w.Append(nil))
	}
	paris := zonesOf(f, "Europe/Paris")[0]
	f.Fuzz(func(t *testing.T, b []byte) {
		w, rest, err := recur.Decode(b)
		if err != nil {
			return
		}
		if again := w.Append(nil); string(again) != string(b[:len(b)-len(rest)]) {
			t.Fatalf("%x becomes %x", b[:len(b)-len(rest)], again)
		}
		at := afternoon(paris)
		for range 5 {
			next, ok := w.Next(at, paris)
			if ok && !next.After(at) {
				t.Fatalf("%s is not after %s", next, at)
			}
			if !ok {
				break
			}
			at = next
		}
		_, _, _ = w.Echo("en"), w.Echo("es"), w.Often()
	})
}

// comesBack says a value in both languages and writes it down, and reads it again.
func comesBack(t *testing.T, w recur.When, in recur.Context) {
	t.Helper()
	for _, lang := range []string{"en", "es"} {
		in.Lang = lang
		again, err := recur.Parse(w.Echo(lang), in)
		if err != nil {
			t.Fatalf("%q is refused: %v", w.Echo(lang), err)
		}
		if again != w {
			t.Fatalf("%q is read as %q:\n%+v\n%+v", w.Echo(lang), again.Echo(lang), w, again)
		}
	}
	again, rest, err := recur.Decode(append(w.Append(nil), 1, 2, 3))
	if err != nil || again != w || len(rest) != 3 {
		t.Fatalf("%q is written as %x and read as %+v, %x, %v", w.Echo("en"), w.Append(nil), again, rest, err)
	}
}

func checkExamples(t *testing.T, refused *recur.RefusedError, in recur.Context) {
	t.Helper()
	for _, example := range refused.Examples {
		if _, err := recur.Parse(example, in); err != nil {
			t.Fatalf("the example %q is refused: %v", example, err)
		}
	}
}
