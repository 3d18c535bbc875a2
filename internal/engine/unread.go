package engine

import "github.com/stillpoint-bot/stillpoint/internal/lang"

// unread answers a picture or a voice note: words are what works here. What is open
// stays open.
func (t *turn) unread() {
	t.sayOwn(t.own().Text(lang.TurnUnread))
	switch {
	case t.s.depth > 0:
	case t.listening():
		t.do(t.reply(t.s.signal, true))
	case !t.s.Greeted && t.lib.Welcome != nil:
		t.greet(false)
	}
}
