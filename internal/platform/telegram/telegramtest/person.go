package telegramtest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
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
	at      string // the username, without the @
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
	m.From = p.ID
	return p.server.write(r, p.user, m)
}

// write puts a message that from, a User in JSON, sends into a chat. Who writes to the bot
// in private can be written to.
func (s *Server) write(r *room, from []byte, m Message) Message {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.refuses == neverOpened {
		r.refuses = ""
	}
	m.Date, m.entities = s.cfg.Now(), commandEntities(m.Text)
	r.add(&m)
	r.spoken = false
	r.bell.ring()
	if s.hears(r, &m) {
		s.queue.put(update{lane: r.id, kind: "message", body: appendMessage(nil, r, from, &m)})
	}
	return m.clone()
}

// Reply answers a message of the private chat.
func (p *Person) Reply(to Message, text string) Message {
	b := appendField(nil, "reply_to_message")
	from := p.user
	if to.Bot {
		from = p.server.bot
	}
	b = appendMessage(b, p.room, from, &to)
	return p.write(p.room, Message{Kind: Text, Text: text, Answers: to.ID, extra: string(b)})
}

// Follow opens a link to the bot, as t.me has them, and presses Start. The error says that
// it leads elsewhere, or carries what no link can.
func (p *Person) Follow(link string) (Message, error) {
	payload, ok := strings.CutPrefix(link, "https://t.me/"+p.server.cfg.Username+"?start=")
	if !ok || len(payload) > 64 || strings.Trim(payload, payloadLetters) != "" || payload == "" {
		return Message{}, fmt.Errorf("following a link: %w", errLink)
	}
	return p.Say("/start " + payload), nil
}

const payloadLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

var errLink = errors.New("it does not lead to the bot")

const neverOpened = "bot can't initiate conversation with a user"

// Stranger is a person who has never opened the chat with the bot: it cannot be written to
// before they write or follow a link. Met before, they are whoever they are.
func (s *Server) Stranger(id int64, lang string) *Person {
	if s.room(id) != nil {
		return s.Person(id, lang)
	}
	p := s.Person(id, lang)
	p.room.mu.Lock()
	defer p.room.mu.Unlock()
	p.room.refuses = neverOpened
	return p
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
