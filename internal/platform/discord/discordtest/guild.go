package discordtest

import "strconv"

// Guild is a server on the platform, with the bot in it.
type Guild struct {
	srv      *Server
	id       string
	locale   string
	owner    string
	roles    []wireRole
	channels []*channel
	members  map[string]*Person
	held     map[string][]string // roles, by person
	nicks    map[string]string   // by person
}

// Permission bits that bots ask about.
const (
	Administrator         = 1 << 3
	ManageGuild           = 1 << 5
	ViewChannel           = 1 << 10
	SendMessages          = 1 << 11
	MentionEveryone       = 1 << 17
	ManageEvents          = 1 << 33
	SendMessagesInThreads = 1 << 38
	usualMember           = ViewChannel | SendMessages | 1<<16 | 1<<31 | SendMessagesInThreads
	usualBot              = usualMember | 1<<14 | 1<<15 | 1<<18
)

// Guild is the server with this id, made and announced to the bot when it is new;
// an empty id makes a fresh one. Locale is its preferred language: "en-US".
func (s *Server) Guild(id, locale string) *Guild {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	if id == "" {
		id = s.ids.next()
	}
	if g := s.world.guilds[id]; g != nil {
		return g
	}
	g := s.newGuild(id, locale)
	g.roles = []wireRole{{ID: id, Name: "@everyone", Permissions: strconv.Itoa(usualMember)}}
	s.world.guilds[id] = g
	s.dispatch("GUILD_CREATE", id, g.wire(true), intentGuilds)
	return g
}

// newGuild is a server that nobody has heard of yet.
func (s *Server) newGuild(id, locale string) *Guild {
	return &Guild{
		srv: s, id: id, locale: locale, owner: s.ids.next(),
		members: map[string]*Person{}, held: map[string][]string{}, nicks: map[string]string{},
	}
}

// ID is the server's snowflake.
func (g *Guild) ID() string { return g.id }

// Thread is a thread of a channel, or a post of a forum.
func (g *Guild) Thread(name string) Place {
	g.srv.world.mu.Lock()
	defer g.srv.world.mu.Unlock()
	c := newChannel(g.srv.ids.next(), g, nil)
	c.name, c.kind = name, channelThread
	g.srv.world.channels[c.id] = c
	g.channels = append(g.channels, c)
	g.srv.dispatch("THREAD_CREATE", g.id, c.wire(), intentGuilds)
	return Place{Guild: g.id, Channel: c.id}
}

// Channel is a text channel of the server, made when it is new; an empty id makes a
// fresh one.
func (g *Guild) Channel(id string) Place {
	g.srv.world.mu.Lock()
	defer g.srv.world.mu.Unlock()
	if id == "" {
		id = g.srv.ids.next()
	}
	if g.srv.world.channels[id] == nil {
		c := newChannel(id, g, nil)
		g.srv.world.channels[id] = c
		g.channels = append(g.channels, c)
		g.srv.dispatch("CHANNEL_CREATE", g.id, c.wire(), intentGuilds)
	}
	return Place{Guild: g.id, Channel: id}
}

// Role adds a role and gives its id.
func (g *Guild) Role(name string, permissions uint64) string {
	g.srv.world.mu.Lock()
	defer g.srv.world.mu.Unlock()
	id := g.srv.ids.next()
	g.roles = append(g.roles, wireRole{
		ID: id, Name: name, Permissions: strconv.FormatUint(permissions, 10), Position: len(g.roles), Mentionable: true,
	})
	return id
}

// Reserve makes a role one that only those may mention who may mention everyone.
func (g *Guild) Reserve(role string) {
	g.srv.world.mu.Lock()
	defer g.srv.world.mu.Unlock()
	for i := range g.roles {
		if g.roles[i].ID == role {
			g.roles[i].Mentionable = false
		}
	}
}

// Deny takes rights away from everybody in a channel or thread of the server, but from
// who administers it.
func (g *Guild) Deny(at Place, permissions uint64) {
	g.srv.world.mu.Lock()
	defer g.srv.world.mu.Unlock()
	if c := g.srv.world.channels[at.Channel]; c != nil {
		c.denied |= permissions
	}
}

// Remove throws the bot out of the server. Its channels are still there, and closed to
// the bot from now on.
func (g *Guild) Remove() {
	g.srv.world.mu.Lock()
	defer g.srv.world.mu.Unlock()
	delete(g.srv.world.guilds, g.id)
	for _, c := range g.channels {
		c.refuses = codeNoAccess
	}
	g.srv.dispatch("GUILD_DELETE", g.id, map[string]any{"id": g.id}, intentGuilds)
}

// Invite brings the bot back into a server that it was thrown out of.
func (g *Guild) Invite() {
	g.srv.world.mu.Lock()
	defer g.srv.world.mu.Unlock()
	g.srv.world.guilds[g.id] = g
	for _, c := range g.channels {
		c.refuses = 0
	}
	g.srv.dispatch("GUILD_CREATE", g.id, g.wire(true), intentGuilds)
}

// Outage takes the server out of order for a moment, as happens to Discord itself, and
// back: nobody was thrown out.
func (g *Guild) Outage() {
	g.srv.world.mu.Lock()
	defer g.srv.world.mu.Unlock()
	g.srv.dispatch("GUILD_DELETE", g.id, map[string]any{"id": g.id, "unavailable": true}, intentGuilds)
	g.srv.dispatch("GUILD_CREATE", g.id, g.wire(true), intentGuilds)
}

func (g *Guild) wire(whole bool) wireGuild {
	w := wireGuild{
		ID: g.id, Name: "A server", OwnerID: g.owner, PreferredLocale: g.locale,
		Roles: g.roles, Features: []string{},
	}
	if !whole {
		return w
	}
	w.MemberCount, w.JoinedAt = len(g.members)+1, stamp(g.srv.cfg.Now())
	for _, c := range g.channels {
		w.Channels = append(w.Channels, c.wire())
	}
	return w
}

// Place is where a person does something. The zero value is the private chat with
// the bot; a Channel without a Guild is one among people, who brought the bot along.
type Place struct {
	Guild   string
	Channel string
	// Permissions are what the person may do there; 0: what everybody may.
	Permissions uint64
	// AppPermissions are what the bot may do there; 0: what it needs.
	AppPermissions uint64
	// UserInstalled means that the bot came along with the person and is no member
	// of the server.
	UserInstalled bool
}

// Moderating is the same place for somebody with the right to manage the server.
func (p Place) Moderating() Place {
	p.Permissions |= usualMember | ManageGuild
	return p
}

// Refuse makes posts of the bot to a channel fail with a code from now on, for
// example 50013; 0 takes them again. It reports whether the channel is known.
func (s *Server) Refuse(channel string, code int) bool {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	c := s.world.channels[channel]
	if c != nil {
		c.refuses = code
	}
	return c != nil
}

// DeleteChannel removes a channel: posting there is "Unknown Channel" from now on.
func (s *Server) DeleteChannel(id string) {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	c := s.world.channels[id]
	if c == nil || c.guild == nil {
		return
	}
	delete(s.world.channels, id)
	s.dispatch("CHANNEL_DELETE", c.guild.id, c.wire(), intentGuilds)
}
