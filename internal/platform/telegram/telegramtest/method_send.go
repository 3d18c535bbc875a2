package telegramtest

import (
	"context"
	"encoding/json"
	"html"
	"strconv"
	"strings"
	"time"
)

const (
	maxText    = 4096 // of a message, in UTF-16 units
	maxCaption = 1024
)

func (s *Server) sendMessage(_ context.Context, c Call) reply {
	text, entities, why := words(c.Params)
	if why != "" {
		return bad(why)
	}
	return s.post(c, Message{Kind: Text, Text: text, entities: entities})
}

// words reads the text of a message without the space around it, which Telegram takes
// away. Why says what is wrong with it; empty: nothing.
func words(p Params) (text string, entities json.RawMessage, why string) {
	text, entities = strings.TrimSpace(p.Text("text")), p.JSON("entities")
	switch {
	case text == "":
		why = "message text is empty"
	case shownUnits(p, text) > maxText:
		why = "message is too long"
	case entities != nil && !json.Valid(entities):
		why = "can't parse message entities JSON object"
	}
	return text, entities, why
}

// caption reads what stands under a file; see words.
func caption(p Params) (text string, entities json.RawMessage, why string) {
	text, entities = strings.TrimSpace(p.Text("caption")), p.JSON("caption_entities")
	switch {
	case shownUnits(p, text) > maxCaption:
		why = "message caption is too long"
	case entities != nil && !json.Valid(entities):
		why = "can't parse message entities JSON object"
	}
	return text, entities, why
}

// shownUnits is how long a text is once its markup is gone.
func shownUnits(p Params, text string) int {
	if strings.EqualFold(p.Text("parse_mode"), "HTML") {
		text = withoutTags(text)
	}
	return units(text)
}

func withoutTags(s string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "<")
		b.WriteString(before)
		if !found {
			return html.UnescapeString(b.String())
		}
		_, s, _ = strings.Cut(rest, ">")
	}
}

func (s *Server) sendDocument(_ context.Context, c Call) reply { return s.sendFile(c, Document) }

func (s *Server) sendPhoto(_ context.Context, c Call) reply { return s.sendFile(c, Photo) }

func (s *Server) sendAnimation(_ context.Context, c Call) reply { return s.sendFile(c, Animation) }

// sendFile sends a file that was uploaded now or before. Its kind is also the name of the
// parameter it is in.
func (s *Server) sendFile(c Call, kind Kind) reply {
	file, ok := c.Params.File(string(kind))
	switch {
	case ok && len(file.Data) == 0:
		return bad("file must be non-empty")
	case ok:
		file = s.files.keep(kind, file)
	case c.Params.Text(string(kind)) == "":
		return bad("there is no " + string(kind) + " in the request")
	default:
		if file, ok = s.files.find(kind, c.Params.Text(string(kind))); !ok {
			return bad("wrong file identifier/HTTP URL specified")
		}
	}
	text, entities, why := caption(c.Params)
	if why != "" {
		return bad(why)
	}
	fields := string(appendFile(nil, kind, file))
	return s.post(c, Message{Kind: kind, Text: text, entities: entities, File: file, extra: fields})
}

// post puts a message of the bot into its chat.
func (s *Server) post(c Call, m Message) reply {
	buttons, err := parseKeyboard(c.Params.JSON("reply_markup"))
	if err != nil {
		return bad(err.Error())
	}
	r, refused := s.writable(c)
	if refused != nil {
		return *refused
	}
	now := s.cfg.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	if no := r.refusal(); no != nil {
		return *no
	}
	m.Topic = c.Params.Int("message_thread_id")
	if m.Topic != 0 && r.topics[m.Topic] == "" {
		return bad("message thread not found")
	}
	if why := r.closed(&m); why != "" {
		return bad(why)
	}
	if m.Answers, refused = r.answered(c.Params); refused != nil {
		return *refused
	}
	if wait := s.full(r, now); wait > 0 {
		return tooMany(wait)
	}
	m.From, m.Bot, m.Date = botID, true, now
	m.ParseMode, m.Buttons, m.keyboard = c.Params.Text("parse_mode"), buttons.rows, buttons.raw
	m.Asks = parseAsk(c.Params.JSON("reply_markup"))
	r.spoke(&m)
	r.bell.ring()
	return fine(appendMessage(nil, r, s.bot, &m))
}

// writable finds the chat of a call, whether or not the bot may write there.
func (s *Server) writable(c Call) (*room, *reply) {
	if !c.Params.Has("chat_id") {
		no := bad("chat_id is empty")
		return nil, &no
	}
	r := s.room(c.Chat())
	if r == nil {
		no := bad("chat not found")
		return nil, &no
	}
	return r, nil
}

// refusal says why the bot cannot write; nil: it can.
func (r *room) refusal() *reply {
	switch {
	case r.movedTo != 0:
		no := moved(r.movedTo)
		return &no
	case r.refuses != "":
		no := forbidden(r.refuses)
		return &no
	}
	return nil
}

// closed says why the bot cannot write where a message is meant to go; empty: it can.
func (r *room) closed(m *Message) string {
	switch {
	case r.silent:
		return "not enough rights to send text messages to the chat"
	case r.locked[m.Topic]:
		return "TOPIC_CLOSED"
	}
	return ""
}

// answered is the message that a call answers; 0 when it answers none that is still there.
func (r *room) answered(p Params) (int64, *reply) {
	raw := p.JSON("reply_parameters")
	if raw == nil {
		return 0, nil
	}
	inner, err := parseJSON(raw)
	if err != nil {
		no := bad("can't parse reply parameters JSON object")
		return 0, &no
	}
	id := inner.Int("message_id")
	switch {
	case r.find(id) != nil:
		return id, nil
	case inner.Bool("allow_sending_without_reply"):
		return 0, nil
	}
	no := bad("message to be replied not found")
	return 0, &no
}

// full counts a message in and returns 0, or says how long there is no room for it.
func (s *Server) full(r *room, now time.Time) time.Duration {
	flood := s.cfg.Flood
	s.rateMu.Lock()
	defer s.rateMu.Unlock()
	wait := max(s.second.free(now, flood.PerSecond), r.second.free(now, flood.PerChat))
	if r.person == nil {
		wait = max(wait, r.minute.free(now, flood.PerGroupMinute))
	}
	if wait == 0 {
		s.second.add(now)
		s.sent++
	}
	return wait
}

func (s *Server) sendChatAction(_ context.Context, c Call) reply {
	r, refused := s.writable(c)
	if refused != nil {
		return *refused
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if no := r.refusal(); no != nil {
		return *no
	}
	if c.Params.Text("action") == "" {
		return bad("wrong parameter action in request")
	}
	return yes()
}

// appendFile writes the field of a Message that describes a file.
func appendFile(b []byte, kind Kind, f File) []byte {
	b = appendField(b, string(kind))
	if kind == Photo {
		b = append(b, '[')
	}
	b = append(b, '{')
	b = append(appendString(append(b, `"file_id":`...), f.ID), `,"file_unique_id":`...)
	b = appendString(b, "U"+f.ID)
	b = append(b, `,"file_size":`...)
	b = strconv.AppendInt(b, int64(len(f.Data)), 10)
	switch kind {
	case Photo:
		return append(b, `,"width":320,"height":320}]`...)
	case Animation:
		b = append(b, `,"width":320,"height":320,"duration":16`...)
	}
	b = appendTextField(appendTextField(b, "file_name", f.Name), "mime_type", f.Type)
	return append(b, '}')
}
