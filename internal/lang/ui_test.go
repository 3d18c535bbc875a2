package lang_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

func TestEveryIdOfATextIsInTheTable(t *testing.T) {
	table, declared := lang.UITexts(), 0
	for _, name := range []string{"ui.go", "ui_remind.go", "ui_schedule.go", "ui_desk.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			if literal, ok := spec.Values[0].(*ast.BasicLit); ok {
				id, _ := strconv.Unquote(literal.Value)
				declared++
				if !slices.Contains(table, lang.UI(id)) {
					t.Errorf("%s is not in the table", id)
				}
			}
			return true
		})
	}
	if declared != len(table) || declared == 0 {
		t.Errorf("%d ids are declared, %d are in the table", declared, len(table))
	}
}

func TestTheTextsKeepTheStyleOfTheHouse(t *testing.T) {
	banned := map[string]*regexp.Regexp{
		"en": regexp.MustCompile(`(?i)\b(heal|cure|treat|therapy|energy|toxins|guaranteed|proven|fix|diagnose|normal|abnormal|must|should|relax|sorry)\b|!`),
		"es": regexp.MustCompile(`(?i)\b(sanar|curar|tratar|terapia|energía|toxinas|garantizado|normal|debes|deberías|relájate|usted|bienvenido|bienvenida|listo|lista|solo/a)\b|!|o/a\b|@`),
	}
	for _, l := range house(t).All() {
		for _, id := range lang.UITexts() {
			text := l.Text(id)
			if strings.HasSuffix(string(id), "-words") {
				continue // typed by people, never said
			}
			if rule := banned[l.Code]; rule != nil && rule.MatchString(text) {
				t.Errorf("%s %s: %q has %q in it", l.Code, id, text, rule.FindString(text))
			}
			most := 300
			if strings.HasPrefix(string(id), "control.") || strings.HasPrefix(string(id), "breath.") {
				most = 24 // it stands on a button or under a pacer
			}
			if n := utf8.RuneCountInString(text); n > most {
				t.Errorf("%s %s has %d characters", l.Code, id, n)
			}
		}
	}
}

func TestTheHelpTextNamesWordsThatWork(t *testing.T) {
	quoted := regexp.MustCompile(`"([^"]+)"`)
	for _, l := range house(t).All() {
		found := map[lang.Control]bool{}
		for _, word := range quoted.FindAllStringSubmatch(l.Text(lang.TurnHelp), -1) {
			c, ok := l.Control(word[1])
			if !ok {
				t.Errorf("%s: help names %q, and nothing happens", l.Code, word[1])
			}
			found[c] = true
		}
		if len(found) != len(lang.Controls()) {
			t.Errorf("%s: help names %d of %d controls", l.Code, len(found), len(lang.Controls()))
		}
	}
}
