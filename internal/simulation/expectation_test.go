package simulation

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/engine"
	"github.com/stillpoint-bot/stillpoint/internal/safety"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// expectation is a message as a replay has it. What is made of records is only
// known by its shape.
type expectation struct {
	class   store.Class
	plain   []byte // nil: something that shows records
	entries int    // of an export; -1: it is none
}

func (e expectation) fits(plain []byte) bool {
	if e.plain != nil {
		return bytes.Equal(plain, e.plain)
	}
	m, err := chat.DecodeMessage(plain)
	if err != nil {
		return false
	}
	file, is := m.(chat.Document)
	if e.entries < 0 || !is {
		return e.entries <= 0 && !is // words alone say that there is nothing to export
	}
	var export struct{ Entries []json.RawMessage }
	return json.Unmarshal(file.Data, &export) == nil && len(export.Entries) == e.entries
}

// messages are what the effects of a turn say, in their order.
func (o *oracle) messages(a *account, t *task, effects []engine.Effect) (all []expectation) {
	class := store.Reply
	if _, is := t.in.Event.(chat.Due); is {
		class = store.Reminder
	}
	say := func(m chat.Message) {
		plain, err := chat.EncodeMessage(m)
		if err != nil {
			o.w.fail("a message cannot be stored: %v", err)
		}
		all = append(all, expectation{class: class, plain: plain, entries: -1})
	}
	for _, e := range effects {
		switch e := e.(type) {
		case engine.Say:
			say(e.Message)
		case engine.Safety:
			for _, s := range o.w.guard.Reply(askOf(e, t.in.Locale, a.session.Turn)) {
				say(s)
			}
		case engine.Show:
			all = append(all, expectation{class: class, entries: -1})
		case engine.Export:
			all = append(all, expectation{class: class, entries: len(a.kept)})
		}
	}
	return all
}

func askOf(e engine.Safety, locale string, turn uint64) safety.Ask {
	ask := safety.Ask{Signal: e.Signal, Lang: e.Lang, Country: e.Country, Again: e.Again, Now: e.Signal == chat.NoSignal, Turn: int(turn % 1000)}
	if _, country, ok := strings.Cut(locale, "-"); ok && ask.Country == "" {
		ask.Country, ask.Guessed = country, true
	}
	return ask
}
