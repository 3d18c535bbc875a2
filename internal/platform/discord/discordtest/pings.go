package discordtest

import (
	"slices"
	"strings"
)

// allowed is who may be called by a message.
type allowed struct {
	Parse []string `json:"parse"`
	Users []string `json:"users"`
	Roles []string `json:"roles"`
}

// lets tells whether a kind may be called, or this one of it. Without any word about
// it everything may.
func (a *allowed) lets(kind, id string) bool {
	if a == nil || slices.Contains(a.Parse, kind) {
		return true
	}
	return kind == "roles" && slices.Contains(a.Roles, id) || kind == "users" && slices.Contains(a.Users, id)
}

// pinged is who is called by a text in a channel: the members that it names, alone, by
// a role or as everybody, as far as that was allowed. What is escaped counts all the
// same, so that nothing hangs on how a client reads it.
func (s *Server) pinged(c *channel, text string, a *allowed) []string {
	if c.guild == nil {
		return nil
	}
	everybody := a.lets("everyone", "") && (strings.Contains(text, "@everyone") || strings.Contains(text, "@here"))
	var called []string
	for id, p := range c.guild.members {
		if everybody || names(text, "<@"+id+">", "<@!"+id+">") && a.lets("users", id) || c.guild.called(p, text, a) {
			called = append(called, id)
		}
	}
	slices.Sort(called)
	return called
}

// called tells whether a person has a role that is called.
func (g *Guild) called(p *Person, text string, a *allowed) bool {
	for _, r := range g.roles {
		if r.Mentionable && g.holds(p, r.ID) && names(text, "<@&"+r.ID+">") && a.lets("roles", r.ID) {
			return true
		}
	}
	return false
}

func names(text string, ways ...string) bool {
	return slices.ContainsFunc(ways, func(way string) bool { return strings.Contains(text, way) })
}

// Posts are the messages of a channel that everybody there can read, oldest first.
func (s *Server) Posts(channel string) []Message {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	c := s.world.channels[channel]
	if c == nil {
		return nil
	}
	var all []Message
	for _, id := range c.order {
		if p := c.posts[id]; p != nil && p.only == nil {
			all = append(all, p.seen())
		}
	}
	return all
}
