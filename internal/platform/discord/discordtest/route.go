package discordtest

import (
	"strings"
	"time"
)

// endpoint is one operation of the REST API.
type endpoint struct {
	method  string
	pattern string // "/channels/{channel}/messages"
	spec    string // its path in the OpenAPI file; empty: it takes no body
	rule    rule   // what is checked beside the schema; nil: nothing
	limit   int    // requests in a bucket
	per     time.Duration
	open    bool // needs no authorization and does not count to the overall limit
	serve   func(*Server, *request) reply
}

// vars are the parts of a path that its pattern names.
type vars map[string]string

// find looks up the endpoint of a request. known tells whether the path exists at
// all, perhaps for another method.
func find(table []endpoint, method, path string) (e endpoint, v vars, known bool) {
	for _, candidate := range table {
		got, ok := match(candidate.pattern, path)
		if !ok {
			continue
		}
		known = true
		if candidate.method == method {
			return candidate, got, true
		}
	}
	return endpoint{}, nil, known
}

// match fits a path to a pattern, segment by segment. A named segment is never empty.
func match(pattern, path string) (vars, bool) {
	var found vars
	for pattern != "" {
		var name, value string
		name, pattern = segment(pattern)
		value, path = segment(path)
		switch key, named := strings.CutPrefix(name, "{"); {
		case named && value != "":
			if found == nil {
				found = vars{}
			}
			found[strings.TrimSuffix(key, "}")] = value
		case named || name != value:
			return nil, false
		}
	}
	return found, path == ""
}

// segment cuts "/a/b" into "a" and "/b".
func segment(path string) (first, rest string) {
	path, ok := strings.CutPrefix(path, "/")
	if !ok {
		return "", path
	}
	if i := strings.IndexByte(path, '/'); i >= 0 {
		return path[:i], path[i:]
	}
	return path, ""
}

// version cuts "/api/v10" off a path; ok when the version is one that is served.
func version(path string) (rest string, ok bool) {
	for _, prefix := range [...]string{"/api/v10", "/api/v9"} {
		rest, found := strings.CutPrefix(path, prefix)
		if found && strings.HasPrefix(rest, "/") {
			return rest, true
		}
	}
	return "", false
}

// major is the part of a path that has a bucket of its own.
func (v vars) major() string {
	for _, name := range [...]string{"channel", "guild", "token"} {
		if v[name] != "" {
			return v[name]
		}
	}
	return ""
}
