package discordtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// specs is the OpenAPI file, read when it is first needed, with the schemas that
// were compiled so far.
type specs struct {
	folder string
	load   func() (*document, error) // once

	mu      sync.Mutex
	schemas map[string]*jsonschema.Schema // by pointer
}

// document is the file twice: for the compiler, and for looking up field names.
type document struct {
	compiler *jsonschema.Compiler
	root     any
}

func newSpecs(folder string) *specs {
	return &specs{
		folder: folder, schemas: map[string]*jsonschema.Schema{},
		load: sync.OnceValues(func() (*document, error) { return readDocument(folder) }),
	}
}

func readDocument(folder string) (*document, error) {
	f, err := os.Open(filepath.Join(folder, specFile))
	if err != nil {
		return nil, fmt.Errorf("opening the specs: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	root, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		return nil, fmt.Errorf("reading the specs: %w", err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource(specFile, root); err != nil {
		return nil, fmt.Errorf("compiling the specs: %w", err)
	}
	return &document{compiler: c, root: root}, nil
}

// check validates a body against its operation, and looks for misspelt fields.
func (s *specs) check(e endpoint, body any) []finding {
	doc, err := s.load()
	if err != nil {
		return []finding{{what: "the specs cannot be read"}}
	}
	pointer := []string{"paths", e.spec, strings.ToLower(e.method), "requestBody", "content", "application/json", "schema"}
	schema, err := s.schema(doc, pointer)
	if err != nil {
		return []finding{{what: "the specs hold no usable schema for it"}}
	}
	body = normal(body)
	var found []finding
	if bad := new(jsonschema.ValidationError); errors.As(schema.Validate(body), &bad) {
		found = broken(bad)
	}
	for _, field := range doc.unknown(pointer, body) {
		found = append(found, finding{what: "a field that Discord does not know: " + field})
	}
	return found
}

func (s *specs) schema(doc *document, pointer []string) (*jsonschema.Schema, error) {
	at := fragment(pointer)
	s.mu.Lock()
	defer s.mu.Unlock()
	if schema := s.schemas[at]; schema != nil {
		return schema, nil
	}
	schema, err := doc.compiler.Compile(specFile + at)
	if err != nil {
		return nil, fmt.Errorf("compiling a schema: %w", err)
	}
	s.schemas[at] = schema
	return schema, nil
}

// fragment writes a JSON pointer as a part of an address.
func fragment(pointer []string) string {
	var b strings.Builder
	b.WriteByte('#')
	escape := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D")
	for _, part := range pointer {
		b.WriteString("/" + escape.Replace(part))
	}
	return b.String()
}

// maxBroken is how many reasons of one request are told.
const maxBroken = 4

// broken tells where a body fails and by which keyword, never with what.
func broken(err *jsonschema.ValidationError) []finding {
	var found []finding
	seen := map[string]bool{}
	var visit func(*jsonschema.ValidationError)
	visit = func(e *jsonschema.ValidationError) {
		if len(e.Causes) > 0 {
			for _, cause := range e.Causes {
				visit(cause)
			}
			return
		}
		what := fmt.Sprintf("/%s breaks the schema: %s", strings.Join(e.InstanceLocation, "/"), strings.Join(e.ErrorKind.KeywordPath(), "/"))
		if !seen[what] && len(found) < maxBroken {
			seen[what] = true
			found = append(found, finding{what: what})
		}
	}
	visit(err)
	return found
}

// normal writes what Discord takes in two ways in the way that the schemas know:
// default_member_permissions as a number, the id of an attachment as text. The body
// given is left alone.
func normal(body any) any {
	switch body := body.(type) {
	case []any:
		return each(body, func(c map[string]any) {
			text, _ := c["default_member_permissions"].(string)
			if n, err := strconv.ParseUint(text, 10, 64); err == nil {
				c["default_member_permissions"] = json.Number(strconv.FormatUint(n, 10))
			}
		})
	case map[string]any:
		again := maps.Clone(body)
		if data, ok := body["data"].(map[string]any); ok {
			again["data"] = normal(data)
		}
		if attached, ok := body["attachments"].([]any); ok {
			again["attachments"] = each(attached, func(a map[string]any) {
				if n, ok := number(a["id"]); ok {
					a["id"] = strconv.FormatFloat(n, 'f', -1, 64)
				}
			})
		}
		return again
	}
	return body
}

// each is a list whose objects were changed in copies.
func each(items []any, change func(map[string]any)) []any {
	items = slices.Clone(items)
	for i, item := range items {
		if object, ok := item.(map[string]any); ok {
			object = maps.Clone(object)
			change(object)
			items[i] = object
		}
	}
	return items
}
