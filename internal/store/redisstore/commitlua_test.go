package redisstore

import "testing"

// turn is the ARGV of commit.lua: the plan, the end of the session that the turn is built
// on, the fired timer, and what is removed, set and said.
func turn(plan, tail, firedDue, fired string, more ...any) []any {
	return append([]any{plan, "new", tail, "ana", "news", "7", firedDue, fired, "ana", "5"}, more...)
}

func TestCommitLua(t *testing.T) {
	at1000 := daily("x", 1000)
	tryAll(t, newScripts().commit, "amrtcd", []scriptCase{
		{
			name: "the first turn of somebody unknown",
			argv: turn("0 1 0 0 0 0 0", "", "", ""), want: "0",
			after: []string{"a 1 0 0 0 new"},
		},
		{
			name:   "another version is there",
			before: []string{"a 3 0 0 0 old"}, argv: turn("2 3 0 0 0 0 0", "", "", ""), want: "-1",
		},
		{
			name: "somebody was forgotten meanwhile",
			argv: turn("2 3 0 0 0 0 0", "", "", ""), want: "-1",
		},
		{
			name:   "the version is the same and the session another one",
			before: []string{"a 2 0 0 0 another life"}, argv: turn("2 3 0 0 0 0 0", "first life", "", ""), want: "-1",
		},
		{
			name:   "the session ends as it should",
			before: []string{"a 2 0 0 0 the first life"}, argv: turn("2 3 0 0 0 0 0", "first life", "", ""), want: "0",
			after: []string{"a 3 0 0 0 new"},
		},
		{
			name:   "the timer that fired is not set, which counts before the version",
			before: []string{"a 3 0 0 0 old"}, argv: turn("2 3 1 0 0 0 0", "", due(1000), "x", "x"), want: "-2",
		},
		{
			name:   "the timer that fired is set for another time",
			before: []string{kept(2, 0, 0, at1000, "old"), "t<ana> 1000", "d<5> 1000"}, argv: turn("2 3 1 0 0 0 0", "", due(999), "x", "x"), want: "-2",
		},
		{
			name:   "the timer that fired is set and the version another one",
			before: []string{kept(3, 0, 0, at1000, "old"), "t<ana> 1000", "d<5> 1000"}, argv: turn("2 3 1 0 0 0 0", "", due(1000), "x", "x"), want: "-1",
		},
		{
			name:   "the timer that fired goes, and what it says is put into the mailbox",
			before: []string{kept(2, 0, 0, at1000, "old"), "t<ana> 1000", "t<ben> 5", "d<5> 5"},
			argv:   turn("2 3 1 0 0 1 0", "", due(1000), "x", "x", "0w0  0 hi"), want: "2",
			after: []string{"a 3 1 0 0 new", "t<ben> 5", "d<5> 5", "m[1] 0w0  0 hi", "m[h] r1", "r<ana> " + stamped},
		},
		{
			name:   "a timer later than the others leaves the index as it is",
			before: []string{kept(2, 0, 0, at1000, "old"), "t<ana> 1000", "d<5> 1000"},
			argv:   turn("2 3 0 1 0 0 0", "", "", "", "y", due(2000)), want: "0",
			after: []string{kept(3, 0, 0, at1000+daily("y", 2000), "new"), "t<ana> 1000", "d<5> 1000"},
		},
		{
			name:   "a timer earlier than the others, and before 1970",
			before: []string{kept(2, 0, 0, at1000, "old"), "t<ana> 1000", "d<5> 1000"},
			argv:   turn("2 3 0 1 0 0 0", "", "", "", "y", due(-5)), want: "0",
			after: []string{kept(3, 0, 0, at1000+daily("y", -5), "new"), "t<ana> -5", "d<5> -5"},
		},
		{
			name:   "a timer moves, another goes, a third was never there",
			before: []string{kept(2, 0, 0, at1000+daily("xx", 3000), "old"), "t<ana> 1000", "d<5> 1000"},
			argv:   turn("2 3 2 1 0 0 0", "", "", "", "xx", "no", "x", due(4000)), want: "0",
			after: []string{kept(3, 0, 0, daily("x", 4000), "new"), "t<ana> 4000", "d<5> 4000"},
		},
		{
			name:   "two messages when one waits: they stand behind it",
			before: []string{"a 2 4 0 0 old", "m[h] r4", "m[4] 0w0  0 so", "r<ana> 77"},
			argv:   turn("2 3 0 0 0 2 0", "", "", "", "1w0  0 hi", "0s1  0 ho"), want: "11",
			after: []string{"a 3 6 0 0 new", "m[h] r4", "m[4] 0w0  0 so", "m[5] 1w0  0 hi", "m[6] 0s1  0 ho", "r<ana> 77"},
		},
		{
			name:   "a message when only a parked one is there: it stands in front",
			before: []string{"a 2 4 0 0 old", "m[k] 1", "m[4] 0p1  4 goneso", "k<ana> 0"},
			argv:   turn("2 3 0 0 0 1 0", "", "", "", "1w0  0 hi"), want: "10",
			after: []string{"a 3 5 0 0 new", "m[k] 1", "m[4] 0p1  4 goneso", "k<ana> 0", "m[5] 1w0  0 hi", "m[h] r5", "r<ana> 2373963013685248"},
		},
		{
			name:   "a chunk is replaced and a new one begun",
			before: []string{"a 2 0 8 0 old", "c[8] eight"},
			argv:   turn("2 3 0 0 2 0 9", "", "", "", 8, "Eight", 9, "nine"), want: "0",
			after: []string{"a 3 0 9 0 new", "c[8] Eight", "c[9] nine"},
		},
		{
			name:   "an early chunk is replaced, the highest stays the highest",
			before: []string{"a 2 0 8 0 old", "c[1] one", "c[8] eight"},
			argv:   turn("2 3 0 0 1 0 1", "", "", "", 1, "One"), want: "0",
			after: []string{"a 3 0 8 0 new", "c[1] One", "c[8] eight"},
		},
		{
			name:   "what is there makes no sense, and stays",
			before: []string{"a nonsense"}, argv: turn("0 1 0 0 0 0 0", "", "", ""), want: "error DAMAGED",
		},
	})
}

func TestForgetLua(t *testing.T) {
	everything := []string{
		kept(2, 4, 1, daily("x", 1000), "old"), "m[h] r4", "m[4] 0w0  0 so", "m[3] 0p1  4 goneso", "m[k] 1", "c[1] one", "n[where] 0 there",
		"t<ana> 1000", "r<ana> 77", "k<ana> 0",
		"t<ben> 1000", "d<5> 1000", "r<ben> 78", "k<ben> 0", "l<ben> 9",
	}
	others := []string{"t<ben> 1000", "d<5> 1000", "r<ben> 78", "k<ben> 0", "l<ben> 9"}
	forget := func(version, messages, tail, firedDue, fired string, letters ...any) []any {
		return append([]any{version, messages, tail, "ana", "news", "7", firedDue, fired, "ana", "5"}, letters...)
	}
	tryAll(t, newScripts().forget, "amrtcdlkn", []scriptCase{
		{name: "without a farewell nothing is left", before: everything, argv: forget("2", "0", "", "", ""), want: "0", after: others},
		{
			name: "with a farewell its number and the notes stay until it is sent", before: everything,
			argv: forget("2", "1", "old", "", "", "0w0  0 bye"), want: "10",
			after: append([]string{"a 0 5 0 0 ", "m[h] r5", "m[5] 0w0  0 bye", "r<ana> " + stamped, "n[where] 0 there"}, others...),
		},
		{
			name:   "one who was put off is in no index any more",
			before: []string{"a 2 1 0 0 old", "m[h] l1", "m[1] 0w1 5 0 so", "l<ana> 9"}, argv: forget("2", "0", "", "", ""), want: "0", after: []string{},
		},
		{name: "somebody unknown", argv: forget("0", "0", "", "", ""), want: "0"},
		{name: "another version is there", before: everything, argv: forget("1", "0", "", "", ""), want: "-1"},
		{name: "another session is there", before: everything, argv: forget("2", "0", "another", "", ""), want: "-1"},
		{name: "the timer that fired is not set, which counts before the version", before: everything, argv: forget("1", "0", "", due(999), "x"), want: "-2"},
		{name: "what is there makes no sense, and stays", before: []string{"a nonsense"}, argv: forget("0", "0", "", "", ""), want: "error DAMAGED"},
	})
}
