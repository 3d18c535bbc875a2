package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/stillpoint-bot/stillpoint/internal/chat"
	"github.com/stillpoint-bot/stillpoint/internal/delivery"
	"github.com/stillpoint-bot/stillpoint/internal/store/boltstore"
)

// Desk is what an operator, or a person at their own terminal, does with what is
// kept of one actor.
type Desk struct {
	Data    Data
	Prompts fs.FS
	Actor   chat.Actor
}

// Export writes everything that is kept of the actor to out, as JSON.
func (d Desk) Export(ctx context.Context, out io.Writer) error {
	return d.with(func(h *house) error {
		data, err := h.talk.Export(ctx, d.Actor)
		if err != nil {
			return err
		}
		_, err = out.Write(data)
		return err
	})
}

// Delete removes everything that is kept of the actor.
func (d Desk) Delete(ctx context.Context, out io.Writer) error {
	return d.with(func(h *house) error {
		if err := h.talk.Forget(ctx, d.Actor); err != nil {
			return err
		}
		_, err := fmt.Fprintln(out, "Everything that was kept is deleted.")
		return err
	})
}

func (d Desk) with(do func(*house) error) error {
	if _, err := os.Stat(d.Data.file()); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no data in %s yet", d.Data.file())
	}
	shelf, guard, err := openShelf(d.Prompts)
	if err != nil {
		return err
	}
	kept, keys, _, err := d.Data.open(boltstore.Config{})
	if err != nil {
		return err
	}
	defer func() { _ = kept.Close() }()
	h, err := newHouse(houseConfig{shelf: shelf, guard: guard, keys: keys, store: kept, senders: map[chat.Platform]delivery.Sender{"none": nil}})
	if err != nil {
		return err
	}
	return do(h)
}
