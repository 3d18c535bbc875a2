package script

import (
	"regexp"
	"strings"
)

var (
	unexpected = regexp.MustCompile(`^unexpected token (\w+)(?:\("(.*)"\))?`)
	equalAlone = regexp.MustCompile(`(?:^|[^=<>!])=(?:$|[^=<>])`)
)

// unreadable is an expression that does not follow the grammar, in words for whoever
// wrote it: the parser's are for programmers.
func unreadable(source, message string) *mistake {
	what := "this expression cannot be read"
	switch m := unexpected.FindStringSubmatch(message); {
	case m == nil:
		what += ": " + message
	case m[1] == "EOF":
		what += ": something is missing at its end"
	case m[2] != "":
		what += ": \"" + m[2] + "\" is not expected here"
	}
	switch {
	case strings.Contains(source, "=>"):
		return &mistake{what, "at least is written >="}
	case strings.Contains(source, "=<"):
		return &mistake{what, "at most is written <="}
	case equalAlone.MatchString(source):
		return &mistake{what, "write == to compare"}
	}
	return &mistake{what, "write it like: mood <= 3 and answered(area)"}
}
