package discord

import "strings"

// plain makes Discord show a text as it stands: what would be formatting is
// escaped, except inside addresses, which would break.
func plain(text string) string {
	if !strings.ContainsAny(text, "\\*_~`|<#>-[") {
		return text
	}
	var out strings.Builder
	start := true // of a line, spaces aside
	for i := 0; i < len(text); i++ {
		c := text[i]
		if n := address(text[i:]); n > 0 && (i == 0 || !wordy(text[i-1])) {
			out.WriteString(text[i : i+n])
			i += n - 1
			start = false
			continue
		}
		if strings.IndexByte("\\*_~`|", c) >= 0 || start && (c == '#' || c == '>') || c == '<' && tagged(text[i:]) || c == '[' || start && strings.HasPrefix(text[i:], "-#") {
			out.WriteByte('\\')
		}
		out.WriteByte(c)
		start = c == '\n' || start && c == ' '
	}
	return out.String()
}

// address is how many bytes of s are a web address at its beginning.
func address(s string) int {
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		return 0
	}
	if end := strings.IndexAny(s, " \n\t<>"); end >= 0 {
		return end
	}
	return len(s)
}

func wordy(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// tagged reports whether a point bracket would begin a mention, a time or an emoji.
func tagged(s string) bool { return len(s) > 1 && strings.IndexByte("@#/:!at&i", s[1]) >= 0 }

// oneLine folds a text into one line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
