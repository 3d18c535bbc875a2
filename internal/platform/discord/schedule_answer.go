package discord

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// waits reports whether a moderator can still be answered. When their command is older
// than Discord waits, they have read that it failed, and may have given it again: then
// it is not carried out, unless somebody told Discord in time that an answer will come.
func (d *Discord) waits(ctx context.Context, s *slot) bool {
	if d.skew.age(d.cfg.Now(), bornAt(s.id)) < d.cfg.Timing.Callback {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state == slotFresh {
		d.warn("an interaction could not be deferred", d.deferNow(ctx, s))
	}
	return s.state != slotDead
}

// sorry is what a moderator is told when the house had no answer, or could not be asked
// in time. What they pressed stays as it is, to be pressed again.
func (d *Discord) sorry(s *slot) *chat.Reply { return d.word(s, "desk.failed") }

// word is an answer of the adapter's own; nil when the catalog has no such words.
func (d *Discord) word(s *slot, id string) *chat.Reply {
	text := d.cfg.Words(s.locale, id)
	if text == "" {
		return nil
	}
	return &chat.Reply{Text: text}
}

// present shows a moderator the answer, and nobody else: as a form where one can open,
// in the place of what was pressed when that is dealt with, else as a message. All of
// it is given Timing.Send.
func (d *Discord) present(ctx context.Context, s *slot, reply *chat.Reply) {
	ctx, cancel := context.WithTimeout(ctx, d.cfg.Timing.Send)
	defer cancel()
	s.mu.Lock()
	defer s.mu.Unlock()
	if reply == nil {
		reply = d.sorry(s)
	}
	if reply == nil {
		d.leaveAlone(ctx, s)
		return
	}
	if reply.Form != nil {
		d.forms.keep(s.guild, *reply.Form)
		if s.state == slotFresh && !s.filled && d.opened(ctx, s, *reply.Form) {
			return
		}
	}
	for i, b := range replyBodies(*reply) {
		instead := i == 0 && reply.Settled && s.kind == byUpdate
		err := d.insist(ctx, func() error { return d.whisper(ctx, s, b, instead) })
		d.warn("a moderator could not be answered", err)
		if err != nil {
			return
		}
	}
}

// leaveAlone answers a press that there is nothing to say about; a command that there
// is nothing to say about is seen to by whoever minds it.
func (d *Discord) leaveAlone(ctx context.Context, s *slot) {
	if s.state == slotFresh && s.kind == byUpdate {
		d.warn("a press could not be answered", d.acknowledge(ctx, s, callback{Type: answerUpdateLater}, slotAnswered))
	}
}

// opened opens a form and reports whether the person has it before them, for all that
// is known; the lock is held.
func (d *Discord) opened(ctx context.Context, s *slot, form chat.Form) bool {
	for try := 0; ; try++ {
		err := d.acknowledge(ctx, s, formSheet(form), slotAnswered)
		switch {
		case err == nil:
			return true
		case isCode(err, codeAcknowledged) && try > 0:
			s.become(slotAnswered) // it arrived the first time
			return true
		case isCode(err, codeAcknowledged):
			d.warn("what was answered could not be found out", d.already(ctx, s))
			return false
		case errors.Is(err, errDead) || isAnswer(err) || try == 1:
			d.warn("a form could not be opened", err)
			return false
		}
	}
}

// insisting is how often an answer is tried that Discord did not take for a reason of
// the moment.
const insisting = 3

// insist repeats a call while that may help.
func (d *Discord) insist(ctx context.Context, call func() error) error {
	for try := 1; ; try++ {
		err := call()
		if err == nil || isAnswer(err) || try == insisting {
			return err
		}
		wait := d.cfg.Timing.Retry
		if again, ok := errors.AsType[chat.RetryError](err); ok {
			wait = min(again.After, 10*time.Second)
		}
		if sleep(ctx, wait) != nil {
			return err
		}
	}
}

// whisper says one thing to the moderator, in the place of the pressed message when
// instead is set; the lock is held.
func (d *Discord) whisper(ctx context.Context, s *slot, b body, instead bool) error {
	switch s.state {
	case slotDead:
		return errDead
	case slotFresh:
		if done, err := d.whisperFirst(ctx, s, b, instead); done || err != nil {
			return err
		}
	case slotAnswered:
		instead = false
	case slotDeferred:
	}
	if s.foreign && s.kind == byMessage && s.state == slotDeferred {
		if said, err := d.said(ctx, s); said || err != nil {
			return err
		}
	}
	if s.state == slotDeferred && (instead || s.kind == byMessage) {
		err := d.editOriginal(ctx, s, b)
		if !isCode(err, codeUnknownMessage) {
			if err == nil {
				s.become(slotAnswered)
			}
			return err
		} // the message was put away by the person
	}
	s.become(slotAnswered)
	b.Flags = ephemeral
	_, err := d.followUp(ctx, s, b, nil)
	if isCode(err, codeUnknownWebhook, codeWebhookToken, codeUnknownInteraction) || isUnauthorized(err) {
		s.become(slotDead)
		return errDead
	}
	return err
}

// whisperFirst makes it the first answer; done is false when Discord has one already
// that was none of this.
func (d *Discord) whisperFirst(ctx context.Context, s *slot, b body, instead bool) (done bool, err error) {
	answer := callback{Type: answerUpdate, Data: b}
	if !instead {
		b.Flags = ephemeral
		answer = callback{Type: answerMessage, Data: b}
	}
	err = d.acknowledge(ctx, s, answer, slotAnswered)
	switch {
	case err == nil:
		return true, nil
	case !isCode(err, codeAcknowledged):
		if !isAnswer(err) && !mayRepeat(err) {
			s.tried = s.id
		}
		return false, err
	}
	err = d.already(ctx, s)
	return s.state == slotAnswered, err
}

// said finds out whether the first answer, which an earlier process made, holds words
// already: those stay, with their buttons. The lock is held.
func (d *Discord) said(ctx context.Context, s *slot) (bool, error) {
	path, err := d.original(ctx, s)
	if err != nil {
		return false, err
	}
	var told struct {
		Flags int `json:"flags"`
	}
	err = d.rest.do(ctx, call{method: http.MethodGet, path: path, route: route{kind: "original", about: s.id}, free: true}, &told)
	if isCode(err, codeUnknownMessage) {
		return false, nil // it is not there any more
	}
	if err != nil || told.Flags&loading != 0 {
		return false, err
	}
	s.become(slotAnswered)
	return true, nil
}

// takeBack removes a deferral that no words follow; the lock is held.
func (d *Discord) takeBack(ctx context.Context, s *slot) error {
	path, err := d.original(ctx, s)
	if err != nil {
		return err
	}
	return d.rest.do(ctx, call{method: http.MethodDelete, path: path, route: route{kind: "original", about: s.id}, free: true}, nil)
}

// replyBodies are the messages that a reply makes; its buttons are under the last.
func replyBodies(reply chat.Reply) []body {
	text := reply.Text
	if text == "" && reply.Form != nil {
		text = reply.Form.Title
	}
	parts := split(plain(orDots(text)), maxContent)
	all := make([]body, len(parts))
	for i, part := range parts {
		all[i] = words(part).bare()
	}
	rows := replyRows(reply)
	if len(rows) > 0 {
		all[len(all)-1] = all[len(all)-1].with(rows)
	}
	return all
}

// replyRows are the buttons of a reply, the one that opens its form last.
func replyRows(reply chat.Reply) componentRows {
	var buttons componentRows
	seen := map[string]bool{}
	for _, c := range reply.Choices {
		if seen[c.Token] || len(c.Token) > maxBehind || !isToken(c.Token) || len(buttons) == (maxRows-1)*maxInRow {
			continue // Discord would take none of them
		}
		seen[c.Token] = true
		style := discordgo.SecondaryButton
		if len(buttons) == 0 {
			style = discordgo.PrimaryButton
		}
		buttons = append(buttons, discordgo.Button{
			Label: orDots(shorten(c.Label, maxButton)), Style: style, CustomID: tapPrefix + c.Token,
		})
	}
	width := widest(chat.Say{Choices: reply.Choices})
	if len(buttons) > width*(maxRows-1) {
		width = maxInRow
	}
	rows := inRows(buttons, width)
	if f := reply.Form; f != nil && isToken(f.Token) {
		rows = append(rows, row{Components: componentRows{discordgo.Button{
			Label: orDots(shorten(f.Button, maxButton)), Style: discordgo.PrimaryButton, CustomID: idOf(*f).String(),
		}}})
	}
	return rows
}
