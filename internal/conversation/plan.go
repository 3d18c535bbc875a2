package conversation

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/reminder"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
	"github.com/stillpoint-bot/stillpoint/internal/script"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// plan turns the effects of one turn into one commit.
type plan struct {
	c       *Conversation
	ctx     context.Context //nolint:containedctx // lives for one turn
	lib     *script.Library
	in      chat.Inbound
	now     time.Time
	session *engine.Session
	turn    store.Turn
	book    book
	passed  []reminder.Passing
}

func (p *plan) build(effects []engine.Effect) error {
	if due, is := p.in.Event.(chat.Due); is {
		p.turn.Fired = &store.Timer{Name: due.Timer, Due: due.At}
	}
	for _, e := range effects {
		if err := p.effect(e); err != nil {
			return err
		}
	}
	p.turn.Chunks = p.book.changed(p)
	p.turn.Session = p.c.cfg.Vault.Seal(nil, p.session.Encode(nil), sessionContext(p.in.Actor))
	return nil
}

func (p *plan) effect(e engine.Effect) error {
	switch e := e.(type) {
	case engine.Say:
		return p.say(e.Message)
	case engine.Safety:
		return p.safety(e)
	case engine.Keep:
		return p.book.keep(p, e.Record)
	case engine.Correct:
		return p.book.correct(p, e)
	case engine.Show:
		return p.show(e)
	case engine.Export:
		return p.export(e)
	case engine.Forget:
		p.turn.Forget = true
	case engine.WakeAt:
		p.cancelled(e.Timer, false)
		p.turn.Set = append(p.turn.Set, store.Timer{Name: e.Timer, Due: e.At})
	case engine.Cancel:
		p.cancelled(e.Timer, true)
	case engine.Passed:
		p.passed = append(p.passed, reminder.Passing{Why: e.Why, N: e.N})
	case engine.Notice, engine.End: // a notice waits in no mailbox
	}
	return nil
}

// cancelled takes a timer out of those to be set; the last effect on it counts.
func (p *plan) cancelled(timer string, cancel bool) {
	p.turn.Set = slices.DeleteFunc(p.turn.Set, func(t store.Timer) bool { return t.Name == timer })
	p.turn.Cancel = slices.DeleteFunc(p.turn.Cancel, func(name string) bool { return name == timer })
	if cancel {
		p.turn.Cancel = append(p.turn.Cancel, timer)
	}
}

func (p *plan) say(m chat.Message) error {
	if say, is := m.(chat.Say); is && say.Text == "" {
		return nil // the folder has no words for it
	}
	plain, err := chat.EncodeMessage(m)
	if err != nil {
		return fmt.Errorf("planning a message: %w", err)
	}
	class := store.Reply
	if _, is := p.in.Event.(chat.Due); is {
		class = store.Reminder
	}
	sealed := p.c.cfg.Vault.Seal(nil, plain, MessageContext(p.in.Actor))
	p.turn.Messages = append(p.turn.Messages, store.Message{Class: class, Data: sealed})
	return nil
}

func (p *plan) safety(e engine.Safety) error {
	ask := safety.Ask{
		Signal: e.Signal, Lang: e.Lang, Country: e.Country, Again: e.Again, Now: e.Signal == chat.NoSignal,
		Turn: int(p.session.Turn % 1000),
	}
	if ask.Country == "" {
		_, ask.Country = localeParts(p.in.Locale)
		ask.Guessed = ask.Country != ""
	}
	for _, say := range p.c.cfg.Guard.Reply(ask) {
		if err := p.say(say); err != nil {
			return err
		}
	}
	return nil
}
