package app

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/recur"
	"github.com/stillpoint-bot/stillpoint/internal/store"
)

// timeKeeper notices that the rules of time zones are other ones than when due times
// were last worked out, and has them worked out anew.
type timeKeeper struct {
	notes  sealedNotes
	timers store.TimerList
	handle func(context.Context, chat.Inbound) (chat.Answer, error)
	now    func() time.Time
	log    *slog.Logger
	sweep  sweep // what is under way, or nothing
}

const zonesNote = "zones"

// look compares once. What it cannot do now is done at the next look, which goes on where
// this one stood.
func (k *timeKeeper) look(ctx context.Context) error {
	now := k.now().UTC()
	kept, err := k.notes.Note(ctx, houseNotes(), zonesNote)
	if err != nil {
		return fmt.Errorf("looking which rules of time zones there were: %w", err)
	}
	var since int64
	var marks uint64
	if n, _ := fmt.Sscanf(string(kept), "%d %x", &since, &marks); n == 2 {
		from := time.Unix(since, 0).UTC()
		if recur.Fingerprint(from) == marks && now.Sub(from) < 180*24*time.Hour {
			return nil
		}
		if recur.Fingerprint(from) != marks {
			if err := k.all(ctx); err != nil {
				return err
			}
		}
	}
	text := fmt.Sprintf("%d %x", now.Unix(), recur.Fingerprint(now))
	if err := k.notes.SetNote(ctx, houseNotes(), zonesNote, []byte(text), time.Time{}); err != nil {
		return fmt.Errorf("noting the rules of time zones: %w", err)
	}
	return nil
}

// keep looks once, and again after a minute as long as it cannot.
func (k *timeKeeper) keep(ctx context.Context) error {
	for {
		err := k.look(ctx)
		if err != nil && ctx.Err() == nil {
			k.log.Warn("it could not be seen whether the rules of time zones have changed", "error", err)
		}
		var again <-chan time.Time
		if err != nil {
			again = time.After(time.Minute)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-again:
		}
	}
}
