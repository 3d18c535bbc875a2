package script

import (
	"fmt"
	"slices"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// One mistake is said once: what only follows from another one is left out.

// misspelt is true when a key of that file was reported, and key is what it was
// taken to mean.
func (l *loader) misspelt(file, key string) bool {
	hint := fmt.Sprintf("did you mean %q?", key)
	return slices.ContainsFunc(l.problems, func(p problem.Problem) bool { return p.File == file && p.Hint == hint })
}

// blamed is true when something on that line was reported.
func (l *loader) blamed(file string, line int) bool {
	return slices.ContainsFunc(l.problems, func(p problem.Problem) bool { return p.File == file && p.Line == line && !p.Waits })
}

// withoutEchoes leaves out what was reported at a place where nothing is written:
// that there is nothing was said.
func withoutEchoes(list problem.List) problem.List {
	empty := map[Place]bool{}
	for _, p := range list {
		if p.What == yamldoc.NothingThere {
			empty[Place{p.File, p.Line, p.Column}] = true
		}
	}
	return slices.DeleteFunc(list, func(p problem.Problem) bool {
		return p.What != yamldoc.NothingThere && empty[Place{p.File, p.Line, p.Column}]
	})
}
