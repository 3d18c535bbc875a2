package script

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// NotAnswered is shown for a value that has no answer.
const NotAnswered = "–"

// show is a value in a person's words; number asks for the place of a choice in
// its list instead of its label.
func (t *Type) show(v Value, number bool, env Env) string {
	language := env.Library().Language(env.Lang())
	switch {
	case v.Kind != t.Kind || v.Kind == Unset:
		return NotAnswered
	case v.Kind == Number:
		return language.Number(v.N)
	case v.Kind == Choice:
		return t.showChoice(Hash(v.N), number, env)
	case v.Kind == Choices:
		return t.showChoices(v.Hashes(), number, env)
	case v.Kind == YesNo:
		return showYesNo(v, language)
	case v.Kind == Time:
		return fmt.Sprintf("%02d:%02d", v.N/60, v.N%60)
	default:
		return v.S
	}
}

// showYesNo is the label of the button or, in a folder without one, what the person
// typed; a value that nobody typed shows as a sign.
func showYesNo(v Value, language *lang.Language) string {
	label, sign := lang.AnswerNo, "✗"
	if v.Yes() {
		label, sign = lang.AnswerYes, "✓"
	}
	return cmp.Or(language.Text(label), v.S, sign)
}

func (t *Type) showChoice(h Hash, number bool, env Env) string {
	i, ok := t.List.Find(h)
	switch {
	case !ok:
		return NotAnswered
	case number:
		return strconv.Itoa(i + 1)
	default:
		return t.List.Items[i].Label.Plain(env.Lang())
	}
}

func (t *Type) showChoices(hashes []Hash, number bool, env Env) string {
	shown := make([]string, 0, len(hashes))
	for _, h := range hashes {
		shown = append(shown, t.showChoice(h, number, env))
	}
	if len(shown) == 0 {
		return NotAnswered
	}
	return strings.Join(shown, ", ")
}
