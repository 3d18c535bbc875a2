package discordtest

// resolved tells what the roles and the channels are that options name, as Discord
// does beside them. The lock of the world is held.
func (s *Server) resolved(guild string, options []Option) map[string]any {
	roles, channels := map[string]any{}, map[string]any{}
	s.resolve(s.world.guilds[guild], options, roles, channels)
	known := map[string]any{}
	if len(roles) > 0 {
		known["roles"] = roles
	}
	if len(channels) > 0 {
		known["channels"] = channels
	}
	return known
}

func (s *Server) resolve(g *Guild, options []Option, roles, channels map[string]any) {
	for _, o := range options {
		id, _ := o.Value.(string)
		c := s.world.channels[id]
		switch {
		case o.Type == OptionRole && g != nil:
			for _, r := range g.roles {
				if r.ID == id {
					roles[id] = r
				}
			}
		case o.Type == OptionChannel && c != nil:
			channels[id] = c.wire()
		}
		s.resolve(g, o.Options, roles, channels)
	}
}
