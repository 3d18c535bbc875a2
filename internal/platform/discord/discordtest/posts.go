package discordtest

import "strconv"

// channelOf finds the channel that a request is about.
func (s *Server) channelOf(r *request) (*channel, *problem) {
	c := s.world.channels[r.vars["channel"]]
	if c == nil {
		p := problemOf(codeUnknownChannel)
		return nil, &p
	}
	return c, nil
}

// refusal is the code that a post to the channel is refused with, or 0.
func (c *channel) refusal() int {
	if c.refuses != 0 {
		return c.refuses
	}
	if c.guild == nil && c.person == nil {
		return codeNoAccess
	}
	if c.person != nil && c.person.refuses != codeDMsTooFast {
		return c.person.refuses
	}
	return 0
}

// postMessage sends a message. An enforced nonce that is known answers with the
// message it made before; Discord looks at all messages of the bot for it.
func postMessage(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	where, bad := s.channelOf(r)
	if bad != nil {
		return bad.reply()
	}
	if code := where.refusal(); code != 0 {
		return refuse(code)
	}
	c := readContent(r.raw)
	if c.empty(r.files) {
		return refuse(codeEmptyMessage)
	}
	nonce := c.nonceText()
	if known := s.known(nonce); c.Enforce && known != nil {
		return ok(known.wire)
	}
	p := s.blank(where, s.bot())
	p.nonce, p.wire.Nonce, p.wire.TTS = nonce, c.Nonce, c.TTS
	s.fill(p, c, r.files)
	p.pings = s.pinged(where, p.wire.Content, c.Mentions)
	s.publish(where, p)
	if nonce != "" {
		s.world.nonces.put(nonce, noncePost{post: p, until: s.cfg.Now().Add(s.cfg.NonceLife)})
	}
	return ok(p.wire)
}

func (s *Server) known(nonce string) *post {
	n, ok := s.world.nonces.get(nonce)
	if !ok || nonce == "" || s.cfg.Now().After(n.until) {
		return nil
	}
	return n.post
}

// target finds the message that a request is about.
func (s *Server) target(r *request) (*channel, *post, *problem) {
	c, bad := s.channelOf(r)
	if bad != nil {
		return nil, nil, bad
	}
	p := c.posts[r.vars["message"]]
	if p == nil || p.only != nil {
		unknown := problemOf(codeUnknownMessage)
		return nil, nil, &unknown
	}
	return c, p, nil
}

func getMessage(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	_, p, bad := s.target(r)
	if bad != nil {
		return bad.reply()
	}
	return ok(p.wire)
}

// listMessages gives the newest first; limit is 1 to 100, 50 when left out.
func listMessages(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	c, bad := s.channelOf(r)
	if bad != nil {
		return bad.reply()
	}
	limit, err := strconv.Atoi(r.query.Get("limit"))
	if err != nil {
		limit = 50
	}
	list := []wireMessage{}
	for i := len(c.order) - 1; i >= 0 && len(list) < min(limit, 100); i-- {
		if p := c.posts[c.order[i]]; p != nil && p.only == nil {
			list = append(list, p.wire)
		}
	}
	return ok(list)
}

func patchMessage(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	c, p, bad := s.target(r)
	if bad != nil {
		return bad.reply()
	}
	if p.wire.Author.ID != s.cfg.App {
		return refuse(codeEditNotOwn)
	}
	s.fill(p, readContent(r.raw), r.files)
	s.changed(c, p)
	return ok(p.wire)
}

func deleteMessage(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	c, p, bad := s.target(r)
	if bad != nil {
		return bad.reply()
	}
	if p.wire.Author.ID != s.cfg.App && c.guild == nil {
		return refuse(codeNoPermission)
	}
	s.remove(c, p)
	return nothing()
}

func typing(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	c, bad := s.channelOf(r)
	if bad != nil {
		return bad.reply()
	}
	if code := c.refusal(); code != 0 {
		return refuse(code)
	}
	return nothing()
}

func getChannel(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	c, bad := s.channelOf(r)
	if bad != nil {
		return bad.reply()
	}
	if c.refuses == codeNoAccess {
		return refuse(codeNoAccess)
	}
	return ok(c.wire())
}

// openDM makes the private channel with a person, or finds it.
func openDM(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	id, _ := r.object()["recipient_id"].(string)
	p := s.world.people[id]
	switch {
	case p == nil:
		return refuse(codeBadRecipient)
	case p.refuses == codeDMsTooFast:
		return refuse(codeDMsTooFast)
	}
	return ok(s.private(p).wire())
}
