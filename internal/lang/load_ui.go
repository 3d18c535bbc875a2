package lang

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// maxText is the longest text, in characters, that is said at once.
const maxText = 300

// texts checks the ui.yaml of p against the table and against English, and puts
// it into the language.
func (l *loader) texts(p, english *page) {
	for _, e := range p.ui {
		if !slices.Contains(uiTexts, UI(e.Key.V)) {
			l.report(p.uiFile, e.Key.At, fmt.Sprintf("%q is no id of a text", e.Key.V), nearestText(e.Key.V))
			continue
		}
		l.text(p, english, e)
		p.lang.texts[UI(e.Key.V)] = e.Value.V
	}
	l.missing(p, english)
}

func (l *loader) text(p, english *page, e yamldoc.Entry[yamldoc.Text]) {
	if n := utf8.RuneCountInString(e.Value.V); n > maxText {
		l.reportf(p.uiFile, e.Value.At, "say it shorter", "this text has %d characters; %d is the most", n, maxText)
	}
	if strings.TrimSpace(e.Value.V) == "" {
		l.report(p.uiFile, e.Value.At, "this text is empty", "write what is said here")
	}
	first, ok := english.ui.Get(e.Key.V)
	if ok && placeholders(first.V) != placeholders(e.Value.V) {
		l.report(p.uiFile, e.Value.At, "the places in this text are not those of the English one",
			fmt.Sprintf("the English one has %s", listPlaces(placeholders(first.V))))
	}
}

// missing reports the ids that p lacks, each where it belongs: after the one that
// stands before it in the table.
func (l *loader) missing(p, english *page) {
	after := yamldoc.At{Line: 1, Column: 1}
	for _, id := range uiTexts {
		if at, ok := placeOf(p.ui, string(id)); ok {
			after = at
			continue
		}
		first, ok := english.ui.Get(string(id))
		hint := ""
		if ok {
			hint = fmt.Sprintf("in English it is: %s", first.V)
			p.lang.texts[id] = first.V
		}
		if len(p.ui) > 0 {
			l.reportf(p.uiFile, after, hint, "the text %q is missing here", string(id))
			l.problems[len(l.problems)-1].Waits = true
		}
	}
}

func placeOf(ui yamldoc.Map[yamldoc.Text], id string) (yamldoc.At, bool) {
	for _, e := range ui {
		if e.Key.V == id {
			return e.Key.At, true
		}
	}
	return yamldoc.At{}, false
}

func nearestText(id string) string {
	ids := make([]string, len(uiTexts))
	for i, each := range uiTexts {
		ids[i] = string(each)
	}
	if near, ok := problem.Nearest(id, ids); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "remove it"
}

func listPlaces(set uint16) string {
	var places []string
	for n := 1; n <= 9; n++ {
		if set&(1<<n) != 0 {
			places = append(places, fmt.Sprintf("{%d}", n))
		}
	}
	if len(places) == 0 {
		return "none"
	}
	return strings.Join(places, ", ")
}
