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
		before := &c.Turns[i-1]
		writeTurn(&b, before, last(before.written(), shownLines))
	}
	lines := make([]string, len(all))
	for k, one := range all {
		lines[k] = one.String()
	}
	writeTurn(&b, &c.Turns[i], lines)
	return problem.Problem{File: p.file.Name, Line: v.line, Column: 1, What: v.wrong, Hint: b.String()}
}

// shownLines is how many lines of the turn before are shown.
const shownLines = 3

func writeTurn(b *strings.Builder, t *Turn, lines []string) {
	b.WriteString("\n    " + t.Act.String())
	for _, line := range lines {
		b.WriteString("\n    " + line)
	}
}

// last is the last n lines.
func last(lines []string, n int) []string { return lines[max(0, len(lines)-n):] }
