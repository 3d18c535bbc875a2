package safety

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
)

// lineColumns are the columns of the lines file, in their order.
const lineColumns = "country place kind name call extra text web hours languages audience sources checked review_by"

// reviewAfter is how long a number may go unchecked.
const reviewAfter = 90 * 24 * time.Hour

func (g *Guard) loadLines(fsys fs.FS, file string) problem.List {
	data, bad := readFile(fsys, file)
	if bad != nil {
		return bad
	}
	p := linesParser{file: file, looks: shapes()}
	for i, text := range strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n") {
		p.at = i + 1
		p.row(text)
	}
	p.whole()
	g.lines = Lines{all: p.lines}
	return p.problems
}

// linesParser reads the lines file and notes what is wrong in it.
type linesParser struct {
	file     string
	at       int
	headed   bool
	looks    map[string]*regexp.Regexp
	lines    []Line
	problems problem.List
}

func (p *linesParser) report(what, hint string) {
	p.problems = append(p.problems, problem.Problem{File: p.file, Line: p.at, Column: 1, What: what, Hint: hint})
}

func (p *linesParser) row(text string) {
	switch {
	case strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#"):
		return
	case !p.headed:
		p.headed = true
		if got := strings.Join(strings.Split(text, "\t"), " "); got != lineColumns {
			p.report("the first line does not name the columns as expected", "the columns are: "+lineColumns)
		}
		return
	}
	f := strings.Split(text, "\t")
	if want := len(strings.Fields(lineColumns)); len(f) != want {
		p.report(fmt.Sprintf("this line has %d columns, not %d", len(f), want), "columns are parted by tabs; an empty one still needs its tab")
		return
	}
	line := Line{
		Country: f[0], Place: f[1], Emergency: f[2] == "emergency", Name: f[3], Call: f[4], Extra: f[5], Text: f[6],
		Web: f[7], Hours: f[8], Languages: commas(f[9]), Audience: f[10], Sources: strings.Split(f[11], "+"),
		Checked: p.day(f[12]), ReviewBy: p.day(f[13]),
	}
	p.check(line, f[2])
	p.lines = append(p.lines, line)
}

func commas(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, ",")
}

func (p *linesParser) day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		p.report(fmt.Sprintf("%q is not a day", text), "write it as 2026-11-22")
	}
	return t
}

// shapes are what the columns look like.
func shapes() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"country":  regexp.MustCompile(`^([A-Z]{2})?$`),
		"call":     regexp.MustCompile(`^(\*?\+?[0-9][0-9 \-]*[0-9]|)( / \*?\+?[0-9][0-9 \-]*[0-9])*$`),
		"text":     regexp.MustCompile(`^([0-9][0-9 \-]*[0-9]( [A-Z]+)?)?$`),
		"web":      regexp.MustCompile(`^([a-z0-9\-]+(\.[a-z0-9\-]+)+)?$`),
		"hours":    regexp.MustCompile(`^(24/7|[0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d)?$`),
		"language": regexp.MustCompile(`^([a-z]{2}|mul)$`),
		"source":   regexp.MustCompile(`^S\d+$`),
	}
}

func (p *linesParser) check(l Line, kind string) {
	looks := p.looks
	for _, c := range [][2]string{{"country", l.Country}, {"call", l.Call}, {"text", l.Text}, {"web", l.Web}, {"hours", l.Hours}} {
		if !looks[c[0]].MatchString(c[1]) {
			p.report(fmt.Sprintf("%q does not look like what belongs in the column %s", c[1], c[0]), "the head of the file says what does")
		}
	}
	for _, lang := range l.Languages {
		if !looks["language"].MatchString(lang) {
			p.report(fmt.Sprintf("%q is no language code", lang), "two small letters, or mul")
		}
	}
	p.checkSources(l, looks["source"])
	switch {
	case kind != "emergency" && kind != "line":
		p.report(fmt.Sprintf("%q is no kind", kind), "write emergency or line")
	case l.Name == "" || l.Place == "":
		p.report("the name or the place is missing", "")
	case l.Call == "" && l.Text == "" && l.Web == "":
		p.report("there is no way to reach "+l.Name, "fill in call, text or web")
	case l.Emergency && (l.Call == "" || l.Country == ""):
		p.report("an emergency number needs a country and a number to call", "")
	case !l.Emergency && (l.Audience == "" || len(l.Languages) == 0):
		p.report("the audience or the languages of "+l.Name+" are missing", "")
	case !l.ReviewBy.Equal(l.Checked.Add(reviewAfter)):
		p.report("review_by is not 90 days after checked", "write "+l.Checked.Add(reviewAfter).Format(time.DateOnly))
	}
}

func (p *linesParser) checkSources(l Line, look *regexp.Regexp) {
	for _, s := range l.Sources {
		if !look.MatchString(s) {
			p.report(fmt.Sprintf("%q is no source", s), "sources are S1, S2 and so on, joined with +")
			return
		}
	}
	if len(slices.Compact(slices.Sorted(slices.Values(l.Sources)))) < 2 {
		p.report(l.Name+" rests on a single source", "a line is offered only when two agree")
	}
}

// whole checks what no single line can show.
func (p *linesParser) whole() {
	p.at = 0
	emergency := map[string]int{}
	world := false
	for _, l := range p.lines {
		world = world || l.Country == "" && l.Web != ""
		if l.Emergency {
			emergency[l.Country]++
		}
	}
	if !world {
		p.report("there is no directory for the whole world", "add a line with an empty country and a web address")
	}
	for _, l := range p.lines {
		if n := emergency[l.Country]; l.Country != "" && n != 1 {
			p.report(fmt.Sprintf("%s has %d emergency numbers", l.Country, n), "each country has exactly one line of the kind emergency")
			emergency[l.Country] = 1 // said once
		}
	}
}
