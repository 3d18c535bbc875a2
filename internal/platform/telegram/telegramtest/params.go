package telegramtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

const (
	maxBody = 52 << 20 // Telegram takes files of 50 MB
	maxHeld = 1 << 20  // of a form in memory before it goes to disk
)

var errBody = errors.New("not a body of parameters")

// Params is what a call came with, whether in JSON, in a form or in the address.
type Params struct {
	values map[string]json.RawMessage
	form   bool // the values are plain text rather than JSON
	files  map[string]File
}

// File is a file that somebody uploaded.
type File struct {
	Name string
	Type string // a media type
	Data []byte
	ID   string // what it can be sent again by
}

// Has tells whether the call came with name.
func (p Params) Has(name string) bool {
	_, ok := p.values[name]
	return ok
}

// Names lists the parameters in alphabetical order, files included.
func (p Params) Names() []string {
	names := slices.Collect(maps.Keys(p.values))
	return slices.Sorted(slices.Values(slices.AppendSeq(names, maps.Keys(p.files))))
}

// Text is a parameter as text: a string as it reads, a number in its digits, an object
// in JSON; empty when there is none.
func (p Params) Text(name string) string {
	raw := p.values[name]
	if p.form || len(raw) == 0 || raw[0] != '"' {
		return string(raw)
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// Int is a whole number, given as one or in quotes; 0 when there is none.
func (p Params) Int(name string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(p.Text(name)), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// Bool tells whether a parameter is there and true.
func (p Params) Bool(name string) bool {
	s := strings.ToLower(p.Text(name))
	return s == "true" || s == "1"
}

// JSON is an object or an array, also where it was sent in quotes; nil when there is
// none.
func (p Params) JSON(name string) json.RawMessage {
	if s := p.Text(name); s != "" && s != "null" {
		return json.RawMessage(s)
	}
	return nil
}

// File is an uploaded file, by the name of its parameter: the part of that name, or the
// one that "attach://…" leads to.
func (p Params) File(name string) (File, bool) {
	if f, ok := p.files[name]; ok {
		return f, true
	}
	part, ok := strings.CutPrefix(p.Text(name), "attach://")
	if !ok {
		return File{}, false
	}
	f, ok := p.files[part]
	return f, ok
}

// readParams reads the body of r, which is JSON, a form or nothing at all.
func readParams(r *http.Request) (Params, error) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		return readJSON(r)
	case "multipart/form-data":
		return readMultipart(r)
	}
	if err := r.ParseForm(); err != nil {
		return Params{}, fmt.Errorf("reading a form: %w", errBody)
	}
	return formParams(r.Form), nil
}

func readJSON(r *http.Request) (Params, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return Params{}, fmt.Errorf("reading a body: %w", err)
	}
	return parseJSON(body)
}

// parseJSON reads an object; an empty body is one without parameters.
func parseJSON(body []byte) (Params, error) {
	p := Params{values: map[string]json.RawMessage{}}
	if len(bytes.TrimSpace(body)) == 0 {
		return p, nil
	}
	if json.Unmarshal(body, &p.values) != nil || p.values == nil {
		return Params{}, fmt.Errorf("reading parameters: %w", errBody)
	}
	maps.DeleteFunc(p.values, func(_ string, v json.RawMessage) bool { return string(v) == "null" })
	return p, nil
}

func formParams(form map[string][]string) Params {
	p := Params{form: true, values: make(map[string]json.RawMessage, len(form))}
	for name, values := range form {
		p.values[name] = json.RawMessage(values[0])
	}
	return p
}

func readMultipart(r *http.Request) (Params, error) {
	if err := r.ParseMultipartForm(maxHeld); err != nil { //nolint:gosec // serve has bounded the body
		return Params{}, fmt.Errorf("reading a multipart form: %w", errBody)
	}
	defer func() { _ = r.MultipartForm.RemoveAll() }()
	p := formParams(r.Form)
	p.files = make(map[string]File, len(r.MultipartForm.File))
	for name, headers := range r.MultipartForm.File {
		part, err := headers[0].Open()
		if err != nil {
			return Params{}, fmt.Errorf("opening a part: %w", err)
		}
		data, err := io.ReadAll(part)
		_ = part.Close()
		if err != nil {
			return Params{}, fmt.Errorf("reading a part: %w", err)
		}
		p.files[name] = File{Name: headers[0].Filename, Type: headers[0].Header.Get("Content-Type"), Data: data}
	}
	return p, nil
}
