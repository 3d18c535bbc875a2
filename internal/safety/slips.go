package safety

import "iter"

const alphabet = "abcdefghijklmnopqrstuvwxyz"

// slips are the ways to mistype a word by one letter: one missing, one doubled or
// foreign, one wrong, two swapped. The first letter stays, because people get
// that one right and other words begin where it does not.
func slips(word string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 1; i <= len(word); i++ {
			head, tail := word[:i], word[i:]
			if !slipsAt(head, tail, yield) {
				return
			}
		}
	}
}

func slipsAt(head, tail string, yield func(string) bool) bool {
	if tail != "" && !yield(head+tail[1:]) {
		return false
	}
	if len(tail) > 1 && !yield(head+tail[1:2]+tail[:1]+tail[2:]) {
		return false
	}
	for _, letter := range alphabet {
		if !yield(head + string(letter) + tail) {
			return false
		}
		if tail != "" && !yield(head+string(letter)+tail[1:]) {
			return false
		}
	}
	return true
}
