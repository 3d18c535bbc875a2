package place

import (
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/place/fold"
)

// question is a text taken apart: what comes before the first comma, and the words
// after it that narrow.
type question struct {
	head  string
	tails []string
}

// ask folds the text; ok is false for what is too long or has nothing in it.
func ask(text string) (question, bool) {
	if len(text) > longest {
		return question{}, false
	}
	var q question
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",;()，、،", r) }) {
		key := fold.Name(part)
		switch {
		case key == "":
		case q.head == "":
			q.head = key
		default:
			q.tails = append(q.tails, key)
		}
	}
	return q, q.head != ""
}

// within is what the words after the comma leave; ok is false if one of them names no
// country or region. Of the last word a beginning is enough if begun.
func (x *index) within(tails []string, begun bool) (in narrowed, ok bool) {
	for i, tail := range tails {
		next, known := x.narrow(tail, begun && i == len(tails)-1)
		if !known {
			return nil, false
		}
		in = in.and(next)
	}
	return in, true
}

// named calls each with the cities the question names in full: "portland, maine" and,
// where no city is called all of it, "portland maine".
func (x *index) named(q question, begun bool, each func(at int)) {
	found := false
	note := func(at int) { found = true; each(at) }
	if in, ok := x.within(q.tails, begun); ok {
		x.exact(q.head, in, note)
	}
	if found || len(q.tails) > 0 {
		return
	}
	for cut := strings.LastIndexByte(q.head, ' '); cut > 0 && !found; cut = strings.LastIndexByte(q.head[:cut], ' ') {
		if in, ok := x.narrow(q.head[cut+1:], begun); ok {
			x.exact(q.head[:cut], in, note)
		}
	}
}
