package discordtest

import "strconv"

// resolved tells what the roles and the channels are that options name, as Discord
// does beside them: of a channel also what the person may do there. The lock of the
// world is held.
func (s *Server) resolved(p *Person, place Place, options []Option) map[string]any {
	roles, channels := map[string]any{}, map[string]any{}
	rights := func(c *channel) string { return strconv.FormatUint(c.may(p, place), 10) }
	s.resolve(s.world.guilds[place.Guild], options, roles, channels, rights)
	known := map[string]any{}
	if len(roles) > 0 {
		known["roles"] = roles
	}
	if len(channels) > 0 {
		known["channels"] = channels
	}
	return known
}

func (s *Server) resolve(g *Guild, options []Option, roles, channels map[string]any, rights func(*channel) string) {
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
			w := c.wire()
			if c.guild != nil {
				w.Permissions = rights(c)
			}
			channels[id] = w
		}
		s.resolve(g, o.Options, roles, channels, rights)
	}
}
