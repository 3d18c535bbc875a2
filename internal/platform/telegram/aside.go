package telegram

import (
	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// jobOf is what a meaning asks the house to do; nil when the house has nothing to do
// with it. What can be noted at once is.
func (a *Adapter) jobOf(m meaning) job {
	switch m := m.(type) {
	case heard:
		if unread, is := m.in.Event.(chat.Unread); is && m.album != "" && !a.albums.stands(m.album, m.in.ID) && unread.Caption == "" {
			return nil
		}
		t := &turn{a: a, in: m.in, chat: m.chat}
		if m.answers != nil {
			return &filling{turn: t, asked: *m.answers}
		}
		return t
	case pressed:
		return &turn{a: a, in: m.in, chat: m.on.chat, press: &m}
	case managed:
		return &arrangement{a: a, request: m.request}
	case joined:
		a.rights.changed(m.group, 0)
		return relation{a: a, joined: m}
	case moved:
		a.moves.learn(m.from, m.to)
		return move{a: a, moved: m}
	case invited, changed, called, stray:
	}
	return nil
}

// aside does what the house need not know of.
func (a *Adapter) aside(m meaning) {
	switch m := m.(type) {
	case invited:
		a.invite(m)
	case changed:
		a.rights.changed(m.group, m.who)
	case called:
		a.topics.put(m.at, m.name)
	case stray:
		a.toast(m.id, "")
	case heard, pressed, managed, joined, moved:
	}
}
