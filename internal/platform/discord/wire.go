package discord

import (
	"strconv"
	"strings"
)

// aim is what a component of ours stands for. The set is closed: an answer to a
// question, the button that opens a sheet to write on, and a list whose chosen
// values are answers themselves.
type aim byte

const (
	aimAnswer aim = '.'
	aimWrite  aim = 'w'
	aimList   aim = 's'
)

// wire is what a custom_id says.
type wire struct {
	question uint64
	aim      aim
	token    string // of an answer
}

// String writes it as it goes over the wire: "15.7000", "15!w", "15!s2".
func (w wire) String() string {
	number := strconv.FormatUint(w.question, 36)
	if w.aim == aimAnswer {
		return number + "." + w.token
	}
	return number + "!" + string(rune(w.aim)) + w.token
}

// maxToken is the longest token of a button, in bytes.
const maxToken = 32

// parseWire reads what String wrote; anything else is none of ours.
func parseWire(id string) (wire, bool) {
	cut := strings.IndexAny(id, ".!")
	if cut <= 0 {
		return wire{}, false
	}
	question, err := strconv.ParseUint(id[:cut], 36, 64)
	if err != nil || strconv.FormatUint(question, 36) != id[:cut] {
		return wire{}, false
	}
	rest := id[cut+1:]
	if id[cut] == '.' {
		return wire{question: question, aim: aimAnswer, token: rest}, rest != "" && len(rest) <= maxToken
	}
	if rest == "" || len(rest) > maxToken {
		return wire{}, false
	}
	switch kind := aim(rest[0]); kind {
	case aimWrite, aimList:
		return wire{question: question, aim: kind, token: rest[1:]}, true
	}
	return wire{}, false
}
