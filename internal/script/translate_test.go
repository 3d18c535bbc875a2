package script_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

// awkward is texts that YAML would read as something else without its quotes.
const awkward = `
script: awkward
title: 'One: two #three'
values:
  feel: {one-of: {calm: Calm, tense: '- Tense'}}
  area: {one-of: places}
steps:
  - say: {any: ["She said \"hi\" \\ bye", "two\nlines\tand a tab", "{{braces}} & *stars*", "a hidden\u200b sign \U0001F600"]}
  - ask: feel
    say: "yes"
    retry: "null"
  - ask: area
    say: "[1, 2]"
`

const places = `
list: places
items:
  here: Here
  there: {label: "There: over", also: [yonder]}
`

func awkwardFolder(t *testing.T) fstest.MapFS {
	t.Helper()
	return shippedWith(t, map[string]string{
		"scripts/awkward.yaml": awkward,
		"lists/places.yaml":    places,
	})
}

func TestAFilledSkeletonLeavesNoTextMissing(t *testing.T) {
	fsys := awkwardFolder(t)
	lib, problems := script.Load(fsys)
	if lib == nil {
		t.Fatal(problems)
	}
	skeleton := lib.Skeleton("es")
	for _, name := range []string{"awkward.yaml", "places.yaml", "breathing.yaml"} {
		if len(skeleton[name]) == 0 {
			t.Errorf("nothing to fill in for %s", name)
		}
	}
	for name, data := range skeleton {
		filled := bytes.ReplaceAll(data, []byte(`es: ""`), []byte(`es: "una traducción"`))
		fsys["lang/es/"+name] = &fstest.MapFile{Data: filled}
	}
	lib, problems = script.Load(fsys)
	for _, p := range problems {
		t.Error(p)
	}
	if lib == nil {
		t.Fatal("it does not load any more")
	}
	if missing := lib.MissingIn("es"); len(missing) > 0 {
		t.Errorf("still missing: %v", missing)
	}
	if left := lib.Skeleton("es"); len(left) > 0 {
		t.Errorf("still to fill in: %s", left)
	}
}

func TestASkeletonKeepsTheOrderOfTheScript(t *testing.T) {
	lib, problems := script.Load(awkwardFolder(t))
	if lib == nil {
		t.Fatal(problems)
	}
	want := `awkward.feel.calm:
  en: "Calm"
  es: ""
awkward.feel.tense:
  en: "- Tense"
  es: ""
awkward.title:
  en: "One: two #three"
  es: ""
`
	if got := string(lib.Skeleton("es")["awkward.yaml"]); !strings.HasPrefix(got, want) {
		t.Errorf("it begins:\n%s", got)
	}
}

func TestWhatWaitsToBeFilledInIsNotAskedForTwice(t *testing.T) {
	fsys := awkwardFolder(t)
	lib, problems := script.Load(fsys)
	if lib == nil {
		t.Fatal(problems)
	}
	for name, data := range lib.Skeleton("es") {
		fsys["lang/es/"+name] = &fstest.MapFile{Data: data}
	}
	lib, problems = script.Load(fsys)
	if lib == nil || problems.Err() != nil {
		t.Fatal(problems)
	}
	if again := lib.Skeleton("es"); len(again) > 0 {
		t.Errorf("asked for again: %s", again)
	}
	if len(lib.MissingIn("es")) == 0 {
		t.Error("empty texts count as translated")
	}
}

func TestEnglishHasNothingToTranslate(t *testing.T) {
	lib, problems := script.Load(awkwardFolder(t))
	if lib == nil {
		t.Fatal(problems)
	}
	if got := lib.Skeleton("en"); len(got) > 0 {
		t.Errorf("English: %s", fmt.Sprint(got))
	}
}
