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
	for _, s := range l.lib.Scripts {
		if circle := findCircle(s, nil); circle != nil {
			l.report(s.At, fmt.Sprintf("this script ends up calling itself: %s", strings.Join(circle, " → ")), "use go: to a step further up instead")
			continue
		}
		if depth := callDepth(s); depth > MaxCalls {
			l.report(s.At, fmt.Sprintf("scripts call each other %d deep from here", depth), fmt.Sprintf("at most %d", MaxCalls))
		}
		l.endless(s)
	}
	if l.problems.Err() != nil {
		return
	}
	for _, s := range l.lib.Scripts {
		s.Records = records(s)
	}
}

// findCircle is the chain of calls from s back to s.
func findCircle(s *Script, above []*Script) []string {
	if i := slices.Index(above, s); i >= 0 {
		if i > 0 {
			return nil // reported at the script it belongs to
		}
		var chain []string
		for _, caller := range append(above, s) {
			chain = append(chain, caller.ID)
		}
		return chain
	}
	above = append(slices.Clone(above), s)
	for _, called := range s.Calls() {
		if len(above) > 40 {
			return nil
		}
		if chain := findCircle(called, above); chain != nil {
			return chain
		}
	}
	return nil
}

// callDepth is how many scripts are open at most when s plays; circles count as far
// as it takes to refuse them.
func callDepth(s *Script) int { return depthBelow(s, 0) }

func depthBelow(s *Script, above int) int {
	deepest := 1
	if above > 40 {
		return deepest
	}
	for _, called := range s.Calls() {
		deepest = max(deepest, 1+depthBelow(called, above+1))
	}
	return deepest
}

// endless reports a path that comes back to itself without ever waiting. A repeat
// is bounded by its rounds, so only its way out counts.
func (l *loader) endless(s *Script) {
	const (
		unseen = iota
		open
		done
	)
	state := make([]int, len(s.Steps))
	var visit func(i int) bool
	visit = func(i int) bool {
		if i == End || state[i] == done || alwaysWaits(s.Steps[i].Op, 0) {
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
			l.report(s.Steps[i].At, "from here the script goes round for ever without asking anything", "let it wait for the person on the way, or end it")
			return
		}
	}
}

// alwaysWaits tells whether nobody gets past the step without being waited for.
func alwaysWaits(op Op, depth int) bool {
	call, is := op.(*Call)
	if !is || depth > MaxCalls {
		return Waits(op)
	}
	seen := make([]bool, len(call.Script.Steps))
	var through func(i int) bool
	through = func(i int) bool {
		if i == End {
			return true
		}
		if seen[i] || alwaysWaits(call.Script.Steps[i].Op, depth+1) {
			return false
		}
		seen[i] = true
		return slices.ContainsFunc(call.Script.Targets(i), through)
	}
	return len(call.Script.Steps) > 0 && !through(0)
}

// records tells whether s, or anything it calls, keeps answers.
func records(s *Script) bool {
	for i := range s.Steps {
		switch op := s.Steps[i].Op.(type) {
		case *Record:
			return true
		case *Call:
			if records(op.Script) {
				return true
			}
		}
	}
	return false
}
