package recur

import (
	"testing"
	"time"
)

func TestTry(t *testing.T) {
	z, _ := Zone("Europe/Paris")
	now := time.Date(2026, 11, 22, 15, 4, 37, 0, z)
	place := func(n string) (string, bool) {
		switch n {
		case "tokyo", "tokio":
			return "Asia/Tokyo", true
		case "new york", "portland, maine":
			return "America/New_York", true
		}
		return "", false
	}
	try := func(lang string, list ...string) {
		in := Context{Lang: lang, Now: now, Place: place}
		for _, s := range list {
			w, err := Parse(s, in)
			if err != nil {
				r := err.(*RefusedError)
				t.Logf("%-50s REFUSED %s | %s | %q", s, r.Why, r.Part, r.Examples)
				for _, e := range r.Examples {
					if _, err := Parse(e, in); err != nil {
						t.Errorf("example %q: %v", e, err)
					}
				}
				continue
			}
			n, _ := w.Next(now, z)
			t.Logf("%-50s %s | %s", s, w.Echo(lang), Stamp(n.In(z), lang))
			for _, l := range []string{"en", "es"} {
				in.Lang = l
				if v, err := Parse(w.Echo(l), in); err != nil || v != w {
					t.Errorf("%q -> %q: %v\n%+v\n%+v", s, w.Echo(l), err, v, w)
				}
			}
			if v, _, err := Decode(w.Append(nil)); err != nil || v != w {
				t.Errorf("%q codec %v", s, err)
			}
			in.Lang = lang
		}
	}
	try("en", "every day 21:00", "daily 21:00", "every weekday 9:30", "every weekend 10:00", "every monday 8am", "every mon, wed and fri 18:00",
		"every 2 days 9:00", "every 2 weeks on mon 8am", "every month on the last friday 17:00", "every month on the first monday", "every month on the 31st 9:00", "every 3 months on the 1st 9:00", "every year on 24 december 18:00", "every hour", "every 2 hours from 9:00 to 17:00", "every 2 hours from 9 to 17", "every day 9:00, 13:00 and 17:00", "tomorrow 20:00", "today 18:00", "monday 9:00", "sunday 9:00", "sunday 16:00", "in 20 minutes", "in 2 hours", "in 3 days", "in 1 hour and 30 minutes", "in half an hour", "2026-12-24 18:00", "24 december 18:00", "every day 9am until 2027-03-01", "every day 9:00 10 times", "every day 9:00 and 17:00 10 times", "every 2 weeks on tue 12pm starting 2026-12-01", "every day noon in Tokyo", "every day 12am Europe/Paris", "tomorrow 9:00 in new york", "in tokyo every day 9:00", "9:00 every day", "weekdays 9:30", "mondays 9:30", "monday to friday 9:30", "mon-fri 9:30", "every other week on friday 9:00", "every other monday 9:00", "every 5 hours", "every last friday of the month 9:00", "every year on the second sunday of may 9:00", "december 24, 2027 at 9:00 pm", "the last day of every month 9:00", "every month on the last day 9.30", "every day 21h30", "every day 21h", "2026-12-24T18:00", "every month on the 31st 9:00 only if it exists", "daily 9 a.m.", "every 2 hours from 9:00 to 17:00 on weekdays", "every 2 days 9:00 20 times",
		"", "banana", "every banana 9:00", "2026-02-30 9:00", "2026-03-29 02:30", "2027-03-28 02:30", "every 31 february", "every day 8", "every monday 8", "every day 9 and 21", "every day CET", "every day 9:00 EST", "every day 9:00 in CET", "every day 9:00 in atlantis", "mon and wed 9:00", "every minute", "every 30 minutes", "every day 9:00 and 9:30", "today 8:00", "every second friday 9:00", "every week 9:00", "every day 25:00", "every day 9:00 every day", "8pm", "8", "every day at 12", "every month on the 31st of february 9:00", "every day 9:00 UTC+2", "at every day", "every day 9:00 until 2020-01-01", "03/04/2027 9:00", "every day 9:00 and 10 times", "every 0 days 9:00", "every day 13pm")
	try("es", "cada día a las 21:00", "todos los días 21:00", "de lunes a viernes a las 9:30", "cada 2 semanas el lunes a las 8:00", "el último viernes de cada mes a las 17:00", "el 31 de cada mes a las 9:00", "mañana a las 20:00", "en 20 minutos", "hoy a las 6 de la tarde", "cada lunes, miércoles y viernes a las 18:00", "los lunes a las 9 de la mañana", "el lunes a las 9:00", "cada fin de semana a las 10:00", "los fines de semana a las 10:00", "cada hora", "cada 2 horas de 9:00 a 17:00", "el 24 de diciembre a las 18:00", "cada año el 24 de diciembre a las 18:00", "24 de diciembre de 2027 a las 6 pm", "cada día a las 9:00, 13:00 y 17:00", "cada 3 meses el 1 a las 9:00", "el primer lunes de cada mes", "todos los días a mediodía", "a medianoche todos los días", "cada día a las 9:00 en Tokio", "cada día a las 9:00 desde el 1 de diciembre de 2026 hasta el 1 de marzo de 2027", "cada día a las 9:00 10 veces", "every day 9:00", "pasado mañana a las 9:00", "el último día de cada mes a las 9:00", "los días 1 y 15 de cada mes a las 9:00", "entre semana a las 9:30", "dentro de 3 días", "en una hora", "el segundo domingo de mayo de cada año", "todos los lunes a la 1:00", "plátano", "cada día a las 8", "el martes a las 8", "cada 31 de febrero", "cada día a las 9:00 en CET")
	for _, s := range []string{"", "e", "every w", "every monday", "every 2 weeks", "tom", "in 2", "every day at 18:00 b", "8"} {
		t.Logf("%q %q", s, Suggest(s, Context{Lang: "en", Now: now}, 5))
	}
	for _, s := range []string{"c", "cada l", "el ult"} {
		t.Logf("%q %q", s, Suggest(s, Context{Lang: "es", Now: now}, 5))
	}
}
