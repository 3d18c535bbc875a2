// Package yamldoc reads YAML that people write into Go structs, keeps the place
// of every part, and reports all mistakes at once in plain words. It knows what
// YAML is, and nothing of what the files mean.
//
// Fields are found by their `yaml:"name"` tag; unknown keys are mistakes, with
// the nearest known one as the hint. A field tagged `yaml:"@"` of type At takes
// the place where the value starts. Strings, numbers, booleans, slices, structs,
// pointers, Text, Map and whatever implements Reader can be read.
package yamldoc

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
)

// MaxBytes is the largest file that is read.
const MaxBytes = 1 << 20

// NothingThere is what is said of a key without a value.
const NothingThere = "there is nothing after the colon"

// maxDepth is how deep a document may nest.
const maxDepth = 64

// At is a place in a file; lines and columns count from 1.
type At struct{ Line, Column int }

// Text is a string with its place.
type Text struct {
	V string
	At
}

// Entry is one line of a Map.
type Entry[V any] struct {
	Key   Text
	Value V
}

// Map is a mapping that keeps the author's order.
type Map[V any] []Entry[V]

// Reader is for a value that can be written in more than one form.
type Reader interface {
	// ReadDoc reads node, and reports what is wrong through d.
	ReadDoc(d *Decoder, node *yaml.Node)
}

// Decoder collects the mistakes of one file.
type Decoder struct {
	File     string
	Problems problem.List
}

// Decode reads data into the struct that into points at. What could be read is
// there even when the list is not empty.
func Decode(file string, data []byte, into any) (list problem.List) {
	d := &Decoder{File: file}
	if len(data) > MaxBytes {
		d.Report(At{}, fmt.Sprintf("this file is larger than %d KB", MaxBytes>>10), "split it into several files")
		return d.Problems
	}
	root, ok := d.parse(data)
	if !ok {
		return d.Problems
	}
	d.Value(root, into)
	return d.Problems
}

func (d *Decoder) parse(data []byte) (root *yaml.Node, ok bool) {
	defer func() { // the parser promises not to panic; a person's file must not test that
		if recover() != nil {
			d.Report(At{1, 1}, "this is not readable as YAML", "")
			root, ok = nil, false
		}
	}()
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		d.syntax(err, data)
		return nil, false
	}
	if len(doc.Content) == 0 {
		d.Report(At{1, 1}, "the file is empty", "")
		return nil, false
	}
	return doc.Content[0], d.sound(doc.Content[0], 0)
}

// sound refuses what makes YAML surprising: anchors, aliases, tags and endless depth.
func (d *Decoder) sound(node *yaml.Node, depth int) bool {
	switch {
	case depth > maxDepth:
		d.Report(Place(node), "this nests too deeply", "use a script of its own and call it")
		return false
	case node.Kind == yaml.AliasNode || node.Anchor != "":
		d.Report(Place(node), "anchors (&) and aliases (*) are not used here", `if the text itself starts with this sign, put it in "quotes"`)
		return false
	}
	ok := true
	for _, child := range node.Content {
		ok = d.sound(child, depth+1) && ok
	}
	return ok
}

// syntax turns the parser's error into a place and a sentence.
func (d *Decoder) syntax(err error, data []byte) {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	at := At{1, 1}
	if i := strings.Index(text, "line "); i >= 0 {
		digits := text[i+5:]
		n := 0
		for n < len(digits) && digits[n] >= '0' && digits[n] <= '9' {
			n++
		}
		if line, bad := strconv.Atoi(digits[:n]); bad == nil && line > 0 {
			at.Line = line
		}
	}
	lines := strings.Split(string(data), "\n")
	if at.Line <= len(lines) {
		line := lines[at.Line-1]
		at.Column = len(line) - len(strings.TrimLeft(line, " \t")) + 1
		if strings.HasPrefix(strings.TrimLeft(line, " "), "\t") {
			d.Report(at, "this line is indented with a tab", "use spaces")
			return
		}
	}
	if i := strings.LastIndex(text, ": "); i >= 0 {
		text = text[i+2:]
	}
	if strings.HasPrefix(text, "mapping values are not allowed") {
		d.Report(at, `this line cannot be read: there is one ": " too many, or it begins too far to the right`, `put a text that holds ": " in "quotes", and begin the line where the lines above it begin`)
		return
	}
	d.Report(at, "this is not readable as YAML: "+text, `check the indentation, and put text that holds ": " or starts with a sign in "quotes"`)
}

// Report notes a mistake.
func (d *Decoder) Report(at At, what, hint string) {
	d.Problems = append(d.Problems, problem.Problem{File: d.File, Line: at.Line, Column: at.Column, What: what, Hint: hint})
}

// Place is where a node starts.
func Place(node *yaml.Node) At { return At{node.Line, node.Column} }

// Value reads node into what the pointer into points at.
func (d *Decoder) Value(node *yaml.Node, into any) {
	d.value(node, reflect.ValueOf(into).Elem())
}

func (d *Decoder) value(node *yaml.Node, v reflect.Value) {
	if v.CanAddr() {
		switch r := v.Addr().Interface().(type) {
		case Reader:
			r.ReadDoc(d, node)
			return
		case *Text:
			r.At = Place(node)
			r.V, _ = d.Scalar(node)
			return
		case mapReader:
			r.readMap(d, node)
			return
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(node, v.Elem())
	case reflect.Struct:
		d.structure(node, v)
	case reflect.Slice:
		d.slice(node, v)
	default:
		d.scalar(node, v)
	}
}

// Scalar is the text of a scalar node; anything else is reported.
func (d *Decoder) Scalar(node *yaml.Node) (string, bool) {
	if node.Kind != yaml.ScalarNode {
		d.Report(Place(node), "a text is expected here, not "+kindName(node), "")
		return "", false
	}
	if node.Tag == "!!null" && node.Value == "" {
		d.Report(Place(node), NothingThere, "write a value, or remove the line")
		return "", false
	}
	return node.Value, true
}

func (d *Decoder) scalar(node *yaml.Node, v reflect.Value) {
	text, ok := d.Scalar(node)
	if !ok {
		return
	}
	at := Place(node)
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		yes, ok := map[string]bool{"true": true, "yes": true, "on": true, "false": false, "no": false, "off": false}[strings.ToLower(text)]
		if !ok {
			d.Report(at, fmt.Sprintf("%q is neither yes nor no", clip(text)), "write yes or no")
		}
		v.SetBool(yes)
	case reflect.Int:
		n, err := strconv.Atoi(text)
		if err != nil {
			d.Report(at, fmt.Sprintf("%q is not a whole number", clip(text)), "")
		}
		v.SetInt(int64(n))
	case reflect.Float64:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			d.Report(at, fmt.Sprintf("%q is not a number", clip(text)), "")
		}
		v.SetFloat(f)
	default:
		d.Report(at, "this cannot be read", "")
	}
}

func (d *Decoder) slice(node *yaml.Node, v reflect.Value) {
	if node.Kind != yaml.SequenceNode {
		d.Report(Place(node), "a list is expected here, not "+kindName(node), `start each line of it with "- "`)
		return
	}
	out := reflect.MakeSlice(v.Type(), len(node.Content), len(node.Content))
	for i, child := range node.Content {
		d.value(child, out.Index(i))
	}
	v.Set(out)
}

func (d *Decoder) structure(node *yaml.Node, v reflect.Value) {
	fields, at := fieldsOf(v)
	if at.IsValid() {
		at.Set(reflect.ValueOf(Place(node)))
	}
	d.Pairs(node, func(key Text, value *yaml.Node) {
		field, ok := fields[key.V]
		if !ok {
			d.Unknown(key, keysOf(fields))
			return
		}
		d.value(value, field)
	})
}

// Unknown reports a key that means nothing here.
func (d *Decoder) Unknown(key Text, known []string) {
	hint := "known here: " + strings.Join(known, ", ")
	if near, ok := problem.Nearest(key.V, known); ok {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	d.Report(key.At, fmt.Sprintf("%q means nothing here", clip(key.V)), hint)
}

// Pairs calls each for every key of a mapping; a key that stands twice is reported.
func (d *Decoder) Pairs(node *yaml.Node, each func(key Text, value *yaml.Node)) {
	if node.Kind != yaml.MappingNode {
		d.Report(Place(node), `lines of the form "key: value" are expected here, not `+kindName(node), "write a word, a colon, a space and the value")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		name, ok := d.Scalar(node.Content[i])
		if !ok {
			continue
		}
		key := Text{name, Place(node.Content[i])}
		if seen[name] {
			d.Report(key.At, fmt.Sprintf("%q stands here twice", clip(name)), "keep one of them")
			continue
		}
		seen[name] = true
		each(key, node.Content[i+1])
	}
}

func fieldsOf(v reflect.Value) (map[string]reflect.Value, reflect.Value) {
	fields, at := map[string]reflect.Value{}, reflect.Value{}
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
		switch name {
		case "":
		case "@":
			at = v.Field(i)
		default:
			fields[name] = v.Field(i)
		}
	}
	return fields, at
}

func keysOf(fields map[string]reflect.Value) []string {
	keys := make([]string, 0, len(fields))
	for k := range fields {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

type mapReader interface {
	readMap(d *Decoder, node *yaml.Node)
}

func (m *Map[V]) readMap(d *Decoder, node *yaml.Node) {
	d.Pairs(node, func(key Text, value *yaml.Node) {
		entry := Entry[V]{Key: key}
		d.value(value, reflect.ValueOf(&entry.Value).Elem())
		*m = append(*m, entry)
	})
}

// Get is the value under key.
func (m Map[V]) Get(key string) (V, bool) {
	for _, e := range m {
		if e.Key.V == key {
			return e.Value, true
		}
	}
	var none V
	return none, false
}

func kindName(node *yaml.Node) string {
	switch node.Kind {
	case yaml.MappingNode:
		return `lines of the form "key: value"`
	case yaml.SequenceNode:
		return "a list"
	default:
		return "a text"
	}
}

func clip(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}
