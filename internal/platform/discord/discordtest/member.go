package discordtest

import (
	"slices"
	"strconv"
)

// Named gives the person the name that others read, unless a server has its own for
// them.
func (p *Person) Named(name string) {
	p.srv.world.mu.Lock()
	defer p.srv.world.mu.Unlock()
	p.name = name
}

// Give lets a person have a role of the server, with the rights that go with it.
func (g *Guild) Give(p *Person, role string) {
	g.srv.world.mu.Lock()
	defer g.srv.world.mu.Unlock()
	g.members[p.id] = p
	g.held[p.id] = append(g.held[p.id], role)
}

// Nick gives a person a name of their own in the server.
func (g *Guild) Nick(p *Person, name string) {
	g.srv.world.mu.Lock()
	defer g.srv.world.mu.Unlock()
	g.members[p.id] = p
	g.nicks[p.id] = name
}

// rights is what a member may do: what everybody may, and what their roles add.
func (g *Guild) rights(p *Person) uint64 {
	all := uint64(usualMember)
	for _, r := range g.roles {
		if g.holds(p, r.ID) {
			more, _ := strconv.ParseUint(r.Permissions, 10, 64) // made by Role, so it is a number
			all |= more
		}
	}
	return all
}

// everything is what somebody may do who administers a server.
const everything = 1<<53 - 1

// in is what is left in a channel of what somebody may do in the server.
func (c *channel) in(all uint64) uint64 {
	if all&Administrator != 0 {
		return everything
	}
	return all &^ c.denied
}

// may is what somebody may do in a channel when they are at a place, whose own rights go
// before those of their roles.
func (c *channel) may(p *Person, place Place) uint64 {
	switch {
	case place.Permissions == 0:
		return c.in(c.guild.rights(p))
	case place.Channel == c.id:
		return place.Permissions
	}
	return c.in(place.Permissions)
}

func (g *Guild) holds(p *Person, role string) bool { return slices.Contains(g.held[p.id], role) }
