package rehearsal

import "strings"

// like tells whether text is what pattern says; "..." in it stands for anything.
// Both are folded.
func like(text, pattern string) bool {
	pieces := strings.Split(pattern, "...")
	if len(pieces) == 1 {
		return text == pattern
	}
	first, last := strings.TrimRight(pieces[0], " "), strings.TrimLeft(pieces[len(pieces)-1], " ")
	if !strings.HasPrefix(text, first) {
		return false
	}
	text = text[len(first):]
	for _, piece := range pieces[1 : len(pieces)-1] {
		piece = strings.TrimSpace(piece)
		i := strings.Index(text, piece)
		if i < 0 {
			return false
		}
		text = text[i+len(piece):]
	}
	return strings.HasSuffix(text, last)
}
