package script

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
)

// Skeleton is what a translator has left to fill in: for each file of lang/CODE, by
// its name, the entries that it lacks, in the order of the scripts. It is meant to
// be put at the end of the file. What waits there to be filled in already is left out.
func (l *Library) Skeleton(code string) map[string][]byte {
	files := map[string]*bytes.Buffer{}
	for _, m := range l.MissingIn(code) {
		if m.Listed {
			continue
		}
		name := m.Script + ".yaml"
		if files[name] == nil {
			files[name] = &bytes.Buffer{}
		}
		fmt.Fprintf(files[name], "%s:\n  en: %s\n  %s: \"\"\n", m.ID, quote(strings.TrimSpace(m.English)), code)
	}
	out := make(map[string][]byte, len(files))
	for name, b := range files {
		out[name] = b.Bytes()
	}
	return out
}

// quote is text as YAML reads it back between double quotes, on one line.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r > 0xffff && !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		case !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
