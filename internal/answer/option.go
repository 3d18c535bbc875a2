package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// Option is one of the choices of a question.
type Option struct {
	ID    string   // its name in the script
	Label string   // what the person reads
	Also  []string // other words for it
}

// OneOf reads one choice and gives its index: by its label, id or another word for
// it, by its number from 1, by the only beginning of three letters or more, or with
// one letter wrong in a word of five or more. What fits exactly wins.
func OneOf(text string, options []Option, l *lang.Language) (int, *Reject) {
	if reject := sized(text, l); reject != nil {
		return 0, reject
	}
	if index, ok := label(text, options); ok {
		return index, nil
	}
	if index, ok := numbered(text, options); ok {
		return index, nil
	}
	c := newChoices(options, l)
	whole := c.read(text)
	if len(whole) == 0 {
		return 0, &Reject{Reason: Empty}
	}
	index, fits := c.one(whole)
	if fits == single {
		return index, nil
	}
	chosen, all := c.several(text, lang.And|lang.Or)
	if len(chosen) == 1 && all { // "head, head", "well, head"
		return chosen[0], nil
	}
	if len(chosen) > 1 {
		return 0, c.two(chosen[0], chosen[1])
	}
	if fits == torn {
		return 0, c.two(index, c.other(whole, index))
	}
	return 0, &Reject{Reason: NotAChoice}
}

// Names is true when text is exactly the label, the id or another word of an
// option. It is for words that also mean something else: where "Back" is a place
// of the body, "back" does not go back.
func Names(text string, options []Option, l *lang.Language) bool {
	if len(options) == 0 || sized(text, l) != nil {
		return false
	}
	if _, ok := label(text, options); ok {
		return true
	}
	c := newChoices(options, l)
	_, fits := c.exact(c.read(text))
	return fits == single
}

// label is the only option whose label text is, but for case. It is the usual
// case and needs no folding.
func label(text string, options []Option) (index int, ok bool) {
	text = strings.TrimSpace(text)
	for i, o := range options {
		if !strings.EqualFold(text, strings.TrimSpace(o.Label)) {
			continue
		}
		if ok {
			return 0, false
		}
		index, ok = i, true
	}
	return index, ok
}

// numbered is the option at a plain number, where no option has a digit in its names.
func numbered(text string, options []Option) (int, bool) {
	milli, ok := plain(text)
	if !ok || milli%1000 != 0 || milli < 1000 || milli > int64(len(options))*1000 {
		return 0, false
	}
	for _, o := range options {
		if digitIn(o.Label) || digitIn(o.ID) || slices.ContainsFunc(o.Also, digitIn) {
			return 0, false
		}
	}
	return int(milli/1000) - 1, true
}

// digitIn is true for a text with a digit of any script, or with another sign that
// may fold to one.
func digitIn(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsNumber(r) || unicode.IsSymbol(r) })
}

// fit says how many options a text fits.
type fit byte

const (
	none fit = iota
	single
	torn // between two
)

// choices is the options of a question, folded.
type choices struct {
	lang    *lang.Language
	options []Option
	names   [][]string   // for each option its label, id and other words, folded
	cuts    [][][]string // the names again, cut at every "and"; made when needed
}

func newChoices(options []Option, l *lang.Language) *choices {
	c := &choices{lang: l, options: options, names: make([][]string, len(options))}
	for i, o := range options {
		for _, name := range append([]string{o.Label, o.ID}, o.Also...) {
			if folded := c.read(name); folded != "" {
				c.names[i] = append(c.names[i], folded)
			}
		}
	}
	return c
}

// read folds text and keeps its words and digits. A text of pictures or signs
// alone, like a face as a label, is kept as it is.
func (c *choices) read(text string) string {
	folded := lang.Fold(text)
	var parts []string
	for _, t := range scan(folded) {
		switch {
		case t.kind == sign:
		case t.glued && len(parts) > 0:
			parts[len(parts)-1] += t.text
		default:
			parts = append(parts, t.text)
		}
	}
	if len(parts) == 0 {
		return folded
	}
	return strings.Join(parts, " ")
}

// one is the option that a folded text fits, by the strictest rule that fits any.
func (c *choices) one(text string) (int, fit) {
	for _, rule := range [...]func(string) (int, fit){c.exact, c.number, c.beginning, c.typo} {
		if i, fits := rule(text); fits != none {
			return i, fits
		}
	}
	if bare := c.bare(text); bare != text && bare != "" {
		return c.one(bare)
	}
	return 0, none
}

// only is the option with a name that is liked; torn when two have one.
func (c *choices) only(like func(name string) bool) (int, fit) {
	index, fits := 0, none
	for i, names := range c.names {
		for _, name := range names {
			if !like(name) {
				continue
			}
			if fits == none {
				index, fits = i, single
			} else if i != index {
				return index, torn
			}
		}
	}
	return index, fits
}

func (c *choices) exact(text string) (int, fit) {
	for place := range maxNames { // labels before ids before other words
		found, fits := 0, none
		for i, names := range c.names {
			if place < len(names) && names[place] == text {
				if fits == single {
					return found, torn
				}
				found, fits = i, single
			}
		}
		if fits == single {
			return found, single
		}
	}
	return c.only(func(name string) bool { return name == text })
}

// maxNames is how many names of an option have a rank.
const maxNames = 2

// number reads the place of an option: "2", "2.", "two", "number 2".
func (c *choices) number(text string) (int, fit) {
	if len(text) > 40 {
		return 0, none
	}
	spec := NumberSpec{Min: 1000, Max: int64(len(c.options)) * 1000, Step: 1000}
	milli, reject := Number(text, spec, c.lang)
	if reject != nil {
		return 0, none
	}
	return int(milli/1000) - 1, single
}

// beginning fits "che" to "chest". A word that takes something back begins nothing.
func (c *choices) beginning(text string) (int, fit) {
	if utf8.RuneCountInString(text) < 3 {
		return 0, none
	}
	if m, took := c.lang.Phrase(strings.Fields(text)); took > 0 && m.May(lang.Not|lang.Filler|lang.Before|lang.And|lang.Or) {
		return 0, none
	}
	return c.only(func(name string) bool { return strings.HasPrefix(name, text) })
}

// typo fits "shoudlers" to "shoulders".
func (c *choices) typo(text string) (int, fit) {
	if utf8.RuneCountInString(text) < 5 {
		return 0, none
	}
	return c.only(func(name string) bool { return utf8.RuneCountInString(name) >= 5 && oneOff(text, name) })
}

// bare is text without what may stand before a choice: "maybe in my head" is "head".
func (c *choices) bare(text string) string {
	words := strings.Fields(text)
	for len(words) > 0 {
		m, took := c.lang.Phrase(words)
		if !m.May(lang.Filler | lang.Article | lang.Before) {
			break
		}
		words = words[took:]
	}
	return strings.Join(words, " ")
}

// other is a second option that text fits as well as the first.
func (c *choices) other(text string, first int) int {
	rest := &choices{lang: c.lang, options: c.options, names: append([][]string(nil), c.names...)}
	rest.names[first] = nil
	second, _ := rest.one(text)
	return second
}

func (c *choices) two(a, b int) *Reject {
	return &Reject{Reason: TwoChoices, A: c.options[a].Label, B: c.options[b].Label}
}
