package safety

import (
	"fmt"
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// rule is what a phrase means: a signal, or a guard that takes signals back.
type rule struct {
	pack    int
	signal  chat.Signal
	guard   bool
	wide    bool        // the guard reaches over the sentence
	hides   uint32      // a bit for every signal the guard takes back
	instead chat.Signal // what is left then
}

// builder turns packs into the tables that Look reads.
type builder struct {
	file     string
	language string
	pack     int
	problems problem.List

	words   lexicon
	phrases trie
	rules   []rule

	bySymbol map[string]int32            // the symbol of a word or class
	classes  map[string]map[string]int32 // by pack and name
	spelt    []spelling
	close    []string
	fillers  []int32
	barriers []int32
	torn     map[string]string // in this pack: "my self" and the word it is
}

// spelling is another way to write a word.
type spelling struct {
	word string
	as   []string // one form, or two that are one word torn apart
}

const numberClass = "number"

func newBuilder() *builder {
	b := &builder{bySymbol: map[string]int32{}, classes: map[string]map[string]int32{}}
	b.words = lexicon{forms: map[string]int32{}, symbols: [][]int32{nil, nil}, pairs: map[[2]int32]int32{}}
	b.words.symbols[numberForm] = []int32{b.symbol("<" + numberClass + ">")}
	return b
}

func (b *builder) report(at yamldoc.At, what, hint string) {
	b.problems = append(b.problems, problem.Problem{File: b.file, Line: at.Line, Column: at.Column, What: what, Hint: hint})
}

// symbol is the number of a word or class, counted from 1.
func (b *builder) symbol(key string) int32 {
	s, ok := b.bySymbol[key]
	if !ok {
		s = int32(len(b.bySymbol) + 1)
		b.bySymbol[key] = s
	}
	return s
}

// form is the number of a word as typed.
func (b *builder) form(folded string) int32 {
	f, ok := b.words.forms[folded]
	if !ok {
		f = int32(len(b.words.symbols))
		b.words.forms[folded] = f
		var symbols []int32
		if digits, _, _ := shape([]byte(folded)); digits == len(folded) {
			symbols = append(symbols, b.symbol("<"+numberClass+">"))
		}
		b.words.symbols = append(b.words.symbols, symbols)
	}
	return f
}

// word is the symbol of a folded word.
func (b *builder) word(folded string) int32 {
	s := b.symbol(folded)
	b.mean(s, folded)
	return s
}

// mean notes that a word may stand for a symbol.
func (b *builder) mean(symbol int32, folded string) {
	f := b.form(folded)
	if !slices.Contains(b.words.symbols[f], symbol) {
		b.words.symbols[f] = append(b.words.symbols[f], symbol)
	}
}

// class is the symbol of a class of this pack.
func (b *builder) class(text yamldoc.Text, name string) (int32, bool) {
	if name == numberClass {
		return b.symbol("<" + numberClass + ">"), true
	}
	known := b.classes[b.language]
	if s, ok := known[name]; ok {
		return s, true
	}
	names := make([]string, 0, len(known))
	for n := range known {
		names = append(names, n)
	}
	slices.Sort(names)
	hint := "add it under words"
	if near, ok := problem.Nearest(name, names); ok {
		hint = fmt.Sprintf("did you mean <%s>?", near)
	}
	b.report(text.At, fmt.Sprintf("there is no class <%s> in this pack", name), hint)
	return 0, false
}

// finish gives other spellings the meaning of the words they stand for.
func (b *builder) finish() {
	for _, s := range b.spelt {
		f := b.form(s.as[0])
		if len(s.as) == 2 {
			b.words.pairs[[2]int32{f, b.form(s.as[1])}] = b.form(s.word)
			continue
		}
		b.lend(s.word, f)
	}
	for _, w := range b.close {
		for slip := range slips(w) {
			if _, known := b.words.forms[slip]; !known {
				b.lend(w, b.form(slip))
			}
		}
	}
	b.words.filler = b.marked(b.fillers)
	b.words.barrier = b.marked(b.barriers)
}

// marked is a mark for every form, set for those given.
func (b *builder) marked(forms []int32) []bool {
	marks := make([]bool, len(b.words.symbols))
	for _, f := range forms {
		marks[f] = true
	}
	return marks
}

// lend gives form f every meaning of word.
func (b *builder) lend(word string, f int32) {
	for _, symbol := range b.words.symbols[b.form(word)] {
		if !slices.Contains(b.words.symbols[f], symbol) {
			b.words.symbols[f] = append(b.words.symbols[f], symbol)
		}
	}
}
