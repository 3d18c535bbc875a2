package terminal

import (
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// menu is the choices of the newest question, cleaned and with the keys that
// pick them. The zero menu has nothing to choose.
type menu struct {
	choices  []chat.Choice
	question uint64   // what the choices belong to
	keys     []string // what is shown before each label and typed to press it; empty for a scale
}

// newMenu lays out the choices of a message. Scales need no keys, because their
// labels are numbers that a person types as they are. Lists are numbered, or
// lettered when a label itself begins with a digit: "3" must never press the
// third choice when another one is called "3 minutes".
func newMenu(say chat.Say) menu {
	if len(say.Choices) == 0 {
		return menu{}
	}
	m := menu{question: say.Question, choices: make([]chat.Choice, len(say.Choices))}
	for i, c := range say.Choices {
		m.choices[i] = chat.Choice{Token: c.Token, Label: cleanLine(c.Label)}
	}
	digits := 0
	for _, c := range m.choices {
		if startsWithDigit(c.Label) {
			digits++
		}
	}
	if say.Layout == chat.Scale && digits == len(m.choices) {
		return m
	}
	m.keys = keys(len(m.choices), digits > 0)
	return m
}

func keys(n int, letters bool) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = strconv.Itoa(i + 1)
		if letters {
			all[i] = letterKey(i)
		}
	}
	return all
}

// letterKey counts a, b, … z, aa, ab, ….
func letterKey(i int) string {
	if i < 26 {
		return string(rune('a' + i))
	}
	return letterKey(i/26-1) + letterKey(i%26)
}

// press is the event of pressing the i-th choice.
func (m menu) press(i int) chat.Press {
	return chat.Press{Question: m.question, Token: m.choices[i].Token}
}

func (m menu) len() int { return len(m.choices) }

// scale says whether the labels are numbers that are picked as they are.
func (m menu) scale() bool { return len(m.choices) > 0 && m.keys == nil }

// byKey finds the choice whose key was typed.
func (m menu) byKey(typed string) (int, bool) {
	typed = strings.TrimSpace(typed)
	for i, key := range m.keys {
		if strings.EqualFold(key, typed) {
			return i, true
		}
	}
	return 0, false
}

// number reads a label such as "7" or "7 – good": the number and the words.
func number(label string) (n int, words string, ok bool) {
	end := strings.IndexFunc(label, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(label)
	}
	n, err := strconv.Atoi(label[:end])
	if err != nil {
		return 0, "", false
	}
	return n, strings.TrimSpace(label[end:]), true
}

func startsWithDigit(label string) bool { return label != "" && label[0] >= '0' && label[0] <= '9' }
