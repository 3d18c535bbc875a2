package problem_test

import (
	"fmt"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/problem"
)

func Example() {
	list := problem.List{
		{File: "b.yaml", Line: 3, Column: 5, What: `"mod" is not declared`, Hint: `did you mean "mood"?`},
		{File: "a.yaml", What: "the file is empty", Warning: true},
	}
	list.Sort()
	fmt.Println(list)
	// Output:
	// a.yaml: warning: the file is empty
	// b.yaml:3:5: "mod" is not declared → did you mean "mood"?
}

func TestWarningsAloneAreNoError(t *testing.T) {
	if err := (problem.List{{What: "x", Warning: true}}).Err(); err != nil {
		t.Errorf("got %v", err)
	}
	if err := (problem.List{{What: "x", Warning: true}, {What: "y"}}).Err(); err == nil {
		t.Error("a mistake is no error")
	}
}

func TestTheNearestWordIsSuggestedOnlyWhenItIsNear(t *testing.T) {
	known := []string{"mood", "sleep", "energy"}
	cases := map[string]string{"mod": "mood", "Mood": "mood", "enregy": "energy", "bananas": "", "": ""}
	for word, want := range cases {
		if got, _ := problem.Nearest(word, known); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
}
