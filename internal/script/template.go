package script

import (
	"fmt"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
)

// compileTemplate cuts a text at its braces. find looks a name up ("mood",
// "person.name"). Every mistake is a sentence; the template is then the text.
func compileTemplate(text string, find func(name string) (*Slot, bool), known []string, broken map[string]bool) (template, []string) {
	t := template{source: text, text: text}
	if !strings.ContainsAny(text, "{}") {
		return t, nil
	}
	var wrong []string
	literal, rest := "", text
	for rest != "" {
		i := strings.IndexAny(rest, "{}")
		if i < 0 {
			literal, rest = literal+rest, ""
			break
		}
		literal += rest[:i]
		if strings.HasPrefix(rest[i:], "{{") || strings.HasPrefix(rest[i:], "}}") {
			literal, rest = literal+rest[i:i+1], rest[i+2:]
			continue
		}
		end := strings.IndexByte(rest[i:], '}')
		if rest[i] == '}' || end < 0 {
			return t, append(wrong, "a brace stands alone here")
		}
		p, what := compilePart(strings.TrimSpace(rest[i+1:i+end]), find, known, broken)
		if what != "" {
			wrong = append(wrong, what)
		}
		t.parts = append(t.parts, part{literal: literal}, p)
		literal, rest = "", rest[i+end+1:]
	}
	if t.parts == nil { // only doubled braces
		t.text = literal
		return t, wrong
	}
	t.parts = append(t.parts, part{literal: literal})
	return t, wrong
}

func compilePart(name string, find func(string) (*Slot, bool), known []string, broken map[string]bool) (part, string) {
	base, of := cutProperty(name)
	slot, ok := find(base)
	if !ok && broken[base] {
		return part{}, ""
	}
	if !ok {
		what := fmt.Sprintf("{%s} is no value of this script", clip(name))
		if near, found := problem.Nearest(base, known); found {
			what += fmt.Sprintf("; did you mean {%s}?", near)
		}
		return part{}, what
	}
	if what := of.refuses(slot.Type.Kind); what != "" {
		return part{}, fmt.Sprintf("{%s}: %s", name, what)
	}
	return part{slot: slot, of: of}, ""
}

func clip(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}
