package telegramtest

import (
	"context"
	"fmt"
	"strconv"
	"sync"
)

// Person is somebody with a Telegram account and a private chat with the bot. Safe for
// concurrent use.
type Person struct {
	ID   int64
	Lang string // as the person's own app is set, "es"; may be empty

	server *Server
	room   *room
	user   []byte // the User in JSON

	mu      sync.Mutex
	presses int64
	waiting map[string]bool // presses that the bot has not answered
	toasts  []Toast
	unread  []Toast
	bell    bell
}

// Person returns the person with an id, 1 to 9,000,000,000, who has opened the chat with
// the bot. The language counts when the person is met for the first time.
func (s *Server) Person(id int64, lang string) *Person {
	return s.open(id, func() *room {
		p := &Person{ID: id, Lang: lang, server: s, waiting: map[string]bool{}}
		name := "Person " + strconv.FormatInt(id, 10)
		p.user = appendUser(nil, id, false, name, "", lang)
		p.room = newRoom(id, "private", s.cfg.Keep)
		p.room.person, p.room.chat = p, privateChat(id, name)
		return p.room
	}).person
}

// Say writes to the bot and returns the message as it stands in the chat. Commands are
// marked as such, wherever they are.
func (p *Person) Say(text string) Message {
	return p.write(p.room, Message{Kind: Text, Text: text})
}

// write puts a person's message into a chat and lets the bot hear of it if it may.
func (p *Person) write(r *room, m Message) Message {
	r.mu.Lock()
	defer r.mu.Unlock()
	m.From, m.Date, m.entities = p.ID, p.server.cfg.Now(), commandEntities(m.Text)
	r.add(&m)
	r.spoken = false
	r.bell.ring()
	if p.server.hears(r, &m) {
		p.server.queue.put(update{lane: r.id, kind: "message", body: appendMessage(nil, r, p.user, &m)})
	}
	return m.clone()
}

// EditText changes something that the person wrote in the private chat. The error says
// that there is no such message.
func (p *Person) EditText(id int64, text string) error { return p.editIn(p.room, id, text) }

func (p *Person) editIn(r *room, id int64, text string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	m := r.find(id)
	if m == nil || m.From != p.ID {
		return fmt.Errorf("editing message %d: %w", id, errMessage)
	}
	m.Text, m.entities = text, commandEntities(text)
	m.Edits++
	r.spoken = false
	r.bell.ring()
	if p.server.hears(r, m) {
		p.server.queue.put(update{lane: r.id, kind: "edited_message", body: appendMessage(nil, r, p.user, m)})
	}
	return nil
}

// Next waits for the next message that the bot sends to the private chat, or that waits
// there already, and returns it as it reads at that moment. Each is given out once; one
// that was deleted in between never.
func (p *Person) Next(ctx context.Context) (Message, error) { return p.room.next(ctx) }

// Until waits until a message of the private chat is as it should be, also when it has
// been deleted, and returns it.
func (p *Person) Until(ctx context.Context, id int64, as func(Message) bool) (Message, error) {
	return p.room.until(ctx, id, as)
}

// Message returns a message of the private chat as it reads now; false when there is
// none, or no longer.
func (p *Person) Message(id int64) (Message, bool) { return p.room.message(id) }

// Messages returns what is in the private chat, both sides, oldest first. What was
// deleted is still there and says so.
func (p *Person) Messages() []Message { return p.room.all() }

// Duplicates is how many messages the bot said twice in a row in the private chat.
func (p *Person) Duplicates() int {
	p.room.mu.Lock()
	defer p.room.mu.Unlock()
	return p.room.twice
}

// Menu is what the person sees behind the menu button of the private chat.
func (p *Person) Menu() []Command {
	return p.server.shown(p.Lang, Scope{Type: "chat", Chat: p.ID},
		Scope{Type: "all_private_chats"}, Scope{Type: "default"})
}

// Block ends the chat: the bot hears of it, and cannot write any more.
func (p *Person) Block() { p.reach("bot was blocked by the user", "member", "kicked") }

// Unblock opens the chat again.
func (p *Person) Unblock() { p.reach("", "kicked", "member") }

// Deactivate closes the person's account. The bot hears nothing of it until it writes.
func (p *Person) Deactivate() {
	p.room.mu.Lock()
	defer p.room.mu.Unlock()
	p.room.refuses = "user is deactivated"
}

func (p *Person) reach(refuses, from, to string) {
	r := p.room
	r.mu.Lock()
	defer r.mu.Unlock()
	r.refuses = refuses
	body := memberChange(r, p.user, p.server.bot, from, to, p.server.cfg.Now())
	p.server.queue.put(update{lane: r.id, kind: "my_chat_member", body: body})
}
