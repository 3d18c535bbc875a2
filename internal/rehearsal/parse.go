package rehearsal

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// dir is where transcripts are.
const dir = "rehearsals"

// defaultStart is when a case begins that does not say: a Monday evening.
func defaultStart() time.Time { return time.Date(2026, 3, 2, 20, 0, 0, 0, time.UTC) }

// Load reads every transcript of a prompts folder, by name. A folder without any
// is no mistake. What could be read is there even when the list is not empty.
func Load(fsys fs.FS) ([]*File, problem.List) {
	entries, err := fs.ReadDir(fsys, dir)
	var files []*File
	var problems problem.List
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		problems = append(problems, problem.Problem{File: dir, What: "this folder cannot be read"})
	}
	for _, entry := range entries {
		name := path.Join(dir, entry.Name())
		if entry.IsDir() || path.Ext(name) != ".txt" {
			continue
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			problems = append(problems, problem.Problem{File: name, What: "this file cannot be read"})
			continue
		}
		file, wrong := Parse(name, string(data))
		files, problems = append(files, file), append(problems, wrong...)
	}
	return files, problems
}

// Parse reads one transcript.
func Parse(name, text string) (*File, problem.List) {
	p := &parser{file: &File{Name: name, Language: "en", Start: defaultStart(), Consent: ConsentUnasked}, seen: map[string]bool{}}
	for i, line := range strings.Split(text, "\n") {
		p.at = i + 1
		p.line(strings.TrimSpace(line))
	}
	if len(p.file.Cases) == 0 {
		p.at = 1
		p.report("there is no case here", "begin one with: -- what happens in it")
	}
	return p.file, p.problems
}

type parser struct {
	file     *File
	at       int
	seen     map[string]bool
	problems problem.List
}

func (p *parser) report(what, hint string) {
	p.problems = append(p.problems, problem.Problem{File: p.file.Name, Line: p.at, Column: 1, What: what, Hint: hint})
}

func (p *parser) line(line string) {
	title, isCase := strings.CutPrefix(line, "--")
	switch {
	case line == "" || line[0] == '#':
	case isCase:
		p.begin(fold(title))
	case len(p.file.Cases) == 0:
		p.header(line)
	default:
		p.inCase(line[0], strings.TrimSpace(line[1:]))
	}
}

func (p *parser) begin(title string) {
	if title == "" {
		p.report("the case has no name", "write after -- what happens in it")
	}
	p.file.Cases = append(p.file.Cases, Case{Line: p.at, Title: title})
}

func (p *parser) inCase(sign byte, rest string) {
	switch sign {
	case '>':
		p.turn(said(rest))
	case '~':
		when, err := script.ParseWhen(rest)
		if err != nil {
			p.report(err.Error(), "")
			return
		}
		p.turn(Pass{when, fold(rest)})
	case '<', '=':
		p.expect(sign, fold(rest))
	default:
		p.report("this line begins with none of > < = ~ -- #", "> is what the person types, < what must come")
	}
}

// said reads what stands after ">".
func said(rest string) Act {
	if label, ok := strings.CutPrefix(rest, "["); ok && strings.HasSuffix(label, "]") {
		return Press{fold(label[:len(label)-1])}
	}
	if command, ok := strings.CutPrefix(rest, "/"); ok {
		name, args, _ := strings.Cut(command, " ")
		return Command{name, strings.TrimSpace(args)}
	}
	return Type{rest}
}

func (p *parser) turn(act Act) {
	c := p.currentCase()
	c.Turns = append(c.Turns, Turn{Line: p.at, Act: act})
}

func (p *parser) currentCase() *Case { return &p.file.Cases[len(p.file.Cases)-1] }

func (p *parser) expect(sign byte, text string) {
	c := p.currentCase()
	if len(c.Turns) == 0 {
		p.report("nothing was typed yet, so nothing can come", "begin with > and what the person types")
		return
	}
	t, line := &c.Turns[len(c.Turns)-1], Expected{p.at, text}
	t.marks = append(t.marks, sign)
	switch sign {
	case '<':
		t.Says = append(t.Says, line)
	default:
		if what, hint := wrongFact(text); what != "" {
			p.report(what, hint)
		}
		t.Facts = append(t.Facts, line)
	}
	if text == "" {
		p.report(fmt.Sprintf("nothing stands after %c", sign), "write what must come, or remove the line")
	}
}

// fold makes every run of white space one space.
func fold(text string) string { return strings.Join(strings.Fields(text), " ") }
