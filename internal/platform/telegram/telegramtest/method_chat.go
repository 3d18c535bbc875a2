package telegramtest

import (
	"context"
	"strconv"
)

func (s *Server) getMe(context.Context, Call) reply {
	b := append([]byte(nil), s.bot[:len(s.bot)-1]...)
	b = append(b, `,"can_join_groups":true,"can_read_all_group_messages":`...)
	b = strconv.AppendBool(b, s.cfg.HearsAll)
	return fine(append(b, `,"supports_inline_queries":false}`...))
}

// takeNote accepts what nobody here reads again.
func (s *Server) takeNote(context.Context, Call) reply { return yes() }

func (s *Server) answerCallbackQuery(_ context.Context, c Call) reply {
	id, text := c.Params.Text("callback_query_id"), c.Params.Text("text")
	if units(text) > 200 {
		return bad("MESSAGE_TOO_LONG")
	}
	p := s.presser(id)
	if p == nil || !p.answered(Toast{Press: id, Text: text, Alert: c.Params.Bool("show_alert"), URL: c.Params.Text("url")}) {
		return bad("query is too old and response timeout expired or query ID is invalid")
	}
	return yes()
}

func (s *Server) getChatMember(_ context.Context, c Call) reply {
	r, refused := s.shared(c)
	if refused != nil {
		return *refused
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	id := c.Params.Int("user_id")
	user, status := s.userJSON(id), r.people[id]
	if user == nil {
		return bad("user not found")
	}
	if status == "" {
		status = "left"
	}
	return fine(appendMember(nil, status, user))
}

func (s *Server) getChatAdministrators(_ context.Context, c Call) reply {
	r, refused := s.shared(c)
	if refused != nil {
		return *refused
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	b := []byte{'['}
	for id, status := range r.people {
		if status != "creator" && status != "administrator" {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = appendMember(b, status, s.userJSON(id))
	}
	return fine(append(b, ']'))
}

// shared finds the group of a call.
func (s *Server) shared(c Call) (*room, *reply) {
	r, refused := s.writable(c)
	if refused == nil && r.person != nil {
		no := bad("there are no administrators in the private chat")
		return nil, &no
	}
	if refused != nil {
		return nil, refused
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r, r.refusal()
}

func (s *Server) userJSON(id int64) []byte {
	if id == botID {
		return s.bot
	}
	if r := s.room(id); r != nil && r.person != nil {
		return r.person.user
	}
	return nil
}
