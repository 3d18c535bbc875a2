package telegram

import (
	"context"
	"fmt"
	"net/http"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// Send takes one message to an actor and returns when Telegram has it. It fails
// with chat.ErrUnreachable (the chat is blocked, closed or gone), chat.ErrRefused
// (the message will never be taken; of a chat.Post also: its topic is closed or gone, or
// the bot has no right to write there) or a chat.RetryError (later); after any other
// error the outcome is unknown. A message that needs several calls goes on where it
// stopped when it is sent again under the same id; id may be empty. It is safe for
// concurrent use, and works before Run, but for pacers: those stand still.
func (a *Adapter) Send(ctx context.Context, to chat.Actor, id string, m chat.Message) error {
	where, ok := addressOf(to)
	if !ok {
		return fmt.Errorf("sending to an address that is none of Telegram's: %w", chat.ErrRefused)
	}
	ctx, cancel := context.WithTimeout(ctx, a.cfg.SendTimeout)
	defer cancel()
	err := a.send(ctx, letter{to: where, id: id, community: to.Kind == chat.Community}, m)
	if err != nil {
		a.cfg.Observe("send/failed", 1)
		if unauthorised(err) { // polling would notice by itself; a webhook would not
			a.revoke.Do(func() { close(a.revoked) })
		}
		return verdict(err)
	}
	a.cfg.Observe("sent", 1)
	return nil
}

// letter is where a message goes and under which id.
type letter struct {
	to        address
	id        string
	community bool
}

func (a *Adapter) send(ctx context.Context, l letter, m chat.Message) error {
	switch m := m.(type) {
	case chat.Say:
		return a.say(ctx, l, m)
	case chat.Pace:
		return a.pace(ctx, l, m)
	case chat.Document:
		return a.document(ctx, l, m)
	case chat.Post:
		return a.remind(ctx, l, m)
	}
	return fmt.Errorf("sending a message of type %T: %w", m, chat.ErrRefused)
}

// say sends words. Long ones go out in parts, with the buttons under the last.
func (a *Adapter) say(ctx context.Context, l letter, m chat.Say) error {
	rows := keyboardOf(m)
	sent, err := a.words(ctx, l, m.Text, rows)
	if err == nil && len(rows) > 0 && !l.community {
		a.showed(target{chat: l.to.chat, message: sent, question: m.Question})
	}
	return err
}

// words sends a text with buttons under it and returns the id of the message that
// has them; 0 when there was nothing to send.
func (a *Adapter) words(ctx context.Context, l letter, text string, rows [][]button) (int, error) {
	parts := split(text, maxText)
	if len(parts) == 0 {
		if len(rows) == 0 {
			return 0, nil
		}
		parts = []string{"…"} // buttons need something to hang on
	}
	sent := 0
	for i := a.parts.done(l, len(parts)); i < len(parts); i++ {
		var under [][]button
		if i == len(parts)-1 {
			under = rows
		}
		part := parts[i]
		id, err := a.deliver(ctx, l, sendMessage, a.client.header, func(to address) []byte { return sendBody(to, part, under) })
		if err != nil {
			return 0, err
		}
		sent = id
		a.parts.sent(l, len(parts))
	}
	return sent, nil
}

// showed notes which message now has the buttons, and tidies the one before when
// its question is over.
func (a *Adapter) showed(t target) {
	if stale, is := a.shown.put(t); is {
		a.tidying.add(func(ctx context.Context) error { return a.strip(ctx, stale) })
	}
}

// deliver makes a call that sends something and returns the message's id. A group
// that has moved is found at its new address, once.
func (a *Adapter) deliver(ctx context.Context, l letter, m method, header http.Header, body func(address) []byte) (int, error) {
	to := l.to
	if l.community {
		to.chat = a.moves.now(ctx, to.chat)
	}
	answer := buffer()
	defer release(answer)
	err := a.client.call(ctx, m, header, body(to), answer)
	if moved, ok := movedTo(err); ok && l.community {
		a.noteMove(ctx, l.to.chat, moved)
		err = a.client.call(ctx, m, header, body(address{chat: moved, thread: to.thread}), answer)
	}
	if err != nil {
		return 0, err
	}
	return messageID(answer.Bytes()), nil
}

// typing shows that an answer is on its way.
func (a *Adapter) typing(ctx context.Context, chatID int64) error {
	a.cfg.Observe("typing", 1)
	return a.errand(ctx, sendChatAction, typingBody(chatID))
}
