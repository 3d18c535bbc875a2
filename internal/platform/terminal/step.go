package terminal

import (
	"cmp"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// step is what is open at the moment: the choices that can be pressed and the
// controls that go with them. Its methods return what is open afterwards.
type step struct {
	menu     menu
	controls []chat.Control
	question uint64 // what the controls belong to
	answered bool   // the person has typed something since the choices were shown
}

// after takes in a message. A message with choices or controls, and a pacer,
// begin a new step. A bare message leaves the step open when it came unasked (a
// reminder), and ends its choices when it is the reply to something typed.
// The controls stay until there are newer ones: a way out is always in sight.
func (s step) after(m chat.Message) step {
	switch m := m.(type) {
	case chat.Say:
		if len(m.Choices) > 0 || len(m.Controls) > 0 {
			return step{menu: newMenu(m), controls: newer(s.controls, m.Controls), question: cmp.Or(m.Question, s.question)}
		}
	case chat.Pace:
		return step{controls: newer(s.controls, m.Controls), question: cmp.Or(m.Question, s.question)}
	}
	if s.answered {
		return step{controls: s.controls, question: s.question}
	}
	return s
}

// pressed ends the choices: one question has one answer.
func (s step) pressed() step { return step{controls: s.controls, question: s.question, answered: true} }

// typed notes that the next message is a reply.
func (s step) typed() step {
	s.answered = true
	return s
}

// ends says whether m ends a pacer that is running: a new step does, and so does
// any reply to what the person did meanwhile.
func (s step) ends(m chat.Message) bool {
	switch m := m.(type) {
	case chat.Say:
		return s.answered || len(m.Choices) > 0 || len(m.Controls) > 0
	case chat.Pace:
		return true
	}
	return false
}

func newer(old, fresh []chat.Control) []chat.Control {
	if len(fresh) == 0 {
		return old
	}
	cleaned := make([]chat.Control, 0, len(fresh))
	for _, c := range fresh {
		cleaned = append(cleaned, chat.Control{
			Token: c.Token, Label: cleanLine(c.Label), Word: cleanLine(c.Word),
		})
	}
	return cleaned
}
