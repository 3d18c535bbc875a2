package telegram

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// meaning is what an update asks for. The set is closed: heard, pressed, invited,
// moved and stray are all there are; nil asks for nothing.
type meaning interface{ meaning() }

type (
	// heard is an event for the house that is no press.
	heard struct {
		in    chat.Inbound
		chat  int64
		album string // the album that an unreadable message belongs to
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
	// moved is a group that has a new id.
	moved struct{ from, to int64 }
	// stray is a press of something that is none of ours; it is only acknowledged.
	stray struct{ id string }
)

func (heard) meaning()   {}
func (pressed) meaning() {}
func (invited) meaning() {}
func (moved) meaning()   {}
func (stray) meaning()   {}

// reader reads updates. It holds what it has to know about the bot itself.
type reader struct {
	username string                 // in lower case
	known    func(name string) bool // whether a command is in the menus
}

// read says what an update means. raw is the update as it came, for the few
// messages whose nature is not in the fields that were decoded.
func (r reader) read(u update, raw []byte) meaning {
	switch {
	case u.Callback != nil:
		return r.press(u.Callback)
	case u.Message != nil:
		return r.message(u.Message, raw)
	case u.Edited != nil:
		return r.edit(u.Edited)
	case u.Member != nil:
		return r.member(u.ID, u.Member)
	}
	return nil
}

func (reader) press(c *callback) meaning {
	press, ok := parseData(c.Data)
	m := c.Message
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

func (r reader) message(m *message, raw []byte) meaning {
	switch {
	case m.MigrateTo != 0:
		return moved{from: m.Chat.ID, to: m.MigrateTo}
	case m.From.IsBot:
		return nil
	case !m.Chat.private():
		return r.inGroup(m)
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
	return chat.Command{Name: c.name, Args: c.rest}
}

// inGroup answers commands for this bot with the way to the private chat, and
// hears nothing else.
func (r reader) inGroup(m *message) meaning {
	c, ok := parseCommand(m.Text)
	if !ok || c.bot != "" && c.bot != r.username || c.bot == "" && c.name != "start" && !r.known(c.name) {
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

func (reader) member(id int64, m *memberChange) meaning {
	if !m.Chat.private() {
		return nil
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
