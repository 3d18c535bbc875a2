package script_test

import (
	"bytes"
	"io/fs"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

func TestTheSchemaIsUpToDate(t *testing.T) {
	made, err := script.Schema()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "../../prompts/schema.json", string(made))
}

func TestEveryShippedScriptFitsTheSchema(t *testing.T) {
	schema := compiledSchema(t)
	shipped := os.DirFS("../../prompts")
	files, err := fs.Glob(shipped, "scripts/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, file := range files {
		data, err := fs.ReadFile(shipped, file)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(plain(t, string(data))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestTheSchemaTellsRightFromWrong(t *testing.T) {
	const head = "script: a\ntitle: A\n"
	tests := []struct {
		name, text string
		fits       bool
	}{
		{"a step that says something", head + "steps: [{say: Hello.}]", true},
		{"a text that YAML reads as a number", head + "steps: [{say: 7}]", true},
		{"several wordings", head + "steps: [{say: {any: [one, two]}}]", true},
		{"a question with all that goes with it", head + "values: {m: 0..10}\nsteps: [{ask: m, say: How?, scale: {low: a, high: b}, optional: yes, skip: no, tries: 3, fallback: 5, patience: {remind: 2h, let-go: 12h}}]", true},
		{"every way to write a type", head + "values: {a: time, b: {one-of: list}, c: {several-of: [One, Two]}, d: {one-of: {x: X, y: {label: Y, also: [z]}}}}\nsteps: [{say: Hello.}]", true},
		{"every way to write a button", head + "steps: [{offer: {a: script, b: {label: B, then: [{say: b}]}, c: {label: C, go: d}}}]", true},
		{"steps inside steps", head + "steps: [{if: a, then: [{repeat: 3, steps: [{say: x}], until: b}], else: [{go: c}]}]", true},
		{"every deed with a reminder", head + "steps: [{remind: add, what: a, at: b}, {remind: pause, which: c}, {remind: resume, which: c}, {remind: skip, which: c}, {remind: delete, which: c}, {remind: move, which: c, at: b}, {remind: word, which: c, what: a}, {show: reminders}]", true},
		{"values for reminders", head + "values: {a: schedule, b: zone, c: reminder, d: {one-of: reminders, and: {own: {label: Own, also: [mine]}}}}\nsteps: [{say: Hello.}]", true},
		{"suggestions in both forms", head + "steps: [{ask: a, say: When?, suggest: b.often}, {ask: a, say: When?, suggest: {any: [every day 9:00]}}]", true},
		{"a deed that does not exist", head + "steps: [{remind: postpone, which: c}]", false},
		{"a suggestion without a question", head + "steps: [{say: Hello., suggest: every day 9:00}]", false},
		{"words with a deed", head + "steps: [{remind: skip, which: c, say: Skipped.}]", false},
		{"no title", "script: a\nsteps: [{say: Hello.}]", false},
		{"no steps", head, false},
		{"a key that is not there", head + "colour: red\nsteps: [{say: Hello.}]", false},
		{"a step of no kind", head + "steps: [{id: a}]", false},
		{"a step of two kinds", head + "steps: [{ask: a, call: b}]", false},
		{"a scale without a question", head + "steps: [{say: Hello., scale: {low: a}}]", false},
		{"words with a step that says nothing", head + "steps: [{record: a, say: Hello.}]", false},
		{"a misspelt key in an inner step", head + "steps: [{if: a, then: [{say: x, optonal: yes}]}]", false},
		{"a view that does not exist", head + "steps: [{show: month}]", false},
		{"a role that does not exist", head + "role: boss\nsteps: [{say: Hello.}]", false},
		{"too many rounds", head + "steps: [{repeat: 21, steps: [{say: x}]}]", false},
		{"steps that are no list", head + "steps: {say: Hello.}", false},
		{"an unknown key in a button", head + "steps: [{offer: {a: {label: A, jump: b}}}]", false},
	}
	schema := compiledSchema(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := schema.Validate(plain(t, test.text))
			if fits := err == nil; fits != test.fits {
				t.Errorf("fits: %v, wanted %v; %v", fits, test.fits, err)
			}
		})
	}
}

func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	made, err := script.Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(made))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// plain is YAML as an editor's language server sees it.
func plain(t *testing.T, text string) any {
	t.Helper()
	var doc any
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}
