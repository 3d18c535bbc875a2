package telegramtest

import (
	"context"
	"maps"
	"strconv"
	"strings"
)

// Group is a chat of several people with the bot among them. Safe for concurrent use.
type Group struct {
	ID     int64
	server *Server
	room   *room
}

// Group returns the group with an id, which is below zero; one below -1,000,000,000,000 is
// a supergroup. A new one has the bot as a member and nobody else.
func (s *Server) Group(id int64) *Group {
	r := s.open(id, func() *room {
		kind := "group"
		if id < -1_000_000_000_000 {
			kind = "supergroup"
		}
		r := newRoom(id, kind, s.cfg.Keep)
		r.chat = sharedChat(id, kind, "Group "+strconv.FormatInt(-id, 10), false)
		r.people[botID] = "member"
		return r
	})
	return &Group{ID: id, server: s, room: r}
}

// Say writes to the group as a person, who joins it by that. The bot hears of it as its
// privacy mode allows: of commands that are for it or for everybody, of answers to its
// messages, and of everything when Config.HearsAll is set.
func (g *Group) Say(p *Person, text string) Message { return g.SayIn(p, 0, text) }

// SayIn writes to a topic of the group.
func (g *Group) SayIn(p *Person, topic int64, text string) Message {
	g.join(p)
	return p.write(g.room, Message{Kind: Text, Text: text, Topic: topic, extra: g.opening(topic)})
}

// SayAnonymously writes to the group, or to a topic of it when that is not 0, as an
// administrator who shows as the group itself: nobody is told who it is.
func (g *Group) SayAnonymously(topic int64, text string) Message {
	sender := `,"sender_chat":` + string(g.room.chat)
	return g.server.write(g.room, anonymousUser(), Message{
		From: anonymousID, Kind: Text, Text: text, Topic: topic, extra: g.opening(topic) + sender,
	})
}

// opening is what every message of a topic answers, when it answers no other: the line
// that opened it.
func (g *Group) opening(topic int64) string {
	g.room.mu.Lock()
	defer g.room.mu.Unlock()
	if topic == 0 {
		return ""
	}
	b := appendIntField([]byte(`,"reply_to_message":{"chat":`+string(g.room.chat)), "message_id", topic)
	b = appendTextField(append(b, `,"date":1,"forum_topic_created":{"icon_color":7322096`...), "name", g.room.topics[topic])
	return string(append(b, "}}"...))
}

// Reply answers a message of the group, which the bot always hears of when the message is
// its own.
func (g *Group) Reply(p *Person, to Message, text string) Message {
	g.join(p)
	b := appendField(nil, "reply_to_message")
	b = appendMessage(b, g.room, g.server.userJSON(to.From), &to)
	return p.write(g.room, Message{Kind: Text, Text: text, Topic: to.Topic, extra: string(b), toBot: to.Bot})
}

// EditText changes something that a person wrote in the group.
func (g *Group) EditText(p *Person, id int64, text string) error {
	return p.editIn(g.room, id, text)
}

// Topic opens a topic and returns its number.
func (g *Group) Topic(name string) int64 {
	r := g.room
	r.mu.Lock()
	defer r.mu.Unlock()
	r.chat = sharedChat(r.id, r.kind, "Group "+strconv.FormatInt(-r.id, 10), true)
	r.last++ // the line that announces the topic, whose id is the topic's
	r.topics[r.last] = name
	return r.last
}

// RenameTopic lets a person give a topic another name. What is written there goes on
// answering the line that opened it, with the old one.
func (g *Group) RenameTopic(by *Person, topic int64, name string) {
	g.join(by)
	b := append(appendField(nil, "forum_topic_edited"), '{')
	b = append(appendString(append(b, `"name":`...), name), '}')
	by.write(g.room, Message{Kind: Notice, Topic: topic, extra: string(b)})
}

// CloseTopic removes a topic, so that nothing can be written to it.
func (g *Group) CloseTopic(topic int64) {
	g.room.mu.Lock()
	defer g.room.mu.Unlock()
	delete(g.room.topics, topic)
}

// LockTopic closes a topic, so that it can only be read.
func (g *Group) LockTopic(topic int64) {
	g.room.mu.Lock()
	defer g.room.mu.Unlock()
	g.room.locked[topic] = true
}

// Silence takes the bot's right to write in the group away, without throwing it out.
func (g *Group) Silence() {
	g.room.mu.Lock()
	defer g.room.mu.Unlock()
	g.room.silent = true
}

// Own makes a person the group's owner, as Promote makes one an administrator.
func (g *Group) Own(p *Person) { g.change(p, "creator") }

// Leave takes a person out of the group.
func (g *Group) Leave(p *Person) { g.change(p, "left") }

// Promote makes a person an administrator, Demote a member like everybody else. The bot
// hears of it only when it asked for chat_member updates.
func (g *Group) Promote(p *Person) { g.change(p, "administrator") }

// Demote takes the rights away again.
func (g *Group) Demote(p *Person) { g.change(p, "member") }

func (g *Group) join(p *Person) {
	g.room.mu.Lock()
	defer g.room.mu.Unlock()
	if g.room.people[p.ID] == "" {
		g.room.people[p.ID] = "member"
	}
}

func (g *Group) change(p *Person, to string) {
	g.join(p)
	r := g.room
	r.mu.Lock()
	defer r.mu.Unlock()
	from := r.people[p.ID]
	r.people[p.ID] = to
	body := memberChange(r, p.user, p.user, from, to, g.server.cfg.Now())
	g.server.queue.put(update{lane: r.id, kind: "chat_member", body: body})
}

// AddBot lets a person bring the bot (back) into the group.
func (g *Group) AddBot(by *Person) { g.bot(by, "", "left", "member") }

// RemoveBot lets a person throw the bot out.
func (g *Group) RemoveBot(by *Person) {
	g.bot(by, "bot was kicked from the "+g.room.kind+" chat", "member", "kicked")
}

func (g *Group) bot(by *Person, refuses, from, to string) {
	r := g.room
	r.mu.Lock()
	defer r.mu.Unlock()
	r.refuses, r.people[botID] = refuses, to
	body := memberChange(r, by.user, g.server.bot, from, to, g.server.cfg.Now())
	g.server.queue.put(update{lane: r.id, kind: "my_chat_member", body: body})
}

// Migrate turns the group into a supergroup with another id, which it returns. The bot
// hears of it in both, and is told the new id whenever it writes to the old one.
func (g *Group) Migrate(by *Person) *Group {
	super := g.server.Group(-1_000_000_000_000 + g.ID)
	g.room.mu.Lock()
	g.room.movedTo = super.ID
	people := maps.Clone(g.room.people)
	g.room.mu.Unlock()
	super.room.mu.Lock()
	super.room.people = people
	super.room.mu.Unlock()
	by.write(g.room, Message{Kind: Notice, extra: string(appendIntField(nil, "migrate_to_chat_id", super.ID))})
	by.write(super.room, Message{Kind: Notice, extra: string(appendIntField(nil, "migrate_from_chat_id", g.ID))})
	return super
}

// Next waits for the next message of the bot in the group; see Person.Next.
func (g *Group) Next(ctx context.Context) (Message, error) { return g.room.next(ctx) }

// Until waits until a message of the group is as it should be; see Person.Until.
func (g *Group) Until(ctx context.Context, id int64, as func(Message) bool) (Message, error) {
	return g.room.until(ctx, id, as)
}

// Messages returns what is in the group; see Person.Messages.
func (g *Group) Messages() []Message { return g.room.all() }

// Menu is what a person sees when typing a slash in the group.
func (g *Group) Menu(p *Person) []Command {
	scopes := []Scope{{Type: "chat_member", Chat: g.ID, User: p.ID}}
	g.room.mu.Lock()
	status := g.room.people[p.ID]
	g.room.mu.Unlock()
	leads := status == "administrator" || status == "creator"
	if leads {
		scopes = append(scopes, Scope{Type: "chat_administrators", Chat: g.ID})
	}
	scopes = append(scopes, Scope{Type: "chat", Chat: g.ID})
	if leads {
		scopes = append(scopes, Scope{Type: "all_chat_administrators"})
	}
	scopes = append(scopes, Scope{Type: "all_group_chats"}, Scope{Type: "default"})
	return g.server.shown(p.Lang, scopes...)
}

// hears tells whether the bot learns of a person's message.
func (s *Server) hears(r *room, m *Message) bool {
	status := r.people[botID]
	switch {
	case r.person == nil && status != "member" && status != "administrator":
		return false
	case r.person != nil, m.Kind == Notice, m.toBot:
		return true
	case s.cfg.HearsAll, status == "administrator":
		return true
	}
	for _, at := range commandStarts(m.Text) {
		name, bot, named := strings.Cut(at, "@")
		if name != "" && (!named || strings.EqualFold(bot, s.cfg.Username)) {
			return true
		}
	}
	return false
}

// commandStarts lists the commands of a text, each with the name of the bot that it is for.
func commandStarts(text string) []string {
	var all []string
	for word := range strings.FieldsSeq(text) {
		if word[0] == '/' {
			if n := commandLength(word); n > 0 {
				all = append(all, word[1:n])
			}
		}
	}
	return all
}
