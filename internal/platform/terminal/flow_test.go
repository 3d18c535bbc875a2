package terminal

import (
	"reflect"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestWordsAreWrapped(t *testing.T) {
	for story, c := range map[string]struct {
		text string
		want []string
	}{
		"at spaces":                         {"one two three four", []string{"one two three", "four"}},
		"lines and empty lines stay":        {"one\n\ntwo", []string{"one", "", "two"}},
		"a bullet's words stay under it":    {"  • one two three", []string{"  • one two", "    three"}},
		"an indent stays":                   {"   one two three", []string{"   one two", "   three"}},
		"a word that is too long is broken": {"abcdefghijklmnopq", []string{"abcdefghijklm", "nopq"}},
		"wide characters count twice":       {"疲れた疲れた疲れた", []string{"疲れた疲れた", "疲れた"}},
		"accents count nothing":             {"éééééé ééééé ab", []string{"éééééé ééééé", "ab"}},
		"a line of spaces is empty":         {"            ", []string{""}},
	} {
		t.Run(story, func(t *testing.T) {
			if got := wrap(ansi.WcWidth, c.text, 13); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestCellsFlowIntoRows(t *testing.T) {
	cells := []string{"aaa", "bbb", "ccc", strings.Repeat("d", 20), "e"}
	want := [][]string{{"aaa", "bbb"}, {"ccc"}, {strings.Repeat("d", 20)}, {"e"}}
	if got := flow(ansi.WcWidth, cells, 2, 9); !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
