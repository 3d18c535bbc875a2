package discord

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// received is an event as far as it concerns us. In is nil when nothing is to be
// handed in; Slot is nil for what is no interaction.
type received struct {
	who  chat.Actor
	in   *chat.Inbound
	slot *interaction
	dm   string // the private channel it came through, if it did
	back bool   // Discord lists a server, where the bot may have been before

	heard *atomic.Bool // it was passed on to who listens for danger; set where it is taken in
}

// interaction is what Discord calls one: something a person did with a command or
// a component of ours, to be answered within three seconds.
type interaction struct {
	who               chat.Actor
	id, token, locale string
	server            bool // others read along: answers are shown to the person alone
	kind              interactionKind
	pressed           *pressed // the message it came from
	write             *wire    // a sheet is to be opened
	label             string   // of the button that was pressed

	// asks: it is about a server's reminders. It is answered with a Reply, on the spot,
	// and leads to nobody afterwards.
	asks   bool
	guild  string      // the server's id
	filled bool        // a form was sent in: no other can open now
	form   *sheetID    // a form is to be opened
	query  *chat.Query // suggestions are asked for
	// refused is the id of the words for a request that the house is not asked, because
	// the member has not got the rights for it; empty: it is.
	refused string
}

// interactionKind is how an interaction is answered.
type interactionKind byte

const (
	byMessage interactionKind = 'm' // with a new message
	byUpdate  interactionKind = 'u' // about a message with buttons
	bySheet   interactionKind = 's' // with a modal
	byNothing interactionKind = 'n' // with nothing that is seen
	bySuggest interactionKind = 'a' // with suggestions
	notAtAll  interactionKind = '-' // by no means
)

// pressed is a message with buttons, and what was chosen in it.
type pressed struct {
	question uint64
	content  string
	paced    bool   // it was a moving pacer
	chosen   string // the label of the choice, or the words that were written
}

var errEvent = errors.New("not an event as we know it")

// decode reads one dispatch. It is lenient: what is missing or of a newer kind is
// passed over. ok is false when the event does not concern us.
func decode(name string, data []byte) (got received, ok bool, err error) {
	switch name {
	case "MESSAGE_CREATE", "MESSAGE_UPDATE":
		var m rawMessage
		if err := json.Unmarshal(data, &m); err != nil {
			return received{}, false, fmt.Errorf("reading a message: %w", errEvent)
		}
		got, ok = fromMessage(m, name == "MESSAGE_UPDATE")
		return got, ok, nil
	case "INTERACTION_CREATE":
		var i rawInteraction
		if err := json.Unmarshal(data, &i); err != nil {
			return received{}, false, fmt.Errorf("reading an interaction: %w", errEvent)
		}
		got, ok = fromInteraction(i)
		return got, ok, nil
	case "GUILD_CREATE", "GUILD_DELETE":
		return fromGuild(data, name == "GUILD_CREATE")
	}
	return received{}, false, nil
}

type rawUser struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
	// Names are looked at only where a moderator is to be named.
	Username   json.RawMessage `json:"username"`
	GlobalName json.RawMessage `json:"global_name"`
}

type rawMessage struct {
	ID        string  `json:"id"`
	ChannelID string  `json:"channel_id"`
	GuildID   string  `json:"guild_id"`
	WebhookID string  `json:"webhook_id"`
	Type      int     `json:"type"`
	Author    rawUser `json:"author"`
	Content   string  `json:"content"`
	Edited    string  `json:"edited_timestamp"`
	// What is attached is never looked at, only that it is there.
	Attachments []struct{} `json:"attachments"`
	Stickers    []struct{} `json:"sticker_items"`
}

// The kinds of message that a person writes.
const (
	plainMessage = 0
	replyMessage = 19
)

func fromMessage(m rawMessage, edit bool) (received, bool) {
	switch {
	case m.GuildID != "" || m.WebhookID != "" || m.Author.Bot || !isID(m.Author.ID) || !isID(m.ID) || !isID(m.ChannelID):
		return received{}, false
	case m.Type != plainMessage && m.Type != replyMessage:
		return received{}, false
	case edit && (m.Edited == "" || len(m.Edited) > 40 || m.Content == ""):
		return received{}, false
	}
	who := person(m.Author.ID)
	in := chat.Inbound{ID: "m" + m.ID, Actor: who, Event: said(m.Content)}
	if len(m.Attachments)+len(m.Stickers) > 0 {
		in.Event = chat.Unread{Caption: m.Content}
	}
	if edit {
		in.ID = "e" + m.ID + "." + m.Edited
		in.Event = chat.Edit{Of: "m" + m.ID, Text: m.Content}
	}
	return received{who: who, in: &in, dm: m.ChannelID}, true
}

// said is what a text means: a command, words, or something that has none.
func said(content string) chat.Event {
	trimmed := strings.TrimSpace(content)
	if trimmed == "" {
		return chat.Unread{}
	}
	if trimmed[0] == '/' || trimmed[0] == '!' {
		name, args, _ := strings.Cut(trimmed[1:], " ")
		if name = strings.ToLower(name); isName(name) {
			return chat.Command{Name: name, Args: strings.TrimSpace(args)}
		}
	}
	return chat.Text{Text: content}
}

// isName reports whether s can be the name of a command.
func isName(s string) bool {
	if s == "" || len(s) > 32 {
		return false
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' && r != '-' {
			return false
		}
	}
	return true
}

// isID reports whether s is a snowflake, so that it is safe in an address.
func isID(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != "" && len(s) <= 20
}

func person(id string) chat.Actor {
	return chat.Actor{Platform: Platform, Kind: chat.Person, ID: id}
}
