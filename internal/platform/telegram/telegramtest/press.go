package telegramtest

import (
	"context"
	"errors"
	"slices"
	"strconv"
)

var errMessage = errors.New("there is no such message")

// Toast is what an answer to a press shows for a moment, without leaving a message.
type Toast struct {
	Press string // the id that Press returned
	Text  string
	Alert bool // it has to be closed by hand
	URL   string
}

// Press presses a button of a message by its label, or else by its data. The buttons are
// those of the message as it was handed in, so that also a button that is gone by now can
// be pressed, and one can be pressed twice: every press has an id of its own, which is
// returned. The error says that the message has no such button.
func (p *Person) Press(m Message, label string) (string, error) {
	b, err := pressed(m, label)
	if err != nil {
		return "", err
	}
	return p.PressData(m, b.Data), nil
}

// PressData presses a button that carries data, whether or not there is one: somebody with
// an app of their own can do that.
func (p *Person) PressData(m Message, data string) string {
	id := p.pressID()
	r := p.server.room(m.Chat)
	if r == nil {
		return id
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.spoken = false
	b := appendString([]byte(`{"id":`), id)
	b = append(appendField(b, "from"), p.user...)
	b = appendField(b, "message")
	if now := r.find(m.ID); now != nil {
		b = appendMessage(b, r, p.server.bot, now)
	} else {
		b = append(append(b, `{"chat":`...), r.chat...)
		b = append(appendIntField(b, "message_id", m.ID), `,"date":0}`...)
	}
	b = appendTextField(b, "chat_instance", strconv.FormatInt(-m.Chat*7+1, 10))
	b = append(appendTextField(b, "data", data), '}')
	p.server.queue.put(update{lane: r.id, kind: "callback_query", body: b})
	return id
}

// An id of a press holds its person's, so that nobody has to keep a list of all of them.
const pressesEach = 1_000_000_000

func (p *Person) pressID() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.presses++
	id := strconv.FormatInt(p.ID*pressesEach+p.presses, 10)
	p.waiting[id] = true
	return id
}

// presser is who made a press; nil when nobody can have.
func (s *Server) presser(id string) *Person {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil
	}
	if r := s.room(n / pressesEach); r != nil {
		return r.person
	}
	return nil
}

// answered takes the bot's answer to a press; false when the press is not open.
func (p *Person) answered(t Toast) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.waiting[t.Press] {
		return false
	}
	delete(p.waiting, t.Press)
	if t.Text != "" || t.URL != "" {
		p.toasts = lastOf(append(p.toasts, t), p.room.keep)
		p.unread = lastOf(append(p.unread, t), p.room.keep)
	}
	p.bell.ring()
	return true
}

// Toasts returns what the person was shown for a moment, oldest first. An answer without
// words shows nothing.
func (p *Person) Toasts() []Toast {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.toasts)
}

// NextToast waits for a toast that it has not given out yet.
func (p *Person) NextToast(ctx context.Context) (Toast, error) {
	return await(ctx, &p.bell, "waiting for a toast", func() (Toast, bool) {
		p.mu.Lock()
		defer p.mu.Unlock()
		if len(p.unread) == 0 {
			return Toast{}, false
		}
		t := p.unread[0]
		p.unread = p.unread[1:]
		return t, true
	})
}

// Answered waits until the bot has answered a press, be it without a word.
func (p *Person) Answered(ctx context.Context, press string) error {
	_, err := await(ctx, &p.bell, "waiting for the answer to a press", func() (bool, bool) {
		p.mu.Lock()
		defer p.mu.Unlock()
		return true, !p.waiting[press]
	})
	return err
}

// Unanswered is how many presses the bot has left without an answer: their buttons go on
// spinning.
func (p *Person) Unanswered() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.waiting)
}

// Unanswered is how many presses of everybody the bot has left without an answer.
func (s *Server) Unanswered() int {
	sum := 0
	for _, id := range s.Chats() {
		if r := s.room(id); r.person != nil {
			sum += r.person.Unanswered()
		}
	}
	return sum
}
