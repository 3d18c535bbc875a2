package rehearsal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// visit is one step that was played, and where it led.
type visit struct {
	script     *script.Script
	step, next int
}

// spoken is one wording of a text.
type spoken struct {
	line    *script.Line
	variant int
}

// tally counts what was played, by language index.
type tally struct {
	steps  []map[visit]bool // next is not looked at
	ways   []map[visit]bool
	spoken []map[spoken]bool
}

func newTally(languages int) *tally {
	t := &tally{}
	for range languages {
		t.steps, t.ways = append(t.steps, map[visit]bool{}), append(t.ways, map[visit]bool{})
		t.spoken = append(t.spoken, map[spoken]bool{})
	}
	return t
}

func (t *tally) visited(language int, visits []visit) {
	for _, v := range visits {
		t.ways[language][v] = true
		v.next = 0
		t.steps[language][v] = true
	}
}

func (t *tally) said(language int, say engine.Say) {
	if say.Line != nil {
		t.spoken[language][spoken{say.Line, say.Variant}] = true
	}
}

// coverage lays what was played beside what there is.
func (t *tally) coverage(lib *script.Library) Coverage {
	var c Coverage
	for _, sc := range lib.Scripts {
		for i := range lib.Languages() {
			one := ScriptCoverage{Script: sc.ID, Lang: lib.Language(i).Code}
			for step := range sc.Steps {
				t.step(&one, sc, step, i)
			}
			t.variants(&one, lib, i)
			one.Missing.Sort()
			c.Scripts = append(c.Scripts, one)
		}
	}
	return c
}

func (t *tally) step(one *ScriptCoverage, sc *script.Script, step, language int) {
	at, played := sc.Steps[step].At, t.steps[language][visit{sc, step, 0}]
	if !one.Steps.add(played) {
		one.miss(at, fmt.Sprintf("the step %s is never played", sc.Steps[step].ID))
	}
	for _, branch := range branches(sc, step) {
		if !one.Branches.add(t.ways[language][visit{sc, step, branch.to}]) && played {
			one.miss(at, fmt.Sprintf("%s never leads to %s", sc.Steps[step].ID, branch.name))
		}
	}
}

func (t *tally) variants(one *ScriptCoverage, lib *script.Library, language int) {
	for _, line := range lib.Lines() {
		if owner, _, _ := strings.Cut(line.ID, "."); owner != one.Script || line.Variants() < 2 {
			continue
		}
		said := t.anyOf(line, language)
		for variant, text := range line.Sources(language) {
			if !one.Variants.add(t.spoken[language][spoken{line, variant}]) && said {
				one.miss(line.At, fmt.Sprintf("this wording is never said: %s", clip(text)))
			}
		}
	}
}

// anyOf tells whether a line was said in any wording: otherwise its step is what is
// missing.
func (t *tally) anyOf(line *script.Line, language int) bool {
	for variant := range line.Variants() {
		if t.spoken[language][spoken{line, variant}] {
			return true
		}
	}
	return false
}

// branch is one place that a step may lead to.
type branch struct {
	to   int
	name string
}

// branches are the ways that must be taken: both of an if and of a repeat, and
// those of an offer's buttons. Two that lead to the same place are one.
func branches(sc *script.Script, step int) []branch {
	var all []branch
	switch op := sc.Steps[step].Op.(type) {
	case *script.Offer:
		for _, b := range op.Buttons {
			all = append(all, branch{b.To, fmt.Sprintf("what [%s] is for", b.Label.Plain(0))})
		}
	case *script.If, *script.Repeat:
		for _, to := range sc.Targets(step) {
			all = append(all, branch{to, stepName(sc, to)})
		}
	}
	slices.SortStableFunc(all, func(a, b branch) int { return cmp.Compare(a.to, b.to) })
	return slices.CompactFunc(all, func(a, b branch) bool { return a.to == b.to })
}

func stepName(sc *script.Script, step int) string {
	if step == script.End {
		return "the end"
	}
	return sc.Steps[step].ID
}
