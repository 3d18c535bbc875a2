package telegram

import (
	"context"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// turnOf is the turn that a meaning asks for; nil when the house has nothing to do
// with it.
func (a *Adapter) turnOf(m meaning) *turn {
	switch m := m.(type) {
	case heard:
		if unread, is := m.in.Event.(chat.Unread); is && m.album != "" && !a.albums.stands(m.album, m.in.ID) && unread.Caption == "" {
			return nil
		}
		return &turn{a: a, in: m.in, chat: m.chat}
	case pressed:
		return &turn{a: a, in: m.in, chat: m.on.chat, press: &m}
	case invited, moved, stray:
	}
	return nil
}

// aside does what the house need not know of.
func (a *Adapter) aside(m meaning) {
	switch m := m.(type) {
	case invited:
		a.invite(m)
	case moved:
		a.tidying.add(func(ctx context.Context) error { a.noteMove(ctx, m.from, m.to); return nil })
	case stray:
		a.toast(m.id, "")
	case heard, pressed:
	}
}
