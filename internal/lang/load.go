package lang

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// source is the code of the language that the others are translated from.
const source = "en"

// Load reads the ui.yaml and words.yaml of every folder of dir. The set can be
// used whatever the list holds: what a language lacks is said in English.
func Load(fsys fs.FS, dir string) (*Set, problem.List) {
	l := &loader{fsys: fsys}
	var pages []*page
	for _, code := range l.folders(dir) {
		pages = append(pages, l.page(dir, code))
	}
	if len(pages) == 0 || pages[0].lang.Code != source {
		l.report(path.Join(dir, source), yamldoc.At{}, "the English texts are not there", "they are the ones that all others are translated from")
		pages = append([]*page{{lang: empty(source)}}, pages...)
	}
	for _, p := range pages {
		l.texts(p, pages[0])
		l.words(p)
	}
	set := &Set{}
	for _, p := range pages {
		set.all = append(set.all, p.lang)
	}
	l.problems.Sort()
	return set, l.problems
}

type loader struct {
	fsys     fs.FS
	problems problem.List
}

// page is the files of one language.
type page struct {
	lang      *Language
	uiFile    string
	ui        yamldoc.Map[yamldoc.Text]
	wordsFile string
	words     wordsDoc
}

func empty(code string) *Language {
	return &Language{
		Code: code, Name: code, Decimal: ".",
		texts: map[UI]string{}, controls: map[string]Control{}, meanings: map[string]Meaning{},
	}
}

// folders is the code of every language, English first.
func (l *loader) folders(dir string) []string {
	entries, err := fs.ReadDir(l.fsys, dir)
	if err != nil {
		l.report(dir, yamldoc.At{}, "the folder of the languages cannot be read", "")
	}
	var codes []string
	for _, e := range entries {
		if e.IsDir() {
			codes = append(codes, e.Name())
		}
	}
	slices.SortFunc(codes, func(a, b string) int {
		if (a == source) != (b == source) {
			return map[bool]int{true: -1, false: 1}[a == source]
		}
		return cmp.Compare(a, b)
	})
	return codes
}

func (l *loader) page(dir, code string) *page {
	p := &page{
		lang:      empty(code),
		uiFile:    path.Join(dir, code, "ui.yaml"),
		wordsFile: path.Join(dir, code, "words.yaml"),
	}
	l.decode(p.uiFile, &p.ui)
	l.decode(p.wordsFile, &p.words)
	return p
}

func (l *loader) decode(file string, into any) {
	data, err := fs.ReadFile(l.fsys, file)
	if err != nil {
		l.report(file, yamldoc.At{}, "this file is not there, or cannot be read", "every language has a ui.yaml and a words.yaml")
		return
	}
	l.problems = append(l.problems, yamldoc.Decode(file, data, into)...)
}

func (l *loader) report(file string, at yamldoc.At, what, hint string) {
	l.problems = append(l.problems, problem.Problem{File: file, Line: at.Line, Column: at.Column, What: what, Hint: hint})
}

func (l *loader) reportf(file string, at yamldoc.At, hint, what string, args ...any) {
	l.report(file, at, fmt.Sprintf(what, args...), hint)
}
