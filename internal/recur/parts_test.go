package recur_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/recur"
)

func TestPartsOfTheDayMakeAnHourSure(t *testing.T) {
	now := afternoon(time.UTC)
	for _, p := range []phrase{
		{"en", "every night at 9", "every day 21:00", "Sun 22 Nov 2026, 21:00"},
		{"en", "every night at 8:30", "every day 20:30", "Sun 22 Nov 2026, 20:30"},
		{"en", "every night at 9pm", "every day 21:00", "Sun 22 Nov 2026, 21:00"},
		{"en", "every night at 12", "every day 0:00", "Mon 23 Nov 2026, 00:00"},
		{"en", "every other night at 9", "every 2 days 21:00 starting 22 November 2026", "Sun 22 Nov 2026, 21:00"},
		{"en", "every 2 nights at 9", "every 2 days 21:00 starting 22 November 2026", "Sun 22 Nov 2026, 21:00"},
		{"en", "every 1st in the morning at 9", "every month on the 1st 9:00", "Tue 1 Dec 2026, 09:00"},
		{"en", "nightly at 9", "every day 21:00", "Sun 22 Nov 2026, 21:00"},
		{"en", "8 in the morning every day", "every day 8:00", "Mon 23 Nov 2026, 08:00"},
		{"en", "every afternoon at 3 and 5", "every day 15:00 and 17:00", "Sun 22 Nov 2026, 17:00"},
		{"en", "every weekday morning at half past nine", "every weekday 9:30", "Mon 23 Nov 2026, 09:30"},
		{"en", "weekday mornings at 8", "every weekday 8:00", "Mon 23 Nov 2026, 08:00"},
		{"en", "sunday nights at 9", "every Sunday 21:00", "Sun 22 Nov 2026, 21:00"},
		{"en", "nights at 9", "every day 21:00", "Sun 22 Nov 2026, 21:00"},
		{"en", "tonight at 9", "22 November 2026 21:00", "Sun 22 Nov 2026, 21:00"},
		{"en", "tomorrow evening at a quarter to eight", "23 November 2026 19:45", "Mon 23 Nov 2026, 19:45"},
		{"en", "everyday at 9 o'clock in the evening", "every day 21:00", "Sun 22 Nov 2026, 21:00"},
		{"en", "in an hour and a half", "22 November 2026 16:35 UTC", "Sun 22 Nov 2026, 16:35"},
		{"en", "Monday through Friday 9am", "every weekday 9:00", "Mon 23 Nov 2026, 09:00"},
		{"en", "please, remind me every day at 9pm", "every day 21:00", "Sun 22 Nov 2026, 21:00"},
		{"en", `"every day 21:00"`, "every day 21:00", "Sun 22 Nov 2026, 21:00"},
		{"en", "“every day @ 9 p.m.”", "every day 21:00", "Sun 22 Nov 2026, 21:00"},
		{"en", `once a day at 9pm."`, "every day 21:00", "Sun 22 Nov 2026, 21:00"},
		{"es", "¿una vez al día a las 8:00?", "cada día a las 8:00", "lun 23 nov 2026, 08:00"},
		{"en", "every day 9pm, please", "every day 21:00", "Sun 22 Nov 2026, 21:00"},
		{"es", "todas las noches a las 9", "cada día a las 21:00", "dom 22 nov 2026, 21:00"},
		{"es", "cada mañana a las 8 y media", "cada día a las 8:30", "lun 23 nov 2026, 08:30"},
		{"es", "todos los días a las 8 y cuarto de la noche", "cada día a las 20:15", "dom 22 nov 2026, 20:15"},
		{"es", "todos los días a las 9 menos cuarto de la noche", "cada día a las 20:45", "dom 22 nov 2026, 20:45"},
		{"es", "a la una menos cuarto de la tarde, todos los días", "cada día a las 12:45", "lun 23 nov 2026, 12:45"},
		{"es", "los lunes por la noche a las 9 en punto", "cada lunes a las 21:00", "lun 23 nov 2026, 21:00"},
		{"es", "por las noches a las 9", "cada día a las 21:00", "dom 22 nov 2026, 21:00"},
		{"es", "esta noche a las 9", "el 22 de noviembre de 2026 a las 21:00", "dom 22 nov 2026, 21:00"},
		{"es", "mañana por la mañana a las 8", "el 23 de noviembre de 2026 a las 8:00", "lun 23 nov 2026, 08:00"},
		{"es", "el primer y cuarto lunes de cada mes a las 9:00", "el primer y cuarto lunes de cada mes a las 9:00", "lun 23 nov 2026, 09:00"},
		{"es", "todos los días a las 20 horas", "cada día a las 20:00", "dom 22 nov 2026, 20:00"},
		{"es", "todos los dias alas 8:00 hrs", "cada día a las 8:00", "lun 23 nov 2026, 08:00"},
		{"es", "en una hora y media", "el 22 de noviembre de 2026 a las 16:35 UTC", "dom 22 nov 2026, 16:35"},
		{"es", "recuérdame a diario a las 8:00, por favor", "cada día a las 8:00", "lun 23 nov 2026, 08:00"},
	} {
		t.Run(p.text, func(t *testing.T) {
			w, err := recur.Parse(p.text, recur.Context{Lang: p.lang, Now: now})
			if err != nil {
				t.Fatal(err)
			}
			first, _ := w.Next(now, time.UTC)
			if echo, stamp := w.Echo(p.lang), recur.Stamp(first, p.lang); echo != p.echo || stamp != p.first {
				t.Errorf("%q, first %s; want %q, %s", echo, stamp, p.echo, p.first)
			}
		})
	}
}

func refusedAt(t *testing.T, lang, text string) *recur.RefusedError {
	t.Helper()
	w, err := recur.Parse(text, recur.Context{Lang: lang, Now: afternoon(time.UTC)})
	refused := (*recur.RefusedError)(nil)
	if !errors.As(err, &refused) {
		t.Fatalf("read as %q", w.Echo(lang))
	}
	return refused
}

// A part of the day without an hour, an hour that could be in two halves of the day and
// one that lies outside its part are refused, with examples that say the hour.
func TestPartsOfTheDayAreNoGuess(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		why        recur.Why
		example    string
	}{
		{"en", "every night", recur.Unfinished, "every day 21:00"},
		{"en", "in the evening", recur.Unfinished, "every day 20:00"},
		{"en", "tomorrow morning", recur.Unfinished, "tomorrow 8:00"},
		{"en", "every morning at 9pm", recur.TwoReadings, "every day 21:00"},
		{"en", "every second night at 9", recur.TwoReadings, "every 2 days 21:00 starting 22 November 2026"},
		{"en", "once a day at 9am and 9pm", recur.TwoReadings, "every day 9:00 and 21:00"},
		{"en", `"?"`, recur.Empty, "every day 21:00"},
		{"en", "the second night at 9", recur.TwoReadings, "every day 21:00"},
		{"en", "every morning at 12", recur.TwoReadings, "every day 12:00"},
		{"en", "tomorrow night at 12", recur.TwoReadings, "tomorrow 12:00"},
		{"en", "weekdays at half past nine", recur.TwoReadings, "every weekday 9:30"},
		{"en", "every evening from 5pm to 9pm", recur.Unfinished, "every day 20:00"},
		{"en", "every day half past 9:00", recur.NoSuchTime, "every day 9:00"},
		{"es", "todas las noches", recur.Unfinished, "cada día a las 21:00"},
		{"es", "todos los días a las 8 y media", recur.TwoReadings, "cada día a las 8:30"},
		{"es", "cada mañana a las 21:00", recur.TwoReadings, "cada día a las 21:00"},
		{"es", "a las 8 horas todos los días", recur.TwoReadings, "cada día a las 8:00"},
		{"es", "cada tercer día a las 8:00", recur.TwoReadings, "cada 3 días a las 8:00 desde el 23 de noviembre de 2026"},
	} {
		t.Run(c.text, func(t *testing.T) {
			refused := refusedAt(t, c.lang, c.text)
			if refused.Why != c.why || refused.Examples[0] != c.example {
				t.Errorf("%v, %q; want %v, %q first", refused.Why, refused.Examples, c.why, c.example)
			}
		})
	}
}

func TestAMistypedWordIsTheOneThatIsNamed(t *testing.T) {
	for _, c := range []struct{ lang, text, part string }{
		{"es", "todos los días a las 8 de la mñana", "mnana"},
		{"es", "toods los días a las 8", "toods"},
		{"en", "every night at nien", "nien"},
		{"en", "evry night at 9", "evry"},
	} {
		if refused := refusedAt(t, c.lang, c.text); refused.Why != recur.UnknownWord || refused.Part != c.part {
			t.Errorf("%s: %v, %q; want %q", c.text, refused.Why, refused.Part, c.part)
		}
	}
}

func TestAnHourThatCouldBeTwoIsShownAsBoth(t *testing.T) {
	if got, want := refusedAt(t, "en", "at 9").Examples, [3]string{"every day 9:00", "every day 21:00", "tomorrow 9:00"}; got != want {
		t.Errorf("%q; want %q", got, want)
	}
}
