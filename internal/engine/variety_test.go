package engine

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/stillpoint-bot/stillpoint/internal/script"
)

func TestEveryWordingComesOnceBeforeAnyComesAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Uint32Range(2, 20).Draw(t, "wordings")
		seed := rapid.Uint32().Draw(t, "seed")
		from := rapid.Uint32Range(0, 1000).Draw(t, "bag") * n
		seen := map[int]bool{}
		for k := range n {
			got := pick(seed, from+k, n)
			if got < 0 || got >= int(n) || seen[got] {
				t.Fatalf("draw %d of %d is %d, after %v", k, n, got, seen)
			}
			seen[got] = true
		}
	})
}

func TestNoWordingComesTwiceInARow(t *testing.T) {
	for n := uint32(2); n <= 20; n++ {
		for seed := range uint32(300) {
			last := -1
			for k := range 4*n + 1 {
				got := pick(seed*2654435761, k, n)
				if got == last {
					t.Fatalf("of %d wordings, seed %d says %d twice in a row at %d", n, seed, got, k)
				}
				last = got
			}
		}
	}
}

func TestPeopleHearTheWordingsInDifferentOrders(t *testing.T) {
	first := map[int]int{}
	for seed := range uint32(1000) {
		first[pick(seed, 0, 5)]++
	}
	for v := range 5 {
		if first[v] < 150 || first[v] > 250 {
			t.Errorf("wording %d comes first %d times of 1000", v, first[v])
		}
	}
}

func TestTheLinesHeardLongestAgoAreForgottenFirst(t *testing.T) {
	var s Session
	for line := range maxBags + 3 {
		s.count(lineHash(line))
		s.count(lineHash(0)) // heard again and again
	}
	if s.nbags != maxBags {
		t.Fatalf("%d lines are remembered", s.nbags)
	}
	if got := s.count(lineHash(0)); got != maxBags+4 {
		t.Errorf("the line that was always there was counted %d times", got)
	}
	if got := s.count(lineHash(1)); got != 0 {
		t.Errorf("the line of long ago was counted %d times", got)
	}
}

func lineHash(i int) script.Hash { return script.HashOf(fmt.Sprint("line ", i)) }
