package answer_test

import (
	"fmt"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
)

func TestATimeOfDayIsReadHoweverItIsPut(t *testing.T) {
	cases := []struct{ code, text, want string }{
		{"en", "7:30", "07:30"},
		{"en", "7.30", "07:30"},
		{"en", "07:30", "07:30"},
		{"en", "0730", "07:30"},
		{"en", "730", "07:30"},
		{"en", "７：３０", "07:30"},
		{"en", "7", "07:00"},
		{"en", "0:00", "00:00"},
		{"en", "23:59", "23:59"},
		{"en", "9pm", "21:00"},
		{"en", "9 PM", "21:00"},
		{"en", "9 p.m.", "21:00"},
		{"en", "9:15 pm", "21:15"},
		{"en", "12am", "00:00"},
		{"en", "12:30 am", "00:30"},
		{"en", "12pm", "12:00"},
		{"en", "21h", "21:00"},
		{"en", "21h30", "21:30"},
		{"en", "half past seven", "07:30"},
		{"en", "quarter to eight in the evening", "19:45"},
		{"en", "a quarter past 6", "06:15"},
		{"en", "quarter to twelve at night", "23:45"},
		{"en", "ten past seven", "07:10"},
		{"en", "ten minutes to seven", "06:50"},
		{"en", "seven thirty", "07:30"},
		{"en", "seven o'clock", "07:00"},
		{"en", "about 7 in the morning, please", "07:00"},
		{"en", "at 8 tonight", "20:00"},
		{"en", "noon", "12:00"},
		{"en", "12 noon", "12:00"},
		{"en", "midnight", "00:00"},
		{"en", "12 midnight", "00:00"},
		{"es", "a las siete y media", "07:30"},
		{"es", "a las 7 y cuarto", "07:15"},
		{"es", "las ocho menos cuarto", "07:45"},
		{"es", "ocho menos diez", "07:50"},
		{"es", "siete y diez", "07:10"},
		{"es", "a la una", "01:00"},
		{"es", "a la una y media de la tarde", "13:30"},
		{"es", "9 de la noche", "21:00"},
		{"es", "las 12 de la noche", "00:00"},
		{"es", "12 y media de la noche", "00:30"},
		{"es", "7 de la mañana", "07:00"},
		{"es", "a las 9 esta noche", "21:00"},
		{"es", "mediodía", "12:00"},
		{"es", "a medianoche", "00:00"},
		{"es", "7:30 h", "07:30"},
		{"es", "21h", "21:00"},
		{"es", "a las veinte horas", "20:00"},
		{"es", "las siete en punto", "07:00"},
		{"es", "9 p. m.", "21:00"},
	}
	for _, c := range cases {
		minutes, reject := answer.TimeOfDay(c.text, speak(t, c.code))
		if got := fmt.Sprintf("%02d:%02d", minutes/60, minutes%60); reject != nil || got != c.want {
			t.Errorf("%s %q: got %s, %+v, want %s", c.code, c.text, got, reject, c.want)
		}
	}
}

func TestATimeThatIsNotClearIsAskedAgain(t *testing.T) {
	texts := map[string][]string{
		"en": {
			"25:00", "24:00", "7:60", "7:5", "7:3O", "-7", "2400", "7,30", "7.5", "1.2.30", "half seven",
			"7 to 8", "7 or 8", "7:00 and 8:00", "7:15:30", "7-8", "not 7", "12 in the morning", "15 am", "0pm",
			"5 to 8", "in the morning", "now", "later", "7 8", "7th", "one hundred", "half past", "seven eleven",
			"noon midnight", "07:30:00", "two days",
		},
		"es": {
			"25:00", "12 de la mañana", "entre 7 y 8", "7 y 8", "siete y ocho", "7 u 8", "de la noche",
			"no a las 7", "las veinte y cinco de", "13 de la mañana",
		},
	}
	for code, list := range texts {
		for _, text := range list {
			minutes, reject := answer.TimeOfDay(text, speak(t, code))
			if reject == nil {
				t.Errorf("%s %q: taken for %02d:%02d", code, text, minutes/60, minutes%60)
			} else if reject.Reason != answer.NotATime {
				t.Errorf("%s %q: reason %d", code, text, reject.Reason)
			}
		}
	}
	if _, reject := answer.TimeOfDay("  ", speak(t, "en")); reject == nil || reject.Reason != answer.Empty {
		t.Errorf("an empty text: %+v", reject)
	}
}
