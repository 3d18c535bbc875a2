package safety

// node is one place in the tree of phrases: what may follow, and which rules end
// here. A zero is no node, since nothing leads back to the root.
type node struct {
	next  []branch
	any   int32   // after one word, whichever
	gap   int32   // after up to gapWords words
	edge  int32   // at the edge of a sentence
	rules []int32 // the rules whose phrase is complete here
}

type branch struct{ symbol, to int32 }

// gapWords is how many words "..." may stand for.
const gapWords = 3

// trie holds every phrase of every pack, so that a text is read once however
// many phrases there are.
type trie struct {
	nodes []node
	start []int32 // by symbol: the node after a first word
}

// add writes a phrase into the tree.
func (t *trie) add(phrase []part, rule int32) {
	if len(t.nodes) == 0 {
		t.nodes = append(t.nodes, node{})
	}
	at := int32(0)
	for _, p := range phrase {
		at = t.step(at, p)
	}
	t.nodes[at].rules = append(t.nodes[at].rules, rule)
}

// step is the node after part p, made when it is not there yet.
func (t *trie) step(at int32, p part) int32 {
	to := t.place(at, p)
	if *to == 0 {
		*to = int32(len(t.nodes))
		made := *to
		t.nodes = append(t.nodes, node{})
		return made
	}
	return *to
}

// place is where the node keeps what follows after p.
func (t *trie) place(at int32, p part) *int32 {
	n := &t.nodes[at]
	switch p.kind {
	case anyWord:
		return &n.any
	case gap:
		return &n.gap
	case edge:
		return &n.edge
	}
	if at == 0 {
		for len(t.start) <= int(p.symbol) {
			t.start = append(t.start, 0)
		}
		return &t.start[p.symbol]
	}
	for i := range n.next {
		if n.next[i].symbol == p.symbol {
			return &n.next[i].to
		}
	}
	n.next = append(n.next, branch{symbol: p.symbol})
	return &n.next[len(n.next)-1].to
}

// find notes every phrase in the tokens on the desk.
func (d *desk) find(t *trie, l *lexicon) {
	if len(t.nodes) == 0 {
		return
	}
	w := walk{desk: d, trie: t, words: l}
	for at := range d.tokens {
		w.from = int32(at)
		if e := t.nodes[0].edge; e != 0 && d.tokens[at].before != space {
			w.visit(e, at)
		}
		for _, s := range l.symbols[d.tokens[at].form] {
			if int(s) < len(t.start) && t.start[s] != 0 {
				w.visit(t.start[s], at+1)
			}
		}
	}
}

// walk follows the tree from one word of the text.
type walk struct {
	desk  *desk
	trie  *trie
	words *lexicon
	from  int32
}

// visit is at node n, with the word at position at as the next one. The depth is
// that of the tree, so it ends however long the text is.
func (w *walk) visit(n int32, at int) {
	here, tokens := &w.trie.nodes[n], w.desk.tokens
	for _, r := range here.rules {
		w.desk.matches = append(w.desk.matches, match{r, w.from, int32(at)})
	}
	if here.edge != 0 && (at == len(tokens) || tokens[at].before != space) {
		w.visit(here.edge, at)
	}
	if here.gap != 0 {
		w.visit(here.gap, at)
		for i := at; i < len(tokens) && i < at+gapWords && w.bridges(i); i++ {
			w.visit(here.gap, i+1)
		}
	}
	if !w.within(at) {
		return
	}
	if here.any != 0 {
		w.visit(here.any, at+1)
	}
	w.take(here, at)
	for skipped := 1; skipped <= maxFillers && at < len(tokens) && w.words.filler[tokens[at].form]; skipped++ {
		at++
		w.take(here, at)
	}
}

// within is whether the word at position at belongs to the sentence of the first.
func (w *walk) within(at int) bool {
	tokens := w.desk.tokens
	return at < len(tokens) && (at == int(w.from) || tokens[at].before != sentence)
}

// bridges is whether a gap may stand for the word at position at. It may not for
// a denial: "I will ... kill myself" is not found in "I will never kill myself".
func (w *walk) bridges(at int) bool {
	t := w.desk.tokens[at]
	return t.before == space && !w.words.barrier[t.form]
}

// maxFillers is how many fillers in a row are stepped over.
const maxFillers = 4

// take goes on to what may follow, when the word at position at is one of it.
func (w *walk) take(here *node, at int) {
	if !w.within(at) {
		return
	}
	tokens := w.desk.tokens
	for _, s := range w.words.symbols[tokens[at].form] {
		for _, b := range here.next {
			if b.symbol == s {
				w.visit(b.to, at+1)
			}
		}
	}
}
