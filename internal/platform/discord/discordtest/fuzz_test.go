package discordtest

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"strings"
	"testing"
)

func FuzzMatch(f *testing.F) {
	for _, path := range []string{"/gateway", "/channels/1/messages/2", "/webhooks/1/t/messages/@original", "//", "", "channels"} {
		f.Add(path)
	}
	table := endpoints()
	f.Fuzz(func(t *testing.T, path string) {
		for _, e := range table {
			v, ok := match(e.pattern, path)
			if !ok {
				continue
			}
			again := e.pattern
			for name, value := range v {
				if value == "" || strings.Contains(value, "/") {
					t.Fatalf("%q fits %q with %q", path, e.pattern, v)
				}
				again = strings.Replace(again, "{"+name+"}", value, 1)
			}
			if len(v) == 0 && again != path {
				t.Fatalf("%q fits %q", path, e.pattern)
			}
			if strings.Count(path, "/") != strings.Count(e.pattern, "/") {
				t.Fatalf("%q fits %q with another number of parts", path, e.pattern)
			}
		}
	})
}

func FuzzReadForm(f *testing.F) {
	f.Add([]byte("--b\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\r\n{}\r\n--b--\r\n"))
	f.Add([]byte("--b\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"a\"\r\n\r\nx\r\n--b--"))
	f.Fuzz(func(t *testing.T, body []byte) {
		_, files, err := readForm(multipart.NewReader(bytes.NewReader(body), "b"))
		for _, file := range files {
			if err == nil && !strings.HasPrefix(file.Field, "files[") {
				t.Fatalf("a file of the field %q", file.Field)
			}
		}
	})
}

// FuzzRules: whatever a request holds, the rules answer and quote nothing of it.
func FuzzRules(f *testing.F) {
	f.Add([]byte(`{"content":"marker","components":[{"type":1,"components":[{"type":2,"label":"marker"}]}],"embeds":[{"fields":[{}]}]}`))
	f.Add([]byte(`{"type":9,"data":{"title":"marker","components":[{"type":18,"component":{"type":4}}]}}`))
	f.Add([]byte(`[{"name":"marker","options":[{"choices":[1]}]}]`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		body, err := decode(raw)
		if err != nil {
			return
		}
		r := &request{raw: raw, json: body}
		for _, look := range []rule{messageRule, editRule, callbackRule, commandRule} {
			for _, found := range look(r, 0) {
				if found.what == "" || strings.Contains(found.what, "marker") {
					t.Fatalf("found %q", found.what)
				}
			}
		}
		var parts []Component
		_ = json.Unmarshal(raw, &parts) // what does not fit is left out
		walk(parts, func(c Component) { _ = submitted(c, 1, nil) })
		_ = readContent(raw).empty(nil)
	})
}
