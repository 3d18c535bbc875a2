package discordtest

import "encoding/json"

// blank is a post of nobody's words yet.
func (s *Server) blank(c *channel, author *wireUser) *post {
	p := &post{wire: wireMessage{
		ID: s.ids.next(), ChannelID: c.id, Author: author, Timestamp: stamp(s.cfg.Now()),
		Mentions: []*wireUser{}, MentionRoles: []string{}, Attachments: []wireAttachment{},
		Embeds: json.RawMessage("[]"), Components: json.RawMessage("[]"),
	}}
	if c.guild != nil {
		p.wire.GuildID = c.guild.id
	}
	return p
}

// publish keeps a post, shows it to whoever may see it and tells the bot's sessions.
func (s *Server) publish(c *channel, p *post) {
	c.keep(p)
	s.show(c, p)
	if p.only == nil {
		s.dispatch("MESSAGE_CREATE", p.wire.GuildID, s.heard(p), intentOf(c))
	}
}

// changed shows an edited post again.
func (s *Server) changed(c *channel, p *post) {
	now := stamp(s.cfg.Now())
	p.wire.EditedTimestamp = &now
	p.version++
	s.show(c, p)
	if p.only == nil {
		s.dispatch("MESSAGE_UPDATE", p.wire.GuildID, s.heard(p), intentOf(c))
	}
}

// remove takes a post away.
func (s *Server) remove(c *channel, p *post) {
	p.deleted = true
	delete(c.posts, p.wire.ID)
	p.version++
	s.show(c, p)
	if p.only == nil {
		gone := map[string]any{"id": p.wire.ID, "channel_id": c.id}
		if c.guild != nil {
			gone["guild_id"] = c.guild.id
		}
		s.dispatch("MESSAGE_DELETE", p.wire.GuildID, gone, intentOf(c))
	}
}

// show puts a post before the eyes of its readers.
func (s *Server) show(c *channel, p *post) {
	switch {
	case p.only != nil:
		p.only.sees(p)
	case c.person != nil:
		c.person.sees(p)
	default:
		for _, reader := range c.readers {
			reader.sees(p)
		}
	}
}

// heard is a message as a session of the bot hears of it: in a server the words of
// others stay hidden from a bot without the intent to read them, which this one
// never has.
func (s *Server) heard(p *post) wireMessage {
	w := p.wire
	if w.GuildID != "" && w.Author.ID != s.cfg.App && s.cfg.Privileged&intentContent == 0 {
		w.Content, w.Embeds, w.Components = "", json.RawMessage("[]"), json.RawMessage("[]")
		w.Attachments = []wireAttachment{}
	}
	return w
}

func intentOf(c *channel) int {
	if c.guild == nil {
		return intentDirect
	}
	return intentGuildMessages
}
