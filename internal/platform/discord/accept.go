package discord

import (
	"context"
	"errors"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// accept sees to an event that was received. It must not block: the gateway waits.
func (d *Discord) accept(ctx context.Context, s *shard, of *ledger, seq int64, got received) {
	key := got.who.Key()
	d.endPacer(key, got.slot)
	var answer *slot
	if got.slot != nil {
		answer = newSlot(got.slot, d.cfg.Now())
	}
	if got.in == nil {
		d.aside.Go(func() {
			d.courtesy(context.WithoutCancel(ctx), answer)
			s.done(of, seq, "")
		})
		return
	}
	if answer != nil {
		d.aside.Go(func() { d.mind(ctx, answer) })
	}
	if d.behind.arrive(key, got) {
		d.overhear(ctx, got)
	}
	d.heed(ctx, got)
	d.lanes.push(ctx, key, func(ctx context.Context) {
		d.behind.begin(key)
		defer d.behind.over(key)
		d.take(ctx, s, of, seq, got, answer)
	})
}

// endPacer stops the person's pacer. When its own message was pressed, that is
// answered with its text at rest.
func (d *Discord) endPacer(actor string, i *interaction) {
	if i == nil || i.pressed == nil {
		d.pacers.end(actor, "")
		return
	}
	if base := d.pacers.end(actor, i.pressed.content); base != "" {
		i.pressed.content, i.pressed.paced = base, true
	}
}

// take hands one event in and sees to its answer.
func (d *Discord) take(ctx context.Context, s *shard, of *ledger, seq int64, got received, answer *slot) {
	key := got.who.Key()
	after, ok := chat.Answer{}, false
	if got.asks() && !d.waits(context.WithoutCancel(ctx), answer) {
		d.cfg.Observe("schedule/late", 0)
		s.done(of, seq, "")
		return
	}
	if got.asks() && answer.refused != "" {
		s.done(of, seq, "")
		d.present(context.WithoutCancel(ctx), answer, d.word(answer, answer.refused))
		return
	}
	if d.keeper.room(ctx, key, d.cfg.Timing.Hear, func() { d.stalls(ctx, got) }) {
		after, ok = d.handle(ctx, got, answer)
	}
	if !ok { // it stays undone, and comes again after a restart
		d.window.leave()
		return
	}
	s.done(of, seq, key)
	switch {
	case got.asks():
		d.present(context.WithoutCancel(ctx), answer, after.Reply)
	case answer != nil:
		d.conclude(context.WithoutCancel(ctx), got, answer, after)
	}
}

// asks reports whether it is a moderator's request.
func (got received) asks() bool { return got.slot != nil && got.slot.asks }

// handle hands an event in until the house has taken it; false when ctx ended
// before.
func (d *Discord) handle(ctx context.Context, got received, answer *slot) (chat.Answer, bool) {
	panics := 0
	for wait := d.cfg.Timing.Retry; ; wait = min(2*wait, 64*d.cfg.Timing.Retry) {
		if !d.lanes.enter(ctx, d.cfg.Timing.Hear, func() { d.stalls(ctx, got) }) {
			return chat.Answer{}, false
		}
		after, err := d.attempt(ctx, got, answer)
		d.lanes.leave()
		if err == nil {
			return after, true
		}
		if ctx.Err() != nil {
			return chat.Answer{}, false
		}
		if errors.Is(err, errPanic) {
			if panics++; panics == maxPanics {
				d.log.Error("an event is given up: it always ends in a panic")
				return chat.Answer{}, true
			}
		}
		if got.asks() && since(d.cfg.Now(), answer.at) >= d.cfg.Timing.Finish {
			d.log.Warn("a moderator's request is given up", "error", err)
			return chat.Answer{}, true
		}
		d.overhear(ctx, d.behind.stuck(got.who.Key())...)
		d.log.Warn("an event waits to be handed in again", "wait", wait, "error", err)
		d.cfg.Observe("event/again", 0)
		if sleep(ctx, wait) != nil {
			return chat.Answer{}, false
		}
	}
}

// maxPanics is how often an event is handed in that ends in a panic.
const maxPanics = 3

var errPanic = errors.New("handing in an event ended in a panic")

// attempt hands an event in once. What has begun is finished although ctx ends: a
// person in need is not left without an answer because the process goes. It is given
// Timing.Finish, so that Run ends all the same. That a note cannot be kept holds
// nothing up: what a person in need is told does not depend on it.
func (d *Discord) attempt(ctx context.Context, got received, answer *slot) (after chat.Answer, err error) {
	defer func() {
		if recover() != nil {
			d.cfg.Observe("event/panic", 0)
			err = errPanic
		}
	}()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.cfg.Timing.Finish)
	defer cancel()
	if got.who.Kind == chat.Person {
		d.note(ctx, got, answer)
	}
	if _, gone := got.in.Event.(chat.Lifecycle); gone {
		if err := d.left(ctx, got.who); err != nil {
			return after, err
		}
	}
	began := d.cfg.Now()
	after, err = d.cfg.Handle(ctx, d.desk.understood(*got.in))
	d.cfg.Observe("event/handled", d.cfg.Now().Sub(began))
	return after, err
}

// note keeps where somebody is. It takes at most half of the time there is: the rest
// is for the answer.
func (d *Discord) note(ctx context.Context, got received, answer *slot) {
	ctx, cancel := context.WithTimeout(ctx, d.cfg.Timing.Finish/2)
	defer cancel()
	if err := d.desk.arrive(ctx, got, answer); err != nil {
		d.log.Warn("where somebody is could not be kept", "error", err)
	}
}

// courtesy answers what is not handed in: the wish to write, suggestions, and what
// is not ours.
func (d *Discord) courtesy(ctx context.Context, s *slot) {
	answer := callback{Type: answerUpdateLater}
	switch s.kind {
	case notAtAll:
		return
	case bySuggest:
		answer = callback{Type: answerAutocomplete, Data: d.suggest(ctx, s.query)}
	case bySheet:
		if s.form != nil {
			answer = formSheet(d.forms.find(s.guild, *s.form, s.label))
			break
		}
		label := s.label
		if label == "" {
			label = "…"
		}
		answer = sheet(*s.write, label)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for range 2 { // once more when its outcome is unknown
		err := d.acknowledge(ctx, s, answer, slotAnswered)
		d.warn("an interaction could not be answered", err)
		if err == nil || isAnswer(err) {
			return
		}
	}
}

// conclude shows what a turn changed about what was pressed.
func (d *Discord) conclude(ctx context.Context, got received, s *slot, after chat.Answer) {
	said := after.Notice == ""
	if s.kind == byUpdate {
		said = d.settle(ctx, s, after) || said
	}
	if !said {
		d.warn("a notice could not be shown", d.toast(ctx, s, after.Notice))
	}
	d.tellClosed(ctx, got.who, s)
}

// settle answers a press: the message loses its buttons when its question is
// closed, and stays as it is when not. It reports whether the notice was shown.
func (d *Discord) settle(ctx context.Context, s *slot, after chat.Answer) (said bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	stays := after.Open == s.pressed.question
	answer := callback{Type: answerUpdateLater}
	switch {
	case stays && s.pressed.paced:
		answer = callback{Type: answerUpdate, Data: words(s.pressed.content)}
	case !stays:
		answer = callback{Type: answerUpdate, Data: closed(*s.pressed, after.Notice != "")}
	case after.Notice != "":
		answer, said = callback{Type: answerMessage, Data: hidden(after.Notice)}, true
	}
	for range 2 {
		if s.state != slotFresh {
			break
		}
		err := d.acknowledge(ctx, s, answer, slotAnswered)
		if isCode(err, codeAcknowledged) {
			s.become(slotAnswered)
			return said
		}
		d.warn("a press could not be answered", err)
		if err == nil || isAnswer(err) {
			return said
		}
	}
	if s.state == slotDeferred {
		if !stays {
			d.warn("a message could not be closed", d.editOriginal(ctx, s, closed(*s.pressed, after.Notice != "")))
		}
		s.become(slotAnswered)
	}
	return false
}

// toast shows a passing word to the person alone.
func (d *Discord) toast(ctx context.Context, s *slot, notice string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	message := hidden(notice)
	switch s.state {
	case slotFresh:
		err := d.acknowledge(ctx, s, callback{Type: answerMessage, Data: message}, slotAnswered)
		if !isCode(err, codeAcknowledged) {
			return err
		}
		s.become(slotAnswered)
		return nil
	case slotDeferred:
		err := d.editOriginal(ctx, s, message)
		s.become(slotAnswered)
		return err
	case slotDead:
		return errDead
	}
	_, err := d.followUp(ctx, s, message, nil)
	return err
}

// tellClosed tells a person, at the next occasion, that something could not be
// said in private.
func (d *Discord) tellClosed(ctx context.Context, who chat.Actor, s *slot) {
	word := d.cfg.Signs(s.locale).Closed
	if word == "" || s.now() != slotAnswered || !d.desk.reopen(ctx, who) {
		return
	}
	d.warn("a closed private chat could not be told", d.toast(ctx, s, word))
}

// hidden is a message for the person alone.
func hidden(text string) body {
	b := words(shorten(plain(text), maxContent))
	b.Flags = ephemeral
	return b
}

// maxChosen is how much of an answer is shown under its question.
const maxChosen = 200

// closed is a message whose question is over: without buttons, and with the answer
// that was given, unless the press changed nothing.
func closed(p pressed, stale bool) body {
	text := p.content
	if p.chosen != "" && !stale {
		line := "\n> " + shorten(plain(oneLine(p.chosen)), maxChosen)
		text = shorten(text, maxContent-size(line)) + line
	}
	b := words(text).bare()
	if text == "" {
		b.Content = nil
	}
	return b
}

func since(now, then time.Time) time.Duration { return max(now.Sub(then), 0) }
