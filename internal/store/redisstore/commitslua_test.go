package redisstore

import "testing"

// section is the ARGV of one section of commits.lua.
func section(news string, turns ...[]any) []any {
	all := []any{len(turns), news}
	for _, t := range turns {
		all = append(all, t...)
	}
	return all
}

// quickTurn is the ARGV of one turn: what is stored must begin so and
// end with "old".
func quickTurn(front, value, was, is, first string, letters ...any) []any {
	return append([]any{front, "old", value, "ana", "ana", "5", was, is, first, len(letters)}, letters...)
}

func TestCommitsLua(t *testing.T) {
	one := kept(2, 4, 0, daily("x", 1000), "old")[2:]
	front := one[:len(one)-len("old")]
	next := kept(3, 5, 0, daily("x", 2000), "new")[2:]
	fires := func(letters ...any) []any { return quickTurn(front, next, "1000", "2000", "5", letters...) }
	argv := func(sections ...[]any) []any {
		all := []any{"news"}
		for _, s := range sections {
			all = append(all, s...)
		}
		return all
	}
	tryAll(t, newScripts().commits, "rdamt", []scriptCase{
		{
			name:   "a timer fires and is set anew, and what it says is put into the mailbox",
			before: []string{"a " + one, "t<ana> 1000", "d<5> 1000"}, argv: argv(section("7", fires("1w0  0 hi"))), want: "[1]",
			after: []string{"a " + next, "t<ana> 2000", "d<5> 2000", "m[h] r5", "m[5] 1w0  0 hi", "r<ana> 2373963013685249"},
		},
		{
			name:   "somebody else of the page is due before: the directory stays",
			before: []string{"a " + one, "t<ana> 1000", "t<ben> 1000", "d<5> 1000"}, argv: argv(section("", fires("1s1  0 hi"))), want: "[1]",
			after: []string{"a " + next, "t<ana> 2000", "t<ben> 1000", "d<5> 1000", "m[h] r5", "m[5] 1s1  0 hi", "r<ana> 2373963013685249"},
		},
		{
			name:   "others wait ahead",
			before: []string{"a " + one, "t<ana> 1000", "d<5> 1000", "m[h] r4", "m[4] 0w0  0 so", "r<ana> 77"},
			argv:   argv(section("7", fires("1w0  0 hi"))), want: "[3]",
			after: []string{"a " + next, "t<ana> 2000", "d<5> 2000", "m[h] r4", "m[4] 0w0  0 so", "m[5] 1w0  0 hi", "r<ana> 77"},
		},
		{
			name:   "two messages, and no timer is left",
			before: []string{"a " + one, "t<ana> 1000", "d<5> 1000"},
			argv:   argv(section("7", quickTurn(front, "3 6 0 0 new", "1000", "", "5", "0w0  0 hi", "1w0  0 ho"))), want: "[1]",
			after: []string{"a 3 6 0 0 new", "m[h] r5", "m[5] 0w0  0 hi", "m[6] 1w0  0 ho", "r<ana> 122163200000001"},
		},
		{
			name:   "the first timer of somebody, before all others of the page",
			before: []string{"a 2 4 0 0 old", "t<ben> 3000", "d<5> 3000"},
			argv:   argv(section("", quickTurn("2 4 0 0 ", next, "", "2000", "0"))), want: "[1]",
			after: []string{"a " + next, "t<ana> 2000", "t<ben> 3000", "d<5> 2000"},
		},
		{
			name:   "it begins otherwise",
			before: []string{"a 3" + one[1:], "t<ana> 1000", "d<5> 1000"}, argv: argv(section("7", fires("1w0  0 hi"))), want: "[0]",
		},
		{
			name:   "it ends otherwise: another life",
			before: []string{"a " + front + "OLD", "t<ana> 1000", "d<5> 1000"}, argv: argv(section("7", fires("1w0  0 hi"))), want: "[0]",
		},
		{name: "nobody is there", argv: argv(section("7", fires("1w0  0 hi"))), want: "[0]"},
		{
			name:   "the mailbox is something else",
			before: []string{"a " + one, "t<ana> 1000", "d<5> 1000", "m what"}, argv: argv(section("7", fires("1w0  0 hi"))), want: "[0]",
		},
	})
	tryAll(t, newScripts().commits, "rdamtamt", []scriptCase{{
		name:   "of two turns of one person in a run the first counts",
		before: []string{"a " + one, "t<ana> 1000", "d<5> 1000"}, argv: argv(section("7", fires("1w0  0 hi"), fires("1w0  0 twice"))), want: "[1 0]",
		after: []string{"a " + next, "t<ana> 2000", "d<5> 2000", "m[h] r5", "m[5] 1w0  0 hi", "r<ana> 2373963013685249"},
	}})
	tryAll(t, newScripts().commits, "rdamtkdcnt", []scriptCase{{
		name:   "two sections: one turn is refused and the other applied",
		before: []string{"a 9 9 0 0 x", "c 2 4 0 0 old", "t<ana> 1000", "d<5> 1000"},
		argv:   argv(section("7", fires("1w0  0 hi")), section("", quickTurn("2 4 0 0 ", "3 5 0 0 new", "", "", "5", "1s1  0 hi"))), want: "[0 1]",
		after: []string{"a 9 9 0 0 x", "c 3 5 0 0 new", "t<ana> 1000", "d<5> 1000", "n[h] r5", "n[5] 1s1  0 hi", "k<ana> 2373963013685250"},
	}})
}

func TestMendLua(t *testing.T) {
	tryAll(t, newScripts().mend, "atdf", []scriptCase{
		{
			name:   "it stands in the index of the first format",
			before: []string{kept(2, 0, 0, daily("x", 1000), "s"), "f<ANA> 1000"}, argv: []any{"ana", "5", "ANA"}, want: "1",
			after: []string{kept(2, 0, 0, daily("x", 1000), "s"), "t<ana> 1000", "d<5> 1000"},
		},
		{
			name:   "it stands for another time",
			before: []string{kept(2, 0, 0, daily("x", 1000), "s"), "t<ana> 5", "d<5> 5"}, argv: []any{"ana", "5", "ANA"}, want: "1",
			after: []string{kept(2, 0, 0, daily("x", 1000), "s"), "t<ana> 1000", "d<5> 1000"},
		},
		{
			name:   "nobody is there any more",
			before: []string{"t<ana> 5", "t<ben> 9", "d<5> 5"}, argv: []any{"ana", "5", "ANA"}, want: "1",
			after: []string{"t<ben> 9", "d<5> 9"},
		},
		{
			name:   "all is well",
			before: []string{kept(2, 0, 0, daily("x", 1000), "s"), "t<ana> 1000", "d<5> 1000"}, argv: []any{"ana", "5", "ANA"}, want: "1",
		},
	})
}
