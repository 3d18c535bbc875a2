package lint

import (
	"fmt"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// unreachable reports the first step of every stretch that nobody comes to.
func (l *linter) unreachable(s *script.Script) {
	reached := make([]bool, len(s.Steps))
	var visit func(i int)
	visit = func(i int) {
		if i == script.End || reached[i] {
			return
		}
		reached[i] = true
		for _, next := range s.Targets(i) {
			visit(next)
		}
	}
	visit(0)
	for i := range s.Steps {
		if !reached[i] && (i == 0 || reached[i-1]) {
			l.report(s.Steps[i].At, "nobody ever comes to this step", "remove it, or lead a path here with go:")
		}
	}
}

// silence reports a question whose answer is met with nothing: the script ends
// right after it. A script that others call may leave the last word to them.
func (l *linter) silence(s *script.Script) {
	if s.Command == "" && s.Role == script.NoRole {
		return
	}
	for i := range s.Steps {
		for _, next := range answers(s, i) {
			if endsSilently(s, next, map[int]bool{}) {
				l.report(s.Steps[i].At, "after this question the script can end without a word", "say something at the end, or show something back")
				break
			}
		}
	}
}

// answers are where the answers to a question lead; a skip is acknowledged by the
// engine itself.
func answers(s *script.Script, i int) []int {
	switch op := s.Steps[i].Op.(type) {
	case *script.Ask:
		return []int{s.Steps[i].Next}
	case *script.Offer:
		targets := make([]int, len(op.Buttons))
		for k, b := range op.Buttons {
			targets[k] = b.To
		}
		return targets
	}
	return nil
}

// endsSilently follows the steps that say nothing.
func endsSilently(s *script.Script, i int, seen map[int]bool) bool {
	if i == script.End {
		return true
	}
	if seen[i] || speaks(s.Steps[i].Op) {
		return false
	}
	seen[i] = true
	for _, next := range s.Targets(i) {
		if endsSilently(s, next, seen) {
			return true
		}
	}
	return false
}

func speaks(op script.Op) bool {
	switch op.(type) {
	case *script.If, *script.Repeat, *script.Set, *script.Go, *script.Finish, *script.Quiet, *script.Later, *script.Remind:
		return false
	case *script.Pause:
		return false
	}
	return true
}

// skips reports a question that cannot be skipped outside the one place where an
// answer is really needed.
func (l *linter) skips(s *script.Script) {
	for i := range s.Steps {
		ask, is := s.Steps[i].Op.(*script.Ask)
		if is && ask.NoSkip && s.Role != script.RoleConsent && ask.Slot.Name != script.PersonConsent {
			l.report(s.Steps[i].At, "this question cannot be skipped", "remove skip: no (only consent needs an answer)")
		}
	}
}

// orphans reports scripts that nobody can start.
func (l *linter) orphans() {
	called := map[*script.Script]bool{}
	for _, s := range l.lib.Scripts {
		for _, c := range s.Calls() {
			called[c] = true
		}
		for i := range s.Steps {
			if later, is := s.Steps[i].Op.(*script.Later); is {
				called[later.Script] = true
			}
		}
	}
	for i := range l.lib.Templates {
		called[l.lib.Templates[i].Begin] = true
	}
	for _, s := range l.lib.Scripts {
		if s.Command == "" && s.Role == script.NoRole && !called[s] && s != l.lib.Only {
			l.report(s.At, fmt.Sprintf("nobody can start %q", s.ID), "give it a command:, or call it from another script")
		}
	}
}
