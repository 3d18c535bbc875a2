package discord

import (
	"context"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// suggestion is one of the values that are offered while an option is typed.
type suggestion struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// suggestions answers an autocompletion.
type suggestions struct {
	Choices []suggestion `json:"choices"`
}

// suggest asks the house what fits. It gives up, with nothing, in time for Discord.
func (d *Discord) suggest(ctx context.Context, q *chat.Query) suggestions {
	found := suggestions{Choices: []suggestion{}}
	if q == nil || d.cfg.Suggest == nil {
		return found
	}
	ctx, cancel := context.WithTimeout(ctx, d.cfg.Timing.Defer)
	defer cancel()
	told := make(chan []chat.Suggestion, 1)
	d.aside.Go(func() { told <- d.suggested(ctx, *q) })
	select {
	case all := <-told:
		found.Choices = offered(all)
	case <-ctx.Done():
		d.cfg.Observe("suggest/late", 0)
	}
	return found
}

// suggested asks the house; a panic is as good as nothing.
func (d *Discord) suggested(ctx context.Context, q chat.Query) (all []chat.Suggestion) {
	defer func() {
		if recover() != nil {
			d.cfg.Observe("suggest/panic", 0)
			all = nil
		}
	}()
	return d.cfg.Suggest(ctx, q)
}

// offered keeps what Discord takes: a value must come back whole, or not at all.
func offered(all []chat.Suggestion) []suggestion {
	kept := []suggestion{}
	for _, s := range all {
		if s.Value == "" || s.Label == "" || size(s.Value) > maxOption || len(kept) == maxOptions {
			continue
		}
		kept = append(kept, suggestion{Name: shorten(s.Label, maxOption), Value: s.Value})
	}
	return kept
}
