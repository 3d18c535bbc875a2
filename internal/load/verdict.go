package load

import "strings"

// verdict is what a message means to somebody who knows what has to come.
type verdict byte

const (
	right    verdict = iota // what had to come
	repeated                // what came last, once more
	wrong                   // anything else
)

// wish is the message that has to come next.
type wish struct {
	text  string
	whole bool // it is all of the message, and not only how it begins
}

// judge looks at a message; last is the right one before it, empty when there was none.
func judge(text string, want wish, last string) verdict {
	text = strings.TrimSpace(text)
	switch {
	case text == want.text, !want.whole && strings.HasPrefix(text, want.text):
		return right
	case last != "" && text == last:
		return repeated
	}
	return wrong
}
