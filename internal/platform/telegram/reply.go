package telegram

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// tellTries is how often an answer of the desk is tried to be said, and tellWait how long
// Telegram may ask to wait for that. What was arranged is kept whether it can be said or
// not.
const (
	tellTries = 4
	tellWait  = 15 * time.Second
)

// reply says the house's answer to whoever asked: where a button was pressed in the place
// of what stood there, when that is dealt with.
func (a *Adapter) reply(ctx context.Context, r request, m chat.Reply) {
	rows := deskRows(r.group, m.Choices)
	text := m.Text
	if m.Settled && r.on.message != 0 && text != "" && a.replaced(ctx, r.on, text, rows) {
		text, rows = "", nil
	}
	if m.Form != nil {
		defer a.asking.begin(r.by.ID)()
	}
	if text != "" && (m.Form == nil || len(rows) > 0) {
		if _, err := a.tell(ctx, sendBody(address{chat: r.by.ID}, clipUnits(text), rows)); err != nil {
			a.untold(ctx, r, err)
			return
		}
		text = ""
	}
	if m.Form != nil {
		a.askFor(ctx, r, text, *m.Form)
	}
}

// replaced puts an answer in the place of the message whose button was pressed. It is
// false when that cannot be: the message is too old, or gone.
func (a *Adapter) replaced(ctx context.Context, on target, text string, rows [][]button) bool {
	body := editBody(on.chat, on.message, clipUnits(text), rows)
	_, err := a.insistOn(ctx, editMessageText, body)
	return err == nil || unchanged(err)
}

// askFor asks for a text: the next one that answers the message is it.
func (a *Adapter) askFor(ctx context.Context, r request, text string, f chat.Form) {
	if text == "" {
		text = or(or(f.Title, f.Label), "…")
	}
	if f.Text != "" {
		text += "\n\n" + f.Text
	}
	id, err := a.tell(ctx, formBody(r.by.ID, clipUnits(text), or(f.Label, f.Title)))
	if err != nil {
		a.untold(ctx, r, err)
		return
	}
	a.keepForm(ctx, r, id, f.Token)
}

// tellWords says a few words of the adapter's own to whoever asked.
func (a *Adapter) tellWords(ctx context.Context, r request, id string) {
	text := a.cfg.Words(r.by.Locale, id)
	if text == "" {
		return
	}
	a.telling.say(ctx, r.by.ID, func(ctx context.Context) {
		if _, err := a.tell(ctx, sendBody(address{chat: r.by.ID}, text, nil)); err != nil {
			a.untold(ctx, r, err)
		}
	})
}

// untold is an answer that did not reach whoever asked. Where their chat is closed the
// group reads how to open it, and nothing else.
func (a *Adapter) untold(ctx context.Context, r request, err error) {
	if errors.Is(verdict(err), chat.ErrUnreachable) {
		a.showWay(ctx, r, "desk.in-private")
		return
	}
	a.cfg.Observe("desk/untold", 1)
	a.cfg.Log.Warn("an answer about a group's reminders could not be said", "platform", Platform, "error", err)
}

// showWay answers a line in a group with the way to the private chat.
func (a *Adapter) showWay(ctx context.Context, r request, id string) {
	text, me := a.cfg.Words(r.by.Locale, id), a.me.Load()
	if r.line == 0 || text == "" || me == nil || !a.invites.allow(r.group, a.cfg.Now()) {
		return
	}
	group, err := a.moves.origin(ctx, r.group)
	if err != nil {
		group = r.group
	}
	thread, _ := strconv.Atoi(r.place.ID)
	var rows [][]button
	if open := a.cfg.Words(r.by.Locale, "desk.open"); open != "" {
		link := a.links.desk(group, thread, a.cfg.Now().Add(linkLife))
		rows = [][]button{{{Text: label(open), URL: linkTo(me.Username, link)}}}
	}
	to := address{chat: a.moves.now(ctx, group), thread: thread}
	a.cfg.Observe("invitation", 1)
	if _, err := a.tell(ctx, answering(sendBody(to, text, rows), r.line)); err != nil {
		a.cfg.Observe("desk/untold", 1)
		a.cfg.Log.Warn("the way to a private chat could not be shown", "platform", Platform, "error", err)
	}
}

// tell sends a message of the desk and returns its id.
func (a *Adapter) tell(ctx context.Context, body []byte) (int, error) {
	return a.insistOn(ctx, sendMessage, body)
}

// insistOn makes a call whose outcome somebody waits for: a few times, when it may work
// later.
func (a *Adapter) insistOn(ctx context.Context, m method, body []byte) (int, error) {
	for attempt := 1; ; attempt++ {
		id, err := a.once(ctx, m, body)
		if err == nil || attempt == tellTries || final(err) {
			return id, err
		}
		if wait := a.waitAfter(err, attempt); wait > tellWait || !a.pause(ctx, wait) {
			return 0, err
		}
	}
}

func (a *Adapter) once(ctx context.Context, m method, body []byte) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, a.cfg.SendTimeout)
	defer cancel()
	answer := buffer()
	defer release(answer)
	if err := a.client.call(ctx, m, a.client.header, body, answer); err != nil {
		return 0, err
	}
	return messageID(answer.Bytes()), nil
}

// final tells whether trying again cannot help.
func final(err error) bool {
	said := verdict(err)
	return errors.Is(said, chat.ErrUnreachable) || errors.Is(said, chat.ErrRefused) || unauthorised(err)
}

// deskRows are the buttons of an answer: numbers lie five to a row, words up to three.
func deskRows(group int64, choices []chat.Choice) [][]button {
	buttons, perRow := make([]button, 0, len(choices)), 5
	for _, c := range choices {
		b := button{Text: label(c.Label), Data: deskData(group, c.Token)}
		if width(b.Text) > 3 {
			perRow = 3
		}
		buttons = append(buttons, b)
	}
	return limit(layOut(nil, buttons, perRow))
}

// clipUnits is text as far as it fits into one message.
func clipUnits(text string) string {
	text = strings.TrimSpace(text)
	return strings.TrimSpace(text[:prefix(text, maxText)])
}

// formBody is a message that asks for an answer to itself.
func formBody(to int64, text, hint string) []byte {
	body := sendBody(address{chat: to}, text, nil)
	body = append(body[:len(body)-1], `,"reply_markup":{"force_reply":true,"selective":true`...)
	if hint = strings.TrimSpace(hint); hint != "" {
		body = appendText(append(body, `,"input_field_placeholder":`...), clip(hint, maxHint))
	}
	return append(body, '}', '}')
}

// maxHint is how many characters a hint in the field for an answer has.
const maxHint = 64

// answering makes a message the answer to another one, if that is still there.
func answering(body []byte, message int) []byte {
	body = append(body[:len(body)-1], `,"reply_parameters":{"message_id":`...)
	body = strconv.AppendInt(body, int64(message), 10)
	return append(body, `,"allow_sending_without_reply":true}}`...)
}
