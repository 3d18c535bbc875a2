package discordtest

import (
	"sync"
	"time"
)

// world is what exists on the platform. Its one lock also keeps the order of events:
// what happens under it is dispatched under it.
type world struct {
	mu           sync.Mutex
	people       map[string]*Person
	channels     map[string]*channel
	guilds       map[string]*Guild
	interactions *recent[*Interaction] // by token
	byID         *recent[*Interaction]
	nonces       *recent[noncePost]
	commands     map[string]registered // by guild, "" for the global ones
}

// maxRecent is how many interactions and nonces are remembered.
const maxRecent = 50_000

func newWorld() *world {
	return &world{
		people: map[string]*Person{}, channels: map[string]*channel{}, guilds: map[string]*Guild{},
		interactions: newRecent[*Interaction](maxRecent), byID: newRecent[*Interaction](maxRecent),
		nonces: newRecent[noncePost](maxRecent), commands: map[string]registered{},
	}
}

// channel is a place for messages: of a server, private with one person, or among
// people without the bot, who brought it along.
type channel struct {
	id      string
	name    string  // empty: "general"
	kind    int     // in a server
	guild   *Guild  // nil outside servers
	person  *Person // nil but for a private chat
	refuses int     // the code that a post is refused with; 0: taken
	denied  uint64  // what only those may do here who administer the server
	posts   map[string]*post
	order   []string // ids, oldest first, at most maxPosts
	readers map[string]*Person
}

// maxPosts is how many messages a channel remembers.
const maxPosts = 500

// noncePost is the message that a nonce made.
type noncePost struct {
	post  *post
	until time.Time
}

func newChannel(id string, guild *Guild, person *Person) *channel {
	return &channel{id: id, guild: guild, person: person, posts: map[string]*post{}, readers: map[string]*Person{}}
}

func (c *channel) wire() wireChannel {
	w := wireChannel{ID: c.id, Type: channelGroup}
	if len(c.order) > 0 {
		last := c.order[len(c.order)-1]
		w.LastMessageID = &last
	}
	switch {
	case c.guild != nil:
		w.Type, w.GuildID, w.Name = c.kind, c.guild.id, "general"
		if c.name != "" {
			w.Name = c.name
		}
	case c.person != nil:
		w.Type, w.Recipients = channelDM, []*wireUser{c.person.user()}
	}
	return w
}

func (c *channel) keep(p *post) {
	c.posts[p.wire.ID] = p
	c.order = append(c.order, p.wire.ID)
	if len(c.order) > maxPosts {
		delete(c.posts, c.order[0])
		c.order = append(c.order[:0], c.order[1:]...)
	}
}

// private is the channel between a person and the bot, made when it is first needed.
func (s *Server) private(p *Person) *channel {
	if p.dm == nil {
		p.dm = newChannel(s.ids.next(), nil, p)
		s.world.channels[p.dm.id] = p.dm
	}
	return p.dm
}

// bot is the bot's own user.
func (s *Server) bot() *wireUser {
	return &wireUser{ID: s.cfg.App, Username: "stillpoint", Discriminator: "0000", Bot: true}
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000-07:00") }
