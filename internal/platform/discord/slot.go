package discord

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"
)

// How long Discord lets an interaction be answered; a little is kept in hand.
const (
	tokenLife = 15 * time.Minute
	tokenEdge = 10 * time.Second
)

// slot is an interaction that is being answered.
type slot struct {
	*interaction
	at time.Time // when it came

	mu        sync.Mutex // held during a first answer
	state     slotState
	tried     string        // the message whose first answer has an unknown outcome
	deferring bool          // a deferral has an unknown outcome
	acked     chan struct{} // closed when Discord has heard from us, or it is too late
	answered  chan struct{} // closed when there are words, or it is too late
	foreign   bool          // an earlier process made the first answer: perhaps words
}

// slotState is how far the answer is.
type slotState byte

const (
	slotFresh    slotState = 'f' // nothing was said
	slotDeferred slotState = 'd' // Discord knows that words will come
	slotAnswered slotState = 'a' // what follows is a message of its own
	slotDead     slotState = 'x' // it can no longer be answered
)

func newSlot(i *interaction, at time.Time) *slot {
	return &slot{interaction: i, at: at, state: slotFresh, acked: make(chan struct{}), answered: make(chan struct{})}
}

// become changes the state; the lock is held.
func (s *slot) become(state slotState) {
	if s.state == slotFresh && state != slotFresh {
		close(s.acked)
	}
	if s.open() && (state == slotAnswered || state == slotDead) {
		close(s.answered)
	}
	s.state = state
}

func (s *slot) open() bool { return s.state == slotFresh || s.state == slotDeferred }

// now is the state, with the lock taken.
func (s *slot) now() slotState {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// alive reports whether it may still be answered.
func (s *slot) alive(now time.Time) bool {
	return s.now() != slotDead && now.Before(s.at.Add(tokenLife-tokenEdge))
}

// errDead: the interaction can no longer be answered; another way may be open.
var errDead = errors.New("the interaction is over")

// acknowledge makes the first answer; the lock is held. errDead: it is too late. That
// Discord has an answer already (codeAcknowledged) is for the caller to judge.
func (d *Discord) acknowledge(ctx context.Context, s *slot, answer callback, to slotState) error {
	err := d.rest.do(ctx, call{
		method: http.MethodPost, path: "/interactions/" + s.id + "/" + s.token + "/callback",
		route: route{kind: "callback", about: s.id}, body: answer, free: true, limit: d.cfg.Timing.Callback,
	}, nil)
	switch {
	case err == nil:
		d.cfg.Observe("interaction/first", d.cfg.Now().Sub(s.at))
		d.skew.learn(s.at.Sub(bornAt(s.id)), d.cfg.Now())
		s.become(to)
	case isCode(err, codeUnknownInteraction, codeUnknownWebhook, codeWebhookToken):
		d.cfg.Observe("interaction/late", d.cfg.Now().Sub(s.at))
		s.become(slotDead)
		return errDead
	}
	return err
}

// deferNow tells Discord that words will come; the lock is held.
func (d *Discord) deferNow(ctx context.Context, s *slot) error {
	answer := callback{Type: answerUpdateLater}
	if s.kind == byMessage {
		answer = callback{Type: answerLater, Data: later{Flags: s.flags()}}
	}
	err := d.acknowledge(ctx, s, answer, slotDeferred)
	if isCode(err, codeAcknowledged) {
		return d.already(ctx, s)
	}
	s.deferring = s.deferring || err != nil
	return err
}

// already finds out what the first answer was that Discord has: a deferral of ours
// whose outcome was unknown, one that an earlier process promised, or words. The
// lock is held.
func (d *Discord) already(ctx context.Context, s *slot) error {
	if s.deferring && s.tried == "" {
		s.become(slotDeferred)
		return nil
	}
	if s.asks { // no note tells
		if s.tried != "" {
			s.become(slotAnswered) // it arrived the first time
			return nil
		}
		s.foreign = true
		s.become(slotDeferred)
		return nil
	}
	promised, err := d.desk.promised(ctx, s)
	if err == nil && !promised {
		s.become(slotAnswered)
	}
	return err
}

// flags hides an answer from everybody else where others read along.
func (i *interaction) flags() int {
	if i.server {
		return ephemeral
	}
	return 0
}

// mind watches over the first answer: it is deferred when nothing was said in
// time, also when the program ends. A deferral that no words follow is taken away.
func (d *Discord) mind(ctx context.Context, s *slot) {
	timer := time.NewTimer(d.cfg.Timing.Defer - d.cfg.Now().Sub(s.at))
	defer timer.Stop()
	select {
	case <-s.acked:
		return
	case <-timer.C:
	case <-ctx.Done():
	}
	calling := context.WithoutCancel(ctx)
	s.mu.Lock()
	if s.state == slotFresh {
		if err := d.deferNow(calling, s); err != nil && !errors.Is(err, errDead) {
			err = d.deferNow(calling, s) // once more: three seconds are not over yet
			d.warn("an interaction could not be deferred", err)
		}
		d.desk.keepTurn(calling, d.log, s)
	}
	s.mu.Unlock()
	d.unthink(ctx, s)
}

// unthink takes a deferral away that no words followed.
func (d *Discord) unthink(ctx context.Context, s *slot) {
	if s.kind != byMessage {
		return
	}
	timer := time.NewTimer(d.cfg.Timing.Think)
	defer timer.Stop()
	select {
	case <-s.answered:
		return
	case <-ctx.Done():
		return
	case <-timer.C:
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state != slotDeferred || s.foreign {
		return
	}
	d.warn("a deferral could not be taken back", d.takeBack(ctx, s))
	s.become(slotAnswered)
	d.desk.keepTurn(ctx, d.log, s)
}

// original is the address of the first answer.
func (d *Discord) original(ctx context.Context, s *slot) (string, error) {
	app, err := d.appID(ctx)
	return "/webhooks/" + app + "/" + s.token + "/messages/@original", err
}

func (d *Discord) warn(what string, err error) {
	if err != nil && !errors.Is(err, errDead) {
		d.log.Warn(what, "error", err)
	}
}
