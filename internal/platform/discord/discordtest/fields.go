package discordtest

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// unknown lists the fields of a body that no schema at the pointer has, as paths
// like "/components/0/lable". Bodies are walked along with their schemas; where
// several could be meant, the "type" of an object tells them apart.
func (d *document) unknown(pointer []string, body any) []string {
	var found []string
	d.compare(d.flat(d.at(pointer), nil), body, "", &found)
	slices.Sort(found)
	return found
}

func (d *document) compare(schemas []map[string]any, body any, at string, found *[]string) {
	switch body := body.(type) {
	case []any:
		items := d.under(schemas, func(s map[string]any) any { return s["items"] })
		for i, item := range body {
			d.compare(items, item, at+"/"+strconv.Itoa(i), found)
		}
	case map[string]any:
		schemas = fitting(schemas, body["type"])
		for name, value := range body {
			d.field(schemas, name, value, at, found)
		}
	}
}

func (d *document) field(schemas []map[string]any, name string, value any, at string, found *[]string) {
	free := false
	known := d.under(schemas, func(s map[string]any) any {
		properties, _ := s["properties"].(map[string]any)
		free = free || s["additionalProperties"] != nil
		return properties[name]
	})
	at += "/" + shortened(name)
	switch {
	case len(known) > 0:
		d.compare(known, value, at, found)
	case !free && len(schemas) > 0:
		*found = append(*found, at)
	}
}

// under collects what the schemas say of a part, with references followed.
func (d *document) under(schemas []map[string]any, part func(map[string]any) any) []map[string]any {
	var found []map[string]any
	for _, s := range schemas {
		if inner := part(s); inner != nil {
			found = d.flat(inner, found)
		}
	}
	return found
}

// flat adds a schema and all its alternatives, with references followed.
func (d *document) flat(schema any, found []map[string]any) []map[string]any {
	s, ok := schema.(map[string]any)
	if !ok {
		return found
	}
	if ref, ok := s["$ref"].(string); ok {
		return d.flat(d.at(strings.Split(strings.TrimPrefix(ref, "#/"), "/")), found)
	}
	found = append(found, s)
	for _, kind := range [...]string{"oneOf", "anyOf", "allOf"} {
		list, _ := s[kind].([]any)
		for _, alternative := range list {
			found = d.flat(alternative, found)
		}
	}
	return found
}

func (d *document) at(pointer []string) any {
	here := d.root
	for _, part := range pointer {
		m, _ := here.(map[string]any)
		here = m[part]
	}
	return here
}

// fitting keeps the schemas of objects whose "type" allows the one given; all of
// them when none does.
func fitting(schemas []map[string]any, kind any) []map[string]any {
	var objects, exact []map[string]any
	for _, s := range schemas {
		properties, ok := s["properties"].(map[string]any)
		if !ok && s["additionalProperties"] == nil {
			continue
		}
		objects = append(objects, s)
		of, _ := properties["type"].(map[string]any)
		allowed, fixed := of["enum"].([]any)
		if !fixed || slices.ContainsFunc(allowed, func(a any) bool { return same(a, kind) }) {
			exact = append(exact, s)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return objects
}

// same compares numbers of two decoders, one of which keeps them as text.
func same(a, b any) bool {
	if reflect.DeepEqual(a, b) {
		return true
	}
	x, okX := number(a)
	y, okY := number(b)
	return okX && okY && x == y
}

func shortened(name string) string {
	if len(name) > 40 {
		name = name[:40] + "…"
	}
	return name
}
