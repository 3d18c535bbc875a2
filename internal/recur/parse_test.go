package recur_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

// afternoon is when the phrases of these tests are typed: a Sunday, 15:04.
func afternoon(zone *time.Location) time.Time {
	return time.Date(2026, 11, 22, 15, 4, 37, 0, zone)
}

func zonesOf(t testing.TB, names ...string) []*time.Location {
	t.Helper()
	var list []*time.Location
	for _, name := range names {
		zone, err := recur.Zone(name)
		if err != nil {
			t.Fatal(name, err)
		}
		list = append(list, zone)
	}
	return list
}

func zoneOf(t testing.TB, w recur.When, owner *time.Location) *time.Location {
	t.Helper()
	if w.Zone == "" {
		return owner
	}
	return zonesOf(t, w.Zone)[0]
}

// city knows a few places, as a search for cities would.
func city(name string) (string, bool) {
	zone, ok := map[string]string{
		"tokyo": "Asia/Tokyo", "tokio": "Asia/Tokyo", "new york": "America/New_York", "portland, maine": "America/New_York",
	}[name]
	return zone, ok
}

// phrase is what somebody typed, its echo, and the first time as Stamp writes it.
type phrase struct{ lang, text, echo, first string }

func phrases() []phrase {
	return []phrase{
		{"en", "every day 21:00", "every day 21:00", "Sun 22 Nov 2026, 21:00"},
		{"en", "Daily 21:00", "every day 21:00", "Sun 22 Nov 2026, 21:00"},
		{"en", "daily 9 a.m.", "every day 9:00", "Mon 23 Nov 2026, 09:00"},
		{"en", "9:00 every day", "every day 9:00", "Mon 23 Nov 2026, 09:00"},
		{"en", "every day", "every day 9:00", "Mon 23 Nov 2026, 09:00"},
		{"en", "every weekday 9:30", "every weekday 9:30", "Mon 23 Nov 2026, 09:30"},
		{"en", "weekdays at 9.30", "every weekday 9:30", "Mon 23 Nov 2026, 09:30"},
		{"en", "mon-fri 9:30", "every weekday 9:30", "Mon 23 Nov 2026, 09:30"},
		{"en", "monday to friday 9:30", "every weekday 9:30", "Mon 23 Nov 2026, 09:30"},
		{"en", "every weekend 10:00", "every weekend 10:00", "Sat 28 Nov 2026, 10:00"},
		{"en", "every monday 8am", "every Monday 8:00", "Mon 23 Nov 2026, 08:00"},
		{"en", "mondays 8am", "every Monday 8:00", "Mon 23 Nov 2026, 08:00"},
		{"en", "every mon, wed and fri 18:00", "every Monday, Wednesday and Friday 18:00", "Mon 23 Nov 2026, 18:00"},
		{"en", "every two days 9:00", "every 2 days 9:00 starting 23 November 2026", "Mon 23 Nov 2026, 09:00"},
		{"en", "every 2 days 9:00", "every 2 days 9:00 starting 23 November 2026", "Mon 23 Nov 2026, 09:00"},
		{"en", "every other day 16:00", "every 2 days 16:00 starting 22 November 2026", "Sun 22 Nov 2026, 16:00"},
		{"en", "every 2 weeks on mon 8am", "every 2 weeks on Monday 8:00 starting 23 November 2026", "Mon 23 Nov 2026, 08:00"},
		{"en", "every other monday 8am", "every 2 weeks on Monday 8:00 starting 23 November 2026", "Mon 23 Nov 2026, 08:00"},
		{"en", "every 2 weeks on tue 12pm starting 2026-12-08", "every 2 weeks on Tuesday 12:00 starting 8 December 2026", "Tue 8 Dec 2026, 12:00"},
		{"en", "every month on the last friday 17:00", "every month on the last Friday 17:00", "Fri 27 Nov 2026, 17:00"},
		{"en", "every last friday of the month 17:00", "every month on the last Friday 17:00", "Fri 27 Nov 2026, 17:00"},
		{"en", "every month on the first monday", "every month on the first Monday 9:00", "Mon 7 Dec 2026, 09:00"},
		{"en", "every month on the first and third monday 9:00", "every month on the first and third Monday 9:00", "Mon 7 Dec 2026, 09:00"},
		{"en", "every month on the 31st 9:00", "every month on the 31st 9:00", "Mon 30 Nov 2026, 09:00"},
		{"en", "every month on the 31st 9:00 only if it exists", "every month on the 31st 9:00 only if it exists", "Thu 31 Dec 2026, 09:00"},
		{"en", "every month on the 1st and 15th 9:00", "every month on the 1st and 15th 9:00", "Tue 1 Dec 2026, 09:00"},
		{"en", "the last day of every month 9:00", "every month on the last day 9:00", "Mon 30 Nov 2026, 09:00"},
		{"en", "every 3 months on the 1st 9:00", "every 3 months on the 1st 9:00 starting 1 December 2026", "Tue 1 Dec 2026, 09:00"},
		{"en", "every year on 24 december 18:00", "every year on 24 December 18:00", "Thu 24 Dec 2026, 18:00"},
		{"en", "every december 24th 6pm", "every year on 24 December 18:00", "Thu 24 Dec 2026, 18:00"},
		{"en", "every year on 29 february 9:00", "every year on 29 February 9:00", "Sun 28 Feb 2027, 09:00"},
		{"en", "every year on 29 february 9:00 only if it exists", "every year on 29 February 9:00 only if it exists", "Tue 29 Feb 2028, 09:00"},
		{"en", "every year on the second sunday of may 9:00", "every year on the second Sunday of May 9:00", "Sun 9 May 2027, 09:00"},
		{"en", "every hour", "every hour", "Sun 22 Nov 2026, 16:00"},
		{"en", "every 2 hours from 9:00 to 17:00", "every 2 hours from 9:00 to 17:00", "Sun 22 Nov 2026, 17:00"},
		{"en", "every 2 hours from 9 to 17", "every 2 hours from 9:00 to 17:00", "Sun 22 Nov 2026, 17:00"},
		{"en", "every 2 hours from 9:00 to 17:00 on weekdays", "every weekday 9:00, 11:00, 13:00, 15:00 and 17:00", "Mon 23 Nov 2026, 09:00"},
		{"en", "every 12 hours", "every day 0:00 and 12:00", "Mon 23 Nov 2026, 00:00"},
		{"en", "every 5 hours", "every 5 hours starting 22 November 2026 16:00", "Sun 22 Nov 2026, 16:00"},
		{"en", "every day 9:00, 13:00 and 17:00", "every day 9:00, 13:00 and 17:00", "Sun 22 Nov 2026, 17:00"},
		{"en", "every day 9 and 21", "every day 9:00 and 21:00", "Sun 22 Nov 2026, 21:00"},
		{"en", "every day 12am and noon", "every day 0:00 and 12:00", "Mon 23 Nov 2026, 00:00"},
		{"en", "every day midnight and 12pm", "every day 0:00 and 12:00", "Mon 23 Nov 2026, 00:00"},
		{"en", "every day 21h", "every day 21:00", "Sun 22 Nov 2026, 21:00"},
		{"en", "every day 21h30", "every day 21:30", "Sun 22 Nov 2026, 21:30"},
		{"en", "every day 9am starting 2026-12-01 until 2027-03-01", "every day 9:00 starting 1 December 2026 until 1 March 2027", "Tue 1 Dec 2026, 09:00"},
		{"en", "every day until 2027-03-01 9:00", "every day 9:00 until 1 March 2027", "Mon 23 Nov 2026, 09:00"},
		{"en", "every day 9:00 10 times", "every day 9:00 starting 23 November 2026 10 times", "Mon 23 Nov 2026, 09:00"},
		{"en", "every day 9:00 and 17:00 10 times", "every day 9:00 and 17:00 starting 22 November 2026 17:00 10 times", "Sun 22 Nov 2026, 17:00"},
		{"en", "every day noon in Tokyo", "every day 12:00 Asia/Tokyo", "Mon 23 Nov 2026, 12:00"},
		{"en", "every day noon in Portland, Maine", "every day 12:00 America/New_York", "Sun 22 Nov 2026, 12:00"},
		{"en", "every day 12:00 asia/tokyo", "every day 12:00 Asia/Tokyo", "Mon 23 Nov 2026, 12:00"},
		{"en", "tomorrow 20:00", "23 November 2026 20:00", "Mon 23 Nov 2026, 20:00"},
		{"en", "today 18:00", "22 November 2026 18:00", "Sun 22 Nov 2026, 18:00"},
		{"en", "monday 9:00", "23 November 2026 9:00", "Mon 23 Nov 2026, 09:00"},
		{"en", "on sunday at 9:00", "29 November 2026 9:00", "Sun 29 Nov 2026, 09:00"},
		{"en", "sunday 16:00", "22 November 2026 16:00", "Sun 22 Nov 2026, 16:00"},
		{"en", "in 20 minutes", "22 November 2026 15:25 Europe/Paris", "Sun 22 Nov 2026, 15:25"},
		{"en", "in 2 hours", "22 November 2026 17:05 Europe/Paris", "Sun 22 Nov 2026, 17:05"},
		{"en", "in 1 hour and 30 minutes", "22 November 2026 16:35 Europe/Paris", "Sun 22 Nov 2026, 16:35"},
		{"en", "in half an hour", "22 November 2026 15:35 Europe/Paris", "Sun 22 Nov 2026, 15:35"},
		{"en", "in 3 days", "25 November 2026 15:04", "Wed 25 Nov 2026, 15:04"},
		{"en", "2026-12-24 18:00", "24 December 2026 18:00", "Thu 24 Dec 2026, 18:00"},
		{"en", "24/12/2026 18:00", "24 December 2026 18:00", "Thu 24 Dec 2026, 18:00"},
		{"en", "24 december 18:00", "24 December 2026 18:00", "Thu 24 Dec 2026, 18:00"},
		{"en", "december 24, 2027 at 9 pm", "24 December 2027 21:00", "Fri 24 Dec 2027, 21:00"},
		{"en", "29 february 9:00", "29 February 2028 9:00", "Tue 29 Feb 2028, 09:00"},
		{"en", "2027-03-28 02:30", "28 March 2027 2:30", "Sun 28 Mar 2027, 03:30"},
		{"es", "cada día a las 21:00", "cada día a las 21:00", "dom 22 nov 2026, 21:00"},
		{"es", "Todos los dias 21:00", "cada día a las 21:00", "dom 22 nov 2026, 21:00"},
		{"es", "every day 21:00", "cada día a las 21:00", "dom 22 nov 2026, 21:00"},
		{"es", "de lunes a viernes a las 9:30", "de lunes a viernes a las 9:30", "lun 23 nov 2026, 09:30"},
		{"es", "entre semana a las 9:30", "de lunes a viernes a las 9:30", "lun 23 nov 2026, 09:30"},
		{"es", "cada 2 semanas el lunes a las 8:00", "cada 2 semanas el lunes a las 8:00 desde el 23 de noviembre de 2026", "lun 23 nov 2026, 08:00"},
		{"es", "el último viernes de cada mes a las 17:00", "el último viernes de cada mes a las 17:00", "vie 27 nov 2026, 17:00"},
		{"es", "el ultimo dia de cada mes a las 9:00", "el último día de cada mes a las 9:00", "lun 30 nov 2026, 09:00"},
		{"es", "el 31 de cada mes a las 9:00", "el 31 de cada mes a las 9:00", "lun 30 nov 2026, 09:00"},
		{"es", "el 31 de cada mes a las 9:00 solo si existe", "el 31 de cada mes a las 9:00 solo si existe", "jue 31 dic 2026, 09:00"},
		{"es", "los días 1 y 15 de cada mes a las 9:00", "el 1 y 15 de cada mes a las 9:00", "mar 1 dic 2026, 09:00"},
		{"es", "cada 3 meses el 1 a las 9:00", "cada 3 meses el 1 a las 9:00 desde el 1 de diciembre de 2026", "mar 1 dic 2026, 09:00"},
		{"es", "el segundo domingo de mayo de cada año a las 9:00", "cada año el segundo domingo de mayo a las 9:00", "dom 9 may 2027, 09:00"},
		{"es", "cada año el 24 de diciembre a las 18:00", "cada año el 24 de diciembre a las 18:00", "jue 24 dic 2026, 18:00"},
		{"es", "los lunes a las 9 de la mañana", "cada lunes a las 9:00", "lun 23 nov 2026, 09:00"},
		{"es", "todos los lunes a la 1:00", "cada lunes a la 1:00", "lun 23 nov 2026, 01:00"},
		{"es", "cada lunes, miércoles y viernes a las 18:00", "cada lunes, miércoles y viernes a las 18:00", "lun 23 nov 2026, 18:00"},
		{"es", "los fines de semana a las 10:00", "cada fin de semana a las 10:00", "sáb 28 nov 2026, 10:00"},
		{"es", "todos los lunes a las nueve de la mañana", "cada lunes a las 9:00", "lun 23 nov 2026, 09:00"},
		{"es", "cada dos semanas el lunes a la una de la tarde", "cada 2 semanas el lunes a las 13:00 desde el 23 de noviembre de 2026", "lun 23 nov 2026, 13:00"},
		{"es", "cada hora", "cada hora", "dom 22 nov 2026, 16:00"},
		{"es", "cada 2 horas desde las 9 hasta las 17", "cada 2 horas de 9:00 a 17:00", "dom 22 nov 2026, 17:00"},
		{"es", "cada día a las 9:00, 13:00 y 17:00", "cada día a las 9:00, 13:00 y 17:00", "dom 22 nov 2026, 17:00"},
		{"es", "todos los días a mediodía", "cada día a las 12:00", "lun 23 nov 2026, 12:00"},
		{"es", "cada día a las 12 de la noche", "cada día a las 0:00", "lun 23 nov 2026, 00:00"},
		{"es", "cada día a las 9:00 desde el 1 de diciembre de 2026 hasta el 1 de marzo de 2027", "cada día a las 9:00 desde el 1 de diciembre de 2026 hasta el 1 de marzo de 2027", "mar 1 dic 2026, 09:00"},
		{"es", "cada día a las 9:00 10 veces", "cada día a las 9:00 desde el 23 de noviembre de 2026 10 veces", "lun 23 nov 2026, 09:00"},
		{"es", "cada día a las 9:00 en Tokio", "cada día a las 9:00 Asia/Tokyo", "lun 23 nov 2026, 09:00"},
		{"es", "mañana a las 20:00", "el 23 de noviembre de 2026 a las 20:00", "lun 23 nov 2026, 20:00"},
		{"es", "pasado mañana a las 9:00", "el 24 de noviembre de 2026 a las 9:00", "mar 24 nov 2026, 09:00"},
		{"es", "hoy a las 6 de la tarde", "el 22 de noviembre de 2026 a las 18:00", "dom 22 nov 2026, 18:00"},
		{"es", "el lunes a las 9:00", "el 23 de noviembre de 2026 a las 9:00", "lun 23 nov 2026, 09:00"},
		{"es", "en 20 minutos", "el 22 de noviembre de 2026 a las 15:25 Europe/Paris", "dom 22 nov 2026, 15:25"},
		{"es", "dentro de 3 días", "el 25 de noviembre de 2026 a las 15:04", "mié 25 nov 2026, 15:04"},
		{"es", "24 de diciembre de 2027 a las 6 p. m.", "el 24 de diciembre de 2027 a las 18:00", "vie 24 dic 2027, 18:00"},
	}
}

func TestPhrasesAreReadAndSaidBack(t *testing.T) {
	paris := zonesOf(t, "Europe/Paris")[0]
	for _, c := range phrases() {
		t.Run(c.text, func(t *testing.T) {
			in := recur.Context{Lang: c.lang, Now: afternoon(paris), Place: city}
			w, err := recur.Parse(c.text, in)
			if err != nil {
				t.Fatal(err)
			}
			if got := w.Echo(c.lang); got != c.echo {
				t.Errorf("echo %q, want %q", got, c.echo)
			}
			zone := zoneOf(t, w, paris)
			first, ok := w.Next(in.Now, zone)
			if got := recur.Stamp(first.In(zone), c.lang); !ok || got != c.first {
				t.Errorf("first %q, want %q", got, c.first)
			}
			comesBack(t, w, in)
		})
	}
}

// refusal is a text that is no phrase, why, and words that one of its examples has.
type refusal struct {
	lang, text string
	why        recur.Why
	part, near string
}

func refusals() []refusal {
	return []refusal{
		{"en", "", recur.Empty, "", "every day 21:00"},
		{"en", " . ", recur.Empty, "", "every day 21:00"},
		{"en", strings.Repeat("every ", 200), recur.TooLong, "", "every day 21:00"},
		{"en", "banana", recur.UnknownWord, "banana", "every day 9:00"},
		{"en", "every banana 7:30", recur.UnknownWord, "banana", "every day 7:30"},
		{"en", "next monday 9:00", recur.UnknownWord, "next", "23 November 2026 9:00"},
		{"en", "2026-02-30 9:00", recur.NoSuchDate, "2026-02-30", "28 February 2027 9:00"},
		{"en", "31 april 2027 9:00", recur.NoSuchDate, "31 april 2027", "30 April 2027 9:00"},
		{"en", "2026-03-29 02:30", recur.Past, "2026-03-29", "29 March 2027 2:30"},
		{"en", "today 8:00", recur.Past, "today 8:00", "tomorrow 8:00"},
		{"en", "every day 9:00 until 2020-01-01", recur.Past, "", "every day 9:00"},
		{"en", "every day 9:00 starting 2027-03-01 until 2027-02-01", recur.NoSuchDate, "", "every day 9:00"},
		{"en", "every 31 february", recur.NoSuchDate, "31 february", "every year on 29 February 9:00"},
		{"en", "every month on the 32nd 9:00", recur.NoSuchDate, "32nd", "every day 9:00"},
		{"en", "every day 8", recur.TwoReadings, "8", "every day 20:00"},
		{"en", "every monday at 12", recur.TwoReadings, "12", "every Monday 0:00"},
		{"en", "every day 9 and 5pm", recur.TwoReadings, "9", "every day 9:00 and 17:00"},
		{"en", "every 2 hours from 8 to 10", recur.TwoReadings, "8", ""},
		{"en", "mon and wed 9:00", recur.TwoReadings, "", "every Monday and Wednesday 9:00"},
		{"en", "every second friday 9:00", recur.TwoReadings, "every second friday", "every 2 weeks on Friday 9:00 starting 27 November 2026"},
		{"en", "every other weekday 9:00", recur.TwoReadings, "every other weekday", "every weekday 9:00"},
		{"en", "the 5th 9:00", recur.Unfinished, "", "every month on the 5th 9:00"},
		{"en", "every day at nine", recur.TwoReadings, "nine", "every day 21:00"},
		{"en", "03/04/2027 9:00", recur.TwoReadings, "03/04/2027", "4 March 2027 9:00"},
		{"en", "every day 9:00 EST", recur.Abbreviation, "est", "every day 9:00"},
		{"en", "every day 9:00 in CET", recur.Abbreviation, "cet", "every day 9:00"},
		{"en", "every day 9:00 UTC+2", recur.Abbreviation, "utc+2", "every day 9:00"},
		{"en", "every day 9:00 in Atlantis", recur.UnknownPlace, "atlantis", "every day 9:00"},
		{"en", "every minute", recur.TooOften, "minute", "every hour"},
		{"en", "every 30 minutes", recur.TooOften, "minutes", "every hour"},
		{"en", "every day 9:00 and 9:30", recur.TooOften, "9:30", "every day 9:00"},
		{"en", "every week 9:00", recur.Unfinished, "", "every Monday 9:00"},
		{"en", "every month 9:00", recur.Unfinished, "", "every month on the 1st 9:00"},
		{"en", "8pm", recur.Unfinished, "8pm", "tomorrow 20:00"},
		{"en", "every day 9:00 every day", recur.Unfinished, "", "every day 9:00"},
		{"en", "tomorrow 9:00 10 times", recur.Unfinished, "", "every day 9:00"},
		{"en", "tomorrow today 9:00", recur.Unfinished, "today", "tomorrow 9:00"},
		{"en", "every day 9:00 only if it exists", recur.Unfinished, "", "every day 9:00"},
		{"en", "every day 25:00", recur.NoSuchTime, "25:00", "every day 9:00"},
		{"en", "every day 13pm", recur.NoSuchTime, "13pm", "every day 9:00"},
		{"en", "every day 0am", recur.NoSuchTime, "0am", "every day 9:00"},
		{"en", "every 0 days 9:00", recur.OutOfRange, "0", "every day 9:00"},
		{"en", "every day 9:00 401 times", recur.OutOfRange, "401", "every day 9:00"},
		{"en", "rule FREQ=SECONDLY 9:00", recur.Unsupported, "FREQ=SECONDLY", "every day 9:00"},
		{"en", "cada lunes a las 9:00", recur.UnknownWord, "cada", ""},
		{"es", "plátano", recur.UnknownWord, "platano", "cada día a las 9:00"},
		{"es", "cada día a las 8", recur.TwoReadings, "8", "cada día a las 20:00"},
		{"es", "cada 31 de febrero", recur.NoSuchDate, "31 de febrero", "cada año el 29 de febrero a las 9:00"},
		{"es", "cada mar a las 9:00", recur.UnknownWord, "mar", "cada día a las 9:00"},
		{"es", "cada día a las 9:00 en CET", recur.Abbreviation, "cet", "cada día a las 9:00"},
	}
}

func TestWhatIsNotUnderstoodIsRefused(t *testing.T) {
	paris := zonesOf(t, "Europe/Paris")[0]
	for _, c := range refusals() {
		t.Run(c.text, func(t *testing.T) {
			in := recur.Context{Lang: c.lang, Now: afternoon(paris), Place: city}
			w, err := recur.Parse(c.text, in)
			var refused *recur.RefusedError
			if !errors.As(err, &refused) {
				t.Fatalf("it is read as %q", w.Echo(c.lang))
			}
			if refused.Why != c.why || c.part != "" && refused.Part != c.part {
				t.Errorf("refused: %s, %q; want %s, %q", refused.Why, refused.Part, c.why, c.part)
			}
			if c.part != "" && strings.Contains(refused.Error(), c.part) {
				t.Errorf("the error quotes what was typed: %q", refused.Error())
			}
			if c.near != "" && !slices.Contains(refused.Examples[:], c.near) {
				t.Errorf("%q has no %q", refused.Examples, c.near)
			}
			checkExamples(t, refused, in)
		})
	}
}

// However its clauses are put together, a phrase means the same.
func TestClausesComeInAnyOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	in := recur.Context{Now: afternoon(zonesOf(t, "Europe/Paris")[0]), Place: city}
	days := []string{
		"every day", "every weekday", "every mon, wed and fri", "every 3 days", "every 2 weeks on tue and thu", "every month on the last friday",
		"every month on the 1st and 31st", "every year on 29 february", "every 2 months on the second tuesday", "every weekend",
	}
	times := []string{"at 9:00", "8am and 8pm", "9:00, 13:00 and 17:00", "noon", "23.59"}
	starts := []string{"", "starting 2026-12-01", "starting 24 december 2026", "starting tomorrow"}
	ends := []string{"", "until 2030-01-31", "12 times", "until 1 june 2032"}
	for range 300 {
		pick := func(list []string) string { return list[random.IntN(len(list))] }
		clauses := []string{pick(days), pick(times), pick(starts), pick(ends)}
		straight, err := recur.Parse(strings.Join(clauses, " ")+" Asia/Tokyo", in)
		if err != nil {
			t.Fatal(clauses, err)
		}
		comesBack(t, straight, in)
		clauses[0], clauses[1] = clauses[1], clauses[0]
		tail := clauses[1:]
		random.Shuffle(len(tail), func(i, j int) { tail[i], tail[j] = tail[j], tail[i] })
		mixed, err := recur.Parse(strings.Join(clauses, " ")+" in Tokyo", in)
		if err != nil || mixed != straight {
			t.Fatalf("%q: %v, %q and not %q", clauses, err, mixed.Echo("en"), straight.Echo("en"))
		}
	}
}

func TestAnInstantInTheSecondShowingOfAnHourIsExact(t *testing.T) {
	paris := zonesOf(t, "Europe/Paris")[0]
	now := time.Date(2026, 10, 25, 1, 10, 0, 0, time.UTC).In(paris) // 02:10, the second time
	w, err := recur.Parse("in 20 minutes", recur.Context{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	at, ok := w.Next(now, zoneOf(t, w, paris))
	if want := now.Add(20 * time.Minute).UTC(); !ok || at != want {
		t.Errorf("%s, want %s", at, want)
	}
	comesBack(t, w, recur.Context{Now: now})
}

func TestTheContextGivesStartAndTime(t *testing.T) {
	paris := zonesOf(t, "Europe/Paris")[0]
	in := recur.Context{Now: afternoon(paris), Start: recur.Date{Year: 2026, Month: 11, Day: 16}, Usual: 7 * 60}
	w, err := recur.Parse("every 2 weeks on monday", in)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := w.Echo("en"), "every 2 weeks on Monday 7:00 starting 16 November 2026"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSuggestionsGrowOutOfWhatWasTyped(t *testing.T) {
	in := recur.Context{Now: afternoon(zonesOf(t, "Europe/Paris")[0])}
	for _, c := range []struct{ lang, typed, first string }{
		{"en", "", "every day 9:00"},
		{"en", "every w", "every weekday 9:00"},
		{"en", "every monday 8pm", "every Monday 20:00"},
		{"en", "every day 8", "every day 8:00"},
		{"en", "every 2 weeks", "every 2 weeks on Monday 9:00 starting 23 November 2026"},
		{"en", "tom", "tomorrow 9:00"},
		{"en", "in 2", "in 20 minutes"},
		{"es", "cada l", "cada lunes a las 9:00"},
		{"es", "el ult", "el último viernes de cada mes a las 9:00"},
	} {
		in.Lang = c.lang
		list := recur.Suggest(c.typed, in, 5)
		if len(list) != 5 || list[0] != c.first {
			t.Errorf("%q suggests %q, want %q first", c.typed, list, c.first)
		}
		for _, phrase := range list {
			if _, err := recur.Parse(phrase, in); err != nil {
				t.Errorf("%q is suggested and refused: %v", phrase, err)
			}
		}
	}
	if list := recur.Suggest("every", in, -1); len(list) != 0 {
		t.Errorf("%q", list)
	}
}
