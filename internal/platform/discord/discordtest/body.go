package discordtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
)

// File is a file that came with a message.
type File struct {
	Field       string // "files[0]"
	Name        string
	Type        string // its media type as sent
	Description string // the alternative text, when one was given
	Data        []byte
}

// request is a REST call, read.
type request struct {
	endpoint endpoint
	vars     vars
	query    url.Values
	raw      json.RawMessage
	json     any // raw, decoded
	files    []File
}

// object is the body when it is a JSON object; never nil.
func (r *request) object() map[string]any {
	m, _ := r.json.(map[string]any)
	if m == nil {
		m = map[string]any{}
	}
	return m
}

// maxBody is the most that is read of a request, a little over Discord's 25 MiB.
const maxBody = 26 << 20

var errBody = errors.New("the body cannot be read")

// readBody reads JSON, or a form with payload_json and files.
func readBody(r *http.Request) (raw json.RawMessage, files []File, err error) {
	body := io.LimitReader(r.Body, maxBody)
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err == nil && kind == "multipart/form-data" {
		return readForm(multipart.NewReader(body, params["boundary"]))
	}
	raw, err = io.ReadAll(body)
	if err != nil {
		return nil, nil, fmt.Errorf("reading a request: %w", err)
	}
	return raw, nil, nil
}

func readForm(form *multipart.Reader) (raw json.RawMessage, files []File, err error) {
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return raw, files, nil
		}
		if err != nil {
			return nil, nil, fmt.Errorf("reading a form: %w", errors.Join(errBody, err))
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return nil, nil, fmt.Errorf("reading a part of a form: %w", errors.Join(errBody, err))
		}
		switch field := part.FormName(); {
		case field == "payload_json":
			raw = data
		case strings.HasPrefix(field, "files["):
			files = append(files, File{
				Field: field, Name: part.FileName(), Type: part.Header.Get("Content-Type"), Data: data,
			})
		}
	}
}

// decode turns a body into values; nothing at all is fine and gives nil.
func decode(raw json.RawMessage) (any, error) {
	if len(raw) == 0 {
		return nil, nil //nolint:nilnil // no body is no value, and no mistake
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return nil, errBody
	}
	return v, nil
}
