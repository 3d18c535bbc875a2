package answer_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
)

// aThursday is a Thursday evening in Paris.
func aThursday(t testing.TB) time.Time {
	t.Helper()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(2026, 11, 26, 18, 30, 0, 0, paris)
}

func TestWhenSomethingComesIsReadInThePersonsWords(t *testing.T) {
	now := aThursday(t)
	for _, c := range []struct{ name, code, text, echo, next string }{
		{"every day", "en", "every day 21:00", "every day 21:00", "2026-11-26T20:00:00Z"},
		{"working days", "en", " Every weekday 9:30 ", "every weekday 9:30", "2026-11-27T08:30:00Z"},
		{"in Spanish, without its accents", "es", "cada dia a las 21:00", "cada día a las 21:00", "2026-11-26T20:00:00Z"},
		{"tomorrow is tomorrow where the person is", "en", "tomorrow 20:00", "", "2026-11-27T19:00:00Z"},
		{"in a while", "en", "in 20 minutes", "", "2026-11-26T17:50:00Z"},
		{"by the clock of another city", "en", "every day 9:00 in Tokyo", "", "2026-11-27T00:00:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			when, reject := answer.Schedule(c.text, speak(t, c.code), now)
			if reject != nil {
				t.Fatalf("rejected: %s", reject.Text(speak(t, c.code)))
			}
			if echo := when.Echo(c.code); c.echo != "" && echo != c.echo {
				t.Errorf("it reads back as %q", echo)
			}
			zone := now.Location()
			if when.Zone != "" {
				zone, _ = time.LoadLocation(when.Zone)
			}
			if next, _ := when.Next(now, zone); next.Format(time.RFC3339) != c.next {
				t.Errorf("it comes next at %s, not %s", next.Format(time.RFC3339), c.next)
			}
		})
	}
}

func TestWhatIsNoScheduleIsRefusedWithExamplesThatAre(t *testing.T) {
	now := aThursday(t)
	for _, c := range []struct {
		name, code, text string
		reason           answer.Reason
		says             string
	}{
		{"a word of something else", "en", "banana", answer.NotAWhen, `"banana"`},
		{"said back as it was typed", "es", "Plátano", answer.NotAWhen, `"Plátano"`},
		{"a day that no year has", "en", "2026-02-30 9:00", answer.NoSuchDate, "no such day"},
		{"an hour that no day has", "en", "every day 25:00", answer.NoSuchTime, "no such time"},
		{"yesterday", "en", "2026-11-25 9:00", answer.GoneBy, "gone by"},
		{"more often than once an hour", "en", "every 5 minutes", answer.TooOften, "once an hour"},
		{"an abbreviation of a zone", "en", "every day 9:00 in CET", answer.ZoneLetters, `"CET"`},
		{"a place nobody knows", "en", "every day 9:00 in Xyzzyville", answer.NoPlace, "nearest larger city"},
		{"nothing at all", "en", " \n ", answer.Empty, "skip"},
		{"a whole letter", "en", strings.Repeat("every day ", 60), answer.TooLong, "400"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := speak(t, c.code)
			_, reject := answer.Schedule(c.text, l, now)
			if reject == nil || reject.Reason != c.reason {
				t.Fatalf("%q: %+v", c.text, reject)
			}
			text := reject.Text(l)
			if !strings.Contains(text, c.says) {
				t.Errorf("it says %q", text)
			}
			for i, part := range strings.Split(text, `"`) {
				if i%2 == 0 || !strings.ContainsAny(part, "0123456789") { // outside of quotes, or the person's own
					continue
				}
				if _, again := answer.Schedule(part, l, now); again != nil {
					t.Errorf("the example %q is refused too", part)
				}
			}
		})
	}
}

func TestAPlaceIsReadAsItsTimeZone(t *testing.T) {
	for _, c := range []struct{ name, text, zone string }{
		{"a city", "paris", "Europe/Paris"},
		{"a city in another language", "Nueva York", "America/New_York"},
		{"one of two cities, with its state", "portland, maine", "America/New_York"},
		{"the name of a zone", "america/argentina/buenos_aires", "America/Argentina/Buenos_Aires"},
	} {
		t.Run(c.name, func(t *testing.T) {
			zone, reject := answer.Zone(c.text, speak(t, "en"))
			if reject != nil || zone != c.zone {
				t.Errorf("%q is %q, %+v", c.text, zone, reject)
			}
		})
	}
}

func TestAPlaceThatIsUnclearIsAskedForAgain(t *testing.T) {
	l := speak(t, "en")
	for _, c := range []struct {
		name, text string
		reason     answer.Reason
	}{
		{"several of that name", "portland", answer.SeveralPlaces},
		{"an abbreviation", "CET", answer.ZoneLetters},
		{"a distance from Greenwich", "GMT+2", answer.ZoneLetters},
		{"no place at all", "xyzzyville", answer.NoPlace},
		{"nothing", "", answer.Empty},
		{"a letter", strings.Repeat("paris ", 100), answer.TooLong},
	} {
		t.Run(c.name, func(t *testing.T) {
			zone, reject := answer.Zone(c.text, l)
			if reject == nil || reject.Reason != c.reason || zone != "" {
				t.Errorf("%q is %q, %+v", c.text, zone, reject)
			}
		})
	}
}

func TestEveryPlaceThatIsNamedCanBeTypedAsItStands(t *testing.T) {
	l := speak(t, "en")
	for _, text := range []string{"portland", "springfield", "san jose", "santiago", "cambridge", "guadalupe", "birming"} {
		_, reject := answer.Zone(text, l)
		if reject == nil || reject.Reason != answer.SeveralPlaces {
			t.Errorf("%q: %+v", text, reject)
			continue
		}
		names := strings.Split(reject.A, "; ")
		if len(names) > 3 {
			t.Errorf("%q: %d places are more than one takes in", text, len(names))
		}
		for _, name := range names {
			if _, again := answer.Zone(name, l); again != nil {
				t.Errorf("%q names %q, which is refused too", text, name)
			}
		}
	}
}

func FuzzASchedule(f *testing.F) {
	for _, text := range []string{"every weekday 9:30", "cada día a las 21:00", "in 20 minutes", "every day 9 in Tokyo", "31 feb", "banana \"x\""} {
		f.Add(text)
	}
	languages, now := both(f), aThursday(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range languages {
			when, reject := answer.Schedule(text, l, now)
			if reject != nil {
				said(t, reject, l)
				continue
			}
			if echo := when.Echo(l.Code); len(echo) <= 400 {
				if again, reject := answer.Schedule(echo, l, now); reject != nil || again != when {
					t.Fatalf("%q is %q, and that is %+v, %+v", text, echo, again, reject)
				}
			}
		}
	})
}

func FuzzAPlace(f *testing.F) {
	for _, text := range []string{"paris", "portland, maine", "CET", "san", "UTC", "a/b", "São Paulo; x"} {
		f.Add(text)
	}
	languages := both(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range languages {
			zone, reject := answer.Zone(text, l)
			if reject != nil {
				said(t, reject, l)
				continue
			}
			if _, err := time.LoadLocation(zone); zone == "" || err != nil {
				t.Fatalf("%q is in %q: %v", text, zone, err)
			}
		}
	})
}
