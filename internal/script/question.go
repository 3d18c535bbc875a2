package script

import (
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// maxScale is how many numbers of a scale become buttons.
const maxScale = 11

// Question is the text of an ask: the variant of its prompt, whether it may be
// skipped, and the words for the ends of its scale.
func (a *Ask) Question(variant int, env Env) string {
	if a.ready != nil {
		return a.ready[env.Lang()]
	}
	return a.Prompt.Render(variant, env) + a.suffix[env.Lang()]
}

// Suffix is what the question adds to its prompt: that it may be skipped, and the
// words for the ends of its scale.
func (a *Ask) Suffix(language int) string { return a.suffix[language] }

// Choices are the buttons of an ask in one language; nil when it is typed. They
// are shared: nobody writes to them.
func (a *Ask) Choices(language int) []chat.Choice { return a.choices[language] }

// Layout is how the buttons lie.
func (a *Ask) Layout() chat.Layout {
	if a.Slot.Type.Kind == Number {
		return chat.Scale
	}
	return chat.List
}

// prepare makes at load what would be the same at every turn.
func (a *Ask) prepare(lib *Library) {
	for i, language := range lib.languages {
		a.suffix = append(a.suffix, a.suffixIn(i, language))
		a.choices = append(a.choices, a.Slot.Type.choices(i, language))
	}
	if a.Prompt.Variants() > 1 || !a.Prompt.fixed() {
		return
	}
	for i := range lib.languages {
		a.ready = append(a.ready, a.Prompt.Plain(i)+a.suffix[i])
	}
}

func (a *Ask) suffixIn(i int, language *lang.Language) string {
	var b strings.Builder
	if text := language.Text(lang.TurnOptional); a.Optional && text != "" {
		b.WriteString(" " + text)
	}
	if text := language.Text(lang.TurnMany); a.Slot.Type.Kind == Choices && text != "" {
		b.WriteString("\n" + text)
	}
	var ends []string
	if a.Low != nil {
		ends = append(ends, language.Number(a.Slot.Type.Number.Min)+" = "+a.Low.Plain(i))
	}
	if a.High != nil {
		ends = append(ends, language.Number(a.Slot.Type.Number.Max)+" = "+a.High.Plain(i))
	}
	if len(ends) > 0 {
		b.WriteString("\n" + strings.Join(ends, " · "))
	}
	return b.String()
}

// fixed tells whether no wording of the line has anything to fill in.
func (l *Line) fixed() bool {
	for _, variant := range l.variants {
		for _, t := range variant {
			if t.parts != nil {
				return false
			}
		}
	}
	return true
}

// choices are the buttons that answer a question of this type.
func (t *Type) choices(i int, language *lang.Language) []chat.Choice {
	var choices []chat.Choice
	switch t.Kind {
	case Number:
		step := max(t.Number.Step, 1)
		if (t.Number.Max-t.Number.Min)/step >= maxScale {
			return nil
		}
		for n := t.Number.Min; n <= t.Number.Max; n += step {
			choices = append(choices, chat.Choice{Token: strconv.FormatInt(n, 10), Label: language.Number(n)})
		}
	case Choice, Choices:
		for _, item := range t.List.Items {
			choices = append(choices, chat.Choice{Token: token(item.Hash), Label: item.Label.Plain(i)})
		}
	case YesNo:
		yes, no := language.Text(lang.AnswerYes), language.Text(lang.AnswerNo)
		if yes == "" || no == "" {
			return nil // it is typed
		}
		choices = []chat.Choice{{Token: "y", Label: yes}, {Token: "n", Label: no}}
	case Unset, Text, Time, Schedule, Zone, Which: // typed, or made from how things stand
	}
	return choices
}

func token(h Hash) string { return strconv.FormatUint(uint64(h), 36) }

// FromToken reads the token of a button of this type. A token of a choice that is
// gone is none. Of a reminder the token is its id; whether it is there is not looked at.
func (t *Type) FromToken(text string) (Value, bool) {
	switch t.Kind {
	case Number:
		n, err := strconv.ParseInt(text, 10, 64)
		ok := err == nil && n >= t.Number.Min && n <= t.Number.Max && (n-t.Number.Min)%max(t.Number.Step, 1) == 0
		return NumberValue(n), ok
	case Choice, Choices:
		h, err := strconv.ParseUint(text, 36, 24)
		if _, ok := t.List.Find(Hash(h)); err != nil || !ok {
			return Value{}, false
		}
		if t.Kind == Choices {
			return ChoicesValue([]Hash{Hash(h)}), true
		}
		return ChoiceValue(Hash(h)), true
	case YesNo:
		return YesNoValue(text == "y"), text == "y" || text == "n"
	case Which:
		id, err := strconv.ParseUint(text, 10, 16)
		return WhichValue(uint16(id)), err == nil && id > 0
	case Unset, Text, Time, Schedule, Zone:
	}
	return Value{}, false
}

// Choices are the buttons of an offer in one language; shared like an ask's.
func (o *Offer) Choices(language int) []chat.Choice { return o.choices[language] }

// Options are the buttons as answers that may be typed.
func (o *Offer) Options(language int) []answer.Option { return o.options[language] }

// FromToken is the button with that token.
func (o *Offer) FromToken(text string) (int, bool) {
	for i := range o.Buttons {
		if token(o.Buttons[i].Hash) == text {
			return i, true
		}
	}
	return 0, false
}

func (o *Offer) prepare(lib *Library) {
	for i := range lib.languages {
		choices := make([]chat.Choice, len(o.Buttons))
		options := make([]answer.Option, len(o.Buttons))
		for j, b := range o.Buttons {
			choices[j] = chat.Choice{Token: token(b.Hash), Label: b.Label.Plain(i)}
			options[j] = answer.Option{ID: b.ID, Label: b.Label.Plain(i)}
		}
		o.choices, o.options = append(o.choices, choices), append(o.options, options)
	}
}
