package lint

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// Limits of what is read at once. The label limit is the stricter of the
// platforms' (Discord buttons: 80 characters), made shorter so that it reads well
// on a phone.
const (
	MaxText  = 300
	MaxLabel = 38
	MaxTitle = 60
)

// texts looks at every text in every language.
func (l *linter) texts() {
	for _, line := range l.lib.Lines() {
		for i := range l.lib.Languages() {
			code := l.lib.Language(i).Code
			for v, text := range line.Sources(i) {
				if i > 0 && text == line.Sources(0)[v] {
					continue // untranslated: looked at already, and reported as missing
				}
				l.text(line.Places(i)[v], code, text)
			}
		}
	}
}

func (l *linter) text(at script.Place, code, text string) {
	if n := utf8.RuneCountInString(text); n > MaxText {
		l.report(at, fmt.Sprintf("this text has %d characters%s, a message holds %d", n, inLanguage(code), MaxText), "split it into two steps")
	}
	for _, found := range l.style.find(code, text) {
		what, hint, _ := strings.Cut(found, " → ")
		l.report(at, what+inLanguage(code), hint)
	}
}

func inLanguage(code string) string {
	if code == "en" {
		return ""
	}
	return " (in " + code + ")"
}

// labels looks at what stands on buttons, and that no button is called like a word
// that always works.
func (l *linter) labels() {
	for _, s := range l.lib.Scripts {
		l.length(s.Title, MaxTitle)
		for i := range s.Steps {
			switch op := s.Steps[i].Op.(type) {
			case *script.Offer:
				for _, b := range op.Buttons {
					l.label(b.Label)
				}
			case *script.Ask:
				l.suggested(s.Steps[i].At, op.Suggests.Labels)
			}
		}
		for i := range s.Values.Slots {
			l.list(s.Values.Slots[i].Type.List)
		}
	}
}

// templates looks at what stands on the buttons of reminders.
func (l *linter) templates() {
	for i := range l.lib.Templates {
		t := &l.lib.Templates[i]
		l.label(t.Title)
		if t.Button != nil {
			l.label(t.Button)
		}
		if t.Often != nil {
			l.suggested(t.Often.At, t.Usual)
		}
	}
}

// suggested looks at phrases that become buttons, in every language.
func (l *linter) suggested(at script.Place, labels func(language int) []string) {
	for i := range l.lib.Languages() {
		for _, label := range labels(i) {
			if n := utf8.RuneCountInString(label); n > MaxLabel {
				l.report(at, fmt.Sprintf("the button %q would have %d characters%s, there is room for %d", label, n, inLanguage(l.lib.Language(i).Code), MaxLabel), "suggest something shorter")
			}
		}
	}
}

func (l *linter) list(list *script.List) {
	if list == nil {
		return
	}
	for i := range list.Items {
		l.label(list.Items[i].Label)
		l.twin(list, i)
	}
}

// twin reports a choice that is called like one before it: people could not tell
// which of the two they choose.
func (l *linter) twin(list *script.List, at int) {
	label := list.Items[at].Label
	for i := range list.Items[:at] {
		for code := range l.lib.Languages() {
			if other := list.Items[i].Label; strings.EqualFold(other.Plain(code), label.Plain(code)) {
				what := fmt.Sprintf("two choices of this list are called %q%s", label.Plain(code), inLanguage(l.lib.Language(code).Code))
				l.report(label.Places(code)[0], what, "give each words of its own")
				return
			}
		}
	}
}

func (l *linter) length(line *script.Line, limit int) {
	for i := range l.lib.Languages() {
		label := line.Plain(i)
		if i > 0 && label == line.Plain(0) {
			continue // the same words: looked at already
		}
		if n := utf8.RuneCountInString(label); n > limit {
			l.report(line.Places(i)[0], fmt.Sprintf("the label %q has %d characters%s, there is room for %d", label, n, inLanguage(l.lib.Language(i).Code), limit), "shorten it")
		}
	}
}

func (l *linter) label(line *script.Line) {
	l.length(line, MaxLabel)
	for i := range l.lib.Languages() {
		language, label := l.lib.Language(i), line.Plain(i)
		if i > 0 && label == line.Plain(0) {
			if _, said := l.lib.Language(0).Control(label); said {
				continue
			}
		}
		if c, taken := language.Control(label); taken && (c == lang.Stop || c == lang.Now) {
			l.report(line.Places(i)[0], fmt.Sprintf("the label %q is a word that always works%s, so nobody could choose it by typing", label, inLanguage(language.Code)), "choose another word")
		}
	}
}

// translations reports what a language lacks: once for each script, list or other
// owner, at the first English text, and once for each catalog that holds empty lines.
func (l *linter) translations() {
	places := map[string]script.Place{}
	for _, line := range l.lib.Lines() {
		places[line.ID] = line.At
	}
	told := map[untranslated]int{} // where in problems
	count := map[untranslated]int{}
	for _, m := range l.lib.Missing {
		what := untranslated{m.Lang, m.Script, m.Listed}
		if count[what]++; count[what] > 1 {
			l.problems[told[what]].What = what.sentence(m.ID, count[what])
			continue
		}
		at, ok := places[m.ID]
		if !ok { // one of several wordings: ID.2
			at = places[m.ID[:max(strings.LastIndexByte(m.ID, '.'), 0)]]
		}
		l.report(at, what.sentence(m.ID, 1), what.hint())
		told[what] = len(l.problems) - 1
		l.problems[told[what]].Waits = true
	}
}

// untranslated is the texts of one owner that one language lacks.
type untranslated struct {
	lang, owner string
	listed      bool // the catalog has their English, to be filled in
}

func (u untranslated) sentence(first string, count int) string {
	if count == 1 {
		return fmt.Sprintf("the text %q has no translation into %s", first, u.lang)
	}
	return fmt.Sprintf("%d texts of %s have no translation into %s", count, u.owner, u.lang)
}

func (u untranslated) hint() string {
	if u.listed {
		return fmt.Sprintf("fill in the empty lines of lang/%s/%s.yaml", u.lang, u.owner)
	}
	return fmt.Sprintf("run: stillpoint translate %s", u.lang)
}
