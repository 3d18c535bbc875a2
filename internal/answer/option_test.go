package answer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/answer"
)

var (
	places = []answer.Option{
		{ID: "head", Label: "Head"},
		{ID: "neck", Label: "Neck and shoulders", Also: []string{"shoulders"}},
		{ID: "chest", Label: "Chest", Also: []string{"heart", "breast"}},
		{ID: "back", Label: "Back"},
		{ID: "whole", Label: "Whole body"},
		{ID: "nothing", Label: "Nothing special"},
		{ID: "not-sure", Label: "Not sure"},
	}
	lugares = []answer.Option{
		{ID: "head", Label: "Cabeza"},
		{ID: "neck", Label: "Cuello y hombros"},
		{ID: "chest", Label: "Pecho", Also: []string{"corazón"}},
		{ID: "back", Label: "Espalda"},
		{ID: "none", Label: "Ningún lugar"},
	}
	faces  = []answer.Option{{ID: "low", Label: "😟"}, {ID: "high", Label: "🙂"}}
	pairs  = []answer.Option{{ID: "a", Label: "Breathing"}, {ID: "b", Label: "Breathing with holds"}, {ID: "c", Label: "Breakfast"}}
	counts = []answer.Option{{ID: "x", Label: "3"}, {ID: "y", Label: "2"}, {ID: "z", Label: "1"}}
)

func TestAChoiceIsReadByAnyOfItsNames(t *testing.T) {
	cases := []struct {
		code    string
		options []answer.Option
		text    string
		want    string
	}{
		{"en", places, "Head", "head"},
		{"en", places, " HEAD! ", "head"},
		{"en", places, "the head", "head"},
		{"en", places, "maybe in my chest", "chest"},
		{"en", places, "maybe chest", "chest"},
		{"en", places, "heart", "chest"},
		{"en", places, "Neck and shoulders", "neck"},
		{"en", places, "neck & shoulders", "neck"},
		{"en", places, "neck, shoulders", "neck"},
		{"en", places, "shoulders", "neck"},
		{"en", places, "shoudlers", "neck"},
		{"en", places, "sholders", "neck"},
		{"en", places, "chst", ""},
		{"en", places, "che", "chest"},
		{"en", places, "ch", ""},
		{"en", places, "whole", "whole"},
		{"en", places, "not sure", "not-sure"},
		{"en", places, "not", ""},
		{"en", places, "nothing", "nothing"},
		{"en", places, "2", "neck"},
		{"en", places, "2.", "neck"},
		{"en", places, "number two", "neck"},
		{"en", places, "0", ""},
		{"en", places, "8", ""},
		{"en", places, "2.5", ""},
		{"en", places, "elbow", ""},
		{"en", places, "not head", ""},
		{"en", places, "", ""},
		{"en", places, strings.Repeat("head ", 200), ""},
		{"en", pairs, "breathing", "a"},
		{"en", pairs, "breathing with", "b"},
		{"en", pairs, "brea", ""},
		{"en", pairs, "break", "c"},
		{"en", counts, "3", "x"},
		{"en", faces, "🙂", "high"},
		{"es", lugares, "cabeza", "head"},
		{"es", lugares, "la cabeza", "head"},
		{"es", lugares, "corazon", "chest"},
		{"es", lugares, "espalada", "back"},
		{"es", lugares, "ningun lugar", "none"},
		{"es", lugares, "dos", "neck"},
	}
	for _, c := range cases {
		i, reject := answer.OneOf(c.text, c.options, speak(t, c.code))
		got := ""
		if reject == nil {
			got = c.options[i].ID
		}
		if got != c.want {
			t.Errorf("%s %.40q: got %q (%+v), want %q", c.code, c.text, got, reject, c.want)
		}
	}
}

func TestTwoChoicesWhereOneIsAskedForAreSaidBack(t *testing.T) {
	cases := []struct {
		code, text, a, b string
		options          []answer.Option
	}{
		{"en", "head or chest", "Head", "Chest", places},
		{"en", "head and chest", "Head", "Chest", places},
		{"en", "1, 3", "Head", "Chest", places},
		{"en", "1 3", "Head", "Chest", places},
		{"en", "chest/head", "Chest", "Head", places},
		{"en", "brea", "Breathing", "Breathing with holds", pairs},
		{"es", "cabeza o pecho", "Cabeza", "Pecho", lugares},
	}
	for _, c := range cases {
		_, reject := answer.OneOf(c.text, c.options, speak(t, c.code))
		if reject == nil || *reject != (answer.Reject{Reason: answer.TwoChoices, A: c.a, B: c.b}) {
			t.Errorf("%q: got %+v", c.text, reject)
		}
	}
}

func TestSeveralChoicesAreReadTogether(t *testing.T) {
	cases := []struct {
		code    string
		options []answer.Option
		text    string
		want    []int
	}{
		{"en", places, "1, 3", []int{0, 2}},
		{"en", places, "1,3", []int{0, 2}},
		{"en", places, "1 3", []int{0, 2}},
		{"en", places, "13", nil},
		{"en", places, "3 and 1", []int{0, 2}},
		{"en", places, "head and chest", []int{0, 2}},
		{"en", places, "head, chest, and back", []int{0, 2, 3}},
		{"en", places, "Head\nChest\nBack", []int{0, 2, 3}},
		{"en", places, "head + head", []int{0}},
		{"en", places, "head, neck and shoulders and chest", []int{0, 1, 2}},
		{"en", places, "neck and shoulders", []int{1}},
		{"en", places, "head", []int{0}},
		{"en", places, "head but not chest", nil},
		{"en", places, "head and elbow", nil},
		{"en", places, "head or chest", nil},
		{"en", places, "", nil},
		{"en", places, ", ,", nil},
		{"es", lugares, "cabeza y pecho", []int{0, 2}},
		{"es", lugares, "1 y 3", []int{0, 2}},
		{"es", lugares, "cabeza, cuello y hombros y espalda", []int{0, 1, 3}},
		{"es", lugares, "cabeza pero no pecho", nil},
	}
	for _, c := range cases {
		got, reject := answer.SeveralOf(c.text, c.options, speak(t, c.code))
		if !slices.Equal(got, c.want) || (reject == nil) != (c.want != nil) {
			t.Errorf("%s %q: got %v, %+v, want %v", c.code, c.text, got, reject, c.want)
		}
	}
}

func TestAWordThatIsAlsoAControlCanBeTheNameOfAChoice(t *testing.T) {
	en := speak(t, "en")
	if !answer.Names("back", places, en) || !answer.Names("Back.", places, en) {
		t.Error("back is the name of a choice here")
	}
	for _, text := range []string{"stop", "bac", "go back", "", "4"} {
		if answer.Names(text, places, en) {
			t.Errorf("%q is no name of a choice", text)
		}
	}
	if answer.Names("back", nil, en) {
		t.Error("without choices nothing names one")
	}
}
