package rehearsal

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// Coverage is how much of the scripts was really played, for every script and
// language.
type Coverage struct{ Scripts []ScriptCoverage }

// ScriptCoverage is how much of one script was played in one language. A branch is
// a place that an if, a repeat or a button of an offer leads to; a variant is one
// wording of a text that has several.
type ScriptCoverage struct {
	Script, Lang              string
	Steps, Branches, Variants Count
	Missing                   problem.List
}

// Count is how many of how many.
type Count struct{ Played, All int }

// String is "7/12".
func (c Count) String() string { return fmt.Sprintf("%d/%d", c.Played, c.All) }

// Whole tells whether nothing is missing.
func (c Count) Whole() bool { return c.Played == c.All }

func (c *Count) add(played bool) bool {
	c.All++
	if played {
		c.Played++
	}
	return played
}

// Complete tells whether every step and every branch of every script was played in
// every language. Wordings are asked for in Missing only.
func (c Coverage) Complete() bool {
	return !slices.ContainsFunc(c.Scripts, func(s ScriptCoverage) bool { return !s.Steps.Whole() || !s.Branches.Whole() })
}

// Missing is everything that was not played, by place. They are warnings.
func (c Coverage) Missing() problem.List {
	var all problem.List
	for _, s := range c.Scripts {
		all = append(all, s.Missing...)
	}
	all.Sort()
	return all
}

// String is one line a script; languages that were played to the same extent share it.
func (c Coverage) String() string {
	width := 0
	for _, s := range c.Scripts {
		width = max(width, len(s.Script))
	}
	var lines, langs []string
	for i, s := range c.Scripts {
		langs = append(langs, s.Lang)
		if i+1 < len(c.Scripts) && c.Scripts[i+1].counts() == s.counts() && c.Scripts[i+1].Script == s.Script {
			continue
		}
		lines = append(lines, fmt.Sprintf("%-*s  %s  %s", width, s.Script, s.counts(), strings.Join(langs, " ")))
		langs = nil
	}
	return strings.Join(lines, "\n")
}

func (s ScriptCoverage) counts() string {
	return fmt.Sprintf("steps %s  branches %s  variants %s", s.Steps, s.Branches, s.Variants)
}

func (s *ScriptCoverage) miss(at script.Place, what string) {
	s.Missing = append(s.Missing, problem.Problem{
		File: at.File, Line: at.Line, Column: at.Column, What: s.Lang + ": " + what, Warning: true,
	})
}
