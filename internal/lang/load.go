package lang

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/folder"
	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// source is the code of the language that the others are translated from.
const source = "en"

// Load reads the ui.yaml and words.yaml of every folder of dir. The set can be used
// whatever the list holds. An operator's own folder (see package folder) may leave
// them out: without a ui.yaml nothing is said but what the scripts say, and without a
// words.yaml people are understood by the shipped one.
func Load(fsys fs.FS, dir string) (*Set, problem.List) {
	l := &loader{fsys: fsys}
	l.shipped, _ = folder.Shipped(fsys)
	var pages []*page
	codes := l.folders(dir)
	if l.shipped != nil && !slices.Contains(codes, source) {
		codes = slices.Insert(codes, 0, source)
	}
	for _, code := range codes {
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
	if len(pages) == 1 && pages[0].borrowed {
		l.understandAll(dir, pages[0].lang)
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
	shipped  fs.FS // behind an operator's own folder; nil: fsys stands for itself
	problems problem.List
}

// page is the files of one language.
type page struct {
	lang      *Language
	uiFile    string
	ui        yamldoc.Map[yamldoc.Text]
	wordsFile string
	words     wordsDoc
	borrowed  bool // the words are the shipped ones
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
	if err != nil && (l.shipped == nil || !errors.Is(err, fs.ErrNotExist)) {
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
	if data, err := fs.ReadFile(l.fsys, p.uiFile); err == nil {
		l.problems = append(l.problems, yamldoc.Decode(p.uiFile, data, &p.ui)...)
	} else if !errors.Is(err, fs.ErrNotExist) {
		l.report(p.uiFile, yamldoc.At{}, "this file cannot be read", "")
	}
	data, err := fs.ReadFile(l.fsys, p.wordsFile)
	if err != nil && l.shipped != nil {
		data, err = fs.ReadFile(l.shipped, p.wordsFile)
		p.borrowed = err == nil
	}
	if err != nil {
		l.report(p.wordsFile, yamldoc.At{}, "this file is not there, or cannot be read", "it says which words people use; copy the English one and translate it")
		return p
	}
	l.problems = append(l.problems, yamldoc.Decode(p.wordsFile, data, &p.words)...)
	return p
}

func (l *loader) report(file string, at yamldoc.At, what, hint string) {
	l.problems = append(l.problems, problem.Problem{File: file, Line: at.Line, Column: at.Column, What: what, Hint: hint})
}

func (l *loader) reportf(file string, at yamldoc.At, hint, what string, args ...any) {
	l.report(file, at, fmt.Sprintf(what, args...), hint)
}
