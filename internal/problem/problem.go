// Package problem holds what is wrong in a file that a person wrote: where, what,
// and what to write instead. It knows no file format and imports nothing of ours.
package problem

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one mistake. Line and Column count from 1; 0 means that the mistake
// is about the whole file.
type Problem struct {
	File   string
	Line   int
	Column int
	What   string // one sentence in plain words
	Hint   string // what to write instead, or empty
	// Warning is true for what may stay: it is shown and fails nothing.
	Warning bool
	// Waits is true for a mistake that keeps nothing from being played, such as a
	// translation that is missing or old: it fails a check and no trial.
	Waits bool
}

// String is one line: "evening.yaml:12:5: …" and, after " → ", the hint.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, max(p.Column, 1))
	}
	b.WriteString(": ")
	if p.Warning {
		b.WriteString("warning: ")
	}
	b.WriteString(p.What)
	if p.Hint != "" {
		b.WriteString(" → ")
		b.WriteString(p.Hint)
	}
	return b.String()
}

// List is problems, as an error when there is at least one that is no warning.
type List []Problem //nolint:errname // it is a list first, and an error when it has to be

// Error is one problem a line.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, p := range l {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Err is l, or nil when nothing but warnings is in it.
func (l List) Err() error {
	for _, p := range l {
		if !p.Warning {
			return l
		}
	}
	return nil
}

// Blocking is l, or nil when everything in it can be played all the same.
func (l List) Blocking() error {
	for _, p := range l {
		if !p.Warning && !p.Waits {
			return l
		}
	}
	return nil
}

// Sort orders by file, line and column, so that a person reads from the top.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// Nearest is the candidate that is spelt most like word, when one is close enough
// to be worth suggesting.
func Nearest(word string, candidates []string) (string, bool) {
	best, bestAt := "", len(word)/2+1
	for _, c := range candidates {
		if d := distance(strings.ToLower(word), strings.ToLower(c)); d < bestAt {
			best, bestAt = c, d
		}
	}
	return best, best != ""
}

// distance is the Levenshtein distance in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next := min(row[j+1]+1, row[j]+1, diagonal+cost)
			diagonal, row[j+1] = row[j+1], next
		}
	}
	return row[len(b)]
}
