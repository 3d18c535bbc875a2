package script

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
	"github.com/stillpoint-bot/stillpoint/internal/place"
)

// NotAnswered is shown for a value that has no answer.
const NotAnswered = "–"

// show is a value in a person's words, or a property of it.
func (t *Type) show(v Value, of property, env Env) string {
	language := env.Library().Language(env.Lang())
	switch {
	case v.Kind != t.Kind || v.Kind == Unset:
		return NotAnswered
	case v.Kind == Number:
		return language.Number(v.N)
	case v.Kind == Choice:
		return t.showChoice(Hash(v.N), of, env)
	case v.Kind == Choices:
		return t.showChoices(v.Hashes(), of, env)
	case v.Kind == YesNo:
		return showYesNo(v, language)
	case v.Kind == Time:
		return fmt.Sprintf("%02d:%02d", v.N/60, v.N%60)
	case v.Kind == Schedule:
		return showSchedule(v, of, env)
	case v.Kind == Zone:
		return place.Title(v.S)
	case v.Kind == Which:
		return showWhich(v, of, env)
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

func (t *Type) showChoice(h Hash, of property, env Env) string {
	i, ok := t.List.Find(h)
	switch {
	case !ok:
		return NotAnswered
	case of == itsNumber:
		return strconv.Itoa(i + 1)
	default:
		return t.List.Items[i].Label.Plain(env.Lang())
	}
}

func (t *Type) showChoices(hashes []Hash, of property, env Env) string {
	shown := make([]string, 0, len(hashes))
	for _, h := range hashes {
		shown = append(shown, t.showChoice(h, of, env))
	}
	if len(shown) == 0 {
		return NotAnswered
	}
	return strings.Join(shown, ", ")
}
