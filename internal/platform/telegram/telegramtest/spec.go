package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const specFile = "telegram-api.json"

var errSpec = errors.New("not a description of the Bot API")

// spec is Telegram's description of its API, ready to check with.
type spec struct {
	methods map[string]object
	types   map[string]object
}

// object is what a method takes or a type holds.
type object struct {
	fields map[string]field
	needed []string // the fields that must be there
	either [][2]string
	kinds  []string // the types of which it is one; then it has no fields
}

// field is one parameter of a method or one field of a type.
type field struct {
	types []shape // any of them
	limit limit
}

// shape is a type with so many arrays around it.
type shape struct {
	arrays int
	name   string
}

type wireSpec struct {
	Methods map[string]wireObject `json:"methods"`
	Types   map[string]wireObject `json:"types"`
}

type wireObject struct {
	Fields   []wireField `json:"fields"`
	Subtypes []string    `json:"subtypes"`
}

type wireField struct {
	Name        string   `json:"name"`
	Types       []string `json:"types"`
	Required    bool     `json:"required"`
	Description string   `json:"description"`
}

func loadSpec(folder string) (*spec, error) {
	raw, err := os.ReadFile(filepath.Join(folder, specFile))
	if err != nil {
		return nil, fmt.Errorf("reading the description of the Bot API: %w", err)
	}
	return parseSpec(raw)
}

func parseSpec(raw []byte) (*spec, error) {
	var wire wireSpec
	if err := json.Unmarshal(raw, &wire); err != nil {
		return nil, fmt.Errorf("reading the description of the Bot API: %w", err)
	}
	if len(wire.Methods) == 0 || len(wire.Types) == 0 {
		return nil, fmt.Errorf("reading the description of the Bot API: %w", errSpec)
	}
	s := &spec{methods: make(map[string]object, len(wire.Methods)), types: make(map[string]object, len(wire.Types))}
	for name, o := range wire.Methods {
		s.methods[name] = o.compile()
	}
	for name, o := range wire.Types {
		s.types[name] = o.compile()
	}
	return s, nil
}

func (w wireObject) compile() object {
	o := object{fields: make(map[string]field, len(w.Fields)), kinds: w.Subtypes}
	for _, f := range w.Fields {
		shapes := make([]shape, 0, len(f.Types))
		for _, name := range f.Types {
			shapes = append(shapes, parseShape(name))
		}
		o.fields[f.Name] = field{types: shapes, limit: parseLimit(f.Description, shapes)}
		if f.Required {
			o.needed = append(o.needed, f.Name)
		}
		if other := parseEither(f.Description); other != "" {
			o.either = append(o.either, [2]string{f.Name, other})
		}
	}
	return o
}

func parseShape(name string) shape {
	var s shape
	for {
		rest, more := strings.CutPrefix(name, "Array of ")
		if !more {
			s.name = name
			return s
		}
		s.arrays, name = s.arrays+1, rest
	}
}
