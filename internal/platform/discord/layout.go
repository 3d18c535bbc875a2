package discord

import (
	"strconv"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// What fits into a message.
const (
	maxRows    = 5
	maxInRow   = 5
	maxOptions = 25
	rowWidth   = 44 // about how many letters of labels a row shows side by side
)

type (
	row           = discordgo.ActionsRow
	componentRows = []discordgo.MessageComponent
)

// rowsOf lays out the buttons of a message: the choices, then the button to write
// with, then the controls on rows of their own.
func rowsOf(s chat.Say, write bool) componentRows {
	foot := controlRows(s.Question, s.Controls)
	if write && s.Write != "" {
		button := discordgo.Button{
			Label: shorten(s.Write, maxButton), Style: discordgo.PrimaryButton,
			CustomID: wire{question: s.Question, aim: aimWrite}.String(),
		}
		foot = append(componentRows{row{Components: componentRows{button}}}, foot...)
	}
	head := choiceRows(s, maxRows-len(foot))
	return append(head, foot...)
}

func controlRows(question uint64, controls []chat.Control) componentRows {
	buttons := make(componentRows, 0, len(controls))
	for _, c := range controls[:min(len(controls), 2*maxInRow)] {
		buttons = append(buttons, button(question, c.Token, c.Label, discordgo.SecondaryButton))
	}
	return inRows(buttons, maxInRow)
}

func choiceRows(s chat.Say, room int) componentRows {
	if len(s.Choices) == 0 || room <= 0 {
		return nil
	}
	width := widest(s)
	if len(s.Choices) > 4*maxInRow || (len(s.Choices)+width-1)/width > room {
		return lists(s, room)
	}
	buttons := make(componentRows, 0, len(s.Choices))
	for _, c := range s.Choices {
		buttons = append(buttons, button(s.Question, c.Token, c.Label, discordgo.PrimaryButton))
	}
	return inRows(buttons, width)
}

// widest is how many buttons of s go side by side: numbers as many as there is
// room for, words as many as stay readable.
func widest(s chat.Say) int {
	if s.Layout == chat.Scale {
		return maxInRow
	}
	longest := 1
	for _, c := range s.Choices {
		longest = max(longest, utf8.RuneCountInString(c.Label)+2)
	}
	return max(1, min(maxInRow, rowWidth/longest))
}

// inRows spreads buttons evenly over as few rows as hold them.
func inRows(buttons componentRows, width int) componentRows {
	var all componentRows
	for left := (len(buttons) + width - 1) / width; left > 0; left-- {
		n := (len(buttons) + left - 1) / left
		all = append(all, row{Components: buttons[:n:n]})
		buttons = buttons[n:]
	}
	return all
}

func button(question uint64, token, label string, style discordgo.ButtonStyle) discordgo.Button {
	if label == "" {
		label = "·"
	}
	return discordgo.Button{
		Label: shorten(label, maxButton), Style: style,
		CustomID: wire{question: question, aim: aimAnswer, token: token}.String(),
	}
}

// lists shows many choices as menus of up to 25, one a row. What does not fit into
// all of them is left out: it can still be typed.
func lists(s chat.Say, room int) componentRows {
	var all componentRows
	for rest := s.Choices; len(rest) > 0 && len(all) < room; {
		n := min(len(rest), maxOptions)
		menu := discordgo.SelectMenu{
			MenuType: discordgo.StringSelectMenu, MaxValues: 1, Placeholder: span(rest[:n]),
			CustomID: wire{question: s.Question, aim: aimList, token: strconv.Itoa(len(all))}.String(),
		}
		for _, c := range rest[:n] {
			menu.Options = append(menu.Options, option(s.Question, c))
		}
		all, rest = append(all, row{Components: componentRows{menu}}), rest[n:]
	}
	return all
}

func option(question uint64, c chat.Choice) discordgo.SelectMenuOption {
	label := c.Label
	if label == "" {
		label = "·"
	}
	return discordgo.SelectMenuOption{
		Label: shorten(label, maxOption),
		Value: wire{question: question, aim: aimAnswer, token: c.Token}.String(),
	}
}

// span names a list by its ends, so that several lists can be told apart without
// a word of ours.
func span(choices []chat.Choice) string {
	first, last := choices[0].Label, choices[len(choices)-1].Label
	return shorten(shorten(first, 45)+" … "+shorten(last, 45), maxOption)
}
