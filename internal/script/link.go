package script

import (
	"fmt"
	"slices"
	"strings"
)

// MaxCalls is how deep scripts may call each other; the engine leaves room above
// it for a script that interrupts another.
const MaxCalls = 5

// link checks what only shows when all scripts are there: circles of calls,
// endless paths, what records.
func (l *loader) link() {
	g := callers{depth: map[*Script]int{}, waits: map[*Script]bool{}}
	circular := false
	for _, s := range l.lib.Scripts {
		if circle := g.circle(s); circle != nil {
			circular = true
			l.report(callTo(s, circle[1]), fmt.Sprintf("this script ends up calling itself: %s", strings.Join(circle, " → ")), "use go: to a step further up instead")
		}
	}
	l.lib.Only = l.lib.only()
	if circular {
		return // nothing else could be counted
	}
	broken := l.brokenFiles()
	for _, s := range l.lib.Scripts {
		if depth := g.callDepth(s); depth > MaxCalls {
			l.report(s.At, fmt.Sprintf("scripts call each other %d deep from here", depth), fmt.Sprintf("at most %d", MaxCalls))
		}
		if !slices.ContainsFunc(g.reach(s), func(r *Script) bool { return broken[r.At.File] }) {
			l.endless(g, s)
		}
		s.Records = g.records(s)
	}
}

// callTo is where s calls that script.
func callTo(s *Script, id string) Place {
	for i := range s.Steps {
		if call, is := s.Steps[i].Op.(*Call); is && call.Script.ID == id {
			return s.Steps[i].At
		}
	}
	return s.At
}

// callers is who calls whom; what was found out about a script is kept, because
// many may call it.
type callers struct {
	depth map[*Script]int
	waits map[*Script]bool
}

// circle is the shortest chain of calls from s back to s.
func (callers) circle(s *Script) []string {
	from := map[*Script]*Script{}
	for open := []*Script{s}; len(open) > 0; open = open[1:] {
		for _, called := range open[0].Calls() {
			if called == s {
				chain := []string{s.ID}
				for at := open[0]; at != s; at = from[at] {
					chain = append(chain, at.ID)
				}
				chain = append(chain, s.ID)
				slices.Reverse(chain)
				return chain
			}
			if from[called] == nil {
				from[called] = open[0]
				open = append(open, called)
			}
		}
	}
	return nil
}

// callDepth is how many scripts are open at most when s plays.
func (g callers) callDepth(s *Script) int {
	if known := g.depth[s]; known > 0 {
		return known
	}
	deepest := 1
	for _, called := range s.Calls() {
		deepest = max(deepest, 1+g.callDepth(called))
	}
	g.depth[s] = deepest
	return deepest
}

// reach is s and every script that it calls, directly or not.
func (callers) reach(s *Script) []*Script {
	all := []*Script{s}
	for i := 0; i < len(all); i++ {
		for _, called := range all[i].Calls() {
			if !slices.Contains(all, called) {
				all = append(all, called)
			}
		}
	}
	return all
}

// records tells whether s, or anything it calls, keeps answers.
func (g callers) records(s *Script) bool {
	isRecord := func(step Step) bool { _, is := step.Op.(*Record); return is }
	return slices.ContainsFunc(g.reach(s), func(r *Script) bool { return slices.ContainsFunc(r.Steps, isRecord) })
}

// brokenFiles are the files with a mistake in them: steps may be missing there, so
// that its paths say nothing.
func (l *loader) brokenFiles() map[string]bool {
	broken := map[string]bool{}
	for _, p := range l.problems {
		broken[p.File] = broken[p.File] || !p.Warning
	}
	return broken
}

// endless reports a path that comes back to itself without ever asking the person:
// a pause alone would go on for ever. A repeat is bounded by its rounds, so only
// its way out counts.
func (l *loader) endless(g callers, s *Script) {
	const (
		unseen = iota
		open
		done
	)
	state := make([]int, len(s.Steps))
	var visit func(i int) bool
	visit = func(i int) bool {
		if i == End || state[i] == done || g.alwaysAsks(s.Steps[i].Op) {
			return false
		}
		if state[i] == open {
			return true
		}
		state[i] = open
		targets := s.Targets(i)
		if _, is := s.Steps[i].Op.(*Repeat); is {
			targets = []int{s.Steps[i].Next}
		}
		if slices.ContainsFunc(targets, visit) {
			return true
		}
		state[i] = done
		return false
	}
	for i := range s.Steps {
		if visit(i) {
			l.report(s.Steps[i].At, "from here the script goes round for ever without asking anything", "let it ask something on the way, or end it")
			return
		}
	}
}

// alwaysAsks tells whether nobody gets past the step without being asked.
func (g callers) alwaysAsks(op Op) bool {
	switch op := op.(type) {
	case *Ask, *Offer:
		return true
	case *Call:
		return g.asks(op.Script)
	}
	return false
}

// asks tells whether every way through the script asks something.
func (g callers) asks(s *Script) bool {
	if known, ok := g.waits[s]; ok {
		return known
	}
	seen := make([]bool, len(s.Steps))
	var through func(i int) bool
	through = func(i int) bool {
		if i == End {
			return true
		}
		if seen[i] || g.alwaysAsks(s.Steps[i].Op) {
			return false
		}
		seen[i] = true
		return slices.ContainsFunc(s.Targets(i), through)
	}
	asks := len(s.Steps) > 0 && !through(0)
	g.waits[s] = asks
	return asks
}
