package answer

import "slices"

// oneOff is true when one letter is missing, too many or wrong between a and b, or
// two neighbours changed places. The first letter has to be right: people seldom
// miss it, and it is where "typical" becomes "atypical".
func oneOff(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 || x[0] != y[0] || len(y)-len(x) > 1 {
		return false
	}
	at := 0
	for at < len(x) && x[at] == y[at] {
		at++
	}
	if len(x) < len(y) {
		return slices.Equal(x[at:], y[at+1:])
	}
	if at == len(x) || slices.Equal(x[at+1:], y[at+1:]) {
		return true
	}
	return at+1 < len(x) && x[at] == y[at+1] && x[at+1] == y[at] && slices.Equal(x[at+2:], y[at+2:])
}
