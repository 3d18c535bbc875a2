package terminal

import (
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// plainSay writes a message with its choices and controls as lines.
func plainSay(say chat.Say) string {
	var b strings.Builder
	writeLine(&b, clean(say.Text))
	writeLine(&b, plainChoices(newMenu(say)))
	writeLine(&b, plainControls(say.Controls))
	return b.String()
}

// plainPace writes a pacer as words: the introduction, then the breath in one
// line: "In 4 · out 6 · 12 rounds, 2 min".
func plainPace(p chat.Pace, l Labels) string {
	var b strings.Builder
	writeLine(&b, cleanLine(p.Title))
	writeLine(&b, clean(p.Text))
	parts := make([]string, 0, len(p.Phases)+1)
	for _, phase := range p.Phases {
		parts = append(parts, cleanLine(phase.Label)+" "+seconds(phase.Last))
	}
	rounds := fill(l.Rounds, strconv.Itoa(p.Rounds)) + ", " + length(p.Length(), l)
	writeLine(&b, "  "+strings.Join(append(parts, rounds), " · "))
	writeLine(&b, plainControls(p.Controls))
	return b.String()
}

func plainControls(controls []chat.Control) string {
	words := make([]string, 0, len(controls))
	for _, c := range controls {
		if word := controlWord(c); word != "" {
			words = append(words, word)
		}
	}
	if len(words) == 0 {
		return ""
	}
	return "(" + strings.Join(words, ", ") + ")"
}

func controlWord(c chat.Control) string {
	if word := cleanLine(c.Word); word != "" {
		return word
	}
	return cleanLine(c.Label)
}

func plainChoices(m menu) string {
	if m.scale() {
		return "  " + plainScale(m.choices)
	}
	cells := make([]string, m.len())
	for i, c := range m.choices {
		cells[i] = "[" + m.keys[i] + "] " + c.Label
	}
	var lines []string
	for _, row := range flow(ansi.GraphemeWidth, cells, 3, textWidth-2) {
		lines = append(lines, "  "+strings.Join(row, "   "))
	}
	return strings.Join(lines, "\n")
}

// plainScale shortens numbers in a row to their ends, keeping the words that the
// ends carry: "0-10", "0 calm – 10 tense". Words in between are all written.
func plainScale(choices []chat.Choice) string {
	labels := make([]string, len(choices))
	row, bare := true, true
	for i, c := range choices {
		labels[i] = c.Label
		n, words, ok := number(c.Label)
		first, _, _ := number(choices[0].Label)
		row = row && ok && n == first+i
		if i > 0 && i < len(choices)-1 {
			row = row && words == ""
		}
		bare = bare && words == ""
	}
	switch last := labels[len(labels)-1]; {
	case !row || len(labels) < 3:
		return strings.Join(labels, " · ")
	case bare:
		return labels[0] + "-" + last
	default:
		return labels[0] + " … " + last
	}
}

// seconds writes a length as seconds: "4", "5.5".
func seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Seconds(), 'f', -1, 64)
}

// length writes how long something takes: "2 min", "1 min 30 s".
func length(d time.Duration, l Labels) string {
	d = d.Round(time.Second)
	var parts []string
	if m := int(d / time.Minute); m > 0 {
		parts = append(parts, fill(l.Minutes, strconv.Itoa(m)))
	}
	if s := d % time.Minute; s > 0 || len(parts) == 0 {
		parts = append(parts, fill(l.Seconds, strconv.Itoa(int(s/time.Second))))
	}
	return strings.Join(parts, " ")
}

func writeLine(b *strings.Builder, text string) {
	if text = strings.TrimRight(text, " \n"); text != "" {
		b.WriteString(text)
		b.WriteByte('\n')
	}
}
