package discordtest

import (
	"encoding/json"
	"net/http"
)

// callback takes the first answer to an interaction.
func callback(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	i, _ := s.world.byID.get(r.vars["id"])
	if i == nil || i.Token != r.vars["token"] {
		return refuse(codeUnknownInteraction)
	}
	kind, _ := r.object()["type"].(float64)
	took := s.cfg.Now().Sub(i.made)
	s.answers.add(AnswerTime{Interaction: i.ID, Kind: i.Type, Type: int(kind), Took: took, Late: i.late()})
	switch {
	case i.late():
		i.person.stir()
		return refuse(codeUnknownInteraction)
	case i.answer != nil:
		return refuse(codeAlreadyAnswered)
	case !i.allows(int(kind)):
		return refuse(codeInvalidForm)
	}
	var data struct {
		Data json.RawMessage `json:"data"`
	}
	_ = json.Unmarshal(r.raw, &data) // it decoded before
	if bad := s.apply(i, int(kind), data.Data, r.files); bad != nil {
		return bad.reply()
	}
	i.answer = &Answer{Type: int(kind), Took: took}
	if kind == AnswerChoices {
		i.answer.Choices = data.Data
	}
	i.person.stir()
	if r.query.Get("with_response") != "true" {
		return nothing()
	}
	return ok(i.response(int(kind)))
}

// allows tells which answers fit which interaction. One of a kind unknown here takes
// any.
func (i *Interaction) allows(kind int) bool {
	switch kind {
	case AnswerMessage, AnswerDeferred:
		return i.Type != InteractionAutocomplete
	case AnswerDeferredEdit, AnswerEdit:
		return i.source != nil && i.Type != InteractionAutocomplete
	case AnswerChoices:
		return i.Type == InteractionAutocomplete
	case AnswerModal:
		return i.Type != InteractionModal && i.Type != InteractionAutocomplete
	}
	return false
}

// apply carries an answer out.
func (s *Server) apply(i *Interaction, kind int, data json.RawMessage, files []File) *problem {
	c := readContent(data)
	switch kind {
	case AnswerMessage:
		if c.empty(files) {
			p := problemOf(codeEmptyMessage)
			return &p
		}
		i.original = s.reply(i, c, files, 0)
	case AnswerDeferred:
		i.original = s.reply(i, c, nil, flagLoading)
	case AnswerDeferredEdit:
		i.original = i.source
	case AnswerEdit:
		i.original = i.source
		s.fill(i.source, c, files)
		s.changed(i.channel, i.source)
	case AnswerModal:
		s.openModal(i, data)
	}
	return nil
}

// reply is a new message that answers an interaction, with flags beside those asked for.
func (s *Server) reply(i *Interaction, c content, files []File, flags int) *post {
	p := s.blank(i.channel, s.bot())
	p.answers = i.ID
	p.wire.ApplicationID, p.wire.WebhookID, p.wire.Type = s.cfg.App, s.cfg.App, 20
	p.wire.InteractionMetadata = &wireMetadata{ID: i.ID, Type: i.Type, User: i.person.user()}
	p.wire.Flags = flags
	if c.Flags != nil && *c.Flags&flagEphemeral != 0 {
		p.only = i.person
		p.wire.Flags |= flagEphemeral
	}
	s.fill(p, c, files)
	if p.only == nil {
		p.pings = s.pinged(i.channel, p.wire.Content, c.Mentions)
	}
	s.publish(i.channel, p)
	return p
}

func (s *Server) openModal(i *Interaction, data json.RawMessage) {
	var form Modal
	_ = json.Unmarshal(data, &form) // what does not fit is left out
	form.place = i.person.places[i.channel.id]
	if i.source != nil {
		on := i.source.seen()
		form.on = &on
	}
	i.person.modals = pushed(i.person.modals, form)
}

// response is what with_response asks for.
func (i *Interaction) response(kind int) map[string]any {
	about := map[string]any{"id": i.ID, "type": i.Type}
	answer := map[string]any{"interaction": about}
	if i.original != nil {
		about["response_message_id"] = i.original.wire.ID
		about["response_message_loading"] = i.original.wire.Flags&flagLoading != 0
		about["response_message_ephemeral"] = i.original.only != nil
		answer["resource"] = map[string]any{"type": kind, "message": i.original.wire}
	}
	return answer
}

// hook finds the interaction of a webhook token, or says why it is of no use.
func (s *Server) hook(r *request) (*Interaction, *problem) {
	code := 0
	i, _ := s.world.interactions.get(r.vars["token"])
	switch {
	case i == nil || r.vars["app"] != s.cfg.App:
		code = codeUnknownWebhook
	case i.expired():
		code = codeBadToken
	case i.answer == nil:
		code = codeUnknownWebhook
	}
	if code == 0 {
		return i, nil
	}
	p := problemOf(code)
	return nil, &p
}

// found is a message that an interaction may touch: its own answers, and the message
// of its component.
func (i *Interaction) found(id string) *post {
	if id == "@original" {
		if i.original == nil || i.original.deleted {
			return nil
		}
		return i.original
	}
	p := i.channel.posts[id]
	if p == nil || (p.answers != i.ID && p != i.source) {
		return nil
	}
	return p
}

func getFollowup(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	i, bad := s.hook(r)
	if bad != nil {
		return bad.reply()
	}
	p := i.found(r.vars["message"])
	if p == nil {
		return refuse(codeUnknownMessage)
	}
	return ok(p.wire)
}

// postFollowup sends a message more. The first one after "thinking" takes its place.
func postFollowup(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	i, bad := s.hook(r)
	if bad != nil {
		return bad.reply()
	}
	c := readContent(r.raw)
	if c.empty(r.files) {
		return refuse(codeEmptyMessage)
	}
	if p := i.original; p != nil && !p.deleted && p.wire.Flags&flagLoading != 0 {
		s.arrive(i, c, r.files)
		return ok(p.wire)
	}
	return ok(s.reply(i, c, r.files, 0).wire)
}

// arrive puts a deferred answer in the place of "thinking".
func (s *Server) arrive(i *Interaction, c content, files []File) {
	p := i.original
	p.wire.Flags &^= flagLoading
	s.fill(p, c, files)
	s.show(i.channel, p) // it is new to the person: version 0 stays
	if p.only == nil {
		s.dispatch("MESSAGE_UPDATE", p.wire.GuildID, s.heard(p), intentOf(i.channel))
	}
}

func patchFollowup(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	i, bad := s.hook(r)
	if bad != nil {
		return bad.reply()
	}
	p := i.found(r.vars["message"])
	if p == nil {
		return refuse(codeUnknownMessage)
	}
	c := readContent(r.raw)
	if p.wire.Flags&flagLoading != 0 {
		s.arrive(i, c, r.files)
		return ok(p.wire)
	}
	s.fill(p, c, r.files)
	s.changed(i.channel, p)
	return ok(p.wire)
}

func deleteFollowup(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	i, bad := s.hook(r)
	if bad != nil {
		return bad.reply()
	}
	p := i.found(r.vars["message"])
	if p == nil {
		return refuse(codeUnknownMessage)
	}
	s.remove(i.channel, p)
	return reply{status: http.StatusNoContent}
}
