// Package lint finds what is wrong in scripts that load: texts that are too long,
// words that no text may use, paths that end in silence, steps nobody reaches,
// values nobody sets, missing translations. It knows scripts and plays none.
package lint

import (
	"io/fs"
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// Check loads a prompts folder and looks at everything in it. All mistakes come at
// once, sorted by place. The library is nil when the folder does not load; what
// needs a loaded library is then not looked at.
func Check(fsys fs.FS) (*script.Library, problem.List) {
	lib, problems := script.Load(fsys)
	style, more := loadStyle(fsys)
	problems = append(problems, more...)
	if lib != nil {
		problems = append(problems, Library(lib, style)...)
	}
	problems.Sort()
	return lib, slices.Compact(problems)
}

// Library looks at a loaded library. A nil style bans nothing.
func Library(lib *script.Library, style *Style) problem.List {
	l := &linter{lib: lib, style: style}
	l.texts()
	l.labels()
	l.templates()
	l.translations()
	for _, s := range lib.Scripts {
		l.unreachable(s)
		l.silence(s)
		l.values(s)
		l.skips(s)
	}
	l.orphans()
	l.consent()
	return l.problems
}

type linter struct {
	lib      *script.Library
	style    *Style
	problems problem.List
}

func (l *linter) report(at script.Place, what, hint string) {
	l.problems = append(l.problems, problem.Problem{File: at.File, Line: at.Line, Column: at.Column, What: what, Hint: hint})
}
