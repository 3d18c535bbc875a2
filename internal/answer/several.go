package answer

import (
	"slices"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/lang"
)

// SeveralOf reads one choice or more ("1, 3", "head and chest") and gives their
// indexes, in the order of the options and each once. One part that fits nothing
// rejects the whole.
func SeveralOf(text string, options []Option, l *lang.Language) ([]int, *Reject) {
	if reject := sized(text, l); reject != nil {
		return nil, reject
	}
	if index, ok := label(text, options); ok { // it may itself hold an "and"
		return []int{index}, nil
	}
	c := newChoices(options, l)
	whole := c.read(text)
	if len(whole) == 0 {
		return nil, &Reject{Reason: Empty}
	}
	if index, fits := c.one(whole); fits == single {
		return []int{index}, nil
	}
	chosen, all := c.several(text, lang.And)
	if !all || len(chosen) == 0 {
		return nil, c.unclear(text)
	}
	slices.Sort(chosen)
	return chosen, nil
}

// unclear tells a choice that is not decided from none at all.
func (c *choices) unclear(text string) *Reject {
	parts := c.parts(text, lang.And)
	for _, part := range parts[:min(len(parts), maxParts)] {
		if index, fits := c.one(part); fits == torn {
			return c.two(index, c.other(part, index))
		}
		if either, _ := c.several(part, lang.Or); len(either) > 1 {
			return c.two(either[0], either[1])
		}
	}
	return &Reject{Reason: NotAChoice}
}

// several is the options that the parts of text fit, each once, and whether every
// part fits one.
func (c *choices) several(text string, between lang.Class) (chosen []int, all bool) {
	parts := c.parts(text, between)
	if len(parts) > maxParts {
		return nil, false
	}
	all = true
	for len(parts) > 0 {
		index, took := c.longest(parts)
		if took == 0 {
			all, took = false, 1
		} else if !slices.Contains(chosen, index) {
			chosen = append(chosen, index)
		}
		parts = parts[took:]
	}
	return chosen, all
}

// maxParts is how many choices are read in one answer.
const maxParts = 40

// longest fits the first part, or the first few of them together: "neck and
// shoulders" is one option although it looks like two.
func (c *choices) longest(parts []string) (index, took int) {
	for n := min(len(parts), 4); n > 1; n-- {
		if i, fits := c.joined(parts[:n]); fits == single {
			return i, n
		}
	}
	i, fits := c.one(parts[0])
	if fits != single {
		return 0, 0
	}
	return i, 1
}

// joined fits an option whose own words are the parts with a separator between.
func (c *choices) joined(parts []string) (int, fit) {
	if c.cuts == nil {
		c.cuts = make([][][]string, len(c.names))
		for i, names := range c.names {
			for _, name := range names {
				if cut := c.parts(name, lang.And|lang.Or); len(cut) > 1 {
					c.cuts[i] = append(c.cuts[i], cut)
				}
			}
		}
	}
	for i, names := range c.cuts {
		for _, name := range names {
			if slices.Equal(name, parts) {
				return i, single
			}
		}
	}
	return 0, none
}

// parts cuts text at commas, other separating signs, new lines and the words that
// stand between choices.
func (c *choices) parts(text string, between lang.Class) []string {
	var parts []string
	for line := range strings.SplitSeq(text, "\n") {
		s := &sentence{lang: c.lang, tokens: scan(spread(lang.Fold(line)))}
		start := 0
		for at := 0; at <= len(s.tokens); {
			end, cut := s.cut(at, between)
			if !cut {
				at++
				continue
			}
			if part := c.read(join(s.tokens[start:at])); part != "" {
				parts = append(parts, part)
			}
			start, at = end, max(end, at+1)
		}
	}
	return parts
}

// spread makes "1,3" two numbers and not one.
func spread(text string) string { return strings.ReplaceAll(text, ",", " , ") }

// cut takes what stands between two choices; the end is one.
func (s *sentence) cut(at int, between lang.Class) (int, bool) {
	t := s.token(at)
	switch {
	case t.kind == 0:
		return at, true
	case t.kind == sign && strings.Contains(",;/+&", t.text):
		return at + 1, true
	case t.kind == word:
		return s.is(at, between)
	case t.kind == digits && at > 0 && !t.glued: // "1 3"
		return at, s.token(at-1).kind == digits
	}
	return at, false
}

func join(tokens []token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 && !t.glued {
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
	}
	return b.String()
}
