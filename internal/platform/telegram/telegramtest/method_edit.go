package telegramtest

import (
	"context"
	"encoding/json"
)

const notModified = "message is not modified: specified new message content and reply markup are exactly " +
	"the same as a current content and reply markup of the message"

func (s *Server) editMessageText(_ context.Context, c Call) reply {
	text, entities, why := words(c.Params)
	if why != "" {
		return bad(why)
	}
	return s.edit(c, edit{text: &text, entities: entities, ofText: true})
}

func (s *Server) editMessageCaption(_ context.Context, c Call) reply {
	text, entities, why := caption(c.Params)
	if why != "" {
		return bad(why)
	}
	return s.edit(c, edit{text: &text, entities: entities})
}

func (s *Server) editMessageReplyMarkup(_ context.Context, c Call) reply {
	return s.edit(c, edit{})
}

// edit is what becomes of a message.
type edit struct {
	text     *string // nil: stays
	entities json.RawMessage
	ofText   bool // only a message without a file has this text
}

func (s *Server) edit(c Call, to edit) reply {
	buttons, err := parseKeyboard(c.Params.JSON("reply_markup"))
	if err != nil {
		return bad(err.Error())
	}
	r, refused := s.writable(c)
	if refused != nil {
		return *refused
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if no := r.refusal(); no != nil {
		return *no
	}
	m := r.find(c.Params.Int("message_id"))
	if why := to.against(m, buttons); why != "" {
		return bad(why)
	}
	if to.text != nil {
		m.Text, m.entities, m.ParseMode = *to.text, to.entities, c.Params.Text("parse_mode")
	}
	m.Buttons, m.keyboard = buttons.rows, buttons.raw
	m.Edits++
	r.bell.ring()
	return fine(appendMessage(nil, r, s.bot, m))
}

// against says why a message cannot be edited so; empty: it can.
func (e edit) against(m *Message, buttons keyboard) string {
	switch {
	case m == nil:
		return "message to edit not found"
	case !m.Bot:
		return "message can't be edited"
	case e.text != nil && e.ofText != (m.Kind == Text):
		return "there is no text in the message to edit"
	case (e.text == nil || *e.text == m.Text) && buttons.equal(m):
		return notModified
	}
	return ""
}

func (s *Server) deleteMessage(_ context.Context, c Call) reply {
	r, refused := s.writable(c)
	if refused != nil {
		return *refused
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if no := r.refusal(); no != nil {
		return *no
	}
	m := r.find(c.Params.Int("message_id"))
	if m == nil {
		return bad("message to delete not found")
	}
	m.Deleted = true
	r.bell.ring()
	return yes()
}
