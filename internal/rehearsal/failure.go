package rehearsal

import (
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
)

// failure is what went wrong in turn i of a case, with the exchange around it: the
// turn before as it is written, and this one as it came.
func (p *player) failure(c *Case, i int, v verdict, all []came) problem.Problem {
	var b strings.Builder
	b.WriteString("in the case \"" + c.Title + "\" this was said:")
	if i > 0 {
		b.WriteString("\n    …")
		writeTurn(&b, &c.Turns[i-1], nil)
	}
	writeTurn(&b, &c.Turns[i], all)
	return problem.Problem{File: p.file.Name, Line: v.line, Column: 1, What: v.wrong, Hint: b.String()}
}

// shownLines is how many lines of a turn before are shown.
const shownLines = 3

func writeTurn(b *strings.Builder, t *Turn, all []came) {
	b.WriteString("\n    " + t.Act.String())
	if all != nil {
		for _, c := range all {
			b.WriteString("\n    " + c.String())
		}
		return
	}
	from := max(0, len(t.Says)-shownLines)
	for _, e := range t.Says[from:] {
		b.WriteString("\n    < " + e.Text)
	}
}
