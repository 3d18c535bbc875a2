package lang_test

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// house is the languages as they are shipped.
func house(t testing.TB) *lang.Set {
	t.Helper()
	set, problems := lang.Load(os.DirFS("../.."), "prompts/lang")
	if len(problems) > 0 {
		t.Fatalf("the languages of the house have mistakes:\n%s", problems.Error())
	}
	return set
}

func TestTheLanguagesOfTheHouseLoadWithoutAMistake(t *testing.T) {
	set := house(t)
	var codes []string
	for _, l := range set.All() {
		codes = append(codes, l.Code+" "+l.Name+" "+l.Decimal)
	}
	if len(codes) < 2 || codes[0] != "en English ." || codes[1] != "es Español ," {
		t.Errorf("languages: %q", codes)
	}
}

// folder is a small set of languages with one file changed.
func folder(t *testing.T, file, text string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	for _, name := range []string{"en/ui.yaml", "en/words.yaml", "es/ui.yaml", "es/words.yaml"} {
		data, err := os.ReadFile("../../prompts/lang/" + name)
		if err != nil {
			t.Fatal(err)
		}
		out["lang/"+name] = &fstest.MapFile{Data: data}
	}
	if text == "" {
		delete(out, "lang/"+file)
		return out
	}
	out["lang/"+file] = &fstest.MapFile{Data: []byte(text)}
	return out
}

// changed is a file of the house with one part replaced.
func changed(t *testing.T, file, before, after string) string {
	t.Helper()
	data, err := os.ReadFile("../../prompts/lang/" + file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), before) {
		t.Fatalf("%s has no %q", file, before)
	}
	return strings.Replace(string(data), before, after, 1)
}

func TestAMistakeInALanguageIsReportedWithItsPlace(t *testing.T) {
	const ui, words = "es/ui.yaml", "es/words.yaml"
	cases := map[string]struct{ file, text, at, want string }{
		"a text is missing, after the one before it": {
			ui, changed(t, ui, "turn.skipped: Seguimos.\n", ""), "turn.stopped-nothing",
			`the text "turn.skipped" is missing here → in English it is: Skipped.`,
		},
		"an id is unknown": {
			ui, changed(t, ui, "breath.rest: Descansa", "breath.rest: Descansa\nbreath.inn: Inhala"), "breath.inn",
			`"breath.inn" is no id of a text → did you mean "breath.in"?`,
		},
		"a place is missing": {
			ui, changed(t, ui, "ronda {1} de {2}", "ronda {1}"), "ronda",
			`the places in this text are not those of the English one → the English one has {1}, {2}`,
		},
		"a text is too long": {
			ui, changed(t, ui, "Seguimos.", strings.Repeat("ñ", 301)), "ññ",
			"this text has 301 characters; 300 is the most → say it shorter",
		},
		"a word for two controls": {
			words, changed(t, words, "saltar, salta,", "saltar, PARAR,"), "PARAR",
			`"PARAR" is a word for two controls → keep it in one of them`,
		},
		"a decimal sign that is none": {
			words, changed(t, words, `decimal: ","`, `decimal: "-"`), `"-"`,
			`the decimal sign is a point or a comma → write decimal: "."`,
		},
		"a filler that takes something back": {
			words, changed(t, words, "    - como\n", "    - como\n    - ningún\n"), "ningún, ninguno",
			`"ningún" takes something back, and cannot stand around an answer unread → take it out of the fillers`,
		},
		"a number out of reach": {
			words, changed(t, words, "cero: 0", "cero: 1000"), "cero: 1000",
			`"cero" cannot be 1000 → write a number from 0 to 999`,
		},
		"a file is missing": {
			words, "", "",
			"this file is not there, or cannot be read → it says which words people use; copy the English one and translate it",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			set, problems := lang.Load(folder(t, c.file, c.text), "lang")
			want := "lang/" + c.file + placeIn(c.text, c.at) + ": " + c.want
			if problems.Err() == nil || !strings.Contains(problems.Error(), want) {
				t.Errorf("got\n%s\nwant\n%s", problems.Error(), want)
			}
			if set.Len() != 2 {
				t.Errorf("%d languages are left", set.Len())
			}
		})
	}
}

// placeIn is ":line:column" of the first part of text that is at; columns are
// characters.
func placeIn(text, at string) string {
	if at == "" {
		return ""
	}
	before, _, _ := strings.Cut(text, at)
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return fmt.Sprintf(":%d:%d", strings.Count(before, "\n")+1, utf8.RuneCountInString(line)+1)
}

func TestATextThatIsMissingIsSaidInEnglish(t *testing.T) {
	text := changed(t, "es/ui.yaml", "turn.skipped: Seguimos.\n", "")
	set, _ := lang.Load(folder(t, "es/ui.yaml", text), "lang")
	if got := set.At(1).Text(lang.TurnSkipped); got != "Skipped." {
		t.Errorf("said %q", got)
	}
	set, problems := lang.Load(fstest.MapFS{}, "lang")
	if problems.Err() == nil || set.At(0).Text(lang.TurnSkipped) != "" {
		t.Errorf("without any file: %q, %v", set.At(0).Text(lang.TurnSkipped), problems)
	}
}

func TestALocaleFindsItsLanguage(t *testing.T) {
	set := house(t)
	es, ok := set.Index("es")
	if !ok || es != 1 {
		t.Fatalf("Spanish is at %d, %v", es, ok)
	}
	cases := map[string]int{
		"es": es, "es-MX": es, "es_ES.UTF-8": es, "ES-419": es, " es ": es, "en-GB": 0, "": 0, "C.UTF-8": 0, "fr": 0, "est": 0, "-": 0,
	}
	for locale, want := range cases {
		if got := set.Match(locale); got != want {
			t.Errorf("%q: language %d, want %d", locale, got, want)
		}
	}
	if _, ok := set.Index("fr"); ok {
		t.Error("there is no French")
	}
	if set.At(-1) != set.At(0) || set.At(99) != set.At(0) {
		t.Error("an index that does not exist is English")
	}
}
