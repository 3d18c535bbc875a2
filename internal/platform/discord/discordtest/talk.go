package discordtest

import "encoding/json"

// Say types into the private chat with the bot.
func (p *Person) Say(text string) Message { return p.SayAt(Place{}, text) }

// SayAt types at a place. In a server the bot hears of it without its words, unless
// Config.Privileged grants them.
func (p *Person) SayAt(place Place, text string) Message {
	return p.post(place, func(w *wireMessage) { w.Content = text })
}

// SendPhoto sends a picture in private, with words or without.
func (p *Person) SendPhoto(caption string) Message {
	return p.attach(caption, "photo.jpg", "image/jpeg")
}

// SendVoice sends a voice note in private.
func (p *Person) SendVoice() Message {
	return p.attach("", "voice-message.ogg", "audio/ogg")
}

func (p *Person) attach(caption, name, kind string) Message {
	return p.post(Place{}, func(w *wireMessage) {
		id := p.srv.ids.next()
		w.Content = caption
		w.Attachments = append(w.Attachments, wireAttachment{
			ID: id, Filename: name, ContentType: kind, Size: 1024,
			URL: "http://" + p.srv.base + "/attachments/" + id, ProxyURL: "http://" + p.srv.base + "/attachments/" + id,
		})
	})
}

// SendSticker sends a sticker in private.
func (p *Person) SendSticker() Message {
	return p.post(Place{}, func(w *wireMessage) {
		w.StickerItems = []wireSticker{{ID: p.srv.ids.next(), Name: "wave", FormatType: 1}}
	})
}

// Edit changes what the person said, and tells the bot; false when it is gone.
func (p *Person) Edit(said Message, text string) bool {
	return p.own(said, func(c *channel, mine *post) {
		mine.wire.Content = text
		p.srv.changed(c, mine)
	})
}

// Delete takes back what the person said; false when it is gone.
func (p *Person) Delete(said Message) bool {
	return p.own(said, p.srv.remove)
}

func (p *Person) own(said Message, change func(*channel, *post)) bool {
	p.srv.world.mu.Lock()
	defer p.srv.world.mu.Unlock()
	c := p.srv.world.channels[said.Channel]
	if c == nil {
		return false
	}
	mine := c.posts[said.ID]
	if mine == nil || mine.wire.Author.ID != p.id {
		return false
	}
	change(c, mine)
	return true
}

// post sends a message of the person's.
func (p *Person) post(place Place, write func(*wireMessage)) Message {
	p.srv.world.mu.Lock()
	defer p.srv.world.mu.Unlock()
	c := p.srv.enter(p, place)
	mine := p.srv.blank(c, p.user())
	if c.guild != nil {
		mine.wire.Member = p.srv.member(c, p, place)
		mine.wire.Member.User = nil
	}
	write(&mine.wire)
	p.srv.publish(c, mine)
	return mine.seen()
}

// enter is the channel of a place, with the person among its readers. Unknown servers
// and channels are made, silently: a bot need not be a member to be used somewhere.
func (s *Server) enter(p *Person, place Place) *channel {
	if place.Channel == "" {
		return s.private(p)
	}
	p.places[place.Channel] = place
	c := s.world.channels[place.Channel]
	if c == nil {
		c = newChannel(place.Channel, s.guildOf(place), nil)
		s.world.channels[place.Channel] = c
	}
	c.readers[p.id] = p
	if c.guild != nil {
		c.guild.members[p.id] = p
	}
	return c
}

// guildOf is the server of a place, nil where there is none.
func (s *Server) guildOf(place Place) *Guild {
	if place.Guild == "" {
		return nil
	}
	g := s.world.guilds[place.Guild]
	if g == nil {
		g = s.newGuild(place.Guild, "en-US")
		if !place.UserInstalled {
			s.world.guilds[place.Guild] = g
		}
	}
	return g
}

// Repeat tells the bot of a message once more, as Discord may after a resume; false
// when it is gone.
func (p *Person) Repeat(said Message) bool {
	return p.own(said, func(c *channel, mine *post) {
		p.srv.dispatch("MESSAGE_CREATE", mine.wire.GuildID, p.srv.heard(mine), intentOf(c))
	})
}

// Dispatch sends an event of any kind and shape to the sessions of the bot, as if it
// had happened: to the shard of its guild_id, or to shard 0.
func (s *Server) Dispatch(event string, raw json.RawMessage) {
	var where struct {
		Guild string `json:"guild_id"`
	}
	_ = json.Unmarshal(raw, &where) // an event may be anything; then it is private
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	s.dispatch(event, where.Guild, raw, intentAny)
}
