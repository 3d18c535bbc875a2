package rehearsal_test

import (
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/rehearsal"
)

// menu leads back to its first step: a button that is only shown must not count.
const menu = `
script: menu
title: Menu
command: choose
values: {mood: 0..10}
steps:
  - id: first
    say: Where to?
    offer:
      on: Go on
      again: {label: Once more, go: first}
  - ask: mood
    say: How is your mood?
  - if: mood > 5
    then:
      - say: {any: [Good., Fine.]}
    else:
      - say: Thank you.
  - repeat: 2
    until: mood > 5
    steps:
      - say: Round.
`

func TestCoverageCountsWhatWasReallyPlayed(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{
			"nothing",
			"-- a\n> stop\n< ...",
			"menu  steps 0/7  branches 0/6  variants 0/2  en es",
		},
		{
			"a menu that is only shown",
			"-- a\n> /choose\n< Where to?",
			"menu  steps 1/7  branches 0/6  variants 0/2  en\nmenu  steps 0/7  branches 0/6  variants 0/2  es",
		},
		{
			"one way through",
			"-- a\n> /choose\n< Where to?\n> [Go on]\n< How is your mood?\n> 7\n< Good.\n< Round.",
			"menu  steps 6/7  branches 4/6  variants 1/2  en\nmenu  steps 0/7  branches 0/6  variants 0/2  es",
		},
		{
			"every way, with every wording",
			"-- a\n> /choose\n< Where to?\n> [Once more]\n< Where to?\n> [Go on]\n< How is your mood?\n> 7\n< Good.\n< Round.\n" +
				"-- b\n> /choose\n< ...\n> [Go on]\n< ...\n> 7\n< Fine.\n< Round.\n-- c\n> /choose\n< ...\n> skip\n< ...\n> 2\n< Thank you.\n< Round.\n< Round.",
			"menu  steps 7/7  branches 6/6  variants 2/2  en\nmenu  steps 0/7  branches 0/6  variants 0/2  es",
		},
	}
	lib := library(t, menu)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file, _ := rehearsal.Parse("a.txt", test.text)
			report := rehearsal.Run(lib, nil, []*rehearsal.File{file})
			if report.Failed > 0 {
				t.Fatal(report.Problems())
			}
			if got := report.Coverage().String(); got != test.want {
				t.Errorf("got:\n%s\nwanted:\n%s", got, test.want)
			}
			if report.Coverage().Complete() {
				t.Error("Spanish was never played, and it counts as complete")
			}
		})
	}
}

func TestWhatIsMissingIsToldWithItsPlace(t *testing.T) {
	lib := library(t, menu)
	english, _ := rehearsal.Parse("a.txt", "-- a\n> /choose\n< Where to?\n> [Go on]\n< How is your mood?\n> 7\n< Good.\n< Round.")
	missing := rehearsal.Run(lib, nil, []*rehearsal.File{english}).Coverage().Missing()
	if missing.Err() != nil {
		t.Error("what was not played is a warning, no mistake")
	}
	got := missing.Error()
	for _, want := range []string{
		"scripts/menu.yaml:7:5: warning: en: first never leads to what [Once more] is for",
		"scripts/menu.yaml:14:5: warning: en: if-mood-5 never leads to say-thank-you",
		"scripts/menu.yaml:16:21: warning: en: this wording is never said: Fine.",
		"scripts/menu.yaml:18:9: warning: en: the step say-thank-you is never played",
		"scripts/menu.yaml:7:5: warning: es: the step first is never played",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in:\n%s", want, got)
		}
	}
	if strings.Contains(got, "es: first never leads") || strings.Contains(got, "es: this wording") {
		t.Errorf("what follows from a step that was not played is told too:\n%s", got)
	}
}

func TestCoverageIsCompleteWhenEveryLanguageIs(t *testing.T) {
	lib := library(t, other)
	var files []*rehearsal.File
	for _, language := range []string{"en", "es"} {
		file, _ := rehearsal.Parse(language+".txt", "language: "+language+"\n-- a\n> /other\n< Good morning.")
		files = append(files, file)
	}
	report := rehearsal.Run(lib, nil, files)
	if !report.Coverage().Complete() || len(report.Coverage().Missing()) > 0 {
		t.Error(report.Coverage(), report.Coverage().Missing())
	}
}
