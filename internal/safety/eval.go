package safety

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Row is a text whose label somebody gave.
type Row struct{ Text, Label string }

// Report is how many texts of each label got which signal.
type Report struct{ Labels []Count }

// Count is the result for the texts of one label.
type Count struct {
	Label  string
	Rows   int
	Full   int // the full crisis path
	Gentle int // the gentle question
	Other  int // any other signal
	None   int
}

// Eval looks at every row and counts by label. It is a pure function.
func (g *Guard) Eval(rows []Row) Report {
	counts := map[string]*Count{}
	for _, row := range rows {
		c := counts[row.Label]
		if c == nil {
			c = &Count{Label: row.Label}
			counts[row.Label] = c
		}
		c.add(g.Look(row.Text))
	}
	var r Report
	for _, c := range counts {
		r.Labels = append(r.Labels, *c)
	}
	slices.SortFunc(r.Labels, func(a, b Count) int { return strings.Compare(a.Label, b.Label) })
	return r
}

func (c *Count) add(s chat.Signal) {
	c.Rows++
	switch s {
	case chat.Crisis:
		c.Full++
	case chat.CrisisMaybe:
		c.Gentle++
	case chat.NoSignal:
		c.None++
	default:
		c.Other++
	}
}

// Sum is all labels that begin with one of the prefixes, counted together.
func (r Report) Sum(prefixes ...string) Count {
	sum := Count{Label: strings.Join(prefixes, ", ")}
	for _, c := range r.Labels {
		if slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(c.Label, p) }) {
			sum.Rows += c.Rows
			sum.Full += c.Full
			sum.Gentle += c.Gentle
			sum.Other += c.Other
			sum.None += c.None
		}
	}
	return sum
}

// Share is n of the rows, as a number from 0 to 1; of no rows it is 0.
func (c Count) Share(n int) float64 {
	if c.Rows == 0 {
		return 0
	}
	return float64(n) / float64(c.Rows)
}

// String is a table for people.
func (r Report) String() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "label\trows\tfull path\tgentle\tother\tnone")
	for _, c := range r.Labels {
		fmt.Fprintf(w, "%s\t%d\t%d (%.1f %%)\t%d (%.1f %%)\t%d\t%d\n",
			c.Label, c.Rows, c.Full, 100*c.Share(c.Full), c.Gentle, 100*c.Share(c.Gentle), c.Other, c.None)
	}
	_ = w.Flush() // writing to a strings.Builder cannot fail
	return b.String()
}
