package redisstore

import (
	"fmt"
	"testing"
)

func TestLastLua(t *testing.T) {
	tryAll(t, newScripts().last, "ac", []scriptCase{
		{name: "the highest one", before: []string{"a 9 9 12 0 s", "c[2] two", "c[12] twelve"}, want: "[12 twelve]"},
		{name: "there is none", before: []string{"a 9 9 0 0 s"}, want: "[]"},
		{name: "of somebody unknown", want: "[]"},
		{name: "it is not there", before: []string{"a 9 9 12 0 s", "c[2] two"}, want: "error DAMAGED"},
	})
}

func TestNoteLua(t *testing.T) {
	const minute = 60_000
	soon, later, over := fmt.Sprint(still+minute), fmt.Sprint(still+2*minute), fmt.Sprint(still)
	tryAll(t, newScripts().note, "n", []scriptCase{
		{name: "for good", argv: []any{"where", "1", "0", "there"}, want: "1", after: []string{"n[where] 0 there"}},
		{name: "for a while, and the key with it", argv: []any{"where", "1", soon, "there"}, want: "1", after: []string{"n[where] " + soon + " there", "n~1m0s"}},
		{
			name:   "the key ends with the last of them",
			before: []string{"n[where] " + later + " there"}, argv: []any{"who", "1", soon, "me"}, want: "1",
			after: []string{"n[where] " + later + " there", "n[who] " + soon + " me", "n~2m0s"},
		},
		{
			name:   "with one for good the key never ends",
			before: []string{"n[where] 0 there"}, argv: []any{"who", "1", soon, "me"}, want: "1",
			after: []string{"n[where] 0 there", "n[who] " + soon + " me"},
		},
		{
			name:   "what is over goes by the way",
			before: []string{"n[where] " + over + " there"}, argv: []any{"who", "1", "0", ""}, want: "1",
			after: []string{"n[who] 0 "},
		},
		{name: "kept until a time that is over", argv: []any{"who", "1", over, "me"}, want: "1", after: []string{}},
		{name: "the last one is removed", before: []string{"n[where] 0 there"}, argv: []any{"where", "0", "0", ""}, want: "1", after: []string{}},
		{name: "one is removed that was never there", argv: []any{"where", "0", "0", ""}, want: "1"},
	})
}

func TestHoldLua(t *testing.T) {
	tryAll(t, newScripts().hold, "hf", []scriptCase{
		{name: "nobody has it", argv: []any{"me", "5000"}, want: "1", after: []string{"h 1 me", "h~5s", "f 1"}},
		{name: "the next one has a higher fence", before: []string{"f 41"}, argv: []any{"me", "5000"}, want: "42", after: []string{"h 42 me", "h~5s", "f 42"}},
		{name: "mine goes on with the same fence", before: []string{"h 7 me", "f 9"}, argv: []any{"me", "5000"}, want: "7", after: []string{"h 7 me", "h~5s", "f 9"}},
		{name: "somebody else has it", before: []string{"h 7 my neighbour", "f 9"}, argv: []any{"neighbour", "5000"}, want: "0"},
	})
}

func TestDropLua(t *testing.T) {
	tryAll(t, newScripts().drop, "h", []scriptCase{
		{name: "mine", before: []string{"h 7 me and my 2 dogs"}, argv: []any{"me and my 2 dogs"}, want: "1", after: []string{}},
		{name: "somebody else's", before: []string{"h 7 you"}, argv: []any{"me"}, want: "0"},
		{name: "nobody's", argv: []any{"me"}, want: "0"},
	})
}
