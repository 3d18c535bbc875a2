package safety

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// repliesDoc is a file of replies as it is written.
type repliesDoc struct {
	At        yamldoc.At                `yaml:"@"`
	Language  yamldoc.Text              `yaml:"language"`
	Version   int                       `yaml:"version"`
	Words     yamldoc.Map[yamldoc.Text] `yaml:"words"`
	Places    yamldoc.Map[yamldoc.Text] `yaml:"places"`
	Languages yamldoc.Map[yamldoc.Text] `yaml:"languages"`
	Audiences yamldoc.Map[yamldoc.Text] `yaml:"audiences"`
	Replies   yamldoc.Map[blockDoc]     `yaml:"replies"`
}

type blockDoc struct {
	At    yamldoc.At       `yaml:"@"`
	First []yamldoc.Text   `yaml:"first"`
	Again [][]yamldoc.Text `yaml:"again"`
}

// required are the languages that have to be complete.
func required() []string { return []string{"en", "es"} }

func (g *Guard) loadReplies(fsys fs.FS, dir string) problem.List {
	var list problem.List
	for _, lang := range required() {
		file := path.Join(dir, lang+".yaml")
		data, bad := readFile(fsys, file)
		if bad != nil {
			list = append(list, bad...)
			continue
		}
		c := &repliesChecker{file: file, lines: g.lines}
		c.problems = yamldoc.Decode(file, data, &c.doc)
		g.replies[lang] = c.read(lang)
		list = append(list, c.problems...)
	}
	return list
}

// repliesChecker turns a file of replies into replies, and notes what is wrong.
type repliesChecker struct {
	file     string
	lines    Lines
	doc      repliesDoc
	problems problem.List
}

func (c *repliesChecker) report(at yamldoc.At, what, hint string) {
	c.problems = append(c.problems, problem.Problem{File: c.file, Line: at.Line, Column: at.Column, What: what, Hint: hint})
}

func (c *repliesChecker) read(lang string) *replies {
	if c.doc.Language.V != lang {
		c.report(c.doc.At, "the language of the replies is not that of the file's name", fmt.Sprintf("write language: %s", lang))
	}
	if c.doc.Version < 1 {
		c.report(c.doc.At, "the wording has no version", "write version: 1, and count up with every change")
	}
	r := &replies{
		lang: lang, version: c.doc.Version, words: plain(c.doc.Words), places: plain(c.doc.Places),
		languages: plain(c.doc.Languages), audiences: plain(c.doc.Audiences), blocks: map[string]block{},
	}
	for _, entry := range c.doc.Replies {
		r.blocks[entry.Key.V] = c.block(entry)
	}
	c.words(r)
	c.names(r)
	c.blocks(r)
	return r
}

func plain(m yamldoc.Map[yamldoc.Text]) map[string]string {
	out := make(map[string]string, len(m))
	for _, entry := range m {
		out[entry.Key.V] = entry.Value.V
	}
	return out
}

func (c *repliesChecker) block(entry yamldoc.Entry[blockDoc]) block {
	if !slices.Contains(blockNames(), entry.Key.V) {
		c.report(entry.Key.At, fmt.Sprintf("%q is no signal", entry.Key.V), "known: "+strings.Join(blockNames(), ", "))
	}
	b := block{first: c.messages(entry.Value.First)}
	for _, again := range entry.Value.Again {
		b.again = append(b.again, c.messages(again))
	}
	if n := len(b.first); n < 1 || n > 3 {
		c.report(entry.Key.At, fmt.Sprintf("the first reply has %d messages", n), "one to three")
	}
	if len(b.again) < 2 {
		c.report(entry.Key.At, "there are fewer than two shorter replies under again", "the same block is never shown twice in a row")
	}
	return b
}

// maxMessage is the longest text of a message before the lines are filled in.
const maxMessage = 300

func (c *repliesChecker) messages(texts []yamldoc.Text) []string {
	out := make([]string, 0, len(texts))
	for _, t := range texts {
		if n := utf8.RuneCountInString(t.V); n > maxMessage {
			c.report(t.At, fmt.Sprintf("this message has %d characters", n), fmt.Sprintf("keep it under %d", maxMessage))
		}
		if strings.ContainsAny(t.V, "!¡") {
			c.report(t.At, "there is an exclamation mark in this message", "say it calmly")
		}
		c.holes(t)
		out = append(out, t.V)
	}
	return out
}

// holes checks that every {part} of a message is one that gets filled.
func (c *repliesChecker) holes(t yamldoc.Text) {
	rest := fill(t.V, fillEmergency, "", fillLines, "", fillYouthLines, "", fillLine, "")
	if strings.ContainsAny(rest, "{}") {
		known := strings.Join([]string{fillEmergency, fillLines, fillYouthLines, fillLine}, ", ")
		c.report(t.At, "a part in {braces} means nothing here", "known: "+known)
	}
}

// words checks the phrases around numbers and lines, and the parts they need.
func (c *repliesChecker) words(r *replies) {
	needs := [][]string{
		{"emergency-unknown"},
		{"emergency-guessed", "{number}", "{place}"},
		{"lines", "{place}"},
		{"lines-guessed", "{place}"},
		{"lines-unknown"},
		{"lines-none"},
		{"line-guessed", "{line}", "{place}"},
		{"elsewhere", "{web}"},
		{"call", "{number}"},
		{"text", "{number}"},
		{"text-word", "{number}", "{word}"},
	}
	for _, need := range needs {
		text, ok := r.words[need[0]]
		if !ok {
			c.report(c.doc.At, fmt.Sprintf("the phrase %q is missing under words", need[0]), "")
			continue
		}
		for _, part := range need[1:] {
			if !strings.Contains(text, part) {
				c.report(c.doc.At, fmt.Sprintf("the phrase %q does not hold %s", need[0], part), "")
			}
		}
	}
}

// names checks that every place, language and audience of a line has a name.
func (c *repliesChecker) names(r *replies) {
	missing := map[string]bool{}
	need := func(table map[string]string, kind, key string) {
		if _, ok := table[key]; !ok && !missing[kind+key] {
			missing[kind+key] = true
			c.report(c.doc.At, fmt.Sprintf("%s has no name under %s", key, kind), "")
		}
	}
	for _, l := range c.lines.all {
		if l.Country != "" && r.lang != fallback {
			need(r.places, "places", l.Country)
		}
		if !l.Emergency && l.Audience != "general" {
			need(r.audiences, "audiences", l.Audience)
		}
		for _, lang := range l.Languages {
			if !r.speaks(l) {
				need(r.languages, "languages", lang)
			}
		}
	}
}

// blocks checks that every signal has a reply, and that those for danger to life
// name the emergency number.
func (c *repliesChecker) blocks(r *replies) {
	for _, name := range blockNames() {
		b, ok := r.blocks[name]
		if !ok {
			c.report(c.doc.At, fmt.Sprintf("there is no reply for %s", name), "add it under replies")
			continue
		}
		all := strings.Join(b.first, "\n")
		if !strings.Contains(all, fillEmergency) && name != chat.EatingDisorder.String() {
			c.report(c.doc.At, fmt.Sprintf("the reply for %s does not name {emergency}", name), "the emergency number comes first when there is danger")
		}
		if !strings.Contains(all, "{lines}") && !strings.Contains(all, fillYouthLines) && !strings.Contains(all, fillLine) {
			c.report(c.doc.At, fmt.Sprintf("the reply for %s names no {lines}", name), "")
		}
	}
}
