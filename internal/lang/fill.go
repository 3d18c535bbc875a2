package lang

import "strings"

// Fill puts args into text: the first for {1}, the second for {2}, and so on up
// to {9}. What stands in an argument is never filled again, and a place without
// an argument stays as it is.
func Fill(text string, args ...string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		i := strings.IndexByte(text, '{')
		if i < 0 {
			break
		}
		b.WriteString(text[:i])
		text = text[i:]
		if n := placeholder(text); n > 0 && n <= len(args) {
			b.WriteString(args[n-1])
			text = text[3:]
			continue
		}
		b.WriteByte('{')
		text = text[1:]
	}
	b.WriteString(text)
	return b.String()
}

// placeholder is the n of "{n}" at the start of text, or 0.
func placeholder(text string) int {
	if len(text) < 3 || text[2] != '}' || text[1] < '1' || text[1] > '9' {
		return 0
	}
	return int(text[1] - '0')
}

// placeholders has bit n set for every {n} in text.
func placeholders(text string) (set uint16) {
	for i := range len(text) {
		if text[i] == '{' {
			set |= 1 << placeholder(text[i:])
		}
	}
	return set &^ 1
}
