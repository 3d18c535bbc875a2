package telegramtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// checkCall lists what is wrong with a call: each as "sendMessage.text: 0 characters,
// at least 1". No value is ever quoted.
func (s *spec) checkCall(method string, p Params) []string {
	o, ok := s.methods[method]
	if !ok {
		return []string{strconv.Quote(method) + ": there is no such method"}
	}
	r := report{spec: s}
	values := make(map[string]any, len(p.values)+len(p.files))
	for name, raw := range p.values {
		values[name] = p.decode(raw)
	}
	for name := range p.files {
		if _, known := o.fields[name]; known {
			values[name] = upload{}
		} else if !p.attaches(name) {
			r.add(method, "a file that nothing refers to")
		}
	}
	r.object(method, method, o, values)
	slices.Sort(r.found)
	return r.found
}

// checkType lists what is wrong with a value of a type, which is how the tests look at
// what the server itself says.
func (s *spec) checkType(name string, raw []byte) []string {
	r := report{spec: s}
	r.value(name, field{types: []shape{parseShape(name)}}, decode(raw), "")
	return r.found
}

// upload stands for the contents of a file.
type upload struct{}

// formText is a value of a form: text, which may have to be read as something else.
type formText string

func (p Params) decode(raw json.RawMessage) any {
	if p.form {
		return formText(raw)
	}
	return decode(raw)
}

func decode(raw []byte) any {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return nil
	}
	return v
}

func (p Params) attaches(name string) bool {
	for _, raw := range p.values {
		if strings.Contains(string(raw), "attach://"+name) {
			return true
		}
	}
	return false
}

// report gathers what is wrong.
type report struct {
	spec  *spec
	found []string
}

func (r *report) add(path, format string, args ...any) {
	r.found = append(r.found, path+": "+fmt.Sprintf(format, args...))
}

// object checks the fields of a method or of a type, and the rules that stand only in
// words.
func (r *report) object(path, name string, o object, values map[string]any) {
	for _, needed := range o.needed {
		if _, ok := values[needed]; !ok {
			r.add(path+"."+needed, "missing")
		}
	}
	for _, pair := range o.either {
		_, one := values[pair[0]]
		if _, other := values[pair[1]]; !one && !other {
			r.add(path+"."+pair[0], "missing, and so is %s", pair[1])
		}
	}
	mode := asText(values["parse_mode"])
	for key, v := range values {
		f, known := o.fields[key]
		if !known {
			r.add(path+"."+fieldName(key), "there is no such field")
			continue
		}
		r.value(path+"."+key, f, v, mode)
	}
	if rule := rules()[name]; rule != nil {
		rule(r, path, o, values)
	}
}

// fieldName keeps what is no name of a field, and may be anything, out of reports.
func fieldName(key string) string {
	if len(key) > 64 || nameLength(key) != len(key) || key == "" {
		return "?"
	}
	return key
}

// value checks one value against the types that it may have.
func (r *report) value(path string, f field, v any, mode string) {
	shapes := r.spec.leaves(f.types)
	switch v := v.(type) {
	case upload:
		if !has(shapes, "InputFile") {
			r.add(path, "a file, where none is taken")
		}
	case formText:
		r.form(path, f, shapes, string(v), mode)
	case string:
		r.text(path, f, shapes, v, mode)
	case json.Number:
		r.number(path, f, shapes, v.String())
	case bool:
		if !has(shapes, "Boolean") {
			r.add(path, "true or false, where %s is wanted", wanted(f))
		}
	case []any:
		r.list(path, f, shapes, v)
	case map[string]any:
		r.best(path, f, shapes, v)
	default:
		r.add(path, "nothing, where %s is wanted", wanted(f))
	}
}

// form reads the text of a form as the type that is wanted.
func (r *report) form(path string, f field, shapes []shape, v, mode string) {
	switch {
	case has(shapes, "String"), has(shapes, "InputFile") && strings.HasPrefix(v, "attach://"):
		r.length(path, f.limit, v, mode)
	case has(shapes, "Integer"), has(shapes, "Float"):
		r.number(path, f, shapes, v)
	case has(shapes, "Boolean"):
		if !slices.Contains([]string{"true", "false", "True", "False", "0", "1"}, v) {
			r.add(path, "neither true nor false")
		}
	default:
		r.value(path, f, decode([]byte(v)), mode)
	}
}

// text checks a JSON string. An object may come in one, as everywhere in the Bot API.
func (r *report) text(path string, f field, shapes []shape, v, mode string) {
	if has(shapes, "String") {
		r.length(path, f.limit, v, mode)
		return
	}
	inner := decode([]byte(v))
	switch inner.(type) {
	case []any, map[string]any:
		r.value(path, f, inner, mode)
	default:
		r.add(path, "text, where %s is wanted", wanted(f))
	}
}

func (r *report) length(path string, l limit, v, mode string) {
	if l.words != nil && !slices.Contains(l.words, v) {
		r.add(path, "none of the %d values that there are", len(l.words))
	}
	if l.parsed && strings.EqualFold(mode, "HTML") {
		v = withoutTags(v)
	}
	switch l.unit {
	case characters:
		r.within(path, l, int64(units(v)))
	case octets:
		r.within(path, l, int64(len(v)))
	}
}

func (r *report) within(path string, l limit, n int64) {
	switch {
	case l.unit == unlimited:
	case n < l.least:
		r.add(path, "%d %s, at least %d", n, l.unit, l.least)
	case n > l.most:
		r.add(path, "%d %s, at most %d", n, l.unit, l.most)
	}
}

func (r *report) number(path string, f field, shapes []shape, digits string) {
	n, err := strconv.ParseInt(digits, 10, 64)
	switch {
	case err == nil && (has(shapes, "Integer") || has(shapes, "Float")):
		r.within(path, f.limit, n)
	case has(shapes, "Float"):
		if _, err := strconv.ParseFloat(digits, 64); err != nil {
			r.add(path, "no number")
		}
	default:
		r.add(path, "no fitting number, where %s is wanted", wanted(f))
	}
}

func (r *report) list(path string, f field, shapes []shape, v []any) {
	inner := field{}
	for _, s := range shapes {
		if s.arrays > 0 {
			inner.types = append(inner.types, shape{arrays: s.arrays - 1, name: s.name})
		}
	}
	if inner.types == nil {
		r.add(path, "a list, where %s is wanted", wanted(f))
		return
	}
	r.within(path, f.limit, int64(len(v)))
	for i, item := range v {
		r.value(path+"["+strconv.Itoa(i)+"]", inner, item, "")
	}
}

// best checks an object as the type that it resembles most.
func (r *report) best(path string, f field, shapes []shape, v map[string]any) {
	name, least := "", -1
	for _, s := range shapes {
		o, isObject := r.spec.types[s.name]
		if s.arrays > 0 || !isObject {
			continue
		}
		if n := o.strangeness(v); least < 0 || n < least {
			name, least = s.name, n
		}
	}
	if least < 0 {
		r.add(path, "an object, where %s is wanted", wanted(f))
		return
	}
	if o := r.spec.types[name]; len(o.fields) > 0 {
		r.object(path, name, o, v)
	}
}

// strangeness is how many fields are missing, unknown or not what they have to be.
func (o object) strangeness(v map[string]any) int {
	n := 0
	for _, needed := range o.needed {
		if _, ok := v[needed]; !ok {
			n++
		}
	}
	for key, value := range v {
		f, known := o.fields[key]
		switch {
		case !known:
			n++
		case len(f.limit.words) == 1 && asText(value) != f.limit.words[0]:
			n += 1_000 // it says itself that it is another type
		}
	}
	return n
}

// leaves follows the types that are one of several others.
func (s *spec) leaves(shapes []shape) []shape {
	var all []shape
	for _, sh := range shapes {
		kinds := s.types[sh.name].kinds
		if len(kinds) == 0 {
			all = append(all, sh)
			continue
		}
		for _, kind := range kinds {
			all = append(all, s.leaves([]shape{{arrays: sh.arrays, name: kind}})...)
		}
	}
	return all
}

func has(shapes []shape, name string) bool {
	return slices.Contains(shapes, shape{name: name})
}

func wanted(f field) string {
	names := make([]string, 0, len(f.types))
	for _, s := range f.types {
		names = append(names, strings.Repeat("a list of ", s.arrays)+s.name)
	}
	return strings.Join(names, " or ")
}

func asText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case formText:
		return string(v)
	}
	return ""
}
