package answer_test

import (
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// house is the languages as they are shipped, read once.
var house = sync.OnceValues(func() (*lang.Set, error) {
	set, problems := lang.Load(os.DirFS("../.."), "prompts/lang")
	return set, problems.Err()
})

// speak is a language of the house.
func speak(t testing.TB, code string) *lang.Language {
	t.Helper()
	set, err := house()
	if err != nil {
		t.Fatal(err)
	}
	i, ok := set.Index(code)
	if !ok {
		t.Fatalf("there is no language %q", code)
	}
	return set.At(i)
}

var (
	mood   = answer.NumberSpec{Min: 0, Max: 10_000, Step: 1000, Of: 10_000}
	halves = answer.NumberSpec{Min: 0, Max: 10_000, Step: 500, Of: 10_000}
	free   = answer.NumberSpec{Min: -5000, Max: 10_000_000}
	sleep  = answer.NumberSpec{Min: 0, Max: 24_000, Step: 0, Units: []string{"hours"}}
	rest   = answer.NumberSpec{Min: 0, Max: 180_000, Step: 1000, Units: []string{"minutes"}}
	share  = answer.NumberSpec{Min: 0, Max: 100_000, Step: 5000, Units: []string{"%"}, Of: 100_000}
)

func TestANumberIsReadHoweverItIsPut(t *testing.T) {
	cases := []struct {
		code string
		spec answer.NumberSpec
		text string
		want int64
	}{
		{"en", mood, "7", 7000},
		{"en", mood, " 7 ", 7000},
		{"en", mood, "07", 7000},
		{"en", mood, "0", 0},
		{"en", mood, "10", 10_000},
		{"en", mood, "7/10", 7000},
		{"en", mood, "7 / 10", 7000},
		{"en", mood, "7 out of 10", 7000},
		{"en", mood, "Seven out of ten.", 7000},
		{"en", mood, "10 out of 10!", 10_000},
		{"en", mood, "7 of 10", 7000},
		{"en", mood, "about seven", 7000},
		{"en", mood, "about a seven", 7000},
		{"en", mood, "I'd say a 7", 7000},
		{"en", mood, "I’d say maybe a 7 today", 7000},
		{"en", mood, "it's a 7 today", 7000},
		{"en", mood, "hmm, maybe 7?", 7000},
		{"en", mood, "7!", 7000},
		{"en", mood, "7.", 7000},
		{"en", mood, "(7)", 7000},
		{"en", mood, "~7", 7000},
		{"en", mood, "7 🙂", 7000},
		{"en", mood, "７", 7000},
		{"en", mood, "7️⃣", 7000},
		{"en", mood, "🔟", 10_000},
		{"en", mood, "1️⃣0️⃣", 10_000},
		{"en", mood, "7️⃣/🔟", 7000},
		{"en", mood, "٧", 7000},
		{"en", mood, "७", 7000},
		{"en", mood, "7.0", 7000},
		{"en", mood, "SEVEN", 7000},
		{"en", mood, "mood: 7", 7000},
		{"en", mood, "7 or so", 7000},
		{"en", halves, "7,5", 7500},
		{"en", halves, "7.5", 7500},
		{"en", halves, "7½", 7500},
		{"en", halves, "7 1/2", 7500},
		{"en", halves, "seven and a half", 7500},
		{"en", halves, "7 and a half out of 10", 7500},
		{"en", halves, "seven point five", 7500},
		{"en", halves, "a seven and a half", 7500},
		{"en", free, "minus three", -3000},
		{"en", free, "-3", -3000},
		{"en", free, "minus three and a half", -3500},
		{"en", free, "seventy-five", 75_000},
		{"en", free, "seventy five", 75_000},
		{"en", free, "a hundred and five", 105_000},
		{"en", free, "two hundred", 200_000},
		{"en", free, "7.125", 7125},
		{"en", free, ".5", 500},
		{"en", free, "well...7", 7000},
		{"en", free, "... 7", 7000},
		{"es", free, ",5", 500},
		{"en", free, "seven point two five", 7250},
		{"en", share, "70%", 70_000},
		{"en", share, "about 70 %", 70_000},
		{"en", share, "seventy", 70_000},
		{"en", sleep, "7 hours", 7000},
		{"en", sleep, "7h", 7000},
		{"en", sleep, "7h30", 7500},
		{"en", sleep, "7:30", 7500},
		{"en", sleep, "7 hours 30 minutes", 7500},
		{"en", sleep, "7 hours and 15 min", 7250},
		{"en", sleep, "about 7 hours of sleep", 7000},
		{"en", sleep, "seven and a half hours", 7500},
		{"en", sleep, "an hour and a half", 1500},
		{"en", sleep, "half an hour", 500},
		{"en", sleep, "I slept 7.5 hrs", 7500},
		{"en", rest, "20 min", 20_000},
		{"en", rest, "20min", 20_000},
		{"es", mood, "siete", 7000},
		{"es", mood, "un siete", 7000},
		{"es", mood, "un 7", 7000},
		{"es", mood, "uno", 1000},
		{"es", mood, "8 de 10", 8000},
		{"es", mood, "ocho sobre diez", 8000},
		{"es", mood, "como un 7, más o menos", 7000},
		{"es", mood, "Yo diría que un siete hoy", 7000},
		{"es", mood, "¡Siete!", 7000},
		{"es", halves, "7,5", 7500},
		{"es", halves, "siete y medio", 7500},
		{"es", halves, "siete coma cinco", 7500},
		{"es", free, "treinta y cinco", 35_000},
		{"es", free, "ciento cinco", 105_000},
		{"es", free, "veintidós", 22_000},
		{"es", free, "7,125", 7125},
		{"es", free, "menos tres", -3000},
		{"es", sleep, "siete horas y media", 7500},
		{"es", sleep, "una hora", 1000},
		{"es", sleep, "media hora", 500},
		{"es", sleep, "dormí unas 7 horas", 7000},
	}
	for _, c := range cases {
		got, reject := answer.Number(c.text, c.spec, speak(t, c.code))
		if reject != nil || got != c.want {
			t.Errorf("%s %q: got %d, %+v, want %d", c.code, c.text, got, reject, c.want)
		}
	}
}

func TestANumberThatIsNotClearIsAskedAgain(t *testing.T) {
	cases := []struct {
		code string
		spec answer.NumberSpec
		text string
		want answer.Reason
	}{
		{"en", mood, "", answer.Empty},
		{"en", mood, "   ", answer.Empty},
		{"en", mood, "\u200b\u3000", answer.Empty},
		{"en", mood, strings.Repeat("7", 10_000), answer.TooLong},
		{"en", mood, strings.Repeat("a ", 5_000), answer.TooLong},
		{"en", mood, strings.Repeat("7", 100), answer.OutOfRange},
		{"en", mood, "1O", answer.Letters},
		{"en", mood, "l0", answer.Letters},
		{"en", mood, "0x7", answer.Letters},
		{"en", mood, "1e1", answer.Letters},
		{"en", mood, "٧x", answer.Letters},
		{"en", mood, "7h", answer.Letters},
		{"en", mood, "7th", answer.Letters},
		{"en", mood, "7 or 8", answer.TwoNumbers},
		{"en", mood, "7-8", answer.TwoNumbers},
		{"en", mood, "7, 8", answer.TwoNumbers},
		{"en", mood, "seven eight", answer.TwoNumbers},
		{"en", mood, "between 6 and 7", answer.TwoNumbers},
		{"en", mood, "7 7", answer.TwoNumbers},
		{"en", mood, "7/5", answer.TwoNumbers},
		{"en", mood, "7 out of 5", answer.TwoNumbers},
		{"en", mood, "7:30", answer.TwoNumbers},
		{"en", mood, "1/2", answer.TwoNumbers},
		{"en", mood, "eleventy", answer.NotANumber},
		{"en", mood, "NaN", answer.NotANumber},
		{"en", mood, "inf", answer.NotANumber},
		{"en", mood, "not 7", answer.NotANumber},
		{"en", mood, "almost 7", answer.NotANumber},
		{"en", mood, "7 yesterday", answer.NotANumber},
		{"en", mood, "7+", answer.NotANumber},
		{"en", mood, "7²", answer.NotANumber},
		{"en", mood, "7̶", answer.NotANumber},
		{"en", mood, "Ⅶ", answer.NotANumber},
		{"en", mood, "007", answer.NotANumber},
		{"en", mood, "half", answer.NotANumber},
		{"en", mood, ">7", answer.NotANumber},
		{"en", free, "(.5)", answer.NotANumber},
		{"en", free, "~.5", answer.NotANumber},
		{"en", free, "about.5", answer.NotANumber},
		{"en", free, "-.5", answer.NotANumber},
		{"en", mood, "<3", answer.NotANumber},
		{"en", mood, "#7", answer.NotANumber},
		{"en", mood, "7 👎", answer.NotANumber},
		{"en", mood, "more than 7", answer.NotANumber},
		{"en", mood, "7 .5", answer.TwoNumbers},
		{"en", mood, "7 ,5", answer.TwoNumbers},
		{"en", mood, "7 today, it was 5 before", answer.TwoNumbers},
		{"en", mood, "7. No, 8", answer.TwoNumbers},
		{"en", mood, "①", answer.NotANumber},
		{"en", mood, "a", answer.NotANumber},
		{"en", mood, "7 hours", answer.NotANumber},
		{"en", mood, "\xff7", answer.NotANumber},
		{"en", free, "7,000", answer.NotANumber},
		{"es", free, "7.000", answer.NotANumber},
		{"en", free, "1.2.3", answer.NotANumber},
		{"en", mood, "-3", answer.OutOfRange},
		{"en", mood, "11", answer.OutOfRange},
		{"en", mood, "eleven", answer.OutOfRange},
		{"en", mood, "99999999999999999999", answer.OutOfRange},
		{"en", mood, "7.5", answer.Whole},
		{"en", mood, "seven and a half", answer.Whole},
		{"en", halves, "7.2", answer.Halves},
		{"en", share, "72", answer.Step},
		{"en", sleep, "7.30", answer.NotANumber},
		{"en", sleep, "7:60", answer.TwoNumbers},
		{"en", sleep, "7 hours 8", answer.TwoNumbers},
		{"es", mood, "7 u 8", answer.TwoNumbers},
		{"es", mood, "entre 6 y 7", answer.TwoNumbers},
		{"es", mood, "casi 7", answer.NotANumber},
		{"es", mood, "no 7", answer.NotANumber},
		{"es", mood, "siete y ocho", answer.TwoNumbers},
	}
	for _, c := range cases {
		got, reject := answer.Number(c.text, c.spec, speak(t, c.code))
		if reject == nil {
			t.Errorf("%s %.40q: taken for %d", c.code, c.text, got)
		} else if reject.Reason != c.want {
			t.Errorf("%s %.40q: reason %d (%s), want %d", c.code, c.text, reject.Reason, reject.Reason.UI(), c.want)
		}
	}
}

func TestTheSentenceOfARejectSaysWhatWasRead(t *testing.T) {
	cases := map[string]struct{ code, text, want string }{
		"letters":      {"en", "maybe 1O", `I am not sure how to read "1O", because it mixes digits and other signs. You can type the number alone.`},
		"two numbers":  {"en", "7 or 8", "I read two numbers, 7 and 8. Which one fits better?"},
		"a wrong end":  {"en", "7/5", "I read two numbers, 7 and 5. Which one fits better?"},
		"out of range": {"es", "11", "Aquí vale un número de 0 a 10."},
	}
	for name, c := range cases {
		l := speak(t, c.code)
		_, reject := answer.Number(c.text, mood, l)
		if reject == nil || reject.Text(l) != c.want {
			t.Errorf("%s: got %+v", name, reject)
		}
	}
}
