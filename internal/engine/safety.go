package engine

import (
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/script"
)

const (
	// again is how long a safety reply is not repeated word for word.
	again = 6 * time.Hour
	// listen is how long after one a text is not met with a menu.
	listen = 30 * time.Minute
	// hush is how long prompts are held back after one.
	hush = 24 * time.Hour
)

// safety lets the fixed reply take the place of whatever was open.
func (t *turn) safety(signal chat.Signal) {
	now := t.now.Unix()
	shown := t.s.signal == signal && now-t.s.signalAt < int64(again/time.Second)
	t.endAll(Hushed)
	t.s.signal, t.s.signalAt = signal, now
	t.do(t.reply(signal, shown))
}

// hushed is until when prompts are held back after a safety reply, in Unix seconds; 0
// when none was given.
func (s *Session) hushed() int64 {
	if s.signal == chat.NoSignal {
		return 0
	}
	return s.signalAt + int64(hush/time.Second)
}

// helpNow says where to reach people right away.
func (t *turn) helpNow() { t.do(t.reply(chat.NoSignal, false)) }

func (t *turn) reply(signal chat.Signal, shown bool) Safety {
	return Safety{
		Signal: signal, Again: shown, Lang: t.own().Code,
		Country: t.s.person(script.PersonCountry).S,
	}
}

// listening tells whether a safety reply was shown moments ago.
func (t *turn) listening() bool {
	return t.s.signal != chat.NoSignal && t.now.Unix()-t.s.signalAt < int64(listen/time.Second)
}
