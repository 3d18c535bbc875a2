package telegram

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// meaning is what an update asks for. The set is closed: heard, pressed, managed, invited,
// joined, moved, changed, called and stray are all there are; nil asks for nothing.
type meaning interface{ meaning() }

type (
	// heard is an event for the house that is no press.
	heard struct {
		in    chat.Inbound
		chat  int64
		album string // the album that an unreadable message belongs to
		// answers asks for a look whether the text fills in a form; no group otherwise.
		answers *request
	}
	// pressed is a button of ours, pressed in a private chat.
	pressed struct {
		in   chat.Inbound
		id   string // the callback's, to acknowledge it
		on   target
		says string // the label of the button; empty when it is out of reach
	}
	// invited is a command in a group: its answer is the way to the private chat.
	invited struct {
		to      address
		command string
		locale  string
	}
	// managed is somebody who asks about the reminders of a group.
	managed struct{ request }
	// joined is a change in whether the bot is in a group.
	joined struct {
		id     string
		group  int64
		locale string
		change chat.Change
	}
	// moved is a group that has a new id.
	moved struct {
		from, to   int64
		id, locale string // of the event; of whoever moved it
	}
	// changed says that what is known of a member's rights, or of everybody's when who
	// is 0, may be over. It comes beside another meaning, or alone.
	changed struct{ group, who int64 }
	// called is what a topic of a group is called from now on.
	called struct {
		at   address
		name string
	}
	// stray is a press of something that is none of ours; it is only acknowledged.
	stray struct{ id string }
)

func (heard) meaning()   {}
func (pressed) meaning() {}
func (managed) meaning() {}
func (invited) meaning() {}
func (joined) meaning()  {}
func (changed) meaning() {}
func (called) meaning()  {}
func (moved) meaning()   {}
func (stray) meaning()   {}

// reader reads updates. It holds what it has to know about the bot itself.
type reader struct {
	username string                 // in lower case
	known    func(name string) bool // whether a command is in the menus
	desk     bool                   // whether communities can be reminded
	links    links
}

// read says what an update means. raw is the update as it came, for the few
// messages whose nature is not in the fields that were decoded.
func (r reader) read(u update, raw []byte) meaning {
	switch {
	case u.Callback != nil:
		return r.press(u.ID, u.Callback)
	case u.Message != nil:
		return r.message(u.ID, u.Message, raw)
	case u.Edited != nil:
		return r.edit(u.Edited)
	case u.Member != nil:
		return r.member(u.ID, u.Member)
	case u.Others != nil:
		return changed{group: u.Others.Chat.ID, who: u.Others.New.User.ID}
	}
	return nil
}

func (r reader) press(id int64, c *callback) meaning {
	m := c.Message
	if group, token, is := parseDeskData(c.Data); is && r.desk && m != nil && m.Chat.private() {
		return managed{request{
			id: eventID(id), by: c.From, ask: chat.Tap{Token: token}, group: group,
			on: target{chat: m.Chat.ID, message: m.ID}, press: c.ID,
		}}
	}
	press, ok := parseData(c.Data)
	if !ok || m == nil || !m.Chat.private() {
		if c.ID == "" {
			return nil
		}
		return stray{id: c.ID}
	}
	return pressed{
		in:   chat.Inbound{ID: "c" + c.ID, Actor: person(m.Chat.ID), Locale: c.From.Locale, Event: press},
		id:   c.ID,
		on:   target{chat: m.Chat.ID, message: m.ID, question: press.Question, text: m.Text},
		says: labelOf(m.Markup, c.Data),
	}
}

// labelOf is the label of the button that carries data, in a keyboard as it came;
// empty when there is none.
func labelOf(markup []byte, data string) string {
	array, ok := arrayAt(markup, "inline_keyboard")
	if !ok {
		return ""
	}
	rows, _ := elements(array)
	for _, row := range rows {
		buttons, _ := elements(row)
		for _, raw := range buttons {
			var b button
			if bytes.Contains(raw, []byte(data)) && json.Unmarshal(raw, &b) == nil && b.Data == data {
				return b.Text
			}
		}
	}
	return ""
}

func (r reader) message(id int64, m *message, raw []byte) meaning {
	switch {
	case m.MigrateTo != 0:
		return moved{from: m.Chat.ID, to: m.MigrateTo, id: eventID(id), locale: m.From.Locale}
	case m.MigrateFrom != 0:
		return moved{from: m.MigrateFrom, to: m.Chat.ID, id: eventID(id), locale: m.From.Locale}
	case m.Opened.Name+m.Renamed.Name != "":
		return called{at: address{m.Chat.ID, m.Thread}, name: m.Opened.Name + m.Renamed.Name}
	case !m.Chat.private():
		return r.inGroup(id, m)
	case m.From.IsBot:
		return nil
	}
	if asks, is := r.asks(id, m); is {
		return managed{asks}
	}
	h := heard{in: chat.Inbound{ID: "m" + strconv.Itoa(m.ID), Actor: person(m.Chat.ID), Locale: m.From.Locale}, chat: m.Chat.ID}
	switch {
	case m.Text != "":
		h.in.Event = r.text(m.Text)
	case m.Caption != "" || contentOf(raw) == unreadable:
		h.in.Event, h.album = chat.Unread{Caption: m.Caption}, m.Album
	}
	if h.in.Event == nil {
		return nil
	}
	if _, words := h.in.Event.(chat.Text); words && r.desk && m.ReplyTo != nil && m.ReplyTo.From.IsBot {
		h.answers = &request{id: eventID(id), by: m.From, answer: m.ReplyTo.ID}
	}
	return h
}

// text is a text as an event; nil when it is a command for another bot.
func (r reader) text(text string) chat.Event {
	c, ok := parseCommand(text)
	switch {
	case !ok:
		return chat.Text{Text: text}
	case c.bot != "" && c.bot != r.username:
		return nil
	case c.name == "start" && r.known(strings.ToLower(c.rest)):
		return chat.Command{Name: strings.ToLower(c.rest)} // a link that was followed
	}
	if script, signed := r.links.openScript(c.rest); c.name == "start" && signed {
		return chat.Begin{Script: script}
	}
	return chat.Command{Name: c.name, Args: c.rest}
}

// inGroup answers commands for this bot with the way to the private chat, and
// hears nothing else but what is for the desk.
func (r reader) inGroup(id int64, m *message) meaning {
	c, ok := parseCommand(m.Text)
	if ok && r.desk && c.name == deskCommand && m.Chat.group() && (c.bot == "" || c.bot == r.username) {
		return r.atDesk(id, m, c.rest)
	}
	if !ok || m.From.IsBot || c.bot != "" && c.bot != r.username || c.bot == "" && c.name != "start" && !r.known(c.name) {
		return nil
	}
	to := address{chat: m.Chat.ID}
	if m.InTopic {
		to.thread = m.Thread
	}
	return invited{to: to, command: c.name, locale: m.From.Locale}
}

func (reader) edit(m *message) meaning {
	text := m.Text
	if text == "" {
		text = m.Caption
	}
	if text == "" || m.From.IsBot || !m.Chat.private() {
		return nil
	}
	id := strconv.Itoa(m.ID)
	return heard{
		in: chat.Inbound{
			ID: "e" + id + "." + strconv.FormatInt(m.EditDate, 10), Actor: person(m.Chat.ID), Locale: m.From.Locale,
			Event: chat.Edit{Of: "m" + id, Text: text},
		},
		chat: m.Chat.ID,
	}
}

func (r reader) member(id int64, m *memberChange) meaning {
	if !m.Chat.private() {
		return r.inOrOut(id, m)
	}
	change := chat.Joined
	switch m.New.Status {
	case "kicked", "left":
		change = chat.Blocked
	case "member":
	default:
		return nil
	}
	return heard{
		in: chat.Inbound{
			ID: "u" + strconv.FormatInt(id, 10), Actor: person(m.Chat.ID), Locale: m.From.Locale,
			Event: chat.Lifecycle{Change: change},
		},
		chat: m.Chat.ID,
	}
}
