package telegram

import (
	"context"
	"strings"
)

// answerSign stands before the label of the button that was pressed.
const answerSign = "→ "

// toast acknowledges a press, with a passing word when there is one.
func (a *Adapter) toast(id, notice string) {
	body := toastBody(id, clip(strings.TrimSpace(notice), 200))
	a.toasts.add(func(ctx context.Context) error {
		a.cfg.Observe("toast", 1)
		return a.errand(ctx, answerCallbackQuery, body)
	})
}

// closeMessage shows the answer in the message that asked, and takes its buttons
// away.
func (a *Adapter) closeMessage(ctx context.Context, t target, says string) error {
	text := t.text
	if t.pacer != nil {
		t.pacer.wait(ctx)
		text = t.pacer.base
	}
	closed := text + "\n\n" + answerSign + says
	if text == "" || says == "" || units(closed) > maxText {
		return a.strip(ctx, t)
	}
	a.cfg.Observe("edit", 1)
	return a.errand(ctx, editMessageText, editBody(t.chat, t.message, closed, nil))
}

// strip takes the buttons of a message away and changes nothing else, but for the
// moving line of a pacer.
func (a *Adapter) strip(ctx context.Context, t target) error {
	a.cfg.Observe("edit", 1)
	if t.pacer != nil {
		t.pacer.wait(ctx)
		return a.errand(ctx, editMessageText, editBody(t.chat, t.message, t.pacer.base, nil))
	}
	return a.errand(ctx, editMessageReplyMarkup, bareBody(t.chat, t.message))
}

// keep leaves a message whose question is still open as it is. A pacer in it that
// was stopped leaves its introduction and its buttons.
func (a *Adapter) keep(t target) {
	a.shown.putBack(t)
	if t.pacer == nil {
		return
	}
	a.tidying.add(func(ctx context.Context) error {
		if t.pacer.wait(ctx); !t.pacer.cut.CompareAndSwap(true, false) {
			return nil // it came to its end by itself
		}
		return a.errand(ctx, editMessageText, editBody(t.chat, t.message, t.pacer.base, t.pacer.rows))
	})
}

// errand is one small call. Finding everything as it should be is success.
func (a *Adapter) errand(ctx context.Context, m method, body []byte) error {
	ctx, cancel := context.WithTimeout(ctx, a.cfg.SendTimeout)
	defer cancel()
	err := a.client.ask(ctx, m, body)
	if err == nil || unchanged(err) {
		return nil
	}
	a.cfg.Observe("errand/failed", 1)
	a.cfg.Log.Debug("a small call failed; it is not repeated", "platform", Platform, "error", err)
	return err
}
