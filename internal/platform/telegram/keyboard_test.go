package telegram

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

func numbers(from, to int) []string {
	var all []string
	for n := from; n <= to; n++ {
		all = append(all, fmt.Sprint(n))
	}
	return all
}

func TestButtonsLieWhereAThumbFindsThem(t *testing.T) {
	long := strings.Repeat("very ", 30) + "long"
	for name, story := range map[string]struct {
		layout   chat.Layout
		choices  []string
		controls []string
		want     []int // how many lie in each row
	}{
		"nothing to press":                          {},
		"a scale from 0 to 10 is six and five":      {layout: chat.Scale, choices: numbers(0, 10), want: []int{6, 5}},
		"a scale from 1 to 5 is one row":            {layout: chat.Scale, choices: numbers(1, 5), want: []int{5}},
		"a scale from 1 to 7 is four and three":     {layout: chat.Scale, choices: numbers(1, 7), want: []int{4, 3}},
		"a scale of words is in rows that fit":      {layout: chat.Scale, choices: []string{"never", "seldom", "often", "always"}, want: []int{2, 2}},
		"short words lie in twos":                   {choices: []string{"Head", "Chest", "Belly"}, want: []int{2, 1}},
		"long ones lie alone":                       {choices: []string{"Somewhere else in the body", "Head", "Chest"}, want: []int{1, 2}},
		"controls come below, three where they fit": {choices: []string{"Yes", "No"}, controls: []string{"Back", "Skip", "Stop"}, want: []int{2, 3}},
		"four controls are two and two":             {controls: []string{"Back", "Skip", "Stop", "Help"}, want: []int{2, 2}},
		"controls with long words share less":       {controls: []string{"Back", "Skip", "I need help now"}, want: []int{2, 1}},
		"a label that is far too long is cut":       {choices: []string{long}, want: []int{1}},
		"no more than Telegram takes":               {choices: numbers(1, 150), want: slices.Repeat([]int{2}, 50)},
	} {
		t.Run(name, func(t *testing.T) {
			say := chat.Say{Layout: story.layout, Question: 7}
			for i, label := range story.choices {
				say.Choices = append(say.Choices, chat.Choice{Token: fmt.Sprint("c", i), Label: label})
			}
			for i, label := range story.controls {
				say.Controls = append(say.Controls, chat.Control{Token: fmt.Sprint("!", i), Label: label})
			}
			var got []int
			for _, row := range keyboardOf(say) {
				got = append(got, len(row))
				for _, b := range row {
					press, ok := parseData(b.Data)
					if !ok || press.Question != 7 || b.Text == "" || len([]rune(b.Text)) > maxLabel || len(b.Data) > maxData {
						t.Errorf("a button is %+v", b)
					}
				}
			}
			if !slices.Equal(got, story.want) {
				t.Errorf("the rows have %v buttons and not %v", got, story.want)
			}
		})
	}
}

func TestButtonsOfTheDeskLieAsTheyAreRead(t *testing.T) {
	for name, story := range map[string]struct {
		labels []string
		want   []int
	}{
		"numbers in fives":              {numbers(1, 12), []int{5, 5, 2}},
		"what one decides":              {[]string{"Confirm", "Discard"}, []int{2}},
		"what one does with a reminder": {[]string{"Pause", "Skip", "Delete", "List"}, []int{2, 2}},
		"long ones alone":               {[]string{"Write other words for it", "Confirm"}, []int{1, 1}},
		"none":                          {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var choices []chat.Choice
			for _, label := range story.labels {
				choices = append(choices, chat.Choice{Token: "l3", Label: label})
			}
			var got []int
			for _, row := range deskRows(-5, choices) {
				got = append(got, len(row))
			}
			if !slices.Equal(got, story.want) {
				t.Errorf("the rows have %v buttons and not %v", got, story.want)
			}
		})
	}
}

func TestTheLongestButtonFits(t *testing.T) {
	token := strings.Repeat("x", 32)
	data := pressData(1<<64-1, token)
	press, ok := parseData(data)
	if len(data) > maxData || !ok || press != (chat.Press{Question: 1<<64 - 1, Token: token}) {
		t.Errorf("%d bytes come back as %+v, %v", len(data), press, ok)
	}
}

// FuzzAPressReadsBack: whatever is read as a press is written the same again.
func FuzzAPressReadsBack(f *testing.F) {
	for _, seed := range []string{"7.n1", "0.x", "zz.!stop", "3w5e11264sgsf.t", "", ".", "7.", "07.x", "-1.x", "7.a.b", "7.\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		press, ok := parseData(data)
		if ok && pressData(press.Question, press.Token) != data {
			t.Errorf("%q is read as %+v", data, press)
		}
	})
}
