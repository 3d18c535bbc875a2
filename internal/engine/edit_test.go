package engine_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// before is what a person is in the middle of when an author edits it: the outer
// script has asked two questions and called the inner one, which asks its second.
var before = map[string]string{
	"scripts/outer.yaml": `
script: outer
title: Outer
command: outer
values: {one: 0..10, two: 0..10}
steps:
  - ask: one
    say: One?
  - ask: two
    say: Two?
  - call: inner
  - say: All of it is {one}, {two}.
`,
	"scripts/inner.yaml": `
script: inner
title: Inner
values: {three: 0..10, area: {one-of: {chest: Chest, belly: Belly, head: Head}}}
steps:
  - ask: three
    say: Three?
  - ask: area
    say: Where?
  - say: Inside {three}, {area}.
`,
	"scripts/other.yaml": "script: other\ntitle: Other\ncommand: other\nvalues: {x: 0..10}\nsteps:\n  - ask: x\n    say: X?\n",
}

// edited is before with some words replaced in one file; without any, the file is gone.
func edited(t *testing.T, file string, oldNew ...string) *script.Library {
	t.Helper()
	files := map[string]string{}
	maps.Copy(files, before)
	if len(oldNew) == 0 {
		delete(files, file)
		return library(t, files)
	}
	for i := 0; i < len(oldNew); i += 2 {
		if !strings.Contains(files[file], oldNew[i]) {
			t.Fatalf("%s does not hold %q", file, oldNew[i])
		}
		files[file] = strings.Replace(files[file], oldNew[i], oldNew[i+1], 1)
	}
	if name := files[file][strings.Index(files[file], "script: ")+8:]; true {
		id, _, _ := strings.Cut(name, "\n")
		if moved := "scripts/" + id + ".yaml"; moved != file {
			files[moved] = files[file]
			delete(files, file)
		}
	}
	return library(t, files)
}

func inTheMiddle(t *testing.T) *person {
	t.Helper()
	return somebody(t, library(t, before)).types("/outer").types("1").types("2").types("3").isAt("inner/area")
}

const outer, inner = "scripts/outer.yaml", "scripts/inner.yaml"

func TestAnEditStrandsNobody(t *testing.T) {
	for name, c := range map[string]struct {
		lib   *script.Library
		story func(p *person)
	}{
		"a step is inserted before the open one": {
			edited(t, inner, "  - ask: area", "  - say: Inserted.\n  - ask: area"),
			func(p *person) { p.types("belly").hears("Inside 3, Belly.").hears("All of it is 1, 2.").isAt("") },
		},
		"the open step is renamed and says what it was": {
			edited(t, inner, "  - ask: area", "  - id: place\n    was: [area]\n    ask: area"),
			func(p *person) { p.types("belly").hears("Inside 3, Belly.").isAt("") },
		},
		"the open step is removed": {
			edited(t, inner, "  - ask: area\n    say: Where?\n", ""),
			func(p *person) {
				p.types("belly").hears("changed").hears("Inside 3, –.").hears("All of it is 1, 2.").isAt("")
			},
		},
		"the open question has become a pause of the same name": {
			edited(t, inner, "  - ask: area\n    say: Where?\n", "  - id: area\n    pause: 20s\n    say: Wait.\n"),
			func(p *person) {
				p.types("belly").hears("changed").hears("Wait.").isAt("inner/area")
				p.waits(time.Minute).hears("Inside 3, –.").isAt("")
			},
		},
		"the open question has become a thing said": {
			edited(t, inner, "  - ask: area\n    say: Where?\n", "  - id: area\n    say: No question.\n"),
			func(p *person) { p.types("belly").hears("changed").hears("No question.").isAt("") },
		},
		"the calling step is removed": {
			edited(t, outer, "  - call: inner\n", ""),
			func(p *person) { p.types("belly").hears("Inside 3, Belly.").hears("All of it is 1, 2.").isAt("") },
		},
		"the calling script is removed": {
			edited(t, outer),
			func(p *person) {
				p.types("belly").hears("no longer offered").isAt("")
				p.types("/other").isAt("other/x")
			},
		},
		"the open script is renamed and says what it was": {
			edited(t, inner, "script: inner", "script: within\nwas: [inner]"),
			func(p *person) { p.types("belly").hears("Inside 3, Belly.").sees("= end within done").isAt("") },
		},
		"the caller calls another script now": {
			edited(t, outer, "  - call: inner\n", "  - call: other\n"),
			func(p *person) {
				p.types("belly").hears("Inside 3, Belly.").isAt("other/x")
				p.types("1").hears("All of it is 1, 2.").isAt("")
			},
		},
		"the type of an answered value is changed": {
			edited(t, inner, "three: 0..10", "three: yes-no", "say: Three?", "say: Three now?"),
			func(p *person) { p.types("belly").hears("Inside –, Belly.").isAt("") },
		},
		"the type of the open question is changed": {
			edited(t, inner, "area: {one-of: {chest: Chest, belly: Belly, head: Head}}", "area: 0..5"),
			func(p *person) { p.types("belly").hears("Where?").types("4").hears("Inside 3, 4.").isAt("") },
		},
		"a choice is removed and then pressed": {
			edited(t, inner, ", belly: Belly", ""),
			func(p *person) {
				p.presses("Belly").hears("changed").hears("Where?").isAt("inner/area")
				p.presses("Chest").hears("Inside 3, Chest.").isAt("")
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := inTheMiddle(t)
			p.TB = t
			c.story(p.edit(c.lib))
			p.types("/other").isAt("other/x")
		})
	}
}

func TestAScriptThatIsGoneUnderAnotherComesBackToWhatIsLeft(t *testing.T) {
	lib := library(t, before)
	p := somebody(t, lib).types("/other").isAt("other/x").types("/outer").types("1").isAt("outer/two")
	p.edit(edited(t, outer)).types("7").hears("no longer offered").hears("X?").isAt("other/x")
	p.types("7").isAt("")
}

func TestACallerGoesOnWhenWhatItCalledIsGone(t *testing.T) {
	p := inTheMiddle(t)
	files := map[string]string{
		"scripts/outer.yaml": strings.Replace(before[outer], "  - call: inner\n", "", 1),
		"scripts/other.yaml": before["scripts/other.yaml"],
	}
	p.edit(library(t, files)).types("belly").hears("no longer offered").hears("All of it is 1, 2.").hearsNot("Where?")
}

func TestAChoiceThatIsGoneShowsAsNotAnswered(t *testing.T) {
	files := map[string]string{"scripts/try.yaml": `
script: try
title: Try
command: try
values: {area: {one-of: {chest: Chest, belly: Belly, head: Head}}, n: 0..10}
steps:
  - ask: area
    say: Where?
  - ask: n
    say: N?
  - say: It was {area} {area.number}.
  - record: check-in
`}
	p := somebody(t, library(t, files)).types("/try").types("belly")
	files["scripts/try.yaml"] = strings.Replace(files["scripts/try.yaml"], ", belly: Belly", "", 1)
	p.edit(library(t, files)).types("1").hears("It was – –.").sees("= keep check-in: n 1")
}

func TestAPauseSurvivesTheRemovalOfItsStep(t *testing.T) {
	files := map[string]string{"scripts/try.yaml": "script: try\ntitle: Try\ncommand: try\nsteps:\n  - pause: 1h\n    say: Wait.\n  - say: Over.\n"}
	p := somebody(t, library(t, files)).types("/try")
	files["scripts/try.yaml"] = strings.Replace(files["scripts/try.yaml"], "  - pause: 1h\n    say: Wait.\n", "", 1)
	p.edit(library(t, files)).waits(time.Hour).hears("Over.").isAt("")
}
