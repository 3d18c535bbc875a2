package script

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"github.com/stillpoint-bot/stillpoint/internal/yamldoc"
)

// Schema is the JSON schema of a script, made from the structs that read one. It is
// draft 7, which every editor with a YAML language server knows.
func Schema() ([]byte, error) {
	root := reflector(true).Reflect(fileDoc{})
	for _, long := range []any{longText{}, longType{}, longItem{}, longButton{}} {
		maps.Copy(root.Definitions, reflector(false).Reflect(long).Definitions)
	}
	delete(root.Definitions, "At")
	for name, def := range root.Definitions {
		tidy(def, structs()[name])
	}
	tidy(root, reflect.TypeFor[fileDoc]())
	oneKind(root.Definitions["step"])
	root.Version = "http://json-schema.org/draft-07/schema#"
	root.Title = "A script of Stillpoint"
	out, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(bytes.ReplaceAll(out, []byte("$defs"), []byte("definitions")), '\n'), nil
}

// The long forms of what can also be written short.
type (
	longText   textDoc
	longType   typeDoc
	longItem   itemDoc
	longButton buttonDoc
)

// structs is every struct with a definition of its own, by the definition's name.
func structs() map[string]reflect.Type {
	return map[string]reflect.Type{
		"step": reflect.TypeFor[stepDoc](), "patience": reflect.TypeFor[patienceDoc](), "scale": reflect.TypeFor[scaleDoc](),
		"longText": reflect.TypeFor[longText](), "longType": reflect.TypeFor[longType](),
		"longItem": reflect.TypeFor[longItem](), "longButton": reflect.TypeFor[longButton](),
	}
}

func reflector(expanded bool) *jsonschema.Reflector {
	return &jsonschema.Reflector{
		Anonymous: true, ExpandedStruct: expanded, FieldNameTag: "yaml", RequiredFromJSONSchemaTags: true,
		Mapper: mapped,
		Namer:  func(t reflect.Type) string { return strings.TrimSuffix(t.Name(), "Doc") },
	}
}

// mapped is the schema of a type that is written in a way of its own; nil for those
// that are what they look like.
func mapped(t reflect.Type) *jsonschema.Schema {
	switch {
	case t == reflect.TypeFor[yamldoc.Text]():
		return scalar()
	case t.Kind() == reflect.Bool:
		return &jsonschema.Schema{Enum: []any{true, false, "yes", "no"}}
	case t.PkgPath() == reflect.TypeFor[yamldoc.Text]().PkgPath() && strings.HasPrefix(t.Name(), "Map["):
		entry, _ := t.Elem().FieldByName("Value")
		return &jsonschema.Schema{Type: "object", AdditionalProperties: mapped(entry.Type)}
	case t == reflect.TypeFor[textDoc]():
		return either(scalar(), ref("longText"))
	case t == reflect.TypeFor[typeDoc]():
		short := &jsonschema.Schema{Type: "string", Examples: []any{"0..10", "0..24 by 0.5 hours", "yes-no", "time", "text", "schedule", "zone", "reminder"}}
		return either(short, ref("longType"))
	case t == reflect.TypeFor[itemDoc]():
		return either(scalar(), ref("longItem"))
	case t == reflect.TypeFor[buttonDoc]():
		return either(scalar(), ref("longButton"))
	case t == reflect.TypeFor[choicesDoc]():
		items := mapped(reflect.TypeFor[yamldoc.Map[itemDoc]]())
		return either(scalar(), &jsonschema.Schema{Type: "array", Items: scalar()}, items)
	}
	return nil
}

// scalar is what YAML reads as a text, a number or a yes-no: people do not write quotes.
func scalar() *jsonschema.Schema {
	return &jsonschema.Schema{Extras: map[string]any{"type": []string{"string", "number", "boolean"}}}
}

func ref(name string) *jsonschema.Schema { return &jsonschema.Schema{Ref: "#/$defs/" + name} }

func either(forms ...*jsonschema.Schema) *jsonschema.Schema { return &jsonschema.Schema{AnyOf: forms} }

// tidy leaves out what is not written, and puts in the words that a field may be.
func tidy(s *jsonschema.Schema, t reflect.Type) {
	if s.Properties == nil || t == nil {
		return
	}
	s.Properties.Delete("@")
	for field := range t.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		property, ok := s.Properties.Get(name)
		if !ok {
			continue
		}
		for tag := range strings.SplitSeq(field.Tag.Get("jsonschema"), ",") {
			if word, is := strings.CutPrefix(tag, "enum="); is {
				property.Type, property.Extras = "string", nil
				property.Enum = append(property.Enum, word)
			}
		}
		if property.Ref != "" && property.Description != "" { // draft 7 looks at nothing beside a $ref
			property.AllOf, property.Ref = []*jsonschema.Schema{ref(strings.TrimPrefix(property.Ref, "#/$defs/"))}, ""
		}
	}
}

// oneKind says that a step is of exactly one kind, and what goes with which kind.
func oneKind(step *jsonschema.Schema) {
	kinds := kindKeys()
	var others []*jsonschema.Schema
	with := map[string][]*jsonschema.Schema{}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		required := &jsonschema.Schema{Required: []string{kind}}
		for _, companion := range kinds[kind] {
			with[companion] = append(with[companion], required)
		}
		if kind != "say" {
			others = append(others, required)
		}
	}
	says := &jsonschema.Schema{Required: []string{"say"}, Not: either(others...)}
	step.OneOf = append(slices.Clone(others), says)
	delete(with, "say") // it goes alone, or with the kinds that ask or show something
	dependencies := map[string]any{}
	for companion, required := range with {
		dependencies[companion] = either(required...)
	}
	var silent []*jsonschema.Schema
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		if kind != "say" && !slices.Contains(kinds[kind], "say") {
			silent = append(silent, &jsonschema.Schema{Required: []string{kind}})
		}
	}
	dependencies["say"] = &jsonschema.Schema{Not: either(silent...)}
	step.Extras = map[string]any{"dependencies": dependencies}
}
