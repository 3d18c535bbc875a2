package redisstore

import "testing"

func TestBeginLua(t *testing.T) {
	tryAll(t, newScripts().begin, "m", []scriptCase{
		{name: "one that waits is being sent", before: []string{"m[1] 0w0  0 hi"}, argv: []any{"1"}, want: "1", after: []string{"m[1] 0s1  0 hi"}},
		{name: "a second try counts", before: []string{"m[1] 2s9 55 4 slowhi"}, argv: []any{"1"}, want: "1", after: []string{"m[1] 2s10 55 4 slowhi"}},
		{name: "a parked one has to be released first", before: []string{"m[1] 0p1  4 gonehi"}, argv: []any{"1"}, want: "0"},
		{name: "it is not there", before: []string{"m[1] 0w0  0 hi"}, argv: []any{"2"}, want: "0"},
		{name: "it makes no sense, and stays", before: []string{"m[1] nonsense"}, argv: []any{"1"}, want: "error DAMAGED"},
	})
}

func TestDoneLua(t *testing.T) {
	tryAll(t, newScripts().done, "mrlkan", []scriptCase{
		{
			name:   "the last one: no mailbox is left",
			before: []string{"a 1 1 0 0 s", "m[h] r1", "m[1] 0s1  0 hi", "r<ana> 7", "r<ben> 8"}, argv: []any{"1", "ana"}, want: "1",
			after: []string{"a 1 1 0 0 s", "r<ben> 8"},
		},
		{
			name:   "the next one that is not parked goes behind all that are ready",
			before: []string{"a 1 4 0 0 s", "m[h] r1", "m[1] 0s1  0 hi", "m[2] 0p1  4 goneho", "m[4] 0w0  0 ha", "m[k] 1", "r<ana> 7"},
			argv:   []any{"1", "ana"}, want: "1",
			after: []string{"a 1 4 0 0 s", "m[h] r4", "m[2] 0p1  4 goneho", "m[4] 0w0  0 ha", "m[k] 1", "r<ana> " + stamped},
		},
		{
			name:   "the next one was put off",
			before: []string{"a 1 2 0 0 s", "m[h] r1", "m[1] 0s1  0 hi", "m[2] 1w1 55 4 slowho", "r<ana> 7"}, argv: []any{"1", "ana"}, want: "1",
			after: []string{"a 1 2 0 0 s", "m[h] l2", "m[2] 1w1 55 4 slowho", "l<ana> 3377699720527927"},
		},
		{
			name:   "one that is not the head leaves the head alone",
			before: []string{"a 1 2 0 0 s", "m[h] r1", "m[1] 0s1  0 hi", "m[2] 0s1  0 ho", "r<ana> 7"}, argv: []any{"2", "ana"}, want: "1",
			after: []string{"a 1 2 0 0 s", "m[h] r1", "m[1] 0s1  0 hi", "r<ana> 7"},
		},
		{
			name:   "the only parked one",
			before: []string{"a 1 1 0 0 s", "m[1] 0p1  4 gonehi", "m[k] 1", "k<ana> 0"}, argv: []any{"1", "ana"}, want: "1",
			after: []string{"a 1 1 0 0 s"},
		},
		{
			name:   "the farewell of somebody forgotten: nothing of them is left",
			before: []string{"a 0 1 0 0 ", "m[h] r1", "m[1] 0s1  0 bye", "r<ana> 7", "n[where] 0 there"}, argv: []any{"1", "ana"}, want: "1",
			after: []string{},
		},
		{
			name:   "one of two farewells: the other still needs the notes",
			before: []string{"a 0 2 0 0 ", "m[h] r1", "m[1] 0s1  0 bye", "m[2] 0s1  0 bye", "r<ana> 7", "n[where] 0 there"}, argv: []any{"1", "ana"}, want: "1",
			after: []string{"a 0 2 0 0 ", "m[h] r2", "m[2] 0s1  0 bye", "r<ana> " + stamped, "n[where] 0 there"},
		},
		{name: "it is not there (any more)", before: []string{"a 1 1 0 0 s", "n[where] 0 there"}, argv: []any{"1", "ana"}, want: "0"},
		{name: "it makes no sense, and stays", before: []string{"a 1 1 0 0 s", "m[1] nonsense"}, argv: []any{"1", "ana"}, want: "error DAMAGED"},
		{name: "the actor's value makes no sense: the message stays", before: []string{"a nonsense", "m[1] 0s1  0 hi"}, argv: []any{"1", "ana"}, want: "error DAMAGED"},
	})
}

func TestPutLua(t *testing.T) {
	tryAll(t, newScripts().put, "mrlka", []scriptCase{
		{
			name:   "the head is put off",
			before: []string{"a 1 1 0 0 s", "m[h] r1", "m[1] 0s2  0 hi", "r<ana> 7"}, argv: []any{"1", "ana", "55", "slow"}, want: "1",
			after: []string{"a 1 1 0 0 s", "m[h] l1", "m[1] 0w2 55 4 slowhi", "l<ana> 1125899906842679"},
		},
		{
			name:   "it is put off further",
			before: []string{"a 1 1 0 0 s", "m[h] l1", "m[1] 0w2 55 4 slowhi", "l<ana> 1125899906842679"}, argv: []any{"1", "ana", "56", ""}, want: "1",
			after: []string{"a 1 1 0 0 s", "m[h] l1", "m[1] 0w2 56 0 hi", "l<ana> 1125899906842680"},
		},
		{
			name:   "one behind the head is put off, the head stays",
			before: []string{"a 1 2 0 0 s", "m[h] r1", "m[1] 0s1  0 hi", "m[2] 0w0  0 ho", "r<ana> 7"}, argv: []any{"2", "ana", "55", "slow"}, want: "1",
			after: []string{"a 1 2 0 0 s", "m[h] r1", "m[1] 0s1  0 hi", "m[2] 0w0 55 4 slowho", "r<ana> 7"},
		},
		{
			name:   "the head is parked and the next one goes on",
			before: []string{"a 1 2 0 0 s", "m[h] r1", "m[1] 0s2  0 hi", "m[2] 0w0  0 ho", "r<ana> 7"}, argv: []any{"1", "ana", "", "gone"}, want: "1",
			after: []string{"a 1 2 0 0 s", "m[h] r2", "m[1] 0p2  4 gonehi", "m[2] 0w0  0 ho", "m[k] 1", "r<ana> " + stamped, "k<ana> 0"},
		},
		{
			name:   "the only one is parked: nothing is ready",
			before: []string{"a 1 1 0 0 s", "m[h] r1", "m[1] 0s2  0 hi", "r<ana> 7"}, argv: []any{"1", "ana", "", "gone"}, want: "1",
			after: []string{"a 1 1 0 0 s", "m[1] 0p2  4 gonehi", "m[k] 1", "k<ana> 0"},
		},
		{
			name:   "parked twice it counts once",
			before: []string{"a 1 1 0 0 s", "m[1] 0p2  4 gonehi", "m[k] 1", "k<ana> 0"}, argv: []any{"1", "ana", "", "lost"}, want: "1",
			after: []string{"a 1 1 0 0 s", "m[1] 0p2  4 losthi", "m[k] 1", "k<ana> 0"},
		},
		{
			name:   "a parked one gets another time",
			before: []string{"a 1 1 0 0 s", "m[1] 0p2  4 gonehi", "m[k] 1", "k<ana> 0"}, argv: []any{"1", "ana", "55", ""}, want: "1",
			after: []string{"a 1 1 0 0 s", "m[h] l1", "m[1] 0w2 55 0 hi", "l<ana> 1125899906842679"},
		},
		{name: "it is not there", before: []string{"a 1 1 0 0 s"}, argv: []any{"1", "ana", "", "gone"}, want: "0"},
		{name: "it makes no sense, and stays", before: []string{"a 1 1 0 0 s", "m[1] nonsense"}, argv: []any{"1", "ana", "", "gone"}, want: "error DAMAGED"},
	})
}

func TestReleaseLua(t *testing.T) {
	tryAll(t, newScripts().release, "mrlk", []scriptCase{
		{
			name:   "it may go at once",
			before: []string{"m[1] 0p2  4 gonehi", "m[k] 1", "k<ana> 0"}, argv: []any{"1", "ana"}, want: "1",
			after: []string{"m[h] r1", "m[1] 0w2  0 hi", "r<ana> " + stamped},
		},
		{
			name:   "it goes before the one that waits, as it was said first",
			before: []string{"m[h] l2", "m[1] 0p2  4 gonehi", "m[2] 0w1 55 0 ho", "m[k] 1", "k<ana> 0", "l<ana> 1125899906842679"}, argv: []any{"1", "ana"}, want: "1",
			after: []string{"m[h] r1", "m[1] 0w2  0 hi", "m[2] 0w1 55 0 ho", "r<ana> " + stamped},
		},
		{
			name:   "it goes behind the one that was said first, and another stays parked",
			before: []string{"m[h] r1", "m[1] 0w0  0 hi", "m[2] 0p2  4 goneho", "m[3] 0p2  4 goneha", "m[k] 2", "k<ana> 0", "r<ana> 7"}, argv: []any{"2", "ana"}, want: "1",
			after: []string{"m[h] r1", "m[1] 0w0  0 hi", "m[2] 0w2  0 ho", "m[3] 0p2  4 goneha", "m[k] 1", "k<ana> 0", "r<ana> 7"},
		},
		{name: "one that is not parked stays as it is", before: []string{"m[h] r1", "m[1] 0s2 55 4 slowhi", "r<ana> 7"}, argv: []any{"1", "ana"}, want: "1"},
		{name: "it is not there", argv: []any{"1", "ana"}, want: "0"},
	})
}

func TestLetterLua(t *testing.T) {
	tryAll(t, newScripts().letter, "m", []scriptCase{
		{name: "the head", before: []string{"m[h] l12", "m[12] 0w0  0 hi"}, want: "[12 0w0  0 hi]"},
		{name: "nothing waits", before: []string{"m[1] 0p1  4 gonehi", "m[k] 1"}, want: "[]"},
		{name: "it is not there", before: []string{"m[h] r1"}, want: "error DAMAGED"},
	})
}
