package telegram

import (
	"strconv"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// deskCommand is how administrators ask for their group's reminders.
const deskCommand = "schedule"

// request is what somebody asks about a group's reminders.
type request struct {
	id    string // of the event: no other one of the group has it
	by    user
	ask   chat.Request // nil while it lies in link or form
	place chat.Place   // the topic it is about
	group int64        // by whichever id it has; 0: it is still to be found out
	line  int          // the message in the group that asks; 0: it was asked in private
	// anonymous says that nobody knows who asks: by means nothing then.
	anonymous bool
	link      string // the payload of a link that was followed; empty: none was
	answer    int    // the message that a text answers, which may be a form; 0: none
	on        target // the message whose button was pressed
	press     string // the callback's id; empty: no button was pressed
	// said is what was written, as an event of its author, for whoever listens for
	// danger; without an Event nothing was.
	said chat.Inbound
}

// deskData is what a button of the desk carries: the group as the house knows it, and the
// button's token. A group's id is below zero, and so no press of a question reads as one.
func deskData(group int64, token string) string {
	return "d." + strconv.FormatInt(group, 36) + "." + token
}

// parseDeskData reads what deskData wrote; anything else is none of the desk's.
func parseDeskData(data string) (group int64, token string, ok bool) {
	rest, ok := strings.CutPrefix(data, "d.-")
	number, token, cut := strings.Cut(rest, ".")
	if !ok || !cut || !isToken(token) || len(data) > maxData {
		return 0, "", false
	}
	group, err := strconv.ParseInt("-"+number, 36, 64)
	return group, token, err == nil && group < 0 && deskData(group, token) == data
}

// isToken tells whether a text can be a token of the house's: a-z, 0-9 and ".".
func isToken(text string) bool {
	return text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz0123456789.") == ""
}

// lineOf is "/schedule …" as a request, typed by whoever wrote m; a zero group when that
// was in private.
func lineOf(id int64, m *message, text string) request {
	r := request{id: eventID(id), by: m.From, said: chat.Inbound{
		ID: "m" + strconv.Itoa(m.ID), Actor: person(m.From.ID), Locale: m.From.Locale, Event: chat.Text{Text: text},
	}}
	if m.Chat.private() {
		r.ask = chat.Line{Text: text}
		return r
	}
	r.said.ID = r.id // messages of the group are counted on their own
	r.group, r.line = m.Chat.ID, m.ID
	if m.InTopic && m.Thread != 0 {
		r.place.ID = strconv.Itoa(m.Thread)
		if m.ReplyTo != nil {
			r.place.Name = m.ReplyTo.Topic.Name
		}
	}
	r.ask = chat.Line{Text: text, Place: r.place}
	return r
}

// eventID names an event by its update: other than messages, updates of different chats
// never have the same id.
func eventID(update int64) string { return "u" + strconv.FormatInt(update, 10) }

// anonymousAdmin is who Telegram says writes, when an administrator writes as the group.
const anonymousAdmin = 1087968824

// unknowable tells whether it cannot be known who wrote a message of a group.
func unknowable(m *message) bool { return m.Sender.ID != 0 || m.From.ID == anonymousAdmin }
