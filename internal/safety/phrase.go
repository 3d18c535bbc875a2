package safety

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// part is one part of a phrase.
type part struct {
	kind   partKind
	symbol int32 // for a word or a class
}

type partKind byte

const (
	word    partKind = iota // a word, or a class of words
	anyWord                 // "_": one word, whichever
	gap                     // "...": up to three words
	edge                    // ".": the sentence starts or ends here
)

// The bounds of a phrase in a pack.
const (
	maxParts   = 14
	maxOptions = 5
)

// phrase reads what an author wrote into the forms it stands for: one, or more
// when parts of it may be left out.
func (b *builder) phrase(text yamldoc.Text) [][]part {
	fields := b.mend(strings.Fields(text.V))
	if len(fields) > maxParts {
		b.report(text.At, fmt.Sprintf("this phrase has more than %d parts", maxParts), "keep what carries the meaning")
		return nil
	}
	forms := [][]part{nil}
	options := 0
	for _, field := range fields {
		name, optional := strings.CutSuffix(field, "?")
		parts, ok := b.part(text, name)
		if !ok {
			return nil
		}
		grown := make([][]part, 0, 2*len(forms))
		for _, f := range forms {
			grown = append(grown, append(slices.Clone(f), parts...))
			if optional {
				grown = append(grown, f)
			}
		}
		forms = grown
		if optional {
			options++
		}
	}
	if options > maxOptions {
		b.report(text.At, fmt.Sprintf("more than %d parts of this phrase are optional", maxOptions), "write two phrases")
		return nil
	}
	for _, f := range forms {
		if !b.sound(text, f) {
			return nil
		}
	}
	return forms
}

// mend writes words that the spellings of this pack join as the one word they are.
func (b *builder) mend(fields []string) []string {
	kept := make([]string, 0, len(fields))
	for _, f := range fields {
		if n := len(kept); n > 0 {
			if one, ok := b.torn[strings.ToLower(kept[n-1]+" "+f)]; ok {
				kept[n-1] = one
				continue
			}
		}
		kept = append(kept, f)
	}
	return kept
}

// sound refuses phrases that would be found everywhere.
func (b *builder) sound(text yamldoc.Text, parts []part) bool {
	words := 0
	for _, p := range parts {
		if p.kind == word {
			words++
		}
	}
	switch {
	case words == 0:
		b.report(text.At, fmt.Sprintf("the phrase %q could be any words at all", text.V), "at least one word has to be there for certain")
		return false
	case parts[0].kind == gap || parts[0].kind == anyWord:
		b.report(text.At, fmt.Sprintf("the phrase %q starts with something unknown", text.V), "start with a word")
		return false
	}
	return true
}

// part reads one field of a phrase. A word with a hyphen is two.
func (b *builder) part(text yamldoc.Text, name string) ([]part, bool) {
	switch {
	case name == "...":
		return []part{{kind: gap}}, true
	case name == "_":
		return []part{{kind: anyWord}}, true
	case name == ".":
		return []part{{kind: edge}}, true
	case strings.HasPrefix(name, "<") && strings.HasSuffix(name, ">"):
		symbol, ok := b.class(text, name[1:len(name)-1])
		return []part{{word, symbol}}, ok
	case strings.Contains(name, "/"):
		return b.choice(text, name)
	}
	var parts []part
	for _, w := range foldWords(name) {
		parts = append(parts, part{word, b.word(w)})
	}
	if len(parts) == 0 {
		b.report(text.At, fmt.Sprintf("%q is no word", name), `parts are words, <classes>, a/b for "one of", "...", "_" and "."`)
	}
	return parts, len(parts) > 0
}

// choice is "kill/hurt": a class without a name.
func (b *builder) choice(text yamldoc.Text, name string) ([]part, bool) {
	symbol := b.symbol(b.language + ":" + name)
	for member := range strings.SplitSeq(name, "/") {
		words := foldWords(member)
		if len(words) != 1 {
			b.report(text.At, fmt.Sprintf("%q is not one word", member), "each part of a/b is a single word")
			return nil, false
		}
		b.word(words[0])
		b.mean(symbol, words[0])
	}
	return []part{{word, symbol}}, true
}

// foldWords is text as it is compared, cut into words.
func foldWords(text string) []string {
	var d desk
	l := lexicon{forms: map[string]int32{}, symbols: [][]int32{nil, nil}}
	d.read(&l, text)
	words := make([]string, 0, len(d.tokens))
	for _, t := range d.tokens {
		words = append(words, string(d.letters[t.from:t.to]))
	}
	return words
}
