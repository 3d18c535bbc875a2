package rehearsal

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// press finds the newest button of that label.
func (p *player) press(label string) (chat.Press, error) {
	for _, message := range slices.Backward(p.shown) {
		choices, controls, question := buttons(message)
		for _, choice := range choices {
			if fold(choice.Label) == label {
				return chat.Press{Question: question, Token: choice.Token}, nil
			}
		}
		for _, control := range controls {
			if fold(control.Label) == label {
				return chat.Press{Question: question, Token: control.Token}, nil
			}
		}
	}
	return chat.Press{}, fmt.Errorf("there is no button [%s]; %s", label, p.there())
}

func buttons(message chat.Message) ([]chat.Choice, []chat.Control, uint64) {
	switch m := message.(type) {
	case chat.Say:
		return m.Choices, m.Controls, m.Question
	case chat.Pace:
		return nil, m.Controls, m.Question
	}
	return nil, nil, 0
}

// there are the buttons that the newest message with any has.
func (p *player) there() string {
	for _, message := range slices.Backward(p.shown) {
		choices, controls, _ := buttons(message)
		if len(choices)+len(controls) == 0 {
			continue
		}
		var labels []string
		for _, choice := range choices {
			labels = append(labels, "["+choice.Label+"]")
		}
		for _, control := range controls {
			labels = append(labels, "["+control.Label+"]")
		}
		return "there are " + strings.Join(labels, " ")
	}
	return "no message had buttons yet"
}
