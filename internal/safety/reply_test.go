package safety_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
)

func text(says []chat.Say) string {
	parts := make([]string, 0, len(says))
	for _, s := range says {
		parts = append(parts, s.Text)
	}
	return strings.Join(parts, "\n\n")
}

func asks() []safety.Ask {
	var all []safety.Ask
	for _, signal := range append(chat.Signals(), chat.NoSignal) {
		for _, lang := range []string{"en", "es"} {
			for _, country := range []string{"", "US", "ES", "XX"} {
				for _, guessed := range []bool{false, true} {
					for _, again := range []bool{false, true} {
						all = append(all, safety.Ask{Signal: signal, Lang: lang, Country: country, Guessed: guessed, Again: again, Now: signal == chat.NoSignal})
					}
				}
			}
		}
	}
	for _, lang := range []string{"en", "es"} {
		all = append(all, safety.Ask{NotSo: true, Lang: lang, Country: "US"}, safety.Ask{NotSo: true, Lang: lang, Again: true})
	}
	return all
}

func TestEveryReplyKeepsTheHouseStyle(t *testing.T) {
	for _, ask := range asks() {
		t.Run(fmt.Sprintf("%+v", ask), func(t *testing.T) {
			says := shipped().Reply(ask)
			if len(says) < 1 || len(says) > 3 {
				t.Fatalf("%d messages", len(says))
			}
			for _, s := range says {
				if strings.ContainsAny(s.Text, "{}!¡") {
					t.Errorf("a part was not filled, or it is not calm: %q", s.Text)
				}
				if n := utf8.RuneCountInString(s.Text); n > 600 {
					t.Errorf("%d characters: %q", n, s.Text)
				}
				if len(s.Choices) > 0 || len(s.Controls) > 0 {
					t.Error("buttons belong to whoever knows the conversation")
				}
				for _, r := range s.Text {
					if r >= 0x1f000 || r >= 0x2600 && r < 0x2800 {
						t.Errorf("an emoji in %q", s.Text)
					}
				}
			}
		})
	}
}

func TestNoWordsThatPromiseOrHurt(t *testing.T) {
	banned := []string{
		"i understand exactly", "i feel", "heal", "cure", "commit suicide", "committed", "failed attempt", "promise me", "you must", "you should",
		"always here", "somebody is reading", "we are watching", "entiendo perfectamente", "debes", "cometer",
	}
	for _, ask := range asks() {
		low := strings.ToLower(text(shipped().Reply(ask)))
		for _, word := range banned {
			if strings.Contains(low, word) {
				t.Errorf("%+v says %q", ask, word)
			}
		}
	}
}

func TestTheFullReplySaysThatItIsAScript(t *testing.T) {
	for _, ask := range asks() {
		says := text(shipped().Reply(ask))
		if !ask.Again && !strings.Contains(says, "automated script") && !strings.Contains(says, "programa automático") {
			t.Errorf("%+v does not say what is writing", ask)
		}
	}
}

func TestTheOrderOfTheCrisisReply(t *testing.T) {
	for lang, parts := range map[string][]string{
		"en": {"Thank you for telling me", "ending your life", "Are you safe right now?", "911", "988", "another person", "distance", "keep writing"},
		"es": {"Gracias por contármelo", "quitarte la vida", "¿Estás a salvo ahora mismo?", "911", "988", "otra persona", "distancia", "seguir escribiendo"},
	} {
		says, at := text(shipped().Reply(safety.Ask{Signal: chat.Crisis, Lang: lang, Country: "US"})), 0
		for _, part := range parts {
			i := strings.Index(says[at:], part)
			if i < 0 {
				t.Fatalf("%s: %q is missing or out of order in\n%s", lang, part, says)
			}
			at += i
		}
	}
}

func TestMedicalIsShortAndStartsWithTheNumber(t *testing.T) {
	first := shipped().Reply(safety.Ask{Signal: chat.Medical, Lang: "en", Country: "GB"})[0].Text
	for _, part := range []string{"999 / 112", "Do not drive yourself", "exercise is stopped"} {
		if !strings.Contains(first, part) {
			t.Errorf("%q is missing in %q", part, first)
		}
	}
	if utf8.RuneCountInString(first) > 160 {
		t.Errorf("too long for an emergency: %q", first)
	}
}

func TestACountryIsShownForWhatItIs(t *testing.T) {
	cases := map[string]struct {
		ask  safety.Ask
		want []string
		not  []string
	}{
		"told by the person": {
			safety.Ask{Country: "gb"},
			[]string{"call 999 / 112 now", "People you can reach in the United Kingdom", "116 123"},
			[]string{"guessing"},
		},
		"guessed": {
			safety.Ask{Country: "GB", Guessed: true},
			[]string{"your local emergency number (999 / 112 in the United Kingdom)", "only guessing", "116 123", "findahelpline.com"},
			nil,
		},
		"unknown": {
			safety.Ask{},
			[]string{"your local emergency number", "I do not know your country", "findahelpline.com", "befrienders.org"},
			[]string{"116 123", "911"},
		},
		"known, but without a checked line": {
			safety.Ask{Country: "KZ"},
			[]string{"I have no checked line for your country", "findahelpline.com"},
			[]string{"I do not know your country"},
		},
		"a line in another language says so": {
			safety.Ask{Country: "FR"}, []string{"3114", "French"}, nil,
		},
		"one with an emergency number and no line": {
			safety.Ask{Country: "TR"}, []string{"112", "I have no checked line for your country"}, nil,
		},
		"an English line comes first for English": {
			safety.Ask{Country: "JP"}, []string{"TELL Lifeline: call 03-5774-0992, telljp.com\n"}, nil,
		},
		"in Spanish": {
			safety.Ask{Country: "MX", Lang: "es-MX"}, []string{"llama ya a 911", "en México", "Línea de la Vida: llama al 800 911 2000 (24/7)"}, []string{"español"},
		},
		"a text number with its word": {
			safety.Ask{Country: "US"}, []string{"Crisis Text Line: text HOME to 741741 (24/7)"}, nil,
		},
		"an unknown language gets English": {
			safety.Ask{Lang: "tlh"}, []string{"Thank you"}, nil,
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			c.ask.Signal = chat.Crisis
			says := text(shipped().Reply(c.ask))
			for _, want := range c.want {
				if !strings.Contains(says, want) {
					t.Errorf("%q is missing in\n%s", want, says)
				}
			}
			for _, not := range c.not {
				if strings.Contains(says, not) {
					t.Errorf("%q has no place in\n%s", not, says)
				}
			}
		})
	}
}

func TestAgainIsShorterAndNeverTheSameTwice(t *testing.T) {
	for _, signal := range append(chat.Signals(), chat.NoSignal) {
		ask := safety.Ask{Signal: signal, Lang: "en", Country: "US", Now: signal == chat.NoSignal}
		before := text(shipped().Reply(ask))
		full := len(before)
		ask.Again = true
		for ask.Turn = range 5 {
			says := text(shipped().Reply(ask))
			if says == before {
				t.Errorf("%v, turn %d: the same text twice in a row", signal, ask.Turn)
			}
			if len(says) >= full {
				t.Errorf("%v, turn %d: not shorter", signal, ask.Turn)
			}
			before = says
		}
	}
}

func TestYoungPeopleGetTheirLineFirst(t *testing.T) {
	says := text(shipped().Reply(safety.Ask{Signal: chat.Minor, Lang: "en", Country: "CA"}))
	youth, general := strings.Index(says, "Kids Help Phone"), strings.Index(says, "9-8-8")
	if youth < 0 || general < 0 || youth > general {
		t.Errorf("the youth line does not come first:\n%s", says)
	}
	if !strings.Contains(says, "adult you trust") {
		t.Errorf("no trusted adult in\n%s", says)
	}
}

func TestNothingSeenMeansNothingSaid(t *testing.T) {
	if says := shipped().Reply(safety.Ask{Signal: chat.NoSignal, Lang: "en"}); says != nil {
		t.Errorf("got %v", says)
	}
}

func TestANotLiteralAnswerIsAcceptedAndTheLineStaysInSight(t *testing.T) {
	says := text(shipped().Reply(safety.Ask{Signal: chat.Crisis, NotSo: true, Lang: "en", Country: "IE"}))
	for _, part := range []string{"Thank you for saying so", "116 123", "112 / 999", "carry on"} {
		if !strings.Contains(says, part) {
			t.Errorf("%q is missing in\n%s", part, says)
		}
	}
	if strings.Contains(says, "?") {
		t.Errorf("it insists:\n%s", says)
	}
}

func TestBothLanguagesHaveAVersion(t *testing.T) {
	for _, lang := range []string{"en", "es", "es-AR"} {
		if shipped().Version(lang) < 1 {
			t.Errorf("%s has no version", lang)
		}
	}
}

func ExampleGuard_Reply() {
	g := shipped()
	signal := g.Look("stop, I want to die")
	fmt.Println(signal)
	for _, say := range g.Reply(safety.Ask{Signal: signal, Lang: "en", Country: "IE", Again: true}) {
		fmt.Println(say.Text)
	}
	// Output:
	// crisis
	// I am still here, as the script I am. If the danger is close, call 112 / 999. To talk with a person: Samaritans: call 116 123 (24/7).
	// Is there somebody who could be with you for the next hour? You could send them one line, such as "please come, I am not safe alone".
}

func TestSignalsAndRepliesMatch(t *testing.T) {
	for _, signal := range chat.Signals() {
		if !slices.ContainsFunc(shipped().Reply(safety.Ask{Signal: signal}), func(s chat.Say) bool { return s.Text != "" }) {
			t.Errorf("%v has no reply", signal)
		}
	}
}
