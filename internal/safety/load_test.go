package safety_test

import (
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stillpoint-bot/stillpoint/internal/safety"
)

// shipped is the Guard with the files that ship.
var shipped = sync.OnceValue(func() *safety.Guard {
	g, list := safety.Load(os.DirFS("../../prompts"), "safety")
	if len(list) > 0 {
		panic(list.Error())
	}
	return g
})

func TestTheShippedFilesAreWithoutMistakes(t *testing.T) {
	if _, list := safety.Load(os.DirFS("../../prompts"), "safety"); len(list) > 0 {
		t.Error(list.Error())
	}
}

// loadWith is the list of mistakes when one of the shipped files is changed.
func loadWith(t *testing.T, name string, change func(string) string) string {
	t.Helper()
	files := fstest.MapFS{}
	for _, file := range []string{"en.yaml", "lines.tsv", "replies/en.yaml", "replies/es.yaml"} {
		data, err := os.ReadFile("../../prompts/safety/" + file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		if file == name {
			if text = change(text); text == string(data) {
				t.Fatal("the change changes nothing")
			}
		}
		files["safety/"+file] = &fstest.MapFile{Data: []byte(text)}
	}
	_, list := safety.Load(files, "safety")
	return list.Error()
}

func TestMistakesInTheFilesAreNamedWithTheirPlace(t *testing.T) {
	swap := func(from, to string) func(string) string {
		return func(text string) string { return strings.Replace(text, from, to, 1) }
	}
	pack := func(phrase string) func(string) string {
		return func(string) string {
			return "language: en\nwords:\n  kill: [kill]\nsignals:\n  - signal: crisis\n    why: plain\n    says:\n      - " + phrase + "\n"
		}
	}
	cases := map[string]struct {
		file   string
		change func(string) string
		want   string
	}{
		"a class that does not exist": {
			"en.yaml", pack("<kil> myself"), `safety/en.yaml:8:9: there is no class <kil> in this pack → did you mean <kill>?`,
		},
		"a phrase that could be anything":  {"en.yaml", pack("... ..."), `could be any words at all`},
		"a phrase that starts with a gap":  {"en.yaml", pack("... myself"), `safety/en.yaml:8:9: the phrase "... myself" starts with something unknown`},
		"a choice that is not of words":    {"en.yaml", pack("kill//hurt me"), `is not one word`},
		"a phrase that is far too long":    {"en.yaml", pack(strings.Repeat("word ", 20)), `more than 14 parts`},
		"too much that may be left out":    {"en.yaml", pack("a b? c? d? e? f? g?"), `more than 5 parts of this phrase are optional`},
		"a signal that does not exist":     {"en.yaml", swap("signal: crisis\n", "signal: crises\n"), `"crises" is no signal → did you mean "crisis"?`},
		"a group without its why":          {"en.yaml", swap("    why: ", "    wy: "), `this does not say why it is here`},
		"a guard with an unknown reach":    {"en.yaml", swap("    reach: sentence", "    reach: page"), `"page" is no reach → write phrase or sentence`},
		"a pack without a language":        {"en.yaml", swap("language: en\n", ""), `the pack does not say its language`},
		"a missing reply":                  {"replies/en.yaml", swap("  medical:\n", "  medcal:\n"), `there is no reply for medical`},
		"a reply with an exclamation mark": {"replies/es.yaml", swap("Gracias por contármelo. Parece", "¡Gracias! Parece"), `there is an exclamation mark in this message`},
		"a part that nothing fills":        {"replies/en.yaml", swap("{line}.", "{phone}."), `a part in {braces} means nothing here`},
		"a phrase around numbers is gone":  {"replies/es.yaml", swap("  call:", "  cal:"), `the phrase "call" is missing under words`},
		"a country without a Spanish name": {"replies/es.yaml", swap("FI: Finlandia, ", ""), `FI has no name under places`},
		"no version":                       {"replies/en.yaml", swap("version: 1\n", ""), `the wording has no version`},
		"a number with letters":            {"lines.tsv", swap("116 123\t", "116 I23\t"), `"116 I23" does not look like what belongs in the column call`},
		"a country that is no code":        {"lines.tsv", swap("\nGB\t", "\nUK.\t"), `"UK." does not look like what belongs in the column country`},
		"a line on a single source":        {"lines.tsv", swap("S5+S8\t2026", "\t2026"), `is no source`},
		"a review day that is too late":    {"lines.tsv", swap("2027-02-20", "2028-02-20"), `review_by is not 90 days after checked → write 2027-02-20`},
		"a country with two numbers":       {"lines.tsv", swap("\nIE\tIreland\temergency", "\nGB\tIreland\temergency"), `GB has 2 emergency numbers`},
		"a row that lost a tab":            {"lines.tsv", swap("\temergency\t", " emergency "), `this line has`},
		"a heading that was changed":       {"lines.tsv", swap("country\tplace", "land\tplace"), `the first line does not name the columns`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := loadWith(t, c.file, c.change); !strings.Contains(got, c.want) {
				t.Errorf("got\n%s\nwant something with\n%s", got, c.want)
			}
		})
	}
}

func TestAnEmptyFolderIsReportedAndNotTrusted(t *testing.T) {
	g, list := safety.Load(fstest.MapFS{}, "safety")
	if list.Err() == nil {
		t.Error("an empty folder loads without a mistake")
	}
	if says := g.Reply(safety.Ask{Now: true}); says != nil {
		t.Errorf("a Guard without files says %v", says)
	}
	g.Look("it has nothing to look with, and does not break")
}
