package answer_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// both are the languages that are fuzzed.
func both(t testing.TB) []*lang.Language {
	t.Helper()
	return []*lang.Language{speak(t, "en"), speak(t, "es")}
}

func FuzzAnAcceptedNumberFitsAndReadsBack(f *testing.F) {
	for _, text := range []string{
		"7", "7,5", "about a seven", "7 out of 10", "siete y medio", "7h30", "an hour and a half", "7️⃣", "-3.125",
		"two hundred and five", "treinta y cinco", "minus seven point two five", "7 hours 20 minutes", "70%", "1/2", "٧x",
	} {
		f.Add(text)
	}
	languages := both(f)
	specs := []answer.NumberSpec{mood, halves, free, sleep, rest, share, {Min: 5, Max: -5}, {Min: -1 << 62, Max: 1 << 61}}
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range languages {
			for _, spec := range specs {
				milli, reject := answer.Number(text, spec, l)
				if reject != nil {
					said(t, reject, l)
					continue
				}
				if milli < spec.Min || milli > spec.Max || spec.Step > 0 && milli%spec.Step != 0 {
					t.Fatalf("%q: %d does not fit %+v", text, milli, spec)
				}
				if again, reject := answer.Number(l.Number(milli), spec, l); reject != nil || again != milli {
					t.Fatalf("%q: %d is written %q and read as %d, %+v", text, milli, l.Number(milli), again, reject)
				}
			}
		}
	})
}

// said checks that a reject has a sentence that can be sent.
func said(t *testing.T, reject *answer.Reject, l *lang.Language) {
	t.Helper()
	text := reject.Text(l)
	if text == "" || strings.HasPrefix(text, "reject.") || strings.Contains(text, "{1}") || utf8.RuneCountInString(text) > 300 {
		t.Fatalf("the sentence of %+v: %q", reject, text)
	}
}

func FuzzALabelIsReadAsItself(f *testing.F) {
	f.Add("Neck and shoulders", "Head", "chest or neck")
	f.Add("1", "2", "2")
	f.Add("🙂", "😟", "🙂🙂")
	f.Add("yes, and", "and", "the")
	f.Add("7 or 8", "between", "7")
	languages := both(f)
	f.Fuzz(func(t *testing.T, first, second, text string) {
		options := []answer.Option{{ID: "one", Label: first}, {ID: "two", Label: second, Also: []string{"other"}}, {ID: "three", Label: "Chest"}}
		for _, l := range languages {
			for i, o := range options {
				index, reject := answer.OneOf(o.Label, options, l)
				if reject != nil || index != i {
					if short(o.Label) && alone(options, i) {
						t.Fatalf("the label %q is read as %d, %+v", o.Label, index, reject)
					}
				} else if several, reject := answer.SeveralOf(o.Label, options, l); reject != nil || !slices.Equal(several, []int{i}) {
					t.Fatalf("the label %q among several is read as %v, %+v", o.Label, several, reject)
				}
			}
			index, reject := answer.OneOf(text, options, l)
			if reject == nil && (index < 0 || index >= len(options)) {
				t.Fatalf("%q is choice %d", text, index)
			}
			several, reject := answer.SeveralOf(text, options, l)
			if reject == nil && (len(several) == 0 || !slices.IsSorted(several) || len(slices.Compact(several)) != len(several)) {
				t.Fatalf("%q is %v", text, several)
			}
			answer.Names(text, options, l)
		}
	})
}

// short is true for labels that a script may have.
func short(label string) bool {
	return len(label) <= 80 && len(strings.TrimSpace(lang.Fold(label))) > 0
}

// alone is true when no other option has the same label but for case, so that it
// can be meant by it.
func alone(options []answer.Option, i int) bool {
	for j, o := range options {
		if j != i && strings.EqualFold(strings.TrimSpace(o.Label), strings.TrimSpace(options[i].Label)) {
			return false
		}
	}
	return true
}

func FuzzYesOrNo(f *testing.F) {
	for _, text := range []string{"yes", "no thanks", "sí, claro", "👍", "yes and no"} {
		f.Add(text)
	}
	languages := both(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range languages {
			yes, reject := answer.YesNo(text, l)
			if reject != nil {
				said(t, reject, l)
			} else if again, reject := answer.YesNo("  "+text+"\n!", l); reject != nil && reject.Reason != answer.TooLong || reject == nil && again != yes {
				t.Fatalf("%q is %v, and with signs around it %v, %+v", text, yes, again, reject)
			}
		}
	})
}

func FuzzATimeIsOnTheClock(f *testing.F) {
	for _, text := range []string{"7:30", "0730", "half past seven", "a las siete y media", "9pm", "21h30", "12 noon", "quarter to twelve at night"} {
		f.Add(text)
	}
	languages := both(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range languages {
			minutes, reject := answer.TimeOfDay(text, l)
			if reject != nil {
				said(t, reject, l)
				continue
			}
			if minutes < 0 || minutes >= 24*60 {
				t.Fatalf("%q is minute %d", text, minutes)
			}
			if again, reject := answer.TimeOfDay(clockText(minutes), l); reject != nil || again != minutes {
				t.Fatalf("%q is %s and read as %d, %+v", text, clockText(minutes), again, reject)
			}
		}
	})
}

func clockText(minutes int) string {
	two := func(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
	return two(minutes/60) + ":" + two(minutes%60)
}

func FuzzATextIsClean(f *testing.F) {
	f.Add("  I slept\nwell \x00", 10)
	f.Add("🙂\u202e", 1)
	f.Fuzz(func(t *testing.T, text string, most int) {
		if most < 0 || most > 10_000 {
			return
		}
		got, reject := answer.Text(text, most)
		if reject != nil {
			return
		}
		if got == "" || utf8.RuneCountInString(got) > most || !utf8.ValidString(got) || strings.ContainsAny(got, "\x00\x1b\r\u202e") {
			t.Fatalf("%q became %q", text, got)
		}
		if again, reject := answer.Text(got, most); reject != nil || again != got {
			t.Fatalf("%q read again is %q, %+v", got, again, reject)
		}
	})
}
