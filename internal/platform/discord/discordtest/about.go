package discordtest

// What a bot asks about itself and about servers.

func getGateway(s *Server, _ *request) reply {
	return ok(map[string]any{"url": s.GatewayURL()})
}

// identifiesADay is how often a bot may start a session.
const identifiesADay = 1000

func getGatewayBot(s *Server, _ *request) reply {
	used := len(s.Identifies())
	return ok(map[string]any{
		"url": s.GatewayURL(), "shards": s.cfg.Shards,
		"session_start_limit": map[string]any{
			"total": identifiesADay, "remaining": max(identifiesADay-used, 0),
			"reset_after": 14400000, "max_concurrency": s.cfg.MaxConcurrency,
		},
	})
}

func getMe(s *Server, _ *request) reply { return ok(s.bot()) }

func getApplication(s *Server, _ *request) reply {
	return ok(map[string]any{
		"id": s.cfg.App, "name": "Stillpoint", "description": "", "icon": nil, "bot": s.bot(),
		"bot_public": true, "bot_require_code_grant": false, "flags": s.cfg.Privileged, "verify_key": "00",
		"integration_types_config": map[string]any{"0": map[string]any{}, "1": map[string]any{}},
	})
}

func (s *Server) guildFor(r *request) (*Guild, *problem) {
	g := s.world.guilds[r.vars["guild"]]
	if g == nil {
		p := problemOf(codeUnknownGuild)
		return nil, &p
	}
	return g, nil
}

func getGuild(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	g, bad := s.guildFor(r)
	if bad != nil {
		return bad.reply()
	}
	return ok(g.wire(false))
}

func getRoles(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	g, bad := s.guildFor(r)
	if bad != nil {
		return bad.reply()
	}
	return ok(append([]wireRole{}, g.roles...))
}

func getGuildChannels(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	g, bad := s.guildFor(r)
	if bad != nil {
		return bad.reply()
	}
	return ok(append([]wireChannel{}, g.wire(true).Channels...))
}

// getMember gives a person of the server, or the bot itself.
func getMember(s *Server, r *request) reply {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	g, bad := s.guildFor(r)
	if bad != nil {
		return bad.reply()
	}
	m := wireMember{User: s.bot(), Roles: []string{}, JoinedAt: stamp(s.cfg.Now())}
	if id := r.vars["user"]; id != s.cfg.App {
		p := g.members[id]
		if p == nil {
			return refuse(codeUnknownMember)
		}
		m.User = p.user()
	}
	return ok(m)
}
