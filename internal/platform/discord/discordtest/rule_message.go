package discordtest

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The limits that Discord has for messages.
const (
	maxContent = 2000
	maxNonce   = 25
	maxEmbed   = 6000 // characters of all embeds together
	maxFiles   = 10
)

// messageRule is about new messages.
func messageRule(r *request, _ int) []finding {
	body := r.object()
	found := messageFindings(body, 0)
	if _, told := body["allowed_mentions"]; !told {
		found = append(found, noMentions())
	}
	return append(found, fileFindings(body, r.files)...)
}

// editRule is about messages that are changed: flags stay, and who is mentioned
// matters only where the words change.
func editRule(r *request, flags int) []finding {
	body := r.object()
	found := messageFindings(body, flags)
	_, words := body["content"]
	if _, told := body["allowed_mentions"]; words && !told {
		found = append(found, noMentions())
	}
	return append(found, fileFindings(body, r.files)...)
}

// callbackRule is about first answers.
func callbackRule(r *request, flags int) []finding {
	body := r.object()
	data, _ := body["data"].(map[string]any)
	kind, _ := number(body["type"])
	inner := *r
	inner.json = data
	switch int(kind) {
	case AnswerMessage:
		return messageRule(&inner, 0)
	case AnswerEdit:
		return editRule(&inner, flags)
	case AnswerModal:
		return modalFindings(data)
	case AnswerChoices:
		return suggestionFindings(list(data["choices"]))
	case AnswerDeferred, AnswerDeferredEdit:
	default:
		return []finding{wrong("an answer of type %d", int(kind))}
	}
	return nil
}

// suggestionFindings is what is wrong with the suggestions of an autocomplete.
func suggestionFindings(choices []any) []finding {
	var found []finding
	if n := len(choices); n > maxOptions {
		found = append(found, wrong("%d suggestions, at most %d", n, maxOptions))
	}
	for _, item := range choices {
		c, _ := item.(map[string]any)
		for _, field := range [...]string{"name", "value"} {
			if _, isText := c[field].(string); !isText && field == "value" {
				continue // a number
			}
			if n := runes(c[field]); n == 0 || n > maxOptionText {
				found = append(found, wrong("a %s of a suggestion with %d characters, 1 to %d", field, n, maxOptionText))
			}
		}
	}
	return found
}

func wrong(format string, args ...any) finding {
	return finding{what: fmt.Sprintf(format, args...), refuse: true}
}

func noMentions() finding {
	return finding{what: "a message without allowed_mentions: its words could call everybody"}
}

// messageFindings is what is wrong with a message; flags are those it has already.
func messageFindings(body map[string]any, flags int) []finding {
	var found []finding
	if n := runes(body["content"]); n > maxContent {
		found = append(found, wrong("content of %d characters, at most %d", n, maxContent))
	}
	if n := nonceLength(body["nonce"]); n > maxNonce {
		found = append(found, wrong("a nonce of %d characters, at most %d", n, maxNonce))
	}
	if enforced, _ := body["enforce_nonce"].(bool); enforced && nonceLength(body["nonce"]) == 0 {
		found = append(found, wrong("enforce_nonce without a nonce"))
	}
	sent, _ := number(body["flags"])
	flags |= int(sent)
	found = append(found, embedFindings(body["embeds"])...)
	found = append(found, mentionFindings(body["allowed_mentions"])...)
	found = append(found, componentFindings(list(body["components"]), flags&flagComponents != 0)...)
	if flags&flagComponents != 0 && (runes(body["content"]) > 0 || len(list(body["embeds"])) > 0) {
		found = append(found, wrong("content or embeds together with the flag for new components"))
	}
	return found
}

// embedFindings counts what the schemas count only one by one.
func embedFindings(embeds any) []finding {
	total := 0
	for _, item := range list(embeds) {
		e, _ := item.(map[string]any)
		total += runes(e["title"]) + runes(e["description"])
		footer, _ := e["footer"].(map[string]any)
		author, _ := e["author"].(map[string]any)
		total += runes(footer["text"]) + runes(author["name"])
		for _, f := range list(e["fields"]) {
			field, _ := f.(map[string]any)
			total += runes(field["name"]) + runes(field["value"])
		}
	}
	if total > maxEmbed {
		return []finding{wrong("embeds of %d characters together, at most %d", total, maxEmbed)}
	}
	return nil
}

// mentionFindings: those called by name and those called by kind exclude each other.
func mentionFindings(mentions any) []finding {
	m, _ := mentions.(map[string]any)
	var found []finding
	for _, kind := range list(m["parse"]) {
		name, _ := kind.(string)
		if (name == "roles" || name == "users") && len(list(m[name])) > 0 {
			found = append(found, wrong("allowed_mentions lists %s and parses them too", name))
		}
	}
	return found
}

func fileFindings(body map[string]any, files []File) []finding {
	var found []finding
	if len(files) > maxFiles {
		found = append(found, wrong("%d files, at most %d", len(files), maxFiles))
	}
	seen := map[string]bool{}
	for _, f := range files {
		if seen[f.Field] {
			found = append(found, wrong("two files in one field of the form"))
		}
		seen[f.Field] = true
	}
	for _, item := range list(body["attachments"]) {
		a, _ := item.(map[string]any)
		id := strings.TrimSpace(fmt.Sprint(a["id"]))
		if n, ok := number(a["id"]); ok {
			id = strconv.FormatFloat(n, 'f', -1, 64)
		}
		if len(id) < 3 && !seen["files["+id+"]"] {
			found = append(found, wrong("an attachment that describes a file which did not come"))
		}
	}
	return found
}

// nonceLength is the length of a nonce of either kind.
func nonceLength(nonce any) int {
	if n, ok := number(nonce); ok {
		return len(strconv.FormatFloat(n, 'f', -1, 64))
	}
	return runes(nonce)
}

// runes is the length of a text, 0 for anything else.
func runes(v any) int {
	text, _ := v.(string)
	return utf8.RuneCountInString(text)
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

// number reads a number of either decoder.
func number(v any) (float64, bool) {
	switch n := v.(type) {
	case float64:
		return n, true
	case int:
		return float64(n), true
	case interface{ Float64() (float64, error) }:
		f, err := n.Float64()
		return f, err == nil && !math.IsInf(f, 0)
	}
	return 0, false
}
