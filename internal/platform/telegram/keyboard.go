package telegram

import (
	"strings"
	"unicode/utf8"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// How much fits beside each other on a narrow phone, in characters of labels.
const (
	rowWidth   = 28 // of a whole row
	maxLabel   = 60 // of one label; what is longer is cut
	maxButtons = 100
)

// keyboardOf lays out the buttons of a message: choices first, controls below.
func keyboardOf(m chat.Say) [][]button {
	choices := make([]button, 0, len(m.Choices))
	for _, c := range m.Choices {
		choices = append(choices, button{Text: label(c.Label), Data: pressData(m.Question, c.Token)})
	}
	perRow := 2
	if m.Layout == chat.Scale {
		perRow = scaleRow(choices)
	}
	rows := layOut(nil, choices, perRow)
	return limit(layOut(rows, controlsOf(m.Controls, m.Question), 3))
}

func controlsOf(controls []chat.Control, question uint64) []button {
	buttons := make([]button, 0, len(controls))
	for _, c := range controls {
		buttons = append(buttons, button{Text: label(c.Label), Data: pressData(question, c.Token)})
	}
	return buttons
}

// scaleRow is how many numbers go into a row so that the rows are of one length,
// or nearly: eleven become six and five.
func scaleRow(choices []button) int {
	widest := 1
	for _, c := range choices {
		widest = max(widest, width(c.Text))
	}
	perRow := min(max(rowWidth/(widest+2), 1), 6)
	rows := (len(choices) + perRow - 1) / perRow
	return (len(choices) + max(rows, 1) - 1) / max(rows, 1)
}

// layOut appends rows of at most perRow buttons, fewer where labels are long.
func layOut(rows [][]button, buttons []button, perRow int) [][]button {
	for len(buttons) > 0 {
		n := fitting(buttons, perRow)
		if len(buttons) == n+1 && n == 3 && perRow == 3 {
			n = 2 // two and two look better than three and one
		}
		rows = append(rows, buttons[:n:n])
		buttons = buttons[n:]
	}
	return rows
}

// fitting is how many of the first buttons fit beside each other: a row shares its
// width evenly, so the widest one counts.
func fitting(buttons []button, perRow int) int {
	n, widest := 1, width(buttons[0].Text)
	for n < min(perRow, len(buttons)) {
		widest = max(widest, width(buttons[n].Text))
		if (widest+2)*(n+1) > rowWidth+4 {
			break
		}
		n++
	}
	return n
}

// limit keeps the number of buttons that Telegram takes.
func limit(rows [][]button) [][]button {
	total := 0
	for i, row := range rows {
		if total += len(row); total > maxButtons {
			return rows[:i]
		}
	}
	return rows
}

// label is a button's text: never empty, on one line, and not too long.
func label(text string) string {
	if text = strings.TrimSpace(text); text == "" {
		return "…"
	}
	return clip(text, maxLabel)
}

// clip cuts text to at most n characters and shows that it did.
func clip(text string, n int) string {
	if len(text) <= n || utf8.RuneCountInString(text) <= n {
		return text
	}
	runes := []rune(text)
	return strings.TrimRight(string(runes[:n-1]), " ") + "…"
}

// width is how wide a label is, in narrow letters: signs of East Asia and
// pictures count twice.
func width(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= 0x1100 && r <= 0x115f || r >= 0x2e80 && r <= 0xd7ff || r >= 0xf900 && r <= 0xfaff || r >= 0xff00 && r <= 0xff60 || r >= 0x1f000 {
			n++
		}
	}
	return n
}
