package simulation

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

const platformName = "sim"

var (
	errNotSent = errors.New("the platform did not take it")
	errNoReply = errors.New("the platform's answer was lost")
)

// platform is the way out to all persons.
type platform struct {
	w       *world
	persons map[chat.Actor]*person
	// aside is put off whatever comes: for seeing whom that holds up.
	aside atomic.Pointer[chat.Actor]
}

func (p *platform) putsOff(to chat.Actor) bool {
	aside := p.aside.Load()
	return aside != nil && *aside == to
}

// way is one replica's way to the platform.
type way struct {
	*platform
	r *replica
}

// Send takes its time, and fails in all the ways there are.
func (p *way) Send(ctx context.Context, to chat.Actor, id string, m chat.Message) error {
	seq, _, _ := strings.Cut(id, ".")
	t, fair := &task{rng: p.r.port.chanceOf("send", to, seq)}, p.w.weather
	p.w.oracle.tried(to, id)
	defer p.w.oracle.tried(to, "")
	if p.travel(ctx, t) != nil {
		if chance(t.rng, 0.5) {
			p.deliver(to, id, m, true)
		}
		return ctx.Err()
	}
	switch {
	case p.putsOff(to):
		return chat.RetryError{After: 5 * time.Minute}
	case fair.strikes(t.rng, fair.unreachable):
		return chat.ErrUnreachable
	case fair.strikes(t.rng, fair.refused):
		return chat.ErrRefused
	case fair.strikes(t.rng, fair.sendLimit):
		return chat.RetryError{After: between(t.rng, time.Second, 5*time.Minute)}
	case fair.strikes(t.rng, fair.sendBefore):
		return errNotSent
	case fair.strikes(t.rng, fair.sendAfter):
		p.deliver(to, id, m, true)
		return errNoReply
	}
	p.deliver(to, id, m, false)
	return nil
}

// travel is the way to the platform; the process may end meanwhile.
func (p *platform) travel(ctx context.Context, t *task) error {
	took := between(t.rng, time.Millisecond, 80*time.Millisecond)
	if p.w.weather.strikes(t.rng, p.w.weather.sendSlow) {
		took = between(t.rng, time.Second, 20*time.Second)
	}
	timer := time.NewTimer(took)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func (p *platform) deliver(to chat.Actor, id string, m chat.Message, lost bool) {
	p.w.oracle.delivered(to, id, lost)
	p.persons[to].sees(m)
}
