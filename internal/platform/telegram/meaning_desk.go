package telegram

import (
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// asks tells whether something typed in private is for the desk: its command, or a link
// from a group that was followed.
func (r reader) asks(id int64, m *message) (request, bool) {
	c, ok := parseCommand(m.Text)
	if !ok || !r.desk || c.bot != "" && c.bot != r.username {
		return request{}, false
	}
	if c.name == "start" && strings.HasPrefix(c.rest, deskKind) {
		return request{id: eventID(id), by: m.From, link: c.rest}, true
	}
	return lineOf(id, m, c.rest), c.name == deskCommand
}

// atDesk is a line about the group's reminders. Other bots are not listened to, nor is
// what a channel's posts say.
func (reader) atDesk(id int64, m *message, text string) meaning {
	asks := lineOf(id, m, text)
	switch {
	case m.Forwarded:
		return nil
	case unknowable(m):
		asks.anonymous, asks.by, asks.said = true, user{Locale: m.From.Locale}, chat.Inbound{}
	case m.From.IsBot:
		return nil
	}
	return managed{asks}
}

// inOrOut is what became of the bot in a group; for anything else that changed there it is
// a change of rights.
func (r reader) inOrOut(id int64, m *memberChange) meaning {
	if !r.desk || !m.Chat.group() || m.Old.there() == m.New.there() {
		return changed{group: m.Chat.ID}
	}
	j := joined{id: eventID(id), group: m.Chat.ID, locale: m.From.Locale, change: chat.Joined}
	if !m.New.there() {
		j.change = chat.Blocked
	}
	return j
}
