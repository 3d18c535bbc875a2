package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
)

// awayNote is kept about a server that the bot was thrown out of, so that coming back
// is known from the servers that Discord lists at every start.
const awayNote = "away"

type rawGuild struct {
	ID          string `json:"id"`
	Locale      string `json:"preferred_locale"`
	Unavailable bool   `json:"unavailable"`
}

// fromGuild reads that a server came or went. One that is unavailable is only out of
// order for a while.
func fromGuild(data []byte, came bool) (received, bool, error) {
	var g rawGuild
	if err := json.Unmarshal(data, &g); err != nil {
		return received{}, false, fmt.Errorf("reading about a server: %w", errEvent)
	}
	if !isID(g.ID) || g.Unavailable {
		return received{}, false, nil
	}
	got := received{who: community(g.ID), back: came}
	in := &chat.Inbound{Actor: got.who, Locale: g.Locale, Event: chat.Lifecycle{Change: chat.Blocked}}
	if came {
		in.Event = chat.Lifecycle{Change: chat.Joined}
	}
	got.in = in
	return got, true, nil
}

// left notes that the bot is out of a server. It comes before the house is told, which
// would wait in vain for a server to be back that nothing is known of.
func (d *Discord) left(ctx context.Context, server chat.Actor) error {
	at := strconv.FormatInt(d.cfg.Now().UnixMilli(), 36)
	if err := d.cfg.Notes.SetNote(ctx, server, awayNote, []byte(at), time.Time{}); err != nil {
		return fmt.Errorf("noting that a server is gone: %w", err)
	}
	return nil
}

// back sees to a server that Discord lists: when the bot had been thrown out, the
// house is told that it is back. It counts as no event that has to be done: the note
// stays until the house has heard, and Discord lists the server again at every start.
func (d *Discord) back(ctx context.Context, got received) {
	d.lanes.push(ctx, got.who.Key(), func(ctx context.Context) {
		for n, wait := 1, d.cfg.Timing.Retry; ; n, wait = n+1, 2*wait {
			err := d.welcome(ctx, *got.in)
			if err == nil || ctx.Err() != nil {
				return
			}
			if n == maxHearings || sleep(ctx, wait) != nil {
				d.log.Warn("whether the bot is back in a server could not be seen to", "tries", n, "error", err)
				return
			}
		}
	})
}

// welcome hands it in, once.
func (d *Discord) welcome(ctx context.Context, in chat.Inbound) error {
	if !d.lanes.enter(ctx, d.cfg.Timing.Hear, func() {}) {
		return ctx.Err()
	}
	defer d.lanes.leave()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.cfg.Timing.Finish)
	defer cancel()
	since, err := d.cfg.Notes.Note(ctx, in.Actor, awayNote)
	if err != nil || since == nil {
		return err
	}
	in.ID = "j" + string(since)
	if _, err := d.cfg.Handle(ctx, in); err != nil {
		return fmt.Errorf("telling of a server that is back: %w", err)
	}
	return d.cfg.Notes.SetNote(ctx, in.Actor, awayNote, nil, time.Time{})
}
