package telegram

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// turn is one event of a private chat on its way: what has to happen before the
// house handles it, beside that, and after.
type turn struct {
	a     *Adapter
	in    chat.Inbound
	chat  int64
	press *pressed // nil when it is no press

	begun bool
	held  []target // the messages with buttons that were last in sight
	slow  *time.Timer
	said  atomic.Bool // the press is acknowledged
}

// try hands the event in. After an error it can be called again with the same one.
func (t *turn) try(ctx context.Context) error {
	if !t.begun {
		t.begin()
	}
	answer, err := t.handle(ctx)
	if err != nil {
		t.a.cfg.Observe("event/failed", 1)
		t.a.cfg.Log.Warn("an event could not be handled yet", "platform", Platform, "error", err)
		return err
	}
	t.slow.Stop()
	t.finish(answer)
	return nil
}

// overhear passes the event on to who listens for danger, beside everything else.
func (t *turn) overhear() { t.a.ears.add(t.in) }

// begin stops the pacer, remembers which buttons the event may make stale, and
// sees to it that a slow answer does not look like none.
func (t *turn) begin() {
	t.begun = true
	t.a.pacers.stop(t.chat)
	if held, ok := t.a.shown.take(t.chat); ok {
		t.held = append(t.held, held)
	}
	t.slow = time.AfterFunc(t.a.cfg.Patience, func() {
		t.acknowledge("")
		if expectsReply(t.in.Event) {
			t.a.tidying.add(func(ctx context.Context) error { return t.a.typing(ctx, t.chat) })
		}
	})
}

// expectsReply tells what a person did from what happened to their chat.
func expectsReply(e chat.Event) bool {
	_, is := e.(chat.Lifecycle)
	return !is
}

// over is called when nothing more comes of the event.
func (t *turn) over() {
	if t.slow != nil {
		t.slow.Stop()
	}
}

// handle hands the event to the house. A panic there is an event that is skipped:
// it would only panic again.
func (t *turn) handle(ctx context.Context) (answer chat.Answer, err error) {
	defer func() {
		if p := recover(); p != nil {
			t.a.panicked(p, string(debug.Stack()))
			answer, err = chat.Answer{Open: t.question()}, nil
		}
	}()
	return t.a.cfg.Handle(ctx, t.in)
}

// panicked makes known that the house panicked at an event.
func (a *Adapter) panicked(what any, stack string) {
	a.cfg.Observe("event/panic", 1)
	a.cfg.Log.Error("handling an event panicked; it is skipped", "platform", Platform, "panic", nameOf(what), "stack", stack)
}

// nameOf says what kind of panic it was; its value could hold somebody's words.
func nameOf(p any) string {
	if e, ok := p.(runtime.Error); ok {
		return e.Error()
	}
	return fmt.Sprintf("%T", p)
}

// question is the one that the event was about, as far as the adapter can tell.
func (t *turn) question() uint64 {
	switch {
	case t.press != nil:
		return t.press.on.question
	case len(t.held) > 0:
		return t.held[0].question
	}
	return 0
}

// finish acknowledges a press and tidies the chat.
func (t *turn) finish(answer chat.Answer) {
	t.a.cfg.Observe("event", 1)
	t.acknowledge(answer.Notice)
	if t.press != nil {
		t.finishPress(answer)
	}
	for _, held := range t.held {
		switch {
		case t.press != nil && held.message == t.press.on.message: // seen to above
		case held.question == answer.Open:
			t.a.keep(held)
		default:
			t.a.tidying.add(func(ctx context.Context) error { return t.a.strip(ctx, held) })
		}
	}
}

// finishPress closes the message that was pressed, when its question is no longer
// the open one.
func (t *turn) finishPress(answer chat.Answer) {
	on := t.press.on
	for _, held := range t.held {
		if held.message == on.message {
			on.pacer = held.pacer
		}
	}
	switch {
	case on.question == answer.Open:
		t.a.keep(on)
	case answer.Notice != "":
		t.a.tidying.add(func(ctx context.Context) error { return t.a.strip(ctx, on) })
	default:
		says := t.press.says
		t.a.tidying.add(func(ctx context.Context) error { return t.a.closeMessage(ctx, on, says) })
	}
}

// acknowledge answers a press, once.
func (t *turn) acknowledge(notice string) {
	if t.press == nil || !t.said.CompareAndSwap(false, true) {
		return
	}
	t.a.toast(t.press.id, notice)
}
