package discord

import (
	"strconv"
	"strings"
)

// What the ids of components say that belong to no question: "s:" is a button of a
// Reply, "f:" one that opens a form, or the form itself, and "b:" the button of a post.
// A colon is in no id of a question, so that none can be taken for another.
const (
	tapPrefix   = "s:"
	sheetPrefix = "f:"
	postPrefix  = "b:"
)

// maxBehind is the longest token or name behind a prefix, in bytes.
const maxBehind = 80

// parseTap reads the token of a Reply's button.
func parseTap(id string) (token string, ok bool) { return afterPrefix(id, tapPrefix) }

// parsePost reads the script that a post's button begins.
func parsePost(id string) (script string, ok bool) { return afterPrefix(id, postPrefix) }

func afterPrefix(id, prefix string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(id, prefix)
	return rest, ok && isToken(rest) && len(rest) <= maxBehind
}

// sheetID is what the id of a form says, so that it can be opened by a process that
// has not seen it.
type sheetID struct {
	token string
	most  int // characters
}

// String writes it as it goes over the wire: "f:600:d3.text".
func (f sheetID) String() string { return sheetPrefix + strconv.Itoa(f.most) + ":" + f.token }

// parseSheet reads what String wrote; anything else is none of ours.
func parseSheet(id string) (sheetID, bool) {
	rest, ok := strings.CutPrefix(id, sheetPrefix)
	number, token, cut := strings.Cut(rest, ":")
	most, err := strconv.Atoi(number)
	if !ok || !cut || err != nil || strconv.Itoa(most) != number || most < 1 || most > maxWritten {
		return sheetID{}, false
	}
	return sheetID{token: token, most: most}, isToken(token) && len(token) <= maxBehind
}
